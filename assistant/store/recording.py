"""What changes in the tree is caught here, in the unit of work, so that no action can forget the ledger.

A session of the store refuses to change a table of the tree outside a `recording`. Inside one, every row that is
made, changed or removed is noted before and after, several changes of one row as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, cast

from sqlalchemy import delete, event, insert, inspect, update
from sqlalchemy.orm import ORMExecuteState, UOWTransaction
from sqlmodel import Session

from assistant.store.tables import TREE, Row, table_of

Values = dict[str, Any]
"""Columns of one row by name, without its id."""

_UNRECORDED = {"enterprise": {"version"}}
"""Columns that are no part of the tree."""

_COLUMNS: dict[str, tuple[str, ...]] = {
    table.name: tuple(c.name for c in table.columns if c.name not in {"id", *_UNRECORDED.get(table.name, ())})
    for table in map(table_of, TREE)
}

_KEY = "recording"
RECORDED = {_KEY: True, "synchronize_session": False}
"""Options of a statement that changes the tree and sees to the recording itself."""
_AT_ONCE = 10_000


class StoreSession(Session):
    """A session in which the tree changes only inside a `recording`."""


class Recording:
    """The changes of one action or import so far."""

    def __init__(self) -> None:
        self._tables: dict[str, dict[int, tuple[Values | None, Values | None]]] = {}

    def __bool__(self) -> bool:
        return any(self._tables.values())

    def note(self, table: str, row_id: int, before: Values | None, after: Values | None) -> None:
        """Note one change of one row, on top of what was noted of it: full rows, or the changed columns of both."""
        rows = self._tables.setdefault(table, {})
        if row_id in rows:
            before, after = _on_top(rows[row_id], (before, after))
        if before == after:
            rows.pop(row_id, None)
        else:
            rows[row_id] = (before, after)

    def document(self) -> dict[str, list[list[Any]]]:
        """Return the changes as the ledger keeps them: by table, `[row id, before, after]`."""
        return {
            table: [[row_id, before, after] for row_id, (before, after) in rows.items()]
            for table, rows in self._tables.items()
            if rows
        }


_Change = tuple[Values | None, Values | None]


def _on_top(first: _Change, second: _Change) -> _Change:
    """Return two changes of one row as one."""
    (before, between), (old, after) = first, second
    if between is None:  # removed, and a new row under the same id
        return before, after
    if before is None:  # a new row
        return None, None if after is None else {**between, **after}
    if after is None:  # changed, then removed: `old` is the whole row, in its changed form
        return {**(old or {}), **before}, None
    return _without_equals({**(old or {}), **before}, {**between, **after})


def _without_equals(before: Values, after: Values) -> _Change:
    changed = [name for name in after if before[name] != after[name]]
    return {name: before[name] for name in changed}, {name: after[name] for name in changed}


@contextmanager
def recording(session: Session) -> Iterator[Recording]:
    """Record the changes of the tree made in this block; at its end they are flushed. Not to be nested."""
    if _KEY in session.info:
        raise RuntimeError("a recording is under way")
    session.flush()
    found = session.info[_KEY] = Recording()
    try:
        yield found
        session.flush()
    finally:
        del session.info[_KEY]


def insert_rows(session: Session, table: type[Row], rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Insert many rows at once, recorded, and return their ids in the same order."""
    if not rows:
        return []
    under_way = _under_way(session)
    statement = insert(table).returning(cast(Any, table).id, sort_by_parameter_order=True)
    ids = list(session.scalars(statement, list(rows), execution_options={_KEY: True}))
    name = table_of(table).name
    for row_id, row in zip(ids, rows, strict=True):
        under_way.note(name, row_id, None, {column: row.get(column) for column in _COLUMNS[name]})
    return ids


def change_rows(session: Session, table: type[Row], changes: Mapping[int, tuple[Values, Values]]) -> None:
    """Change columns of many rows at once, recorded: by row id, the columns before and after."""
    by_columns: dict[tuple[str, ...], list[Values]] = {}
    for row_id, (before, after) in changes.items():
        _under_way(session).note(table_of(table).name, row_id, before, after)
        by_columns.setdefault(tuple(after), []).append({"id": row_id, **after})
    for rows in by_columns.values():
        session.execute(update(table), rows, execution_options={_KEY: True})


def remove_rows(session: Session, table: type[Row], rows: Mapping[int, Values]) -> None:
    """Remove many rows at once, recorded: by row id, all that they held."""
    name = table_of(table).name
    for row_id, row in rows.items():
        _under_way(session).note(name, row_id, {column: row[column] for column in _COLUMNS[name]}, None)
    ids, key = list(rows), table_of(table).c.id
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        session.execute(delete(table).where(key.in_(some)), execution_options=RECORDED)


def _under_way(session: Session) -> Recording:
    found = session.info.get(_KEY)
    if found is None:
        raise RuntimeError("the tree changes only inside a recording: perform an action, or import")
    return cast(Recording, found)


def _of_tree(instances: Any) -> Iterator[Any]:
    return (row for row in instances if getattr(row, "__tablename__", None) in _COLUMNS)


@event.listens_for(StoreSession, "before_flush")
def _note_changed_and_removed(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    for row in _of_tree(session.deleted):
        name = row.__tablename__
        _under_way(session).note(name, row.id, {column: getattr(row, column) for column in _COLUMNS[name]}, None)
    for row in _of_tree(session.dirty):
        before, after = {}, {}
        attributes = inspect(row).attrs
        for column in _COLUMNS[row.__tablename__]:
            history = attributes[column].load_history()
            if history.has_changes():
                before[column] = history.deleted[0] if history.deleted else None
                after[column] = getattr(row, column)
        if after:
            _under_way(session).note(row.__tablename__, row.id, before, after)


@event.listens_for(StoreSession, "after_flush")
def _note_new(session: Session, _context: UOWTransaction) -> None:
    for row in _of_tree(session.new):
        name = row.__tablename__
        _under_way(session).note(name, row.id, None, {column: getattr(row, column) for column in _COLUMNS[name]})


@event.listens_for(StoreSession, "do_orm_execute")
def _refuse_unrecorded(state: ORMExecuteState) -> None:
    if not (state.is_insert or state.is_update or state.is_delete) or state.execution_options.get(_KEY):
        return
    table = getattr(cast(Any, state.statement), "table", None)
    if getattr(table, "name", None) in _COLUMNS:
        raise RuntimeError("rows of the tree are changed one by one, or with insert_rows: the ledger would miss this")
