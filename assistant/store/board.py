"""The overview's pages: the rows of the newest reading of the whole store, narrowed, put in order, two hundred at a time.

A page begins behind the last row of the page before it (its key), so that the hundredth page costs what the first
one does. A new reading is written beside the one in use, in parts, and takes its place when it is whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, delete, distinct, func, insert, or_, tuple_, update
from sqlmodel import Session, col, select

from assistant.domain.outside import waits_for
from assistant.domain.stages import STAGES
from assistant.store.board_tables import BoardReading, BoardRow
from assistant.store.board_view import PAGE, Choice, Entry, Key, Order, Row, Sums, Wish
from assistant.store.tables import table_of

_RANKS = {stage: rank for rank, stage in enumerate(STAGES)}


# Writing


def begin(tx: Session, at: datetime) -> int:
    """Begin a reading of a moment, and return its number."""
    reading = BoardReading(at=at)
    tx.add(reading)
    tx.flush()
    assert reading.id is not None
    return reading.id


def add(tx: Session, reading: int, rows: Iterable[Row]) -> None:
    """Add rows to a reading."""
    if values := [_values(reading, row) for row in rows]:
        tx.execute(insert(BoardRow), values)


def finish(tx: Session, reading: int, totals: Mapping[str, Any], seconds: float) -> None:
    """Put a reading in use, unless a later one is."""
    found = update(BoardReading).where(col(BoardReading.id) == reading)
    tx.execute(found.values(totals=dict(totals), seconds=seconds, finished=True))


def sweep(tx: Session, most: int) -> bool:
    """Remove up to `most` rows that are of no use any more, with readings that never ended; return whether all are gone."""
    newest = newest_reading(tx)
    if newest is None or newest.id is None:
        return True
    never_ended = col(BoardReading.finished).is_(False) & (col(BoardReading.id) < newest.id)
    tx.execute(delete(BoardReading).where(never_ended))
    table = table_of(BoardRow)
    old = select(table.c.reading, table.c.enterprise, table.c.application).where(table.c.reading < newest.id).limit(most)
    keys = tx.execute(old).all()
    if keys:
        named = tuple_(table.c.reading, table.c.enterprise, table.c.application)
        tx.execute(delete(BoardRow).where(named.in_([tuple(key) for key in keys])))
    return len(keys) < most


def _values(reading: int, row: Row) -> dict[str, Any]:
    after = row.get("next") or {}
    who = list(after.get("who_may") or ())
    findings = dict(row.get("findings") or {})
    name = str(row.get("name") or "")
    return {
        "reading": reading,
        "enterprise": row["enterprise"],
        "application": row.get("application") or "",
        "name": name,
        "name_key": name.casefold(),
        "sector": row.get("sector") or "",
        "stage": row["stage"],
        "stage_rank": _RANKS.get(row["stage"], len(_RANKS)),
        "ready": row.get("ready"),
        "users": row.get("users") or 0,
        "users_ready": row.get("users_ready") or 0,
        "findings": findings,
        "signs": row.get("signs"),
        "codes": _listed(findings),
        "next": row.get("next"),
        "who": _listed(who),
        "actor": waits_for(row) or "",
    }


def _listed(words: Iterable[str]) -> str:
    return "".join(f"|{word}" for word in words) + "|"


# Reading


def newest_reading(tx: Session) -> BoardReading | None:
    """Return the reading in use, None while there is none."""
    query = select(BoardReading).where(col(BoardReading.finished)).order_by(col(BoardReading.id).desc()).limit(1)
    return tx.exec(query).first()


def past(tx: Session, most: int = 60) -> list[tuple[datetime, dict[str, Any]]]:
    """Return the moments and sums of the last readings, the oldest first; of a day only the last one."""
    query = select(BoardReading.at, BoardReading.totals).where(col(BoardReading.finished))
    by_day = {at.date(): (at, dict(totals)) for at, totals in tx.exec(query.order_by(col(BoardReading.at))).all()}
    return list(by_day.values())[-most:]


def page(tx: Session, reading: int, wish: Wish, *, after: Key | None = None, before: Key | None = None) -> list[Entry]:
    """Return a page of rows: the first one, the one after a key, or the one before it."""
    keys = _keys(wish)
    query = select(BoardRow).where(*_conditions(reading, wish))
    if before is not None:
        query = query.where(tuple_(*keys) < before).order_by(*(key.desc() for key in keys))
    else:
        query = query.order_by(*keys)
        if after is not None:
            query = query.where(tuple_(*keys) > after)
    found = list(tx.exec(query.limit(PAGE)).all())
    if before is not None:
        found.reverse()
    return [Entry(_key(one, wish.order), _row(one)) for one in found]


def last_page(tx: Session, reading: int, wish: Wish) -> list[Entry]:
    """Return the last rows."""
    keys = _keys(wish)
    query = select(BoardRow).where(*_conditions(reading, wish)).order_by(*(key.desc() for key in keys)).limit(PAGE)
    return [Entry(_key(one, wish.order), _row(one)) for one in reversed(tx.exec(query).all())]


def sums(tx: Session, reading: int, wish: Wish) -> Sums:
    """Return what all rows of a wish come to."""
    table = table_of(BoardRow).c
    waits = case((_is_waiting(), table.actor))
    query = (
        select(table.stage, waits.label("actor"), func.count())
        .where(*_conditions(reading, wish))
        .group_by(table.stage, waits)
    )
    by_stage: dict[str, int] = {}
    by_actor: dict[str, int] = {}
    for stage, actor, count in tx.execute(query).all():
        by_stage[stage] = by_stage.get(stage, 0) + count
        if actor is not None:
            by_actor[actor] = by_actor.get(actor, 0) + count
    rows = sum(by_stage.values())
    return Sums(rows, _organisations(tx, reading, wish, rows), by_stage.get("ready", 0), by_stage, by_actor)


def _organisations(tx: Session, reading: int, wish: Wish, rows: int) -> int:
    """Return how many organisations some rows are of; a second look at all rows only where nothing else tells it."""
    if wish.application is not None:
        return rows
    if wish == Wish(order=wish.order):
        totals = tx.exec(select(BoardReading.totals).where(BoardReading.id == reading)).first() or {}
        if "enterprises" in totals:
            return int(totals["enterprises"])
    apart = select(func.count(distinct(table_of(BoardRow).c.enterprise)))
    return int(tx.execute(apart.where(*_conditions(reading, wish))).scalar_one())


def choices(tx: Session, reading: int, wish: Wish, by: Choice) -> list[tuple[str, int]]:
    """Return what can be chosen among the rows of a wish, and how many rows each has, the most first."""
    if by == "finding":
        counts: dict[str, int] = {}
        query = select(BoardRow.codes, func.count()).where(*_conditions(reading, wish)).group_by(BoardRow.codes)
        for codes, count in tx.exec(query).all():
            for code in codes.strip("|").split("|"):
                counts[code] = counts.get(code, 0) + count
        counts.pop("", None)
        return sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    column = col(getattr(BoardRow, by))
    grouped = select(column, func.count()).where(*_conditions(reading, wish)).group_by(column)
    if by == "actor":
        grouped = grouped.where(_is_waiting())
    return sorted(((value, count) for value, count in tx.exec(grouped).all()), key=lambda one: (-one[1], one[0]))


def rows(tx: Session, reading: int, wish: Wish, marked: Sequence[tuple[str, str]] = ()) -> Iterator[dict[str, Any]]:
    """Yield the rows of a wish in its order, or those marked (enterprise and application), as `readiness/1` has them."""
    narrowed = [col(BoardRow.reading) == reading] if marked else _conditions(reading, wish)
    query = select(BoardRow).where(*narrowed).order_by(*_keys(wish))
    wanted = set(marked)
    for one in tx.exec(query.execution_options(yield_per=1000)):
        if not wanted or (one.enterprise, one.application) in wanted:
            yield _row(one)


def _conditions(reading: int, wish: Wish) -> list[ColumnElement[bool]]:
    table = table_of(BoardRow).c
    found: list[ColumnElement[bool]] = [table.reading == reading]
    if text := wish.text.strip():
        holds: list[ColumnElement[bool]] = [table.name_key.contains(text.casefold(), autoescape=True)]
        digits = text.casefold().removeprefix("be").replace(".", "").replace(" ", "")
        if digits.isdecimal():
            holds.append(table.enterprise.contains(digits, autoescape=True))
        found.append(or_(*holds))
    for name in ("sector", "stage", "application"):
        if (value := getattr(wish, name)) is not None:
            found.append(table[name] == value)
    if wish.finding is not None:
        found.append(table.codes.contains(f"|{wish.finding}|", autoescape=True))
    if wish.actor is not None:
        found += [table.actor == wish.actor, _is_waiting()]
    if wish.stuck:
        found.append(table.ready.is_(False))
    return found


def _is_waiting() -> ColumnElement[bool]:
    """Tell which rows wait for somebody or something: those for which `waits_for` is not None."""
    table = table_of(BoardRow).c
    return or_(table.ready.is_(False), table.actor != "")


def _keys(wish: Wish) -> list[ColumnElement[Any]]:
    table = table_of(BoardRow).c
    # Few rows hold a text: to look for them along an index of names, each row by itself, takes ten times longer.
    name = table.name_key.concat("") if wish.text else table.name_key
    first: dict[Order, list[ColumnElement[Any]]] = {"name": [name], "stage": [table.stage_rank], "number": []}
    return [*first[wish.order], table.enterprise, table.application]


def _key(row: BoardRow, order: Order) -> Key:
    first: dict[Order, tuple[str | int, ...]] = {"name": (row.name_key,), "stage": (row.stage_rank,), "number": ()}
    return (*first[order], row.enterprise, row.application)


def _row(row: BoardRow) -> dict[str, Any]:
    return {
        "enterprise": row.enterprise,
        "name": row.name or None,
        "application": row.application or None,
        "sector": row.sector or None,
        "stage": row.stage,
        "ready": row.ready,
        "users": row.users,
        "users_ready": row.users_ready,
        "findings": row.findings,
        "next": row.next,
        **({"signs": row.signs} if row.signs is not None else {}),
    }
