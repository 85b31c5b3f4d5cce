"""Templates are filled once: what a fact holds is never read as a template."""

import pytest

from assistant.conversation.scope import Facts
from assistant.conversation.templates import PLACEHOLDER, fill, filled_text, names_in_template

FACTS = Facts({
    "naam": "An", "aantal": 3, "lijst": ["a", "b"], "valstrik": "{naam} {label.save} [red]",
    "enterprise": "0123456749", "insz": "90010199992", "dag": "2026-11-23", "leeg": "",
})  # fmt: skip


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ("Dag {naam}.", "Dag An."),
        ("{aantal}", 3),
        ("{lijst}", ["a", "b"]),
        ("{aantal} keer", "3 keer"),
        ("{onbekend}", None),
        ("Dag {onbekend}.", None),
        ("geen", "geen"),
        ("{leeg}", ""),
        ("{valstrik}", "{naam} {label.save} [red]"),
        ("«{valstrik}»", "«{naam} {label.save} [red]»"),
        (["{naam}", "{onbekend}", "x"], ["An", "x"]),
        ({"a": "{naam}", "b": {"c": "{aantal}"}}, {"a": "An", "b": {"c": 3}}),
        (None, None),
        (True, True),
    ],
)
def test_filling(template: object, filled: object) -> None:
    assert fill(template, FACTS) == filled


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{enterprise:number}", "0123.456.749"),
        ("{insz:insz}", "90.01.01-999.92"),
        ("{insz:masked}", "90.01.01-***.**"),
        ("op {dag:day}", "op 23-11-2026"),
        ("{lijst}", "a, b"),
        ("{insz} {insz:insz}", "90010199992 90.01.01-999.92"),
        ("{onbekend:day}", None),
        ("{valstrik}", "{naam} {label.save} [red]"),
    ],
)
def test_text_to_copy(template: str, text: str | None) -> None:
    assert filled_text(template, FACTS) == text


def test_names_in_a_template() -> None:
    assert names_in_template({"a": ["{x.y:day}", "{label.save}"], "b": "{z}"}) == {"x.y", "z"}
    assert names_in_template(None) == set()


@pytest.mark.parametrize("text", ["{}", "{ naam}", "{Naam}", "{naam", "{naam:}", "{naam!r}", "{0}", "{naam:DAY}"])
def test_what_is_no_placeholder(text: str) -> None:
    assert PLACEHOLDER.search(text) is None
