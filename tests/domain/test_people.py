"""User names, passwords, e-mail, telephone and names (rulebook N1, N2)."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import people
from assistant.domain.malformed import Malformed


def refused(read, text: str) -> str:
    with pytest.raises(Malformed) as caught:
        read(text)
    assert "{" not in str(caught.value)
    return caught.value.code


@given(st.text(alphabet=string.ascii_lowercase + string.digits, min_size=8, max_size=30))
def test_a_user_name_of_letters_and_digits_is_taken(name):
    assert people.username(name) == name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("anvoorb", "too-short"),
        ("a" * 31, "too-long"),
        ("an voorbeeld", "spaces"),
        ("AnVoorbeeld", "capitals"),
        ("an.voorbeeld", "characters"),
        ("anvoorbéeld", "characters"),
        ("", "empty"),
    ],
)
def test_a_wrong_user_name_is_told_what_is_wrong(text, code):
    assert refused(people.username, text) == code


SIGNS = ",;:=?./*$%><&@#'(!{})-_"


@given(
    st.lists(st.sampled_from(string.ascii_letters), min_size=4, max_size=10),
    st.lists(st.sampled_from(string.digits + SIGNS), min_size=6, max_size=11),
    st.randoms(use_true_random=False),
)
def test_a_password_that_both_guides_allow_is_fine(letters, others, random):
    characters = (letters + others)[:15]
    random.shuffle(characters)
    password = "".join(characters)
    faults = {fault.code for fault in people.password_faults(password)}
    assert faults <= {"too-few-others"}
    assert ("too-few-others" in faults) == (sum(not c.isalpha() for c in password) < 2)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("kort1!", {"too-short"}),
        ("veeltelangwachtwoord12", {"too-long"}),
        ("met spatie 12", {"spaces"}),
        ("alleenletters", {"too-few-others"}),
        ("éénletter12", {"characters"}),
        ("plusteken+12", {"characters"}),
        ("", {"too-short", "too-few-others"}),
        ("tab\tteken12", {"spaces"}),
        ("１２wachtwoord", {"characters", "too-few-others"}),
    ],
)
def test_a_wrong_password_is_told_everything_that_is_wrong(text, codes):
    assert {fault.code for fault in people.password_faults(text)} == codes


@given(st.text(alphabet=st.characters(min_codepoint=0x400, max_codepoint=0x4FF), min_size=5, max_size=40))
def test_no_message_repeats_any_of_a_password(text):
    for fault in people.password_faults(text):
        shown = str(fault) + repr(fault.args) + repr(fault.facts)
        assert not set(shown) & set(text)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("an@voorbeeld.be", "an@voorbeeld.be"),
        (" Directie@Voorbeeld.BE ", "Directie@voorbeeld.be"),
        ("an\u200b@voorbeeld.be", "an@voorbeeld.be"),
    ],
)
def test_an_address_is_taken(text, address):
    assert people.email(text) == address


@pytest.mark.parametrize(
    "text", ["an", "an@", "@voorbeeld.be", "a b@c.be", "an@@voorbeeld.be", "an@voorbeeld", "", "a" * 300]
)
def test_a_wrong_address_is_refused(text):
    refused(people.email, text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("02/511.51.51", "02 511 51 51"),
        ("+32 2 511 51 51", "02 511 51 51"),
        ("0470123456", "0470 12 34 56"),
        ("+31 20 123 4567", "+31 20 123 4567"),
    ],
)
def test_a_telephone_number_is_shown_as_it_is_written(text, shown):
    assert people.telephone(text) == shown


@pytest.mark.parametrize("text", ["", "112345", "abc", "02", "0" * 35, "0" * 5000])
def test_a_wrong_telephone_number_is_refused(text):
    refused(people.telephone, text)


@pytest.mark.parametrize("name", ["An", "De Voorbeeld-Proef", "D'Haese", "Ö. van 't Veld", "Zoë"])
def test_a_name_is_taken(name):
    assert people.person_name(f" {name}  ") == name


@pytest.mark.parametrize(
    ("text", "code"),
    [("An2", "digits"), ("- .", "no-letters"), ("An <b>", "characters"), ("", "empty"), ("a" * 101, "too-long")],
)
def test_a_wrong_name_is_told_what_is_wrong(text, code):
    assert refused(people.person_name, text) == code
