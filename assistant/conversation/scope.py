"""The facts of a conversation: nested names, with the present items of repeated sections in front."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

Item = dict[str, Any]


class Facts:
    """What is known so far, by dotted names.

    The first part of a name is looked up among the present loop items (`site.hco` inside a round for a site), then among
    the conversation's own facts. A name that leads nowhere is `None`: not known. Items of lists have two names that are
    worked out: `number` (from 1) and `ref` (see `ref_of`).
    """

    def __init__(self, start: Mapping[str, Any] | None = None) -> None:
        self.root: dict[str, Any] = {}
        self.round: dict[str, Item] = {}
        for name, value in (start or {}).items():
            self.put(name, value)

    def get(self, name: str) -> Any:
        """The value of a name, `None` when not known."""
        head, *rest = name.split(".")
        value: Any = self.round.get(head) if head in self.round else self.root.get(head)
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

    def put_readings(self, readings: Mapping[str, Any]) -> None:
        """Keep what a step read from the store, under `store.`; a copy, as facts are put into items that are taken over."""
        self.root.setdefault("store", {}).update(deepcopy(dict(readings)))

    def items(self, name: str) -> list[Item]:
        """The items of a list fact; an empty list while it is not known."""
        value = self.get(name)
        return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def numbered(items: Iterable[Item]) -> list[Item]:
    """Items of a list, each with its `number` from 1."""
    return [{**item, "number": number} for number, item in enumerate(items, 1)]


def ref_of(item: Item) -> str | None:
    """How an item is referred to in paths: a person's INSZ, a unit's HCO number, or `~name` while that is unknown."""
    if item.get("insz"):
        return str(item["insz"])
    if item.get("hco"):
        return str(item["hco"])
    return f"~{item['name']}" if item.get("name") else None


def mark_of(item: Item) -> str:
    """What tells a round of a loop from the others in keys of events: stable while the list changes around it."""
    return str(item.get("insz") or item["number"])
