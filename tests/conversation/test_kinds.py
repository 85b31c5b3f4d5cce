"""What a person types, read into the value that is kept, and shown again."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conversation.events import imagined
from assistant.conversation.fitting import fits
from assistant.conversation.flow import Ask, Step
from assistant.conversation.kinds import Around, read, shown
from assistant.conversation.scope import Facts
from assistant.domain.malformed import Malformed

TODAY = date(2026, 11, 23)


def value(kind: str, text: str, **ask: object) -> object:
    return read(text, Around(Ask(kind, **ask), TODAY))


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("text", "  Ziekenhuis   Voorbeeld ", "Ziekenhuis Voorbeeld"),
        ("text", "[/] [red]{naam}", "[/] [red]{naam}"),
        ("count", " 3 ", 3),
        ("count", "drie", 3),
        ("count", "één", 1),
        ("count", "0", 0),
        ("enterprise-number", "0123.456.749", "0123456749"),
        ("enterprise-number", "BE 123 456 749", "0123456749"),
        ("insz", "90.01.01-999.92", "90010199992"),
        ("hco", "HCO 90001", "90001"),
        ("rsz", "1234567-89", "123456789"),
        ("username", "anvoorbeeld", "anvoorbeeld"),
        ("email", "an@voorbeeld.be", "an@voorbeeld.be"),
        ("telephone", "02 555 12 12", "02 555 12 12"),
        ("date", "1-12-2026", "2026-12-01"),
        ("date", "vandaag", "2026-11-23"),
        ("moment", "2026-11-23T09:00:00+01:00", "2026-11-23T09:00:00+01:00"),
        ("people", "90.01.01-999.92", [{"insz": "90010199992"}]),
        ("password", "geheimwoord12", "ok"),
    ],
)
def test_reading(kind: str, typed: str, kept: object) -> None:
    assert value(kind, typed) == kept


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        ("text", "", "empty"),
        ("text", "a\x00b", "control-characters"),
        ("text", "x" * 201, "too-long"),
        ("text", "x" * 10_000, "too-long"),
        ("count", "veel", "no-number"),
        ("count", "1.5", "no-number"),
        ("count", "-1", "no-number"),
        ("count", "٣", "no-number"),
        ("count", "9" * 5000, "too-long"),
        ("count", "501", "too-many"),
        ("enterprise-number", "0123.456.740", "wrong-check-digits"),
        ("insz", "90.01.01-999.93", "wrong-check-digits"),
        ("date", "31-02-2026", "no-such-day"),
        ("email", "an@", "email"),
        ("password", "kort", "too-short"),
        ("people", " \n ", "empty"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_to_do(kind: str, typed: str, code: str) -> None:
    with pytest.raises(Malformed) as refused:
        value(kind, typed)
    assert refused.value.code == code
    assert "{" not in str(refused.value)
    assert len(str(refused.value)) < 300


def test_a_number_between_bounds() -> None:
    assert value("count", "4", at_least=4, at_most=4) == 4
    with pytest.raises(Malformed, match="minstens 4"):
        value("count", "3", at_least=4)
    with pytest.raises(Malformed, match="hoogstens 4"):
        value("count", "5", at_most=4)


def test_a_password_is_nowhere_in_what_is_said_of_it() -> None:
    with pytest.raises(Malformed) as refused:
        value("password", "mijn geheim")
    assert "geheim" not in repr(refused.value.args) + str(refused.value.facts)


@pytest.mark.parametrize(
    ("kind", "kept", "text"),
    [
        ("text", "An", "An"),
        ("count", 3, "3"),
        ("enterprise-number", "0123456749", "0123.456.749"),
        ("insz", "90010199992", "90.01.01-999.92"),
        ("date", "2026-12-01", "01-12-2026"),
        ("people", [{"insz": "90010199992", "surname": "Voorbeeld", "first_name": "An"}], "An Voorbeeld"),
        ("people", [{"insz": "90010199992"}], "90.01.01-***.**"),
        ("text", None, ""),
    ],
)
def test_showing(kind: str, kept: object, text: str) -> None:
    assert shown(kind, kept) == text


@given(
    st.text(max_size=300),
    st.sampled_from(["text", "count", "enterprise-number", "insz", "hco", "rsz", "date", "moment", "people"]),
)
def test_whatever_is_typed_is_read_or_refused_and_what_is_read_fits(typed: str, kind: str) -> None:
    try:
        kept = value(kind, typed)
    except Malformed as refused:
        assert str(refused)
        return
    step = Step("s", ask=Ask(kind))
    assert fits(step, imagined("s", {"outcome": "given", "value": kept}), Facts())
    assert isinstance(shown(kind, kept), str)
