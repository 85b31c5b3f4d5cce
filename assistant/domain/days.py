"""Days and hours in Belgium: typing a date, moments with an offset, opening hours (interface §1, rulebook §12)."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from assistant.domain.malformed import Malformed
from assistant.domain.rows import DataRow
from assistant.domain.typed import one_line

BRUSSELS = ZoneInfo("Europe/Brussels")
"""A day is a day in Brussels (interface §1)."""

_WORDS = {"gisteren": -1, "vandaag": 0, "morgen": 1, "overmorgen": 2}
_TYPED_DAY = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{1,4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


class Weekday(StrEnum):
    """A day of the week, as data files write it; their order is that of `date.weekday()`."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


class OpeningHours(DataRow, frozen=True):
    """When someone can be reached: wall time in Brussels, `opens` included, `closes` not."""

    weekdays: tuple[Weekday, ...]
    opens: time
    closes: time
    closed_on_public_holidays: bool = True


def day(text: str, *, today: date | None = None) -> date:
    """Return the day that was typed: dd-mm-jjjj (also with / or .), or ISO. Raises `Malformed`.

    With `today` the words gisteren, vandaag, morgen and overmorgen are understood too.
    """
    typed = one_line(text, longest=40).casefold()
    if today is not None and typed in _WORDS:
        return today + timedelta(days=_WORDS[typed])
    if found := _TYPED_DAY.fullmatch(typed):
        if len(found[3]) != 4:
            raise Malformed("short-year", "Schrijf het jaar met vier cijfers, bijvoorbeeld 10-01-2024.")
        return _existing_day(int(found[3]), int(found[2]), int(found[1]))
    if found := _ISO_DAY.fullmatch(typed):
        return _existing_day(int(found[1]), int(found[2]), int(found[3]))
    raise Malformed("not-a-day", "Schrijf de datum als dd-mm-jjjj, bijvoorbeeld 10-01-2024.")


def _existing_day(year: int, month: int, number: int) -> date:
    if not 1 <= month <= 12:
        raise Malformed(
            "no-such-month",
            "Maand {month} bestaat niet. Schrijf eerst de dag, dan de maand, dan het jaar: dd-mm-jjjj.",
            month=month,
        )
    if year == 0:
        raise Malformed("no-such-year", "Het jaar 0000 bestaat niet.")
    last = monthrange(year, month)[1]
    if not 1 <= number <= last:
        raise Malformed(
            "no-such-day",
            "Dag {day} bestaat niet: maand {month} van {year} heeft {last} dagen.",
            day=number,
            month=month,
            year=year,
            last=last,
        )
    return date(year, month, number)


def shown_day(on: date) -> str:
    """Return a day as the portal writes it: 10-01-2024."""
    return f"{on.day:02d}-{on.month:02d}-{on.year:04d}"


def moment(text: str) -> datetime:
    """Return a moment given in ISO 8601 with an offset, in the time of Brussels. Raises `Malformed`."""
    typed = one_line(text, longest=40)
    try:
        at = datetime.fromisoformat(typed)
    except ValueError:
        raise Malformed(
            "not-a-moment",
            "Dit is geen tijdstip. Schrijf het als 2024-01-10T09:00:00+01:00.",
        ) from None
    if at.tzinfo is None:
        raise Malformed(
            "no-offset",
            "Bij dit tijdstip ontbreekt het verschil met de wereldtijd. Schrijf het als 2024-01-10T09:00:00+01:00.",
        )
    try:
        return at.astimezone(BRUSSELS)
    except OverflowError:
        raise Malformed("not-a-moment", "Dit tijdstip ligt buiten de kalender.") from None


def is_open(hours: OpeningHours, at: datetime) -> bool:
    """Tell whether someone with these hours can be reached at `at` (any time zone, not naive)."""
    here = at.astimezone(BRUSSELS)
    return _open_on(hours, here.date()) and hours.opens <= here.time() < hours.closes


def next_opening(hours: OpeningHours, at: datetime) -> datetime:
    """Return the first moment from `at` on, in Brussels time, at which someone with these hours can be reached.

    That is `at` itself when they can be reached then. Raises `ValueError` for hours that never open.
    """
    here = at.astimezone(BRUSSELS)
    if is_open(hours, here):
        return here
    for ahead in range(366):
        on = here.date() + timedelta(days=ahead)
        opening = datetime.combine(on, hours.opens, BRUSSELS)
        # Compared in UTC: two times in one zone compare by their wall clock, which a change of the clock turns back.
        if _open_on(hours, on) and opening.astimezone(UTC) > here.astimezone(UTC):
            return opening
    raise ValueError("these opening hours never open")


def _open_on(hours: OpeningHours, on: date) -> bool:
    if list(Weekday)[on.weekday()] not in hours.weekdays:
        return False
    return not (hours.closed_on_public_holidays and on in _public_holidays(on.year))


@lru_cache(maxsize=16)
def _public_holidays(year: int) -> frozenset[date]:
    from holidays import country_holidays  # noqa: PLC0415 (heavy, rarely needed)

    # `public` alone: the days on which only banks close are working days (rulebook §12).
    return frozenset(country_holidays("BE", years=year, categories="public"))
