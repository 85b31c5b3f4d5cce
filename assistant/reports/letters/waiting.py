"""When to look again, from `data/reminders.yaml`: after some hours or days, or on the day that an action names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from assistant.conversation.texts import Texts
from assistant.domain.days import BRUSSELS
from assistant.domain.reminders import reminder_at, reminder_of
from assistant.reports.letters.letter import Wait

REMINDERS = "reminders"
"""The context of the texts of data/reminders.yaml."""


def wait_at_step(step: str, key: str, since: datetime, texts: Texts) -> Iterator[Wait]:
    """What to look at again some time after a step of a guide began to wait, if anything is known of that."""
    found = reminder_at(step)
    if found:
        begun = since.astimezone(BRUSSELS)
        at: date | datetime = begun.date() + timedelta(days=found.after_days)
        if found.after_hours:
            at = (
                (since.astimezone(UTC) + timedelta(hours=found.after_hours))
                .astimezone(BRUSSELS)
                .replace(second=0, microsecond=0)
            )
        yield Wait(key, at, texts.text(found.title, REMINDERS), texts.text(found.text, REMINDERS))


def wait_for_day(action: Mapping[str, Any], person: str, texts: Texts, today: date) -> Iterator[Wait]:
    """The day that an action names, when it is still to come."""
    found = reminder_of(str(action["action"]))
    named = (action.get("data") or {}).get(found.on) if found else None
    if found is None or named is None or (on := date.fromisoformat(str(named))) <= today:
        return
    facts = {"person": person, "function": action["data"].get("function")}
    key = f"{found.id} {action.get('unit') or ''} {person} {facts['function']}"
    yield Wait(key, on, texts.text(found.title, REMINDERS, **facts), texts.text(found.text, REMINDERS, **facts))
