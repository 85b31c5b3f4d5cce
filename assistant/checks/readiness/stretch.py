"""A store in stretches of organisations: what is read of one, and the rows that come of it.

A hundred thousand organisations take as much memory as one stretch, and stretches can be read side by side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from sqlmodel import Session, col, func, select

from assistant.checks.diagnosis import moments
from assistant.checks.readiness.organisation import Organisation, Read
from assistant.checks.readiness.statements import BROKEN, CAPACITIES, JUDGED, LISTED, ORGANISATIONS
from assistant.checks.readiness.tally import OutputRow
from assistant.store.tables import Enterprise

AT_ONCE = 1_000
"""Organisations in a stretch."""


class Stretch(NamedTuple):
    """The enterprises `first < id <= last`, and how many they are."""

    first: int
    last: int
    size: int


def stretches(tx: Session) -> Iterator[Stretch]:
    """Yield the stretches of a store, in order."""
    first = 0
    while True:
        ids = select(Enterprise.id).where(col(Enterprise.id) > first).order_by(col(Enterprise.id)).limit(AT_ONCE).subquery()
        last, size = tx.exec(select(func.max(ids.c.id), func.count(ids.c.id))).one()
        if last is None:
            return
        yield Stretch(first, last, size)
        first = last


def read_stretch(tx: Session, stretch: Stretch, at: datetime) -> Iterator[OutputRow]:
    """Yield the rows of a stretch."""
    bounds = {"first": stretch.first, "last": stretch.last}
    at_moment = moments(at)
    judged = _by_enterprise(JUDGED.tuples(tx, {**bounds, **at_moment}))
    broken = _by_enterprise(BROKEN.run(tx, {**bounds, "today": at_moment["today"]}).all())
    capacities = _by_enterprise(CAPACITIES.run(tx, bounds).all())
    listed = _by_enterprise(LISTED.run(tx, bounds).all())
    for one in ORGANISATIONS.run(tx, bounds).all():
        wanted = [row.application for row in listed.get(one.id, ())]
        read = Read(one, judged.get(one.id, ()), broken.get(one.id, ()), capacities.get(one.id, ()), wanted)
        yield from Organisation(read).rows()


def _by_enterprise(rows: Iterable[Any]) -> dict[int, list[Any]]:
    """Sort rows by their first column, the enterprise."""
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return found
