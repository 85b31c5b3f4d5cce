"""A moment in the past, as people say it: "maandag", "gisteren 14u30", "drie dagen geleden", "12-11-2026 om 9:00"."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from assistant.domain.days import BRUSSELS, day
from assistant.domain.malformed import Malformed
from assistant.domain.typed import one_line
from assistant.domain.words import words

_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_OTHER_DAYS = {"vandaag": 0, "vanmorgen": 0, "vanochtend": 0, "vanmiddag": 0, "gisteren": 1, "eergisteren": 2}
_NUMBERS = {"een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7}
_UNITS = {
    "minuut": timedelta(minutes=1),
    "minuten": timedelta(minutes=1),
    "uur": timedelta(hours=1),
    "uren": timedelta(hours=1),
    "dag": timedelta(days=1),
    "dagen": timedelta(days=1),
    "week": timedelta(weeks=1),
    "weken": timedelta(weeks=1),
}
_PARTS = {"vanmorgen": time(9), "vanochtend": time(9), "vanmiddag": time(13)}
_AGO = re.compile(rf"(\d{{1,4}}|{'|'.join(_NUMBERS)}) ({'|'.join(_UNITS)}) geleden")
_CLOCK = re.compile(r"^(?P<day>.*?)(?:^| )(?:om )?(?P<hour>\d{1,2})\s?(?:(?:[:.]|u|uur|h)\s?(?P<minute>\d{2})|(?:u|uur|h))$")
_SMALL = re.compile(r"^(?:sinds|vanaf|op|de|vorige|verleden|afgelopen|laatste) ")
_PART_OF_DAY = re.compile(r"(ochtend|morgen|voormiddag|middag|namiddag|avond)$")
_BY_PART = {
    "ochtend": time(9),
    "morgen": time(9),
    "voormiddag": time(9),
    "middag": time(13),
    "namiddag": time(15),
    "avond": time(19),
}

START = time(9)
"""When a day begins for whom names no hour: at the start of office hours, so that what was done that day comes after it."""


def past_moment(text: str, now: datetime) -> datetime:
    """Return the moment that was meant, in Brussels time, the latest one before `now`. Raises `Malformed`.

    A day without an hour is its morning: what was done on that day itself counts as done since.
    """
    typed = " ".join(one_line(text, longest=60).casefold().split())
    here = now.astimezone(BRUSSELS)
    at = _ago(typed, here) or _moment(typed, here)
    if at > here:
        raise Malformed("not-past", words("Dat ogenblik moet nog komen. Typ wanneer het nog werkte, bijvoorbeeld: maandag."))
    return at


def _ago(typed: str, here: datetime) -> datetime | None:
    found = _AGO.fullmatch(_bare(typed))
    if found is None:
        return None
    count = _NUMBERS.get(found[1]) or int(found[1])
    try:
        return here - count * _UNITS[found[2]]
    except OverflowError:
        raise _not_understood() from None


def _moment(typed: str, here: datetime) -> datetime:
    clock = _CLOCK.match(typed)
    hour: time | None = None
    on = typed
    if clock is not None and not re.search(r"\d[-/.]$", clock["day"]):
        try:
            hour = time(int(clock["hour"]), int(clock["minute"] or 0))
        except ValueError:
            raise Malformed("not-an-hour", words("Dat uur bestaat niet. Schrijf het als 14:30.")) from None
        on = clock["day"].strip()
    found, part = _day(_bare(on), here)
    at = datetime.combine(found, hour or part or START, BRUSSELS)
    if hour is None and part is None and found == here.date() and at > here:
        return datetime.combine(found, time(), BRUSSELS)
    return at


def _day(typed: str, here: datetime) -> tuple[date, time | None]:
    """Return the day, and the hour that its name tells ("maandagavond")."""
    if typed in ("", "vandaag"):
        return here.date(), None
    if typed in _OTHER_DAYS:
        return here.date() - timedelta(days=_OTHER_DAYS[typed]), _PARTS.get(typed)
    found = _PART_OF_DAY.search(typed)
    name = typed[: found.start()].strip() if found else typed
    part = _BY_PART[found[1]] if found else None
    if name in _OTHER_DAYS:
        return here.date() - timedelta(days=_OTHER_DAYS[name]), part
    if name in _WEEKDAYS:
        back = (here.weekday() - _WEEKDAYS.index(name)) % 7
        return here.date() - timedelta(days=back or 7), part
    try:
        return day(typed, today=here.date()), None
    except Malformed as fault:
        if fault.code == "not-a-day":
            raise _not_understood() from None
        raise


def _bare(typed: str) -> str:
    while found := _SMALL.match(typed):
        typed = typed[found.end() :]
    return typed


def _not_understood() -> Malformed:
    return Malformed(
        "not-a-moment",
        words("Dat ogenblik begrijp ik niet. Typ bijvoorbeeld: maandag, gisteren 14:30, 3 dagen geleden of 12-11-2026."),
    )
