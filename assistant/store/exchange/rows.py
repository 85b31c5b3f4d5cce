"""The rows of one enterprise: read from the tables at once, and the form in which trees are compared and undone."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, select

from assistant.store.tables import TREE, Enterprise, Row, table_of

Values = dict[str, Any]
"""The columns of one row by name, without its id."""

Rows = dict[str, dict[int, Values]]
"""The rows of one enterprise: by table, by row id. Every table of the tree is there, perhaps empty."""

REFERENCES: dict[str, dict[str, str]] = {
    table.name: {key.parent.name: key.column.table.name for key in table.foreign_keys} for table in map(table_of, TREE)
}
"""By table: its columns that hold an id, and of which table."""


def no_rows() -> Rows:
    """Return the rows of an enterprise that does not exist."""
    return {table_of(model).name: {} for model in TREE}


def rows_of(tx: Session, number: str) -> Rows | None:
    """Return all rows of an enterprise, None when the store does not know its number."""
    enterprise_id = tx.exec(select(Enterprise.id).where(Enterprise.number == number)).one_or_none()
    if enterprise_id is None:
        return None
    return {table_of(model).name: _rows(tx, model, enterprise_id) for model in TREE}


def _rows(tx: Session, model: type[Row], enterprise_id: int) -> dict[int, Values]:
    table = table_of(model)
    owner = table.c.id if model is Enterprise else table.c.enterprise_id
    # Columns instead of objects: an enterprise may have tens of thousands of users.
    found = tx.connection().execute(table.select().where(owner == enterprise_id)).mappings()
    rows = {}
    for row in found:
        values = dict(row)
        rows[values.pop("id")] = values
    return rows
