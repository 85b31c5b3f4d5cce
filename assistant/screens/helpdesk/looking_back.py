"""Since when: who could reach what at an earlier moment, and what was done in the enterprise since."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session

from assistant.domain.words import words
from assistant.screens.helpdesk.cases import Access, Change, Deed
from assistant.screens.helpdesk.steps import Wording
from assistant.store.exchange.tree import IMPORTED
from assistant.store.records import LedgerEntry
from assistant.store.tables import table_of

MOST_DEEDS = 100
"""Entries of the ledger that are told, the latest ones."""


def changes(then: tuple[Access, ...], now: tuple[Access, ...], wording: Wording) -> tuple[Change, ...]:
    """Return the accesses of now that had another verdict then; one that was not expected then is not told."""
    was = {(one.place.person, one.application, one.place.capacity, one.place.unit): one.verdict for one in then}
    told = []
    for one in now:
        before = was.get((one.place.person, one.application, one.place.capacity, one.place.unit))
        if before is not None and before != one.verdict:
            told.append(
                Change(one.who, one.application, wording.where(one.place.capacity, one.place.unit), before, one.verdict)
            )
    return tuple(told)


def deeds_since(tx: Session, number: str, then: datetime, wording: Wording) -> tuple[Deed, ...]:
    """Return what was done in an enterprise after a moment, the latest first."""
    entry = table_of(LedgerEntry).c
    query = (
        select(entry.at, entry.action, entry.actor_role, entry.actor_person, entry.request)
        .where(entry.enterprise == number, entry.at > then)
        .order_by(entry.id.desc())
        .limit(MOST_DEEDS)
    )
    told = []
    for at, action, role, person, request in tx.connection().execute(query):
        about = wording.about(request) if isinstance(request, dict) else ""
        title = wording.texts.text(words("Een boom ingelezen")) if action == IMPORTED else wording.title(action)
        who = f"{role or ''} {wording.who(person)}".strip()
        told.append(Deed(at, who, f"{title}: {about}" if about else title))
    return tuple(told)
