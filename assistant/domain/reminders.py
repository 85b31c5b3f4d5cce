"""What is waited for, and when to look again: `data/reminders.yaml`."""

from __future__ import annotations

from functools import cache

from assistant.domain.places import data_folder
from assistant.domain.rows import DataRow, Words, read_rows

REMINDER_FACTS = frozenset({"person", "function"})
"""The placeholders that may stand in the texts of a reminder of an action."""


class Reminder(DataRow, frozen=True):
    """When to look again at something that waits: some time after it began to, or on the day that an action names."""

    id: str
    title: Words
    text: Words
    source: str
    steps: tuple[str, ...] = ()
    """The steps of guides that wait for it, by their id."""
    after_hours: int = 0
    after_days: int = 0
    """How long after it began to wait: hours where they count, else days."""
    actions: tuple[str, ...] = ()
    """The actions that name a day."""
    on: str = ""
    """The field of an action's data that holds the day."""
    contacts: tuple[str, ...] = ()
    """Whom to ask when it does not come."""


@cache
def reminders() -> tuple[Reminder, ...]:
    """Return all reminders in order, read once. Raises `RowFaults`."""
    return read_rows(data_folder() / "reminders.yaml", tuple[Reminder, ...])


def reminder_at(step: str) -> Reminder | None:
    """Return the reminder for a step of a guide that waits, None when there is nothing to count on."""
    return next((one for one in reminders() if step in one.steps), None)


def reminder_of(action: str) -> Reminder | None:
    """Return the reminder for the day that an action names, None when it names none."""
    return next((one for one in reminders() if action in one.actions), None)
