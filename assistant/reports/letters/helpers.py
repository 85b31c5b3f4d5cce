"""Whom to ask, as it stands on paper: hours in words, as nobody reads a letter at the moment it is made."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time

from assistant.conversation.texts import Texts
from assistant.conversation.wording import CONTACTS
from assistant.domain.contacts import contacts
from assistant.domain.days import OpeningHours, Weekday
from assistant.domain.words import words
from assistant.reports.letters.letter import Help

MOST = 3
"""So many contacts stand in a letter."""

_DAYS = {
    Weekday.MONDAY: words("maandag"),
    Weekday.TUESDAY: words("dinsdag"),
    Weekday.WEDNESDAY: words("woensdag"),
    Weekday.THURSDAY: words("donderdag"),
    Weekday.FRIDAY: words("vrijdag"),
    Weekday.SATURDAY: words("zaterdag"),
    Weekday.SUNDAY: words("zondag"),
}


def helpers(keys: Iterable[str], texts: Texts) -> tuple[Help, ...]:
    """The first contacts of these that can be reached, each once."""
    reachable = [one for key in dict.fromkeys(keys) if (one := contacts()[key]).telephones or one.emails or one.web]
    return tuple(
        Help(
            name=texts.text(one.name, CONTACTS),
            helps_with=texts.text(one.helps_with, CONTACTS),
            telephones=one.telephones,
            emails=one.emails,
            web=one.web or "",
            hours=hours_in_words(one.hours, texts) if one.hours else "",
        )
        for one in reachable[:MOST]
    )


def hours_in_words(hours: OpeningHours, texts: Texts) -> str:
    """ "maandag tot vrijdag van 7.00 tot 20.00 uur, niet op feestdagen"."""
    order = list(Weekday)
    places = [order.index(day) for day in hours.weekdays]
    names = [texts.text(_DAYS[day]) for day in hours.weekdays]
    in_a_row = len(places) > 2 and places == list(range(places[0], places[-1] + 1))
    days = texts.text(words("{first} tot {last}"), first=names[0], last=names[-1]) if in_a_row else ", ".join(names)
    facts = {"days": days, "opens": _clock(hours.opens), "closes": _clock(hours.closes)}
    if hours.closed_on_public_holidays:
        return texts.text(words("{days} van {opens} tot {closes} uur, niet op feestdagen"), **facts)
    return texts.text(words("{days} van {opens} tot {closes} uur"), **facts)


def _clock(at: time) -> str:
    return f"{at.hour}.{at.minute:02d}"
