"""Readiness read from the store: organisations one after the other, and the sums of just those.

A hundred thousand organisations are read in stretches within one reading of the store: the rows come as they are
read, and the sums stand when the last one was taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from sqlmodel import Session, select

from assistant.checks.diagnosis import unknown_enterprise
from assistant.checks.readiness.elsewhere import rows_from_elsewhere
from assistant.checks.readiness.side_by_side import Helpers
from assistant.checks.readiness.stretch import Stretch, read_stretch, stretches
from assistant.checks.readiness.tally import OutputRow
from assistant.domain.catalogue import catalogue
from assistant.store.reference_tables import ListedApplication, ReceivedStatement
from assistant.store.tables import Enterprise, ExpectedAccess

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
        return self == _EVERYTHING or all(
            value is None or row[name] == value for name, value in zip(self._fields, self, strict=True)
        )


_EVERYTHING = Filters()


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


def readiness(
    tx: Session,
    at: datetime,
    filters: Filters | None = None,
    progress: Progress | None = None,
    helpers: Helpers | None = None,
) -> Readiness:
    """Return how ready every organisation is at a moment. `tx` has to stay open until the rows were read, and so do the
    `helpers` that came with it (`one_moment`).

    Raises `Malformed` when the filters name an enterprise that the store knows nothing of.
    """
    wanted = filters or Filters()
    if wanted.enterprise is not None:
        return Readiness(at, list(_of_one(tx, at, wanted)))
    return Readiness(at, _of_all(tx, at, wanted, progress, helpers))


def is_named(tx: Session, application: str) -> bool:
    """Tell whether an application is one that the catalogue knows, or that some organisation, list or statement names."""
    if catalogue().application(application):
        return True
    named = (ExpectedAccess.application, ListedApplication.application, ReceivedStatement.application)
    return any(application and tx.exec(select(one).where(one == application).limit(1)).first() for one in named)


def _of_one(tx: Session, at: datetime, wanted: Filters) -> Iterator[OutputRow]:
    number = wanted.enterprise
    assert number is not None
    found = tx.exec(select(Enterprise.id).where(Enterprise.number == number)).one_or_none()
    rows = list(read_stretch(tx, Stretch(found - 1, found, 1), at)) if found is not None else []
    rows = rows or list(rows_from_elsewhere(tx, number))
    if not rows:
        raise unknown_enterprise(tx, number)
    yield from filter(wanted.take, rows)


def _of_all(
    tx: Session, at: datetime, wanted: Filters, progress: Progress | None, helpers: Helpers | None
) -> Iterator[OutputRow]:
    done, all_ = 0, stretches(tx)
    for stretch, rows in helpers.read(tx, all_, at) if helpers else ((one, read_stretch(tx, one, at)) for one in all_):
        yield from filter(wanted.take, rows)
        done += stretch.size
        if progress:
            progress(done)
    yield from filter(wanted.take, rows_from_elsewhere(tx))
