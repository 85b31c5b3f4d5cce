"""What the help desk gives out, written by the reports: the caller's answer, a ticket, what a support code opens."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from assistant.conversation.support_code import is_support_code, read_support_code
from assistant.conversation.texts import Texts
from assistant.reports.helpdesk.caller_answer import caller_answer
from assistant.reports.helpdesk.ticket import ticket
from assistant.reports.support_step import support_lines
from assistant.screens.helpdesk.cases import Answer, Asked, Written, WrittenAs


def write(tx: Session, what: WrittenAs, asked: Asked, *, at: datetime, language: str) -> Written:
    """Write a ticket in the language of the one who asks, or the caller's answer in the caller's own.

    Raises `Malformed` when the store does not know the enterprise.
    """
    number = asked.enterprise
    if what == "ticket":
        text = ticket(tx, number, person=asked.person, application=asked.application, at=at, language=language)
        return Written(text, f"ticket-{number}.txt")
    answer = caller_answer(tx, number, person=asked.person, application=asked.application, at=at)
    return Written(answer.text, f"antwoord-{number}.eml", answer.eml() if what == "mail" else b"")


def support_answer(text: str, texts: Texts) -> Answer | None:
    """Return what a support code opens, None for a text that is none. Raises `Malformed` for a slip in it."""
    if not is_support_code(text):
        return None
    code = text.strip().upper()
    return Answer(code, "\n".join(support_lines(read_support_code(text), texts)), "")
