"""The gateway: whatever a person types comes out as it is, and can do nothing to the terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conversation.turn import Span, rich
from assistant.screens.widgets.rows import flow, row
from assistant.screens.widgets.text import clean, content, join, meant, one_line

HOSTILE = (
    "[/]",
    "[red]x",
    "[BE0123]",
    "[@click=app.quit]weg[/]",
    "$primary",
    "{naam}",
    "\x1b[31mrood\x1b]0;titel\x07",
    "\x00\x08\x7f\x9b",
    "links \u202erechts\u202c \u2066x\u2069",
    "nul\u200bbreed\u200d\ufeff",
    "مستشفى المثال",
    "👩‍⚕️🏥🇧🇪",
    "e\u0301\u0301\u0301",
    "a\tb\nc\r\nd",
    "ｆｕｌｌ",
    "x" * 10_000,
    "",
)

ON_SCREENS = [
    pytest.param(text, id=str(number), marks=() if number in (3, 6, 8, 11, 13, 15) else pytest.mark.long)
    for number, text in enumerate(HOSTILE)
]
"""The same for whole screens, which take seconds: a text of each kind every time, all of them with the long tests."""


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_never_markup(text: str) -> None:
    shown = content(text)
    assert shown.spans == []
    assert shown.plain == clean(text)
    if text.isascii() and text.isprintable():
        assert shown.plain == text


@given(st.text(max_size=300))
def test_nothing_that_acts_on_a_terminal_comes_through(text: str) -> None:
    for shown in (content(text), content(rich(text, "label")), join([text, rich(text)]), meant(text, {"say": "x"})):
        acting = [c for c in shown.plain if unicodedata.category(c) in ("Cc", "Cf", "Cs") and c not in "\n\t"]
        assert acting == []


@given(st.text(max_size=400), st.integers(min_value=2, max_value=60))
def test_one_line_is_one_line_and_no_longer(text: str, longest: int) -> None:
    line = one_line(text, longest)
    assert "\n" not in line
    assert len(line) <= longest


def test_a_label_keeps_its_quotes() -> None:
    assert content((Span("Klik op "), Span("Opslaan", "label"), Span("."))).plain == "Klik op ‘Opslaan’."


@given(
    st.lists(st.text(max_size=80), max_size=5),
    st.integers(min_value=1, max_value=50),
    st.integers(min_value=0, max_value=12),
)
def test_rows_never_get_wider_than_their_place(texts: list[str], width: int, indent: int) -> None:
    rows = [row(text, "12", indent=indent) for text in texts]
    lines = flow(rows, width).split("\n", allow_blank=True)
    assert all(line.cell_length <= max(width, 2) for line in lines)


@given(st.lists(st.sampled_from(["Klik", "op", "het", "potlood", "onderneming"]), min_size=1, max_size=30))
def test_rows_lose_no_word(some: list[str]) -> None:
    flowed = flow([row(" ".join(some), "1", indent=4)], 30).plain.split()
    assert flowed == ["1", *some]


def test_a_long_row_hangs_under_its_first_letter() -> None:
    assert flow([row("een twee drie", "1.", indent=4)], 12).plain == "1.  een twee\n    drie"
