"""A copy of one enterprise in a store in memory, on which a plan is tried: same rows, same ids, same sign-ins."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import insert, select
from sqlmodel import Session

from assistant.domain.action_kinds import RELOGIN
from assistant.domain.catalogue import catalogue
from assistant.store.exchange.rows import Rows
from assistant.store.opening import Store, memory_store
from assistant.store.records import LedgerEntry
from assistant.store.tables import TREE, table_of

Entries = list[dict[str, Any]]


@contextmanager
def copy_of(rows: Rows, entries: Entries) -> Iterator[Store]:
    """Yield a store in memory with the rows of an enterprise, and what was done in it before."""
    with memory_store() as store:
        with store.engine.begin() as connection:
            for model in TREE:
                table = table_of(model)
                if found := rows[table.name]:
                    connection.execute(insert(table), [{"id": row_id, **row} for row_id, row in found.items()])
            if entries:
                connection.execute(insert(table_of(LedgerEntry)), entries)
        yield store


def sign_ins(tx: Session, number: str) -> Entries:
    """Return from the ledger what decides whether someone has to log in again first (O3)."""
    after = {one.after for kind in catalogue().capacities for one in kind.relogins}
    names = {RELOGIN, *after, *(f"{name.partition('.')[0]}.confirm" for name in after)}
    entry = table_of(LedgerEntry).c
    kept = ("id", "at", "enterprise", "action", "unit_id", "actor_role", "actor_person")
    query = select(*(entry[name] for name in kept)).where(entry.enterprise == number, entry.action.in_(names))
    return [{**row, "changes": {}} for row in tx.connection().execute(query).mappings()]
