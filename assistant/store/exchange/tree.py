"""Import and export of an enterprise's access tree (`access-tree/1`, interface §2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from assistant.store import ledger
from assistant.store.exchange.difference import bring
from assistant.store.exchange.document import Document, document
from assistant.store.exchange.form import checked
from assistant.store.exchange.planting import rows_from
from assistant.store.exchange.rows import no_rows, rows_of
from assistant.store.recording import recording
from assistant.store.remark import Remark

IMPORTED = "tree.import"
"""How an import is called in the ledger."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did: `ledger_id` is None when the store held this very tree already."""

    enterprise: str
    ledger_id: int | None
    warnings: tuple[Remark, ...]


def import_tree(tx: Session, tree: object, at: datetime, *, action: str = IMPORTED, request: object = None) -> Report:
    """Make an enterprise what a JSON document says, replacing its tree. Raises `TreeFaults`; then nothing changed.

    `action` and `request` are what the ledger calls it, where it is no import.
    """
    normal, warnings = checked(tree)
    number: str = normal["enterprise"]["number"]
    wanted = rows_from(normal)
    present = rows_of(tx, number) or no_rows()
    if present["enterprise"] and document(present) == document(wanted):
        return Report(number, None, warnings)
    with recording(tx) as found:
        bring(tx, present, wanted)
    return Report(number, ledger.write(tx, found, at=at, enterprise=number, action=action, request=request), warnings)


def export_tree(tx: Session, number: str) -> Document | None:
    """Return the tree of an enterprise, None when the store does not know its number (10 digits)."""
    rows = rows_of(tx, number)
    return document(rows) if rows else None
