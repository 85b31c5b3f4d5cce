"""The ledger: every performed action and import with the rows it changed, and the tree as it once stood.

Time is data: what takes effect later (20 minutes, rulebook O6) is found from the moments that the rows themselves
carry; the ledger takes rows back to how they were.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Date, bindparam, insert, update
from sqlmodel import Session, col, func, select

from assistant.domain.days import BRUSSELS
from assistant.store.columns import Moment
from assistant.store.exchange.document import Document, document
from assistant.store.exchange.rows import Rows, Values, no_rows, rows_of
from assistant.store.recording import RECORDED, Recording
from assistant.store.records import LedgerEntry
from assistant.store.tables import TREE, Enterprise, table_of

# Written out once, as every action does them.
_ADD = insert(table_of(LedgerEntry))
_COUNT = (
    update(table_of(Enterprise)).where(col(Enterprise.number) == bindparam("of")).values(version=col(Enterprise.version) + 1)
)


def write(
    tx: Session,
    found: Recording,
    *,
    at: datetime,
    enterprise: str,
    action: str,
    request: Any = None,
    actor: tuple[str, str | None] | None = None,
    unit_id: int | None = None,
    conversation: str | None = None,
    step: str | None = None,
) -> int:
    """Write one entry with the changes of a finished recording, count it in the enterprise, and return its id.

    `actor` is a role and an INSZ (None for an unnamed legal representative), `unit_id` the row of the unit it was about.
    """
    role, person = actor or (None, None)
    entry = {
        "at": at,
        "enterprise": enterprise,
        "action": action,
        "unit_id": unit_id,
        "actor_role": role,
        "actor_person": person,
        "request": request,
        "changes": found.document(),
        "conversation": conversation,
        "step": step,
    }
    (entry_id,) = cast(CursorResult[Any], tx.execute(_ADD, entry)).inserted_primary_key or (None,)
    assert isinstance(entry_id, int)
    tx.execute(_COUNT, {"of": enterprise}, execution_options=RECORDED)
    return entry_id


def tree_as_of(tx: Session, number: str, at: datetime) -> Document | None:
    """Return the tree of an enterprise as it stood at a moment, None when it was not in the store then."""
    # Entries are undone from the last to the first made after `at`: should the clock ever have gone back, the ones
    # in between stand on those and go with them.
    later = select(func.min(LedgerEntry.id)).where(LedgerEntry.enterprise == number, LedgerEntry.at > at)
    return tree_before(tx, number, tx.exec(later).one())


def tree_before(tx: Session, number: str, entry: int | None) -> Document | None:
    """Return the tree of an enterprise as it stood before an entry of the ledger (None: as it stands now).

    None when it was not in the store then.
    """
    rows = rows_of(tx, number) or no_rows()
    if entry is not None:
        entries = (
            select(LedgerEntry.changes)
            .where(LedgerEntry.enterprise == number, col(LedgerEntry.id) >= entry)
            .order_by(col(LedgerEntry.id).desc())
        )
        for changes in tx.exec(entries):
            _undo(rows, changes)
    return document(rows) if rows["enterprise"] else None


def _undo(rows: Rows, changes: dict[str, list[list[Any]]]) -> None:
    for table, changed in changes.items():
        for row_id, before, after in changed:
            if before is None:
                del rows[table][row_id]
            elif after is None:
                rows[table][row_id] = _typed(table, before)
            else:
                rows[table][row_id] |= _typed(table, before)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(BRUSSELS)


_READERS: dict[str, dict[str, Callable[[str], Any]]] = {
    table.name: {
        column.name: _moment if isinstance(column.type, Moment) else date.fromisoformat
        for column in table.columns
        if isinstance(column.type, (Moment, Date))
    }
    for table in map(table_of, TREE)
}
"""By table, the columns whose values JSON has as text."""


def _typed(table: str, values: Values) -> Values:
    readers = _READERS[table]
    return {
        column: readers[column](value) if value is not None and column in readers else value
        for column, value in values.items()
    }
