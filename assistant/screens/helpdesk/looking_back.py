"""Since when: whose access turned since an earlier moment and by what, and what else was done in the enterprise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from assistant.checks.repair.applying import TAKEN_BACK
from assistant.checks.since import Turned
from assistant.domain.words import words
from assistant.screens.helpdesk.cases import Change, Deed
from assistant.screens.helpdesk.reading import shown_moment
from assistant.screens.helpdesk.steps import Wording
from assistant.store.exchange.tree import IMPORTED
from assistant.store.records import LedgerEntry
from assistant.store.tables import table_of

MOST_DEEDS = 100
"""Entries of the ledger that are told, the latest ones."""


def changes(turned: Iterable[Turned], wording: Wording) -> tuple[Change, ...]:
    """Return the verdicts that turned, each with what turned it."""
    told = []
    for one in turned:
        person, application, capacity, unit = one.access
        by = ""
        if one.by is None:
            by = wording.texts.text(words("niemand wijzigde hiervoor iets: een functie begon of liep af"))
        else:
            by = f"{_what(one.by.action, one.by.request, wording)} ({shown_moment(one.by.at.isoformat())})"
        told.append(
            Change(wording.who(person), application, wording.where(capacity, unit), one.was, one.verdict, by)  # type: ignore[arg-type]
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
    return tuple(
        Deed(at, f"{role or ''} {wording.who(person)}".strip(), _what(action, request, wording))
        for at, action, role, person, request in tx.connection().execute(query)
    )


def _what(action: str, request: Mapping[str, Any] | None, wording: Wording) -> str:
    if action == IMPORTED:
        return wording.texts.text(words("Een boom ingelezen"))
    if action == TAKEN_BACK and request:
        what = "; ".join(_what(one["action"], one, wording) for one in request["taken_back"])
        return wording.texts.text(words("Teruggenomen: {what}"), what=what)
    about = wording.about(request) if request else ""
    return f"{wording.title(action)}: {about}" if about else wording.title(action)
