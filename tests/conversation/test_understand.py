"""What a person means by what they type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conversation.phrases import phrases
from assistant.conversation.understand import Offer, choose, choose_several, command_in, flat, is_one_of, looks_like_question

SAID = phrases("nl")
ROLES = (
    Offer("wv", "Ik ben wettelijk vertegenwoordiger (WV)", ("bestuurder", "zaakvoerder")),
    Offer("htb", "Ik ben hoofdtoegangsbeheerder (HTB)", ("hoofdtoegangsbeheerder",)),
    Offer("tb", "Ik ben toegangsbeheerder (TB)", ("toegangsbeheerder", "lokale beheerder")),
    Offer("sb", "Ik beheer een subafdeling (SB)"),
)
YES_NO = (Offer("yes", "Ja", SAID.yes), Offer("no", "Nee", SAID.no), Offer("unknown", "Weet ik niet", SAID.unknown))
NUMBERS = (Offer("1", "Eén"), Offer("2", "Twee"), Offer("10", "Tien"))


def chosen(text: str, offers: tuple[Offer, ...]) -> str | None:
    match = choose(text, offers)
    return match.value if match else None


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1", "wv"), ("4", "sb"), (" 2. ", "htb"),
        ("wv", "wv"), ("WV", "wv"), ("Bestuurder!", "wv"),
        ("Ik ben hoofdtoegangsbeheerder (HTB)", "htb"), ("ik ben   HOOFDTOEGANGSBEHEERDER htb", "htb"),
        ("lokale beheerder", "tb"), ("ik beheer", "sb"),
        ("0", None), ("5", None), ("123456789", None), ("", None), ("   ", None), ("!?", None), ("iets heel anders", None),
    ],
)  # fmt: skip
def test_an_option_by_number_value_words_or_beginning(typed: str, value: str | None) -> None:
    assert chosen(typed, ROLES) == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("ja hoor", "yes"), ("Ja.", "yes"), ("OK", "yes"), ("oké", "yes"), ("Jazeker!", "yes"),
        ("neen", "no"), ("nog niet", "no"), ("NEE", "no"),
        ("weet ik niet", "unknown"), ("geen idee", "unknown"), ("ik weet het niet", "unknown"),
    ],
)  # fmt: skip
def test_yes_no_and_not_knowing_in_many_words(typed: str, value: str) -> None:
    match = choose(typed, YES_NO)
    assert match is not None
    assert (match.value, match.near) == (value, False)


@pytest.mark.parametrize("typed", ["hoofdtoegangbeheerder", "hoofdtoegangsbeheerdr", "Hoofd-toegangsbeheerder"])
def test_a_near_miss_is_understood_and_told(typed: str) -> None:
    match = choose(typed, ROLES)
    assert match is not None
    assert (match.value, match.near) == ("htb", True)


def test_nothing_is_guessed_between_two_that_are_near() -> None:
    offers = (Offer("a", "Campus Noord 1"), Offer("b", "Campus Noord 2"))
    assert chosen("campus noord 3", offers) is None
    assert chosen("campus", offers) is None
    assert chosen("Campus Noord 2", offers) == "b"


def test_a_number_that_is_a_value_is_no_position() -> None:
    assert [chosen(text, NUMBERS) for text in ("1", "2", "10", "3")] == ["1", "2", "10", "10"]


def test_two_offers_of_the_same_words_are_not_guessed_between() -> None:
    offers = (Offer("a", "An Voorbeeld"), Offer("b", "An Voorbeeld"))
    assert chosen("An Voorbeeld", offers) is None
    assert chosen("2", offers) == "b"


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("1, 3 en 4", ["wv", "tb", "sb"]),
        ("4 1", ["wv", "sb"]),
        ("bestuurder; lokale beheerder", ["wv", "tb"]),
        ("alles", ["wv", "htb", "tb", "sb"]),
        ("geen", []),
        ("2", ["htb"]),
        ("1, 9", None),
        ("", None),
        (",,,", None),
        ("iets", None),
    ],
)
def test_several_options_in_one_line(typed: str, values: list[str] | None) -> None:
    assert choose_several(typed, ROLES, SAID) == values


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("terug", "back"), ("/terug", "back"), ("TERUG!", "back"), ("stop", "stop"), ("/stop", "stop"), ("quit", "stop"),
        ("help", "help"), ("?", "help"), ("overslaan", "skip"), ("wijzig", "earlier"), ("back", "back"),
        ("stop ermee nu", None), ("terug naar huis", None), ("", None), ("/", None),
    ],
)  # fmt: skip
def test_a_command_alone_on_its_line(typed: str, command: str | None) -> None:
    assert command_in(typed, SAID, ("back", "stop", "help", "skip", "earlier")) == command


def test_only_what_is_allowed_is_a_command() -> None:
    assert command_in("later", SAID, ("back",)) is None


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("wat is een HTB", True), ("HTB?", True), ("Hoe vind ik dat", True), ("moet ik dat zelf doen", True),
        ("waterstraat", False), ("?", False), ("An Voorbeeld", False), ("", False),
    ],
)  # fmt: skip
def test_a_question_of_the_users_own(typed: str, question: bool) -> None:
    assert looks_like_question(typed, SAID) is question


def test_words_are_compared_without_case_accents_and_punctuation() -> None:
    assert flat("  Één   [red]Café…!  ") == "een red cafe"
    assert is_one_of("WEET IK NIET!!", SAID.unknown)


@given(st.text(max_size=200))
def test_whatever_is_typed_is_never_a_fault(typed: str) -> None:
    choose(typed, ROLES)
    choose_several(typed, ROLES, SAID)
    command_in(typed, SAID, ("back", "stop"))
    looks_like_question(typed, SAID)
