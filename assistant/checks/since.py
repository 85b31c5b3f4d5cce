"""Since when: which verdicts are others now than at an earlier moment, and what was done that turned each.

"It worked on Monday": the tree is rebuilt from the ledger after each entry, from the last one back, until each verdict that
turned is explained by the entry before which it was still another. What no entry explains, time did: a function that began
or ended, twenty minutes that passed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from assistant.checks.diagnosis import judge
from assistant.store.exchange.tree import import_tree
from assistant.store.ledger import tree_before
from assistant.store.opening import memory_store
from assistant.store.records import LedgerEntry
from assistant.store.tables import table_of

Access = tuple[str, str, str | None, str | None]
"""Person (INSZ), application, capacity, unit."""

MOST_TRIED = 60
"""Entries that are gone back one by one; beyond them the place is found by halving."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What was done: an entry of the ledger. `role` and `person` say as whom, None for an import."""

    id: int
    at: datetime
    action: str
    role: str | None
    person: str | None
    request: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Turned:
    """A verdict that is another now. `by` is what turned it, None where nobody did anything: time did."""

    access: Access
    was: str
    verdict: str
    by: Entry | None


def turned_since(
    tx: Session,
    number: str,
    then: datetime,
    now: datetime,
    *,
    application: str | None = None,
    person: str | None = None,
) -> tuple[Turned, ...]:
    """Return the verdicts of an enterprise (10 digits) that turned between two moments.

    Only accesses are told of that were expected, or are asked for, at both. Whether a change is in force yet does not
    count: the change that brought it does. Raises `Malformed` when the store does not know the enterprise.
    """
    return tuple(_History(tx, number, then, now, application=application, person=person).turned())


class _History:
    """The states of an enterprise between two moments: state 0 is the one then, state n the one after the n-th entry."""

    def __init__(self, tx: Session, number: str, then: datetime, now: datetime, **asked: str | None) -> None:
        self._tx, self._number, self._then, self._now = tx, number, then, now
        self._application, self._person = asked.get("application"), asked.get("person")
        self._entries = _entries(tx, number, then)
        self._judged: dict[tuple[int, datetime], dict[Access, str]] = {}

    def turned(self) -> Iterator[Turned]:
        """Yield what turned."""
        last = len(self._entries)
        was, present = self._verdicts(0, self._then), self._verdicts(last, self._now)
        for access, verdict in present.items():
            if access in was and _settled(was[access]) != _settled(verdict):
                yield Turned(access, was[access], verdict, self._cause(access, _settled(verdict)))

    def _cause(self, access: Access, verdict: str) -> Entry | None:
        """Return the last entry that turned it: right before it the verdict was another, right after it this one."""
        state = len(self._entries)
        tried = max(0, state - MOST_TRIED)
        while state > tried and self._after(state, access) == verdict and self._after(state - 1, access) == verdict:
            state -= 1
        if state == tried and state > 0:
            state = self._halved(access, verdict, state)
        if state == 0 or self._after(state, access) != verdict:
            return None  # it turned between two entries: time did
        entry = self._entries[state - 1]
        return entry if self._at(state - 1, entry.at, access) != verdict else None

    def _halved(self, access: Access, verdict: str, state: int) -> int:
        """Return a state after which the verdict is this one, and was another after the one before."""
        other = 0
        while state - other > 1:
            between = (state + other) // 2
            if self._after(between, access) == verdict:
                state = between
            else:
                other = between
        return state

    def _after(self, state: int, access: Access) -> str:
        """Return the verdict right after an entry; of state 0, the one then."""
        return self._at(state, self._entries[state - 1].at if state else self._then, access)

    def _at(self, state: int, at: datetime, access: Access) -> str:
        """Return the verdict in a state at a moment, `absent` where nothing was expected yet."""
        return _settled(self._verdicts(state, at).get(access, "absent"))

    def _verdicts(self, state: int, at: datetime) -> dict[Access, str]:
        key = (state, at)
        if key not in self._judged:
            self._judged[key] = self._judge(state, at)
        return self._judged[key]

    def _judge(self, state: int, at: datetime) -> dict[Access, str]:
        following = self._entries[state].id if state < len(self._entries) else None
        tree = tree_before(self._tx, self._number, following)
        if tree is None:
            return {}
        with memory_store() as copy:
            with copy.transaction() as writing:
                import_tree(writing, tree, at)
            with copy.reading() as reading:
                found = judge(reading, self._number, application=self._application, person=self._person, at=at)
        return {(one.person, one.application, one.capacity, one.unit): one.verdict.name.lower() for one in found.decisions}


def _entries(tx: Session, number: str, then: datetime) -> Sequence[Entry]:
    entry = table_of(LedgerEntry).c
    columns = (entry.id, entry.at, entry.action, entry.actor_role, entry.actor_person, entry.request)
    query = select(*columns).where(entry.enterprise == number, entry.at > then).order_by(entry.id)
    return [Entry(*row) for row in tx.connection().execute(query)]


def _settled(verdict: str) -> str:
    return "allowed" if verdict == "pending" else verdict
