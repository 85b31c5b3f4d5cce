"""`import kbo`: a full extract, in steps that can be broken off and taken up again, or an update, in one go.

A full extract is written as a load of its own beside the one in use, some ten thousand rows a transaction, so that
others can work meanwhile; with the rows, how far it came. Its last transaction makes it the one in use. Broken off
before, the same zip goes on where it stopped, and another one starts over; until then the old load counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Date, bindparam, delete, func, text
from sqlmodel import Session, col, select

from assistant.domain.days import shown_day
from assistant.domain.malformed import Malformed
from assistant.domain.words import words
from assistant.store.fault import StoreFault
from assistant.store.kbo.extract import Extract
from assistant.store.kbo.sources import CODES, SOURCES, Source, key_of
from assistant.store.kbo.writing import writer_in
from assistant.store.opening import Store
from assistant.store.reference import current_load, fill_names
from assistant.store.reference_tables import KboEnterprise, KboLoad, KboStopped
from assistant.store.tables import table_of

AT_ONCE = 50_000
"""Rows a transaction: a few tenths of a second in which others wait."""

Progress = Callable[[str, int, int], None]
"""Told now and then: the file that is being read, the bytes read of all files together, and how many there are."""


@dataclass(frozen=True, slots=True)
class KboReport:
    """What an import of the KBO did. `changed` is false when the store had it already."""

    day: date
    number: int
    enterprises: int
    changed: bool
    stopped: int = 0
    """Enterprises that were there and are no more."""


def import_kbo(store: Store, extract: Extract, now: Callable[[], datetime], progress: Progress) -> KboReport:
    """Import a full extract or an update. Raises `Malformed`, `StoreFault`; the data that counted count on then."""
    with store.reading() as tx:
        current = current_load(tx)
    if current is not None and extract.number == current.extract_number:
        _clear_others(store, current.id)
        return _report(store, current, changed=False)
    if current is not None and extract.number < current.extract_number:
        raise Malformed(
            "older",
            words("Dit uittreksel (nr. {number}) is ouder dan wat er al is: nr. {present}, van {day}."),
            number=extract.number,
            present=current.extract_number,
            day=shown_day(current.extract_date),
        )
    if extract.is_update:
        return _update(store, extract, current, progress)
    return _full(store, extract, current, now, progress)


def _full(
    store: Store, extract: Extract, current: KboLoad | None, now: Callable[[], datetime], progress: Progress
) -> KboReport:
    sources = [source for source in (CODES, *SOURCES) if source is not CODES or extract.member(CODES.file)]
    reading = _Reading(extract, [source.file for source in sources], progress)
    load = _begin(store, extract, reading.fingerprint, now())
    _clear_others(store, load.id, current.id if current else None)
    start = [source.file for source in sources].index(load.file) if load.file else 0
    for source in sources[start:]:
        skip = load.rows if source.file == load.file else 0
        for rows in _batches(reading.rows(source.file, source, skip)):
            _write(store, load, source, skip, rows)
            skip += len(rows)
            load.file, load.rows = source.file, skip
    stopped = _finish(store, load, current, now())
    _clear_others(store, load.id)
    return _report(store, load, changed=True, stopped=stopped)


class _Reading:
    """The files of one import, read one after the other, with how far it is in all of them together."""

    def __init__(self, extract: Extract, files: list[str], progress: Progress) -> None:
        self._extract = extract
        self._progress = progress
        self._done = 0
        members = [(name, extract.member(name)) for name in files]
        if missing := next((name for name, member in members if member is None), None):
            raise Malformed("no-file", words("Het bestand {file} ontbreekt in de zip."), file=missing)
        self._sizes = {name: member.size for name, member in members if member}
        self._total = sum(self._sizes.values())
        self.fingerprint = extract.fingerprint(files)

    def rows(self, name: str, source: Source, skip: int = 0) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of one file as they are kept."""
        return self._told(name, self._extract.rows(name, source.columns, source.convert, skip=skip, at=self._at(name)))

    def keys(self, name: str, source: Source) -> Iterator[tuple[Any, ...]]:
        """Yield the keys in one file of deletions."""
        return self._told(name, self._extract.rows(name, (source.key,), key_of, at=self._at(name)))

    def _at(self, name: str) -> Callable[[int], None]:
        return lambda position: self._progress(name, self._done + position, self._total)

    def _told(self, name: str, rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        self._progress(name, self._done, self._total)
        yield from rows
        self._done += self._sizes[name]
        self._progress(name, self._done, self._total)


def _batches(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    while some := list(islice(rows, AT_ONCE)):
        yield some


def _begin(store: Store, extract: Extract, fingerprint: str, at: datetime) -> KboLoad:
    """Return the load to write: one that was broken off in this very extract, or a new one."""
    with store.transaction() as tx:
        broken_off = select(KboLoad).where(col(KboLoad.finished_at).is_(None), KboLoad.fingerprint == fingerprint)
        found = tx.exec(broken_off).first()
        if found is None:
            newest = tx.exec(select(func.max(KboLoad.id))).one() or 0
            found = KboLoad(
                id=newest + 1,
                extract_number=extract.number,
                extract_date=extract.day,
                fingerprint=fingerprint,
                started_at=at,
            )
            tx.add(found)
        return found


def _write(store: Store, load: KboLoad, source: Source, before: int, rows: list[tuple[Any, ...]]) -> None:
    """Write some rows and how far that is. Raises `StoreFault` when another import of the same data came in between."""
    assert load.id is not None
    with store.transaction() as tx:
        kept = tx.get(KboLoad, load.id)
        if kept is None or kept.finished_at or (kept.file, kept.rows) != (load.file, load.rows):
            raise StoreFault(
                "locked",
                words("Een ander programma is deze KBO-gegevens ook aan het inlezen."),
                words("Wacht tot het klaar is, en probeer het dan opnieuw."),
            )
        writer_in(tx).add(source, load.id, rows)
        kept.file, kept.rows = source.file, before + len(rows)
        tx.add(kept)


def _finish(store: Store, load: KboLoad, current: KboLoad | None, at: datetime) -> int:
    """Make the load the one that counts. Returns how many enterprises stopped since the one before."""
    with store.transaction() as tx:
        stopped = 0
        if current is not None:
            gone = text(
                "INSERT INTO kbo_stopped (number, noticed) SELECT was.number, :day FROM kbo_enterprise was "
                "WHERE was.load = :before AND NOT EXISTS (SELECT 1 FROM kbo_enterprise now "
                "WHERE now.load = :load AND now.number = was.number) ON CONFLICT DO NOTHING"
            ).bindparams(bindparam("day", load.extract_date, Date), before=current.id, load=load.id)
            stopped = tx.connection().execute(gone).rowcount
        _forget_stopped_again(tx, load.id)
        kept = tx.get_one(KboLoad, load.id)
        kept.finished_at = at
        tx.add(kept)
        tx.flush()
        fill_names(tx)
    return stopped


def _forget_stopped_again(tx: Session, load: int | None) -> None:
    """Whoever is in the load has not stopped, though an extract in between may not have had him."""
    there = select(KboEnterprise.number).where(KboEnterprise.load == load, KboEnterprise.number == KboStopped.number)
    tx.execute(delete(KboStopped).where(there.exists()), execution_options={"synchronize_session": False})


def _update(store: Store, extract: Extract, current: KboLoad | None, progress: Progress) -> KboReport:
    if current is None:
        raise Malformed(
            "no-full", words("Dit is een update, en er zijn nog geen KBO-gegevens. Lees eerst een volledige zip in (Full).")
        )
    if extract.number > current.extract_number + 1:
        raise Malformed(
            "gap",
            words(
                "Update nr. {next} ontbreekt: de gegevens zijn nu die van nr. {present}. Lees de updates in hun volgorde in."
            ),
            next=current.extract_number + 1,
            present=current.extract_number,
        )
    names = [name for source in SOURCES for name in (source.file_of_deletions, source.file_of_insertions)]
    files = [name for name in (CODES.file, *names) if extract.member(name)]
    reading = _Reading(extract, files, progress)
    assert current.id is not None
    with store.transaction() as tx:
        writer = writer_in(tx)
        if CODES.file in files:
            writer.add(CODES, current.id, list(reading.rows(CODES.file, CODES)))
        gone: set[tuple[str]] = set()
        for source in SOURCES:
            if source.file_of_deletions in files:
                keys = list(reading.keys(source.file_of_deletions, source))
                writer.remove(source, current.id, keys)
                gone |= set(keys) if source.table is KboEnterprise else set()
        for source in SOURCES:
            if source.file_of_insertions in files:
                for rows in _batches(reading.rows(source.file_of_insertions, source)):
                    writer.add(source, current.id, rows)
        stopped = _stop(tx, gone, current.id, extract.day)
        kept = tx.get_one(KboLoad, current.id)
        kept.extract_number, kept.extract_date = extract.number, extract.day
        tx.add(kept)
        fill_names(tx)
    return _report(store, kept, changed=True, stopped=stopped)


def _stop(tx: Session, gone: set[tuple[str]], load: int, day: date) -> int:
    """Remember those that an update removed and did not bring back."""
    _forget_stopped_again(tx, load)
    stopped = 0
    for (number,) in sorted(gone):
        if tx.get(KboEnterprise, (load, number)) is None:
            stopped += 1
            tx.merge(KboStopped(number=number, noticed=day))
    return stopped


def _clear_others(store: Store, *loads: int | None) -> None:
    """Remove what other loads left, some rows a transaction; until then it lies there unread."""
    with store.reading() as tx:
        left = tx.exec(select(KboLoad.id).where(col(KboLoad.id).not_in(loads))).all()
    for load in left:
        for source in (*SOURCES, CODES):
            table = table_of(source.table)
            key = next(iter(column for column in table.primary_key if column.name != "load"))
            some = select(key).where(table.c.load == load).order_by(key).limit(AT_ONCE)
            while True:
                with store.transaction() as tx:
                    chosen = delete(table).where(table.c.load == load, key.in_(some))
                    if not tx.connection().execute(chosen).rowcount:
                        break
        with store.transaction() as tx:
            tx.execute(delete(KboLoad).where(col(KboLoad.id) == load), execution_options={"synchronize_session": False})


def _report(store: Store, load: KboLoad, *, changed: bool, stopped: int = 0) -> KboReport:
    with store.reading() as tx:
        enterprises = tx.exec(select(func.count()).where(KboEnterprise.load == load.id)).one()
    return KboReport(load.extract_date, load.extract_number, enterprises, changed, stopped)
