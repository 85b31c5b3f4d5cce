"""An enterprise by its number: what nearly everything in a transaction begins with."""

from __future__ import annotations

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from assistant.store.tables import Enterprise

# Written out once: to put a statement together takes longer than to execute it.
_NUMBERED = select(Enterprise).where(col(Enterprise.number) == bindparam("number"))


def enterprise_of(tx: Session, number: str) -> Enterprise | None:
    """Return an enterprise; one that is there is looked up once in a transaction, however often it is asked for."""
    known: Enterprise | None = tx.info.get(("enterprise", number))
    if known is None or known not in tx:
        known = tx.info["enterprise", number] = tx.exec(_NUMBERED, params={"number": number}).one_or_none()
    return known
