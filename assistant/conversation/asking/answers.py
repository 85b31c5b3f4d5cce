"""Answers to a question, as text and as pieces: what was found, with what only holds now (interface §7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assistant.conversation.asking.entries import Entry
from assistant.conversation.asking.everyday import Kind
from assistant.conversation.asking.search import find
from assistant.conversation.texts import Texts
from assistant.conversation.turn import Rich, plain
from assistant.domain.words import words


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of `answer/1`. The lines of `text` after the first are clicks, in order; `score` is between 0 and 1."""

    kind: Kind
    id: str
    title: str
    text: str
    source: str
    score: float


def ask(question: str, language: str, now: datetime) -> list[Answer]:
    """Answer a question, best answer first, at most five; none when nothing fits. Raises `RowFaults`."""
    texts = Texts(language)
    return [
        Answer(
            found.entry.kind, found.entry.id, found.entry.title, text_of(found.entry, texts, now),
            found.entry.source, round(found.score, 2),
        )
        for found in find(question, texts.language)
    ]  # fmt: skip


def text_of(entry: Entry, texts: Texts, now: datetime) -> str:
    """An entry as text: what is told on the first line, then the clicks, one a line and numbered."""
    told = " ".join(map(plain, told_now(entry, texts, now)))
    clicks = [f"{number}. {plain(click)}" for number, click in enumerate(entry.clicks, 1)]
    return "\n".join([told, *clicks] if told else clicks)


def told_now(entry: Entry, texts: Texts, now: datetime) -> tuple[Rich, ...]:
    """What an entry tells; a contact with opening hours also whether it is open at `now`, and when next."""
    return (*entry.lines, *_opening(entry.id, texts, now)) if entry.kind == "contact" else entry.lines


def _opening(key: str, texts: Texts, now: datetime) -> tuple[Rich, ...]:
    from assistant.domain.contacts import contact  # noqa: PLC0415 - only for an answer that is a contact
    from assistant.domain.days import BRUSSELS, is_open, next_opening, shown_day  # noqa: PLC0415

    hours = contact(key).hours
    if hours is None:
        return ()
    if is_open(hours, now):
        return (texts.rich(words("Nu open, tot {time}."), "", {"time": f"{hours.closes:%H:%M}"}),)
    opens = next_opening(hours, now).astimezone(BRUSSELS)
    facts = {"day": shown_day(opens.date()), "time": f"{opens:%H:%M}"}
    return (texts.rich(words("Nu gesloten. Weer open op {day} om {time}."), "", facts),)
