"""What a row of readiness waits for where no role of the organisation mends it in the portal."""

from __future__ import annotations

import re
from typing import Any

import pytest

from assistant.domain.outside import COMING, TIME, Awaited, awaited, is_mended_outside, waits_for
from assistant.domain.symptoms import symptoms

REPORT = {"action": "external.report", "who_may": ["WV", "HTB", "TB", "G"], "unit": None}


def row(stage: str, after: dict[str, Any] | None, *codes: str, application: str = "Heracles") -> dict[str, Any]:
    return {
        "application": application,
        "stage": stage,
        "ready": False,
        "findings": dict.fromkeys(sorted(codes), 1),
        "next": after,
    }


@pytest.mark.parametrize(
    ("one", "code", "contact"),
    [
        (row("outside", REPORT, "external.heracles-role"), "external.heracles-role", "head-radiologist"),
        (row("outside", REPORT, "user.no-email", "external.head-radiologist"), "external.head-radiologist", "cvko"),
        (
            row("outside", REPORT, "external.heracles-role", "external.head-radiologist"),
            "external.head-radiologist",
            "cvko",
        ),
        (row("users", None, "change.pending", "function.not-yet"), "change.pending", None),
        (row("functions", None, "change.pending", "function.not-yet"), "function.not-yet", None),
        (row("functions", None, "change.pending"), "change.pending", None),
        (row("unknown", None, "app.capacity-open", application="VSB caRat"), "app.capacity-open", "ehealth"),
    ],
)
def test_it_is_someone_outside_or_time(one: dict[str, Any], code: str, contact: str | None) -> None:
    assert awaited(one) == Awaited(code, contact)
    assert waits_for(one) == (contact or code)


@pytest.mark.parametrize(
    ("one", "who"),
    [
        (row("users", {"action": "user.register", "who_may": ["HTB", "TB"], "unit": "1"}, "external.heracles-role"), "HTB"),
        ({**row("ready", None), "ready": True}, None),
        ({**row("capacity", {"action": "capacity.activate", "who_may": ["HTB"], "unit": ""}), "ready": None}, "HTB"),
        (row("users", None), ""),
        (row("outside", REPORT), ""),  # nobody who may only tell of it holds it up
        ({"ready": None, "next": None, "findings": {}, "stage": "unknown", "application": None}, None),
    ],
)
def test_else_it_is_who_may_do_what_is_next(one: dict[str, Any], who: str | None) -> None:
    assert awaited(one) is None
    assert waits_for(one) == who


def test_time_has_words_for_all_that_it_mends() -> None:
    assert TIME.keys() == COMING == {"change.pending", "function.not-yet"}


def test_what_is_then_told_to_do_needs_no_facts() -> None:
    told = [
        one.remedy for code, one in symptoms().items() if code in COMING or (is_mended_outside(one) and not one.observable)
    ]
    assert len(told) > 3
    assert not [text for text in told if re.search(r"\{", text)]
