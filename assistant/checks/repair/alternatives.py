"""Another way to the same end: where a plan makes a unit for people, they may belong on a unit that is there already.

The portal cannot tell which is right: somebody was expected on a unit that does not exist. Either it has to be made (the
plan), or the expectation is wrong (the alternative): then nobody needs the unit, and the people are seen to where they
really work. A unit that is planned is meant to be made, and has no alternative.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from assistant.checks.diagnosis import unknown_enterprise
from assistant.checks.repair.copying import copy_of, sign_ins
from assistant.checks.repair.document import Plan, planned_as_expected
from assistant.checks.repair.planning import Actor
from assistant.checks.wording import Names, Say, dutch
from assistant.domain.words import words
from assistant.store.actions import Done, actors_for, perform
from assistant.store.exchange.document import Document, document
from assistant.store.exchange.rows import Rows, rows_of
from assistant.store.exchange.unit_path import depth, units_of

_EXPECT = "access.expect"
_MAKES = ("subdivision.add", "site.add")
_OF_AN_ALTERNATIVE = ("instead_of", "unit", "what", "steps", "outside", "gains", "losses", "after")
"""What a plan names of another way to its end."""


def repair(
    tx: Session,
    number: str,
    *,
    application: str | None = None,
    person: str | None = None,
    actor: Actor | None = None,
    at: datetime,
    say: Say = dutch,
) -> dict[str, Any]:
    """Return the plan for an enterprise (10 digits), or for one application, one person (INSZ) or both in it: `repair/1`.

    `actor` (`role`, `person`) does every step that he may. Nothing in the store is changed. Raises `Malformed` when it
    does not know the enterprise.
    """
    return planned(tx, number, application=application, person=person, actor=actor, at=at, say=say).document


def planned(
    tx: Session,
    number: str,
    *,
    application: str | None = None,
    person: str | None = None,
    actor: Actor | None = None,
    at: datetime,
    say: Say = dutch,
) -> Plan:
    """Return the plan, with its alternatives in it, and the tree that it leads to; the rest as `repair`."""
    asked: dict[str, Any] = {"application": application, "person": person, "actor": actor, "at": at, "say": say}
    plan = planned_as_expected(tx, number, **asked)
    others: list[Plan] = []
    if any(map(_makes, plan.document["steps"])):
        rows = rows_of(tx, number)
        if rows is None:
            raise unknown_enterprise(tx, number)
        ways = (_Other(tx, rows, wanted, asked).plan() for wanted in _unplanned(plan, document(rows)))
        others = [way for way in ways if way is not None]
    named = [{key: one.document[key] for key in _OF_AN_ALTERNATIVE} for one in others]
    return Plan({**plan.document, "alternatives": named}, plan.tree, tuple(others))


Wanted = tuple[str, str, tuple[Document, ...]]
"""A capacity, the path of a unit the plan makes in it, and the expected accesses that want it."""


def _unplanned(plan: Plan, tree: Document) -> Iterator[Wanted]:
    """Yield the units that the plan makes only because somebody is expected there."""
    meant = {(unit["capacity"], unit["unit"]) for unit in tree.get("planned_units", ())}
    judged_in = {
        (one["person"], one["application"], one["unit"]): one["capacity"] for one in plan.document["after"]["decisions"]
    }
    made = {(step["action"]["capacity"], step["action"].get("unit")) for step in plan.document["steps"] if _makes(step)}
    wanted: dict[tuple[str, str], list[Document]] = defaultdict(list)
    for entry in tree.get("expected", ()):
        capacity = judged_in.get((entry["person"], entry["application"], entry.get("unit")))
        if capacity and entry.get("unit") and (capacity, entry["unit"]) in made and (capacity, entry["unit"]) not in meant:
            wanted[capacity, entry["unit"]].append(entry)
    yield from ((capacity, path, tuple(entries)) for (capacity, path), entries in wanted.items())


def _makes(step: Mapping[str, Any]) -> bool:
    return step["action"]["action"] in _MAKES


class _Other:
    """The way in which the people expected on one missing unit are expected on another, that is there."""

    def __init__(self, tx: Session, rows: Rows, wanted: Wanted, asked: Mapping[str, Any]) -> None:
        self._tx, self._rows, self._asked = tx, rows, asked
        self._capacity, self._missing, self._entries = wanted
        self._tree = document(rows)
        self._number: str = self._tree["enterprise"]["number"]

    def plan(self) -> Plan | None:
        """Return it as a plan of its own; None where there is no such unit, or it would not help."""
        there = self._best()
        if there is None:
            return None
        path, name = there
        with copy_of(self._rows, sign_ins(self._tx, self._number)) as store:
            with store.transaction() as copy:
                moves = self._moved(copy, path)
            with store.reading() as moved:
                plan = planned_as_expected(moved, self._number, **self._asked)
        if any(one["severity"] == "blocking" and one["unit"] == path for one in plan.document["after"]["findings"]):
            return None
        steps = [{"n": n, **step} for n, step in enumerate(moves, 1)]
        steps += [{**step, "n": step["n"] + len(moves)} for step in plan.document["steps"]]
        about = {
            "instead_of": {"capacity": self._capacity, "unit": self._missing},
            "unit": path,
            "what": self._told(path, name),
        }
        return Plan({**plan.document, **about, "steps": steps}, plan.tree)

    def _best(self) -> tuple[str, str] | None:
        """Return the path and the name of the unit as deep where most of the people are users, the first of the tree."""
        people = {entry["person"] for entry in self._entries}
        units = [(path, unit) for path, unit in self._units() if depth(path) == depth(self._missing)]
        if not units:
            return None
        path, unit = max(units, key=lambda one: len(people & {user["person"] for user in one[1]["users"]}))
        return path, unit["name"] or path

    def _units(self) -> Iterator[tuple[str, Document]]:
        for capacity in self._tree["capacities"]:
            if capacity["name"] == self._capacity:
                yield from units_of(capacity)

    def _moved(self, copy: Session, path: str) -> list[dict[str, Any]]:
        """Expect everybody there instead, and return that as steps."""
        steps = []
        for entry in self._entries:
            about = {"action": _EXPECT, "enterprise": self._number, "person": entry["person"]}
            if entry.get("capacity"):
                about["capacity"] = entry["capacity"]
            data = {"application": entry["application"]}
            function = {"function": entry["function"]} if entry.get("function") else {}
            changes: Sequence[dict[str, Any]] = (
                {**about, "unit": path, "data": {**data, **function}},
                {**about, "unit": entry["unit"], "data": {**data, "remove": True}},
            )
            for action in changes:
                actors = actors_for(copy, action)
                by = self._asked["actor"] if self._asked["actor"] in actors else actors[0]
                result = perform(copy, {**action, "as": by}, self._asked["at"])
                assert isinstance(result, Done)
                steps.append(_step({**action, "as": by}, by))
        return steps

    def _told(self, path: str, name: str) -> str:
        say: Say = self._asked["say"]
        names = Names([{"capacity": self._capacity, "path": path, "name": name}], say)
        text = say(words("Werken deze mensen op {unit}? Dan hoeft {missing} niet gemaakt te worden."))
        return text.replace("{unit}", names.unit(self._capacity, path)).replace("{missing}", self._missing)


def _step(action: dict[str, Any], by: Actor) -> dict[str, Any]:
    """Return a step that is done in the store only: nothing in the portal says who is expected where."""
    nothing: dict[str, Any] = {"portal": [], "because": [], "assumed": [], "choices": None, "then": None, "chosen": None}
    return {"action": action, "by": by, "who_may": [by["role"]], **nothing}
