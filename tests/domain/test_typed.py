"""One line of typed text, and when two spellings are one name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.malformed import Malformed
from assistant.domain.typed import look_alike_key, one_line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  An\u00a0 Voorbeeld\n", "An Voorbeeld"),
        ("An\u200b\u202eVoorbeeld", "AnVoorbeeld"),
        ("\ufeffCampus Ａ", "Campus A"),
        ("NV [BE0123]", "NV [BE0123]"),
        ("Zoe\u0308", "Zoë"),
    ],
)
def test_typed_text_becomes_one_plain_line(text, line):
    assert one_line(text) == line


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("\u200b", "empty"),
        ("a\x1b[31m", "control-characters"),
        ("a\x00", "control-characters"),
        ("\ud800", "control-characters"),
        ("x" * 201, "too-long"),
        ("x" * 1_000_000, "too-long"),
    ],
)
def test_what_is_no_line_is_refused_without_repeating_it(text, code):
    with pytest.raises(Malformed) as caught:
        one_line(text)
    assert caught.value.code == code
    assert len(str(caught.value)) < 120


@given(st.text(max_size=300))
def test_a_line_is_a_line_and_stays_one(text):
    try:
        line = one_line(text)
    except Malformed:
        return
    assert one_line(line) == line
    assert "\n" not in line


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("BelRAI VL – admin", "belrai vl - ADMIN"),
        ("voorziening (INSISTO)", "voorziening(INSISTO)"),
        ("e‑loket", "e-loket"),
        ("D’Haese", "d'haese"),
        ("Gebruikers − Subafdelingen", "Gebruikers - Subafdelingen"),
    ],
)
def test_case_spaces_and_kinds_of_dash_do_not_count(one, other):
    assert look_alike_key(one) == look_alike_key(other)


def test_accents_and_dashes_themselves_count():
    assert look_alike_key("Financiën") != look_alike_key("Financien")
    assert look_alike_key("co-HTB") != look_alike_key("coHTB")
