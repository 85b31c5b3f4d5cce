"""What stands in a letter: plain, immutable data. Every writer (text, HTML, PDF, mail, calendar) shows the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from assistant.conversation.turn import Field, Rich


@dataclass(frozen=True, slots=True)
class Recipient:
    """The reader. `roles` are abbreviations (`HTB`), `title` says them in words; `name` and `email` may be empty."""

    roles: tuple[str, ...]
    title: str
    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something to have at hand, and what to do when it is missing."""

    text: Rich
    missing: Rich = ()


@dataclass(frozen=True, slots=True)
class Task:
    """One step of the reader's own. `place` is the way there, `again` other cases that go the same way."""

    number: int
    title: Rich
    address: str
    place: tuple[Rich, ...]
    clicks: tuple[Rich, ...]
    fields: tuple[Field, ...] = ()
    success: Rich = ()
    after: tuple[Rich, ...] = ()
    again: tuple[Rich, ...] = ()


@dataclass(frozen=True, slots=True)
class Others:
    """What others do before, between or after the reader's own steps: a line a person."""

    title: str
    lines: tuple[Rich, ...]


@dataclass(frozen=True, slots=True)
class Wait:
    """When to look again: a day, or a moment with its offset. `key` tells it apart from others of the same letter."""

    key: str
    at: date | datetime
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Help:
    """Whom to ask, on paper: numbers, addresses, hours in words."""

    name: str
    helps_with: str
    telephones: tuple[str, ...]
    emails: tuple[str, ...]
    web: str
    hours: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One page for one person. `about` says what the steps are for; `enterprise` is empty while it is not known."""

    language: str
    at: datetime
    recipient: Recipient
    enterprise: str
    enterprise_name: str
    about: str
    bring: tuple[Thing, ...] = ()
    parts: tuple[Task | Others, ...] = ()
    outside: tuple[Rich, ...] = ()
    waits: tuple[Wait, ...] = ()
    help: tuple[Help, ...] = ()
    notes: tuple[Rich, ...] = ()

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The reader's own steps."""
        return tuple(part for part in self.parts if isinstance(part, Task))
