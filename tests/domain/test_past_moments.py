"""A moment in the past, as people say it."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.days import BRUSSELS
from assistant.domain.malformed import Malformed
from assistant.domain.past_moments import past_moment

NOW = datetime(2026, 11, 25, 10, 30, tzinfo=BRUSSELS)  # a Wednesday


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("maandag", "2026-11-23T09:00"),
        ("Sinds maandag", "2026-11-23T09:00"),
        ("vorige vrijdag", "2026-11-20T09:00"),
        ("woensdag", "2026-11-18T09:00"),
        ("maandagavond", "2026-11-23T19:00"),
        ("maandag namiddag", "2026-11-23T15:00"),
        ("maandag om 14:05", "2026-11-23T14:05"),
        ("gisteren", "2026-11-24T09:00"),
        ("gisteren 14u30", "2026-11-24T14:30"),
        ("gisteren om 8 uur", "2026-11-24T08:00"),
        ("gisterenavond", "2026-11-24T19:00"),
        ("eergisteren", "2026-11-23T09:00"),
        ("vandaag", "2026-11-25T09:00"),
        ("vanmorgen", "2026-11-25T09:00"),
        ("9:15", "2026-11-25T09:15"),
        ("om 9u", "2026-11-25T09:00"),
        ("3 dagen geleden", "2026-11-22T10:30"),
        ("drie dagen geleden", "2026-11-22T10:30"),
        ("20 minuten geleden", "2026-11-25T10:10"),
        ("een week geleden", "2026-11-18T10:30"),
        ("12-11-2026", "2026-11-12T09:00"),
        ("2026-11-12", "2026-11-12T09:00"),
        ("12/11/2026 om 16:45", "2026-11-12T16:45"),
        ("op 12.11.2026 7 u", "2026-11-12T07:00"),
    ],
)
def test_what_people_say(typed: str, meant: str) -> None:
    assert past_moment(typed, NOW).isoformat()[:16] == meant
    assert past_moment(typed, NOW).tzinfo is BRUSSELS


def test_early_in_the_morning_today_begins_at_midnight() -> None:
    early = NOW.replace(hour=7)
    assert past_moment("vandaag", early).isoformat()[:16] == "2026-11-25T00:00"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("toen", "not-a-moment"),
        ("", "empty"),
        ("morgen", "not-past"),
        ("25-11-2027", "not-past"),
        ("gisteren 25:00", "not-an-hour"),
        ("31-02-2026", "no-such-day"),
        ("12-11-26", "short-year"),
        ("9999 weken geleden", None),
    ],
)
def test_what_it_is_not(typed: str, code: str | None) -> None:
    if code is None:
        assert past_moment(typed, NOW) <= NOW
        return
    with pytest.raises(Malformed) as told:
        past_moment(typed, NOW)
    assert told.value.code == code


@given(st.text(max_size=40))
def test_anything_typed_is_a_moment_or_is_told(typed: str) -> None:
    with suppress(Malformed):
        assert past_moment(typed, NOW) <= NOW
