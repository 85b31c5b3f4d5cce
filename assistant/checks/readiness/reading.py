"""Readiness read from the store: organisations one after the other, and the sums of just those.

A hundred thousand organisations are read in stretches within one reading of the store: the rows come as they are
read, and the sums stand when the last one was taken.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from sqlmodel import Session, col, func, select

from assistant.checks.diagnosis import moments, unknown_enterprise
from assistant.checks.readiness.elsewhere import rows_from_elsewhere
from assistant.checks.readiness.organisation import Organisation, OutputRow, Read
from assistant.checks.readiness.statements import BROKEN, CAPACITIES, JUDGED, LISTED, ORGANISATIONS
from assistant.store.tables import Enterprise

AT_ONCE = 1_000
"""Organisations in a stretch."""

Progress = Callable[[int], None]
"""Is told now and then how many organisations were read so far."""


class Filters(NamedTuple):
    """Which rows are wanted; None is all. Names are the catalogue's own."""

    enterprise: str | None = None
    application: str | None = None
    capacity: str | None = None
    sector: str | None = None

    def take(self, row: OutputRow) -> bool:
        """Tell whether a row is wanted."""
        return all(value is None or row[name] == value for name, value in zip(self._fields, self, strict=True))


class Readiness:
    """The rows, to be read once, and the sums of those read so far."""

    def __init__(self, at: datetime, found: Iterable[OutputRow]) -> None:
        self.at = at
        self.is_held_up = False
        """Whether an organisation among those read is not ready."""
        self.totals: dict[str, Any] = {"organisations": 0, "enterprises": 0, "ready": 0, "users": 0, "users_ready": 0}
        """The sums of the rows that were read. `organisations` counts rows, `enterprises` each organisation once."""
        self._by_stage: Counter[str] = Counter()
        self._findings: Counter[str] = Counter()
        self.totals |= {"by_stage": self._by_stage, "findings": self._findings}
        self._found = found

    def rows(self) -> Iterator[OutputRow]:
        """Yield the rows of `readiness/1`, counting them; those of an organisation come one after the other."""
        totals, enterprise = self.totals, None
        for row in self._found:
            totals["organisations"] += 1
            totals["enterprises"] += row["enterprise"] != enterprise
            totals["ready"] += row["ready"] is True
            totals["users"] += row["users"]
            totals["users_ready"] += row["users_ready"]
            self._by_stage[row["stage"]] += 1
            self._findings.update(row["findings"])
            self.is_held_up |= row["ready"] is False
            enterprise = row["enterprise"]
            yield row


def readiness(tx: Session, at: datetime, filters: Filters | None = None, progress: Progress | None = None) -> Readiness:
    """Return how ready every organisation is at a moment. `tx` has to stay open until the rows were read.

    Raises `Malformed` when the filters name an enterprise that the store knows nothing of.
    """
    wanted = filters or Filters()
    if wanted.enterprise is not None:
        return Readiness(at, list(_of_one(tx, at, wanted)))
    return Readiness(at, _of_all(tx, at, wanted, progress))


def _of_one(tx: Session, at: datetime, wanted: Filters) -> Iterator[OutputRow]:
    number = wanted.enterprise
    assert number is not None
    found = tx.exec(select(Enterprise.id).where(Enterprise.number == number)).one_or_none()
    if found is not None:
        yield from filter(wanted.take, _stretch(tx, found - 1, found, at))
        return
    rows = list(rows_from_elsewhere(tx, number))
    if not rows:
        raise unknown_enterprise(number)
    yield from filter(wanted.take, rows)


def _of_all(tx: Session, at: datetime, wanted: Filters, progress: Progress | None) -> Iterator[OutputRow]:
    done = 0
    for first, last, size in _stretches(tx):
        yield from filter(wanted.take, _stretch(tx, first, last, at))
        done += size
        if progress:
            progress(done)
    yield from filter(wanted.take, rows_from_elsewhere(tx))


def _stretches(tx: Session) -> Iterator[tuple[int, int, int]]:
    """Yield the stretches of the store: after which id, to which, and how many enterprises that are."""
    last: int | None = 0
    while True:
        ids = select(Enterprise.id).where(col(Enterprise.id) > last).order_by(col(Enterprise.id)).limit(AT_ONCE).subquery()
        first = last
        last, size = tx.exec(select(func.max(ids.c.id), func.count(ids.c.id))).one()
        if last is None:
            return
        assert first is not None
        yield first, last, size


def _stretch(tx: Session, first: int, last: int, at: datetime) -> Iterator[OutputRow]:
    """Yield the rows of a stretch."""
    stretch = {"first": first, "last": last}
    at_moment = moments(at)
    judged = _by_enterprise(JUDGED.tuples(tx, {**stretch, **at_moment}))
    broken = _by_enterprise(BROKEN.run(tx, {**stretch, "today": at_moment["today"]}).all())
    capacities = _by_enterprise(CAPACITIES.run(tx, stretch).all())
    listed = _by_enterprise(LISTED.run(tx, stretch).all())
    for one in ORGANISATIONS.run(tx, stretch).all():
        wanted = [row.application for row in listed.get(one.id, ())]
        read = Read(one, judged.get(one.id, ()), broken.get(one.id, ()), capacities.get(one.id, ()), wanted)
        yield from Organisation(read).rows()


def _by_enterprise(rows: Iterable[Any]) -> dict[int, list[Any]]:
    """Sort rows by their first column, the enterprise."""
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return found
