"""Support codes: short, without anything personal, and a slip in one is noticed."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conversation import support_code as codes
from assistant.conversation.support_code import is_support_code, read_support_code, support_code
from assistant.conversation.texts import Texts
from assistant.domain.malformed import Malformed
from assistant.domain.symptoms import symptoms
from assistant.reports.support_step import support_lines

NAMES, PRESENT = zip(*codes._all_steps(), strict=True)
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

steps = st.none() | st.sampled_from(NAMES)
findings = st.lists(st.sampled_from(list(symptoms())), max_size=3, unique=True)


def test_every_step_and_every_code_has_a_digest_of_its_own():
    assert len(codes._steps()) == len(set(NAMES))
    assert len(codes._findings()) == len(symptoms())
    assert codes._NO_STEP not in codes._steps()


@given(steps, findings)
def test_a_code_says_what_went_into_it(step, found):
    code = support_code(step, found)
    assert len(code) <= 24
    opened = read_support_code(code)
    assert opened.findings == tuple(found)
    assert opened.step == (dict(zip(NAMES, PRESENT, strict=True))[step] if step else None)


@given(
    steps,
    findings,
    st.sampled_from([str.lower, lambda code: code.replace("-", ""), lambda code: f" {code} ".replace("-", " ")]),
)
def test_however_it_is_written(step, found, write):
    code = support_code(step, found)
    assert read_support_code(write(code)) == read_support_code(code)


def test_letters_that_look_like_digits_are_those():
    code = support_code(NAMES[0], ["user.missing"])
    assert read_support_code(code.replace("0", "O").replace("1", "I")) == read_support_code(code)


@given(steps, findings, st.data())
def test_one_wrong_sign_is_noticed(step, found, data):
    code = support_code(step, found)
    place = data.draw(st.sampled_from([n for n, sign in enumerate(code) if n > 2 and sign != "-"]))
    wrong = data.draw(st.sampled_from([sign for sign in SIGNS if sign != code[place]]))
    with pytest.raises(Malformed):
        read_support_code(code[:place] + wrong + code[place + 1 :])


@given(steps, findings)
def test_two_signs_that_changed_places_are_noticed(step, found):
    code = support_code(step, found).replace("-", "")
    for one, other in itertools.combinations(range(2, len(code)), 2):
        if code[one] != code[other]:
            swapped = list(code)
            swapped[one], swapped[other] = swapped[other], swapped[one]
            with pytest.raises(Malformed):
                read_support_code("".join(swapped))


@given(st.text())
def test_what_is_no_code_says_so(text):
    try:
        read_support_code(text)
    except Malformed:
        return
    assert is_support_code(text) or text.strip().upper().startswith("TW")


def test_a_step_of_another_version_is_told_from_a_slip():
    strange = "-".join(["TW", "ZZZZZ", codes._checksum("ZZZZZ")])
    with pytest.raises(Malformed) as fault:
        read_support_code(strange)
    assert fault.value.code == "other-version"


def test_what_it_opens_is_the_step_and_the_findings():
    lines = support_lines(
        read_support_code(support_code("mammografie/" + step_of("mammografie"), ["user.blocked"])), Texts()
    )
    text = "\n".join(lines)
    assert f"mammografie/{step_of('mammografie')}" in text
    assert "De gebruiker is geblokkeerd (user.blocked)" in text
    assert "{" not in text


def step_of(guide: str) -> str:
    return next(name.partition("/")[2] for name in PRESENT if name.startswith(f"{guide}/"))


def test_any_step_can_be_opened():
    for present in sorted(set(PRESENT)):
        lines = support_lines(read_support_code(support_code(present)), Texts())
        assert present in "\n".join(lines)


def test_the_overview_ends_with_the_code_of_the_step(typed_overview):
    code = typed_overview.rpartition(": ")[2]
    assert read_support_code(code).step in PRESENT


@pytest.fixture
def typed_overview():
    """The last line that the conversation says when asked where it stands."""
    from datetime import UTC, datetime

    from assistant.conversation.session import begin
    from assistant.conversation.turn import plain
    from assistant.store.opening import memory_store

    with memory_store() as store:
        talk = begin(
            store, "mammografie", language="nl", now=lambda: datetime(2026, 11, 22, 9, tzinfo=UTC), new_id=lambda: "a"
        )
        reply = talk.answer("overzicht")
        return plain(reply.turn.said[-1].text)
