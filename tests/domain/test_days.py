"""Days as they are typed, moments with an offset, opening hours in Brussels."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.days import BRUSSELS, OpeningHours, Weekday, day, is_open, moment, next_opening, shown_day
from assistant.domain.malformed import Malformed

DESK = OpeningHours(weekdays=tuple(Weekday)[:5], opens=time(7), closes=time(20))


def refused(read, text: str) -> Malformed:
    with pytest.raises(Malformed) as caught:
        read(text)
    assert "{" not in str(caught.value)
    return caught.value


@given(st.dates())
def test_a_day_is_read_as_it_is_shown(on):
    assert day(shown_day(on)) == on
    assert day(on.isoformat()) == on


@pytest.mark.parametrize("text", ["10-1-2024", "10/01/2024", "10.1.2024", "10 01 2024", " 2024-01-10 "])
def test_a_day_is_taken_in_every_usual_writing(text):
    assert day(text) == date(2024, 1, 10)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31-02-2026", "no-such-day"),
        ("00-01-2026", "no-such-day"),
        ("01-13-2026", "no-such-month"),
        ("01-01-26", "short-year"),
        ("01-01-0000", "no-such-year"),
        ("0000-01-01", "no-such-year"),
        ("morgen", "not-a-day"),
        ("1-2-3-4", "not-a-day"),
        ("", "empty"),
    ],
)
def test_a_wrong_day_is_told_what_is_wrong(text, code):
    assert refused(day, text).code == code


def test_the_message_says_how_many_days_the_month_has():
    assert str(refused(day, "31-02-2026")) == "Dag 31 bestaat niet: maand 2 van 2026 heeft 28 dagen."
    assert "29 dagen" in str(refused(day, "30-02-2028"))


def test_words_for_days_need_a_today():
    assert day("Morgen", today=date(2024, 2, 28)) == date(2024, 2, 29)
    assert day("vandaag", today=date(2024, 2, 28)) == date(2024, 2, 28)


def test_a_moment_is_in_brussels():
    at = moment("2024-07-01T08:00:00Z")
    assert at.isoformat() == "2024-07-01T10:00:00+02:00"
    assert at.tzinfo is BRUSSELS


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2024-07-01T08:00:00", "no-offset"),
        ("2024-07-01", "no-offset"),
        ("gisteren", "not-a-moment"),
        ("9999-12-31T23:59:59-12:00", "not-a-moment"),
        ("0001-01-01T00:00:00+14:00", "not-a-moment"),
    ],
)
def test_a_wrong_moment_is_told_what_is_wrong(text, code):
    assert refused(moment, text).code == code


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-23T06:59:59+01:00", False),
        ("2026-11-23T07:00:00+01:00", True),
        ("2026-11-23T19:59:59+01:00", True),
        ("2026-11-23T20:00:00+01:00", False),
        ("2026-11-22T12:00:00+01:00", False),  # Sunday
        ("2026-11-11T12:00:00+01:00", False),  # Armistice, a Wednesday
        ("2026-11-02T12:00:00+01:00", True),  # closed for banks alone, if at all
        ("2026-05-15T12:00:00+02:00", True),  # the day after Ascension: banks close
        ("2026-11-23T06:30:00+00:00", True),  # 7:30 in Brussels
    ],
)
def test_opening_hours_are_those_of_brussels(at, expected):
    assert is_open(DESK, datetime.fromisoformat(at)) is expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-20T21:00:00+01:00", "2026-11-23T07:00:00+01:00"),  # Friday evening
        ("2026-12-24T20:00:00+01:00", "2026-12-28T07:00:00+01:00"),  # Christmas is a Friday
        ("2026-03-28T21:00:00+01:00", "2026-03-30T07:00:00+02:00"),  # the clock goes forward on Sunday
        ("2026-10-23T21:00:00+02:00", "2026-10-26T07:00:00+01:00"),  # and back
        ("2026-11-23T12:00:00+01:00", "2026-11-23T12:00:00+01:00"),  # open already
    ],
)
def test_the_next_opening_skips_nights_weekends_and_holidays(at, expected):
    assert next_opening(DESK, datetime.fromisoformat(at)).isoformat() == expected


@given(st.integers(0, 10 * 366 * 24 * 3600))
def test_the_next_opening_is_the_first_moment_at_which_it_is_open(seconds):
    at = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    opening = next_opening(DESK, at)
    assert opening >= at
    assert is_open(DESK, opening)
    if opening > at:
        assert not is_open(DESK, opening - timedelta(seconds=1))


def test_hours_that_never_open_say_so():
    with pytest.raises(ValueError, match="never open"):
        next_opening(OpeningHours(weekdays=(), opens=time(7), closes=time(20)), datetime(2026, 1, 1, tzinfo=UTC))
