"""Numbers: every form that is right is taken, everything else is refused with what is wrong (rulebook N3 to N7)."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from stdnum.be import bis, nn, vat
from stdnum.exceptions import ValidationError

from assistant.domain import numbers
from assistant.domain.malformed import Malformed

AN = "90010199992"
HOSPITAL = "0123456749"


def refused(read, text: str) -> str:
    with pytest.raises(Malformed) as caught:
        read(text)
    assert "{" not in str(caught.value)
    assert len(str(caught.value)) < 250
    return caught.value.code


@st.composite
def enterprise_numbers(draw) -> str:
    eight = draw(st.integers(1, 19_999_999))
    return f"{eight:08d}{97 - eight % 97:02d}"


@st.composite
def made_up_people(draw) -> str:
    born = draw(st.dates(date(1900, 1, 1), date(2025, 12, 31)))
    bis_months = draw(st.sampled_from([0, 20, 40]))
    sequence = draw(st.sampled_from(["998", "999"]))
    nine = f"{born.year % 100:02d}{born.month + bis_months:02d}{born.day:02d}{sequence}"
    counted = int(nine) + (2_000_000_000 if born.year >= 2000 else 0)
    return f"{nine}{97 - counted % 97:02d}"


@given(enterprise_numbers(), st.sampled_from(["{}", "BE{}", "be {}", " {} ", "BTW BE {}", "BE-{}"]))
def test_an_enterprise_number_is_taken_in_every_usual_writing(number, frame):
    assert numbers.enterprise_number(frame.format(number)) == number
    assert numbers.enterprise_number(frame.format(numbers.spaced_enterprise(number))) == number


@given(enterprise_numbers())
def test_nine_digits_get_their_zero(number):
    assume(number[0] == "0")
    assert numbers.enterprise_number(number[1:]) == number


@given(enterprise_numbers(), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(number, place, shift):
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    refused(numbers.enterprise_number, wrong)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("BE", "empty"),
        ("0123", "too-short"),
        ("01234567490", "too-long"),
        ("O123456749", "letters"),
        ("0123_456_749", "not-digits"),
        ("0123456748", "wrong-check-digits"),
        ("2123456749", "establishment-number"),
        ("9123456749", "wrong-start"),
        (AN, "looks-like-insz"),
        ("90.01.01-999.92", "looks-like-insz"),
        ("0123\x00456749", "control-characters"),
        ("1" * 10_000, "too-long"),
    ],
)
def test_a_wrong_enterprise_number_is_told_what_is_wrong(text, code):
    assert refused(numbers.enterprise_number, text) == code


@pytest.mark.parametrize("text", ["0000000097", "0000000000", "0000009700", "0000000198"])
def test_what_stdnum_lets_through_is_refused(text):
    refused(numbers.enterprise_number, text)


@given(
    st.one_of(
        st.text(alphabet="0123456789", min_size=9, max_size=10),
        enterprise_numbers(),
        st.builds(
            lambda eight, check: f"{eight:08d}{check}", st.integers(0, 300), st.sampled_from(["00", "01", "97", "98"])
        ),
    )
)
@example("0000000097")
def test_stdnum_agrees_on_enterprise_numbers(text):
    try:
        ours = numbers.enterprise_number(text)
    except Malformed:
        ours = None
    try:
        theirs = vat.validate(text)
    except ValidationError:
        theirs = None
    if theirs and (theirs[8:] in ("00", "98") or theirs == "0000000097"):
        theirs = None  # let through by stdnum, though no such number is given
    assert ours == theirs


@given(made_up_people(), st.sampled_from(["{}", " {}", "{}\u200b", "{}\u00a0"]))
def test_an_insz_is_taken_in_every_usual_writing(number, frame):
    assert numbers.insz(frame.format(number)) == number
    assert numbers.insz(frame.format(numbers.dotted_insz(number))) == number


@given(made_up_people())
def test_stdnum_agrees_on_people(number):
    assert nn.is_valid(number) or bis.is_valid(number)


@given(made_up_people(), st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_of_an_insz_is_noticed(number, place, shift):
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    # A wrong digit can only be missed where the check of the other century happens to fit.
    try:
        read = numbers.insz(wrong)
    except Malformed:
        return
    assert numbers._birth_century(read) != numbers._birth_century(number)


def _insz(nine: str, century: int) -> str:
    return f"{nine}{97 - (int(nine) + (2_000_000_000 if century == 2000 else 0)) % 97:02d}"


@pytest.mark.parametrize("day", [date(1999, 2, 28) + timedelta(1), date(2000, 2, 29), date(1904, 2, 29)])
def test_leap_days_count(day):
    assert numbers.insz(_insz(f"{day:%y%m%d}999", day.year // 100 * 100))


@pytest.mark.parametrize(
    ("nine", "century"),
    [
        ("900230999", 1900),
        ("000229999", 1900),
        ("010229999", 2000),
        ("901301999", 1900),
        ("900132999", 1900),
        ("906101999", 1900),
        ("905301999", 1900),
        ("903301999", 1900),
    ],
)
def test_a_day_that_does_not_exist_is_refused(nine, century):
    assert refused(numbers.insz, _insz(nine, century)) == "impossible-date"


@pytest.mark.parametrize("nine", ["900000999", "900100999", "902000999", "904000999"])
def test_an_unknown_day_of_birth_is_accepted(nine):
    assert numbers.insz(_insz(nine, 1900))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("900101999", "too-short"),
        ("900101999920", "too-long"),
        ("9O010199992", "letters"),
        ("90010199993", "wrong-check-digits"),
        (_insz("900101000", 1900), "impossible-sequence"),
        (HOSPITAL, "looks-like-enterprise-number"),
        ("BE0123456749", "letters"),
        ("90\x0710199992", "control-characters"),
        ("9" * 10_000, "too-long"),
    ],
)
def test_a_wrong_insz_is_told_what_is_wrong(text, code):
    assert refused(numbers.insz, text) == code


def test_full_width_digits_and_invisible_marks_are_digits():
    assert numbers.insz("９００１０１９９９９２") == AN
    assert numbers.enterprise_number("\u200e0123.456.749\u202c") == HOSPITAL


@pytest.mark.parametrize("text", ["90005", " 90005 ", "HCO 90005", "HCO-nummer: 90005", "９０００５"])
def test_an_hco_number_is_its_digits(text):
    assert numbers.hco(text) == "90005"


def test_an_hco_number_keeps_its_zeros():
    assert numbers.hco("00123") == "00123"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("A123", "letters"),
        ("1234567890123", "too-long"),
        (AN, "looks-like-insz"),
        ("0123.456.749", "looks-like-enterprise-number"),
    ],
)
def test_a_wrong_hco_number_is_told_what_is_wrong(text, code):
    assert refused(numbers.hco, text) == code


def test_an_rsz_number_has_nine_digits():
    assert numbers.rsz_number("1234567-89") == "123456789"
    assert refused(numbers.rsz_number, "12345678") == "wrong-length"


def test_numbers_are_shown_as_they_are_written():
    assert numbers.spaced_enterprise(HOSPITAL) == "0123.456.749"
    assert numbers.dotted_insz(AN) == "90.01.01-999.92"
    assert numbers.masked_insz(AN) == "90.01.01-***.**"


@given(st.text(max_size=80))
@example("٣" * 10)
@example("²" * 10)
def test_whatever_is_typed_gives_a_number_or_a_message(text):
    for read in (numbers.enterprise_number, numbers.insz, numbers.hco, numbers.rsz_number):
        try:
            number = read(text)
        except Malformed as fault:
            assert str(fault)
        else:
            assert number.isascii()
            assert number.isdigit()
