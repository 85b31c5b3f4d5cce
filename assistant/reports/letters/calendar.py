"""The reminders of a letter as an `.ics` file (RFC 5545): a day is a whole day, a moment half an hour, each with an alarm.

Importing this module loads icalendar: do so where a file is made.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from icalendar import Alarm, Calendar, Event

from assistant.reports.letters.letter import Letter, Wait
from assistant.reports.letters.wording import Words

PRODUCT = "-//Toegangswijzer//Toegangswijzer//NL"
HALF_AN_HOUR = timedelta(minutes=30)
MORNING = timedelta(hours=9)
"""When the alarm of a whole day goes off, counted from midnight."""


def as_ics(letter: Letter) -> bytes | None:
    """The reminders as a calendar file, `None` when there is nothing to wait for."""
    if not letter.waits:
        return None
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for wait in letter.waits:
        calendar.add_component(_event(wait, letter))
    return bytes(calendar.to_ical())


def _event(wait: Wait, letter: Letter) -> Event:
    say, event = Words(letter), Event()
    event.add("uid", _uid(wait, letter))
    event.add("dtstamp", letter.at.astimezone(UTC))
    event.add("summary", wait.title, parameters={"LANGUAGE": letter.language})
    event.add("description", "\n".join(filter(None, (wait.text, say.sender))))
    if isinstance(wait.at, datetime):
        begins = wait.at.astimezone(UTC)
        event.add("dtstart", begins)
        event.add("dtend", begins + HALF_AN_HOUR)
        event.add_component(_alarm(wait, timedelta()))
    else:
        event.add("dtstart", wait.at)
        event.add("dtend", wait.at + timedelta(days=1))
        event.add_component(_alarm(wait, MORNING))
    event.add("transp", "TRANSPARENT")
    return event


def _alarm(wait: Wait, after: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", wait.title)
    alarm.add("trigger", after)
    return alarm


def _uid(wait: Wait, letter: Letter) -> str:
    """The same for the same reminder made again, so that a calendar changes it instead of adding it. No number of a person
    goes into it: what it is made of is masked already."""
    reader = letter.recipient
    parts = (letter.enterprise, *reader.roles, reader.name, wait.key)
    return f"{sha256(chr(0).join(parts).encode()).hexdigest()[:32]}@toegangswijzer"
