"""The names in a store, gathered in one pass over the indexes and kept while the store stays as it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import func, select
from sqlmodel import Session

from assistant.store.records import LedgerEntry
from assistant.store.spellings import Spellings
from assistant.store.tables import Enterprise, Person, Row, Unit, table_of


@dataclass(eq=False)
class KnownNames:
    """The different names in a store, by kind: each read when it is first asked for."""

    tx: Session

    @cached_property
    def surnames(self) -> Spellings:
        """Of people."""
        return self._names(Person, "surname")

    @cached_property
    def first_names(self) -> Spellings:
        """Of people."""
        return self._names(Person, "first_name")

    @cached_property
    def enterprises(self) -> Spellings:
        """Of enterprises."""
        return self._names(Enterprise, "name")

    @cached_property
    def units(self) -> Spellings:
        """Of sub-divisions and sites."""
        return self._names(Unit, "name")

    def _names(self, model: type[Row], column: str) -> Spellings:
        return Spellings(self.tx.connection().execute(select(table_of(model).c[column]).distinct()).scalars())


_KEPT: WeakKeyDictionary[Any, tuple[tuple[Any, ...], KnownNames]] = WeakKeyDictionary()
"""By the connections of a store: what it stood at when its names were read, and the names."""


def known_names(tx: Session) -> KnownNames:
    """Return the names in the store that `tx` reads. Those read before are used again while nothing was changed."""
    connection = tx.connection()
    latest = tuple(
        connection.execute(select(func.max(table_of(model).c.id))).scalar()
        for model in (LedgerEntry, Enterprise, Person, Unit)
    )
    pool = connection.engine.pool
    kept = _KEPT.get(pool)
    if kept is None or kept[0] != latest:
        kept = _KEPT[pool] = (latest, KnownNames(tx))
    names = kept[1]
    names.tx = tx
    return names
