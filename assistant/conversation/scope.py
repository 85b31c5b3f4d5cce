"""The facts of a conversation: nested names, with the present items of repeated sections in front."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from assistant.store.exchange.unit_path import step

ENTERPRISE_FACT = "enterprise"
NAME_FACT = "organisation"
"""The facts that hold the number and the name of the conversation's own enterprise, in every guide."""

Item = dict[str, Any]
WorksOut = Callable[["Facts"], Mapping[str, Any]]
Round = Mapping[str, Item]
"""The items of a repeated section's present round, by the names that its loops give them; empty outside of one."""


class Facts:
    """What is known so far, by dotted names.

    The first part of a name is looked up among the present loop items (`site.hco` inside a round for a site), then in
    `passing`, then among the conversation's own facts. A name that leads nowhere is `None`: not known. Items of lists have
    two names that are worked out: `number` (from 1) and `ref` (see `ref_of`).

    `passing` holds what is only so at the present step: its `answer`, and what was read from the `store` up to there.
    `worked_out` are facts that follow from the others (see the module of that name); they come last.
    """

    def __init__(self, start: Mapping[str, Any] | None = None, worked_out: Mapping[str, WorksOut] | None = None) -> None:
        self.root: dict[str, Any] = {}
        self.worked_out = worked_out or {}
        self.round: Round = {}
        self.passing: dict[str, Any] = {}
        for name, value in (start or {}).items():
            self.put(name, value)

    def get(self, name: str) -> Any:
        """The value of a name, `None` when not known."""
        head, *rest = name.split(".")
        for place in (self.round, self.passing, self.root):
            if head in place:
                value: Any = place[head]
                break
        else:
            if head not in self.worked_out:
                return None
            value = self.worked_out[head](self)
        for part in rest:
            if not isinstance(value, dict):
                return None
            value = ref_of(value) if part == "ref" else value.get(part)
        return value

    def put(self, name: str, value: Any) -> None:
        """Keep a value under a name, making what is missing on the way."""
        head, *rest = name.split(".")
        if not rest:
            self.root[head] = value
            return
        place = self.round.get(head)
        if place is None:
            place = self.root.setdefault(head, {})
        for part in rest[:-1]:
            place = place.setdefault(part, {})
        place[rest[-1]] = value

    def pass_on(self, readings: Mapping[str, Any]) -> None:
        """Come to another step: no answer yet, and what it reads added to what was read before.

        Readings are copied, as facts are put into items that are taken over. What was passed before is left as it was.
        """
        before = self.passing.get("store", {})
        store = {**before, **deepcopy(dict(readings))} if readings else before
        self.passing = {"answer": None, "store": store}

    def items(self, name: str) -> list[Item]:
        """The items of a list fact; an empty list while it is not known."""
        value = self.get(name)
        return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []

    @contextmanager
    def within(self, round_: Round, passing: Mapping[str, Any] | None = None) -> Iterator[Facts]:
        """These facts as they are in another round, or at another step; afterwards as they were."""
        before = self.round, self.passing
        self.round = round_
        if passing is not None:
            self.passing = dict(passing)
        try:
            yield self
        finally:
            self.round, self.passing = before


def numbered(items: Iterable[Item]) -> list[Item]:
    """Items of a list, each with its `number` from 1."""
    return [{**item, "number": number} for number, item in enumerate(items, 1)]


def counted(number: int) -> list[Item]:
    """As many new items, each with its `number` from 1. It marks the item for good, whatever number it is given later."""
    return [{"number": n, "mark": str(n)} for n in range(1, number + 1)]


def mark_of(item: Item) -> str:
    """What tells the rounds of a loop apart in keys of events: a person's INSZ, so that answers stay with the person when
    the list changes around them; else the number."""
    return str(item.get("mark") or item.get("insz") or item["number"])


def ref_of(item: Item) -> str | None:
    """How an item is referred to in paths: a person's INSZ, a unit's HCO number, or `~name` while that is unknown."""
    if item.get("insz"):
        return str(item["insz"])
    if item.get("hco"):
        return str(item["hco"])
    return step(None, str(item["name"])) if item.get("name") else None
