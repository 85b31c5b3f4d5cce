"""Texts: filled once, cut into pieces whose meaning doors can show, labels quoted exactly."""

import re

import pytest

from assistant.conversation.texts import UNKNOWN, Texts
from assistant.conversation.turn import Span, join, plain, rich
from assistant.domain.labels import label
from assistant.domain.malformed import Malformed
from assistant.domain.places import flows_folder

TEXTS = Texts("nl")


def test_pieces_of_a_text() -> None:
    assert TEXTS.rich("Klik op {label.save} bij {naam}.", "s", {"naam": "An"}) == (
        Span("Klik op "), Span(label("save"), "label"), Span(" bij "), Span("An", "value"), Span("."),
    )  # fmt: skip


def test_no_guide_puts_quotes_around_what_is_quoted_already() -> None:
    found = [f.name for f in flows_folder().glob("*/*.yaml") if re.search(r"['‘]\{label\.", f.read_text(encoding="utf-8"))]
    assert found == []


def test_a_label_is_quoted_in_plain_text() -> None:
    assert plain(TEXTS.rich("Klik op {label.save}.")) == f"Klik op '{label('save')}'."


@pytest.mark.parametrize("hostile", ["{naam}", "{label.save}", "[/]", "[red]x[/red]", "{0}", "{naam.__class__}", "%s"])
def test_what_was_typed_is_never_a_template(hostile: str) -> None:
    assert TEXTS.text("Dag {naam}!", naam=hostile) == f"Dag {hostile}!"
    assert TEXTS.rich("{naam}", "", {"naam": hostile}) == (Span(hostile, "value"),)


def test_a_fact_that_is_not_known_shows_as_such() -> None:
    assert TEXTS.text("Dag {naam} op {dag:day}.") == f"Dag {UNKNOWN} op {UNKNOWN}."


@pytest.mark.parametrize(
    ("source", "value", "shown"),
    [
        ("{x:number}", "0123456749", "0123.456.749"),
        ("{x:insz}", "90010199992", "90.01.01-999.92"),
        ("{x:masked}", ["90010199992", "90020299969"], "90.01.01-***.**, 90.02.02-***.**"),
        ("{x:day}", "2026-12-01", "01-12-2026"),
        ("{x}", 0, "0"),
        ("{x}", ["a", "b"], "a, b"),
    ],
)
def test_shapes(source: str, value: object, shown: str) -> None:
    assert TEXTS.text(source, x=value) == shown


@pytest.mark.parametrize("shape", ["number", "insz", "masked", "day"])
@pytest.mark.parametrize("value", ["", "x", "[/]", 3, 1.5, True, [], [None], {"a": 1}])
def test_a_value_without_that_shape_is_shown_as_it_is(shape: str, value: object) -> None:
    assert isinstance(TEXTS.text("{x:" + shape + "}", x=value), str)


def test_white_space_of_a_source_does_not_count() -> None:
    assert TEXTS.text("  Dag\n   {naam} \n", naam="An  Van") == "Dag An  Van"


def test_no_text_is_no_pieces() -> None:
    assert TEXTS.rich("") == ()
    assert TEXTS.rich("  \n ") == ()


def test_what_is_said_about_malformed_input() -> None:
    inner = Malformed("a", "binnen {x}", x="{y}")
    assert TEXTS.fault(Malformed("b", "Lijn {line}: {fault}", line=3, fault=inner)) == "Lijn 3: binnen {y}"


def test_an_unknown_language_falls_back_on_dutch() -> None:
    assert Texts("xx").language == Texts("").language == "nl"
    assert TEXTS.has("om het even wat")


def test_lines_can_be_joined() -> None:
    assert plain(join((rich("a"), rich("b", "label")), " – ")) == "a – 'b'"
