"""Organisations without a tree here, found by number or name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import or_, select, union
from sqlmodel import Session

from assistant.store.elsewhere import Elsewhere, read_elsewhere
from assistant.store.reference_tables import ListedOrganisation, ReceivedStatement
from assistant.store.spellings import Spellings
from assistant.store.tables import table_of


def numbered_elsewhere(tx: Session, beginnings: Sequence[str], limit: int) -> list[Elsewhere]:
    """Return the organisations without a tree whose number begins so, by number."""
    ends = [(one, one.ljust(10, "9")) for one in beginnings]
    return read_elsewhere(tx, lambda column: or_(*(column.between(first, last) for first, last in ends)), limit)


def named_elsewhere(tx: Session, typed: Sequence[str], limit: int) -> list[tuple[Elsewhere, float]]:
    """Return the organisations without a tree that have a name like these words (folded), with their likeness."""
    rows, names = _names(tx)
    scores = names.with_words(typed, limit)
    likeness = {number: scores[name] for number, name in rows if name in scores}
    found = read_elsewhere(tx, lambda column: column.in_(list(likeness)[: 10 * limit]), 10 * limit) if likeness else []
    return [(one, likeness[one.number]) for one in found]


_L, _S = (table_of(model).c for model in (ListedOrganisation, ReceivedStatement))

_Rows = tuple[tuple[str, str], ...]
_KEPT: WeakKeyDictionary[Any, tuple[_Rows, Spellings]] = WeakKeyDictionary()
"""By the connections of a store: the numbers and names that were read, and the names ready to be looked in."""


def _names(tx: Session) -> tuple[_Rows, Spellings]:
    """Return the names: lists are no part of the ledger, so nothing but the names themselves says whether they changed."""
    listed = select(_L.number, _L.name).where(_L.name.is_not(None))
    said = select(_S.enterprise, _S.name).where(_S.name.is_not(None), _S.newest.is_(True))
    connection = tx.connection()
    rows = tuple((row[0], row[1]) for row in connection.execute(union(listed, said).order_by("number", "name")))
    kept = _KEPT.get(connection.engine.pool)
    if kept is None or kept[0] != rows:
        kept = _KEPT[connection.engine.pool] = (rows, Spellings(name for _, name in rows))
    return kept
