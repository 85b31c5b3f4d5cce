"""Who writes what the help-desk screen gives out: the reports, which a screen does not reach."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlmodel import Session

    from assistant.screens.helpdesk.cases import Asked, Written, WrittenAs


def write_case(tx: Session, what: WrittenAs, asked: Asked, *, at: datetime, language: str) -> Written:
    """Write a ticket in the language of the one who asks, or the caller's answer in the caller's own.

    Raises `Malformed` when the store does not know the enterprise. Nothing is loaded before it writes.
    """
    from assistant.reports.helpdesk.caller_answer import caller_answer  # noqa: PLC0415
    from assistant.reports.helpdesk.ticket import ticket  # noqa: PLC0415
    from assistant.screens.helpdesk.cases import Written  # noqa: PLC0415

    number = asked.enterprise
    if what == "ticket":
        text = ticket(tx, number, person=asked.person, application=asked.application, at=at, language=language)
        return Written(text, f"ticket-{number}.txt")
    answer = caller_answer(tx, number, person=asked.person, application=asked.application, at=at)
    return Written(answer.text, f"antwoord-{number}.eml", answer.eml() if what == "mail" else b"")
