"""The numbers of the field: well formed or refused with what is wrong (rulebook §8, N3 to N7).

A well-formed number is not yet an existing one (N6): nothing here says that it exists.
"""

from __future__ import annotations

import re
from calendar import monthrange

from assistant.domain.malformed import Malformed
from assistant.domain.typed import one_line

_LONGEST = 60
"""Room enough for any number with its label and separators."""

_SEPARATORS = re.compile(r"[\s.\-/\u2010-\u2015]+")
_ENTERPRISE_LABEL = re.compile(r"(?:(?:BTW|TVA|KBO|BCE)[\s:.\-]*)?(?:BE[\s:.\-]*)?", re.IGNORECASE)
_HCO_LABEL = re.compile(r"HCO(?:[\s\-]*(?:nummer|nr\.?))?[\s:\-]*", re.IGNORECASE)


def enterprise_number(text: str) -> str:
    """Return an enterprise number as 10 digits (N3).

    Dots, spaces, dashes and BE are accepted, and 9 digits: 0 is put before them. Raises `Malformed`.
    """
    digits = _digits(text, _ENTERPRISE_LABEL)
    if _is_insz(digits):
        raise Malformed(
            "looks-like-insz",
            "Dit is een rijksregisternummer van een persoon. Geef het ondernemingsnummer: 10 cijfers, "
            "bijvoorbeeld 0123.456.749.",
        )
    if len(digits) == 9:
        digits = "0" + digits
    if len(digits) < 10:
        raise Malformed(
            "too-short",
            "Dit is te kort voor een ondernemingsnummer: ik tel {found} van de 10 cijfers.",
            found=len(digits),
        )
    if len(digits) > 10:
        raise Malformed(
            "too-long",
            "Dit is te lang voor een ondernemingsnummer: ik tel {found} cijfers, het moeten er 10 zijn.",
            found=len(digits),
        )
    if digits[0] in "2345678":
        raise Malformed(
            "establishment-number",
            "Dit is een vestigingsnummer. Geef het nummer van de onderneming zelf: dat begint met 0 of 1.",
        )
    if digits[0] not in "01" or digits[:8] == "00000000":
        raise Malformed("wrong-start", "Dit is geen ondernemingsnummer: dat begint met 0 of 1.")
    if not _enterprise_check_fits(digits):
        raise Malformed(
            "wrong-check-digits",
            "Dit ondernemingsnummer klopt niet: de laatste twee cijfers passen niet bij de rest. "
            "Kijk na of u een cijfer hebt verwisseld.",
        )
    return digits


def fault_of(text: str) -> Malformed | None:
    """Return what is wrong with a text of ten or eleven digits as an enterprise or a personal number, None otherwise."""
    read = {10: enterprise_number, 11: insz}.get(sum(map(str.isdigit, text)))
    if read is None or set(text) - set("0123456789.- "):
        return None
    try:
        read(text)
    except Malformed as fault:
        return fault
    return None


def insz(text: str) -> str:
    """Return a national register or BIS number as 11 digits (N4). Raises `Malformed`.

    A month of 00 and a day of 00 stand for a date of birth that was not known, and are accepted.
    """
    digits = _digits(text)
    if len(digits) == 10 and digits[0] in "01" and _enterprise_check_fits(digits):
        raise Malformed(
            "looks-like-enterprise-number",
            "Dit is een ondernemingsnummer. Geef het rijksregisternummer van de persoon: 11 cijfers, "
            "op de achterkant van de identiteitskaart.",
        )
    if len(digits) < 11:
        raise Malformed(
            "too-short",
            "Dit is te kort voor een rijksregisternummer: ik tel {found} van de 11 cijfers.",
            found=len(digits),
        )
    if len(digits) > 11:
        raise Malformed(
            "too-long",
            "Dit is te lang voor een rijksregisternummer: ik tel {found} cijfers, het moeten er 11 zijn.",
            found=len(digits),
        )
    century = _birth_century(digits)
    if century is None:
        raise Malformed(
            "wrong-check-digits",
            "Dit rijksregisternummer klopt niet: de laatste twee cijfers passen niet bij de rest. "
            "Kijk na of u een cijfer hebt verwisseld.",
        )
    if not _date_exists(digits, century):
        raise Malformed(
            "impossible-date",
            "Dit rijksregisternummer klopt niet: de eerste zes cijfers zijn geen geboortedatum (jaar, maand, dag).",
        )
    if digits[6:9] == "000":
        raise Malformed(
            "impossible-sequence",
            "Dit rijksregisternummer klopt niet: het volgnummer na de geboortedatum kan geen 000 zijn.",
        )
    return digits


def is_insz(text: str) -> bool:
    """Tell whether a text is a well-formed national register or BIS number, however it is written (N4, N6)."""
    try:
        insz(text)
    except Malformed:
        return False
    return True


def hco(text: str) -> str:
    """Return an HCO number: digits, leading zeros kept; no check digit is known (N5). Raises `Malformed`."""
    digits = _digits(text, _HCO_LABEL)
    if _is_insz(digits):
        raise Malformed(
            "looks-like-insz",
            "Dit is een rijksregisternummer van een persoon. Geef het HCO-nummer van de voorziening: "
            "u vindt het in de CoBRHA Viewer.",
        )
    if len(digits) == 10 and digits[0] in "01" and _enterprise_check_fits(digits):
        raise Malformed(
            "looks-like-enterprise-number",
            "Dit is een ondernemingsnummer. Geef het HCO-nummer van de voorziening: "
            "u vindt het met dat ondernemingsnummer in de CoBRHA Viewer.",
        )
    if len(digits) > 12:
        raise Malformed("too-long", "Dit is te lang voor een HCO-nummer: ik tel {found} cijfers.", found=len(digits))
    return digits


def rsz_number(text: str) -> str:
    """Return an RSZ-stamnummer as 9 digits (7 + 2); its check digits are not relied on (N5). Raises `Malformed`."""
    digits = _digits(text)
    if len(digits) != 9:
        raise Malformed(
            "wrong-length",
            "Een RSZ-stamnummer heeft 9 cijfers, geschreven als 1234567-89. Hier staan er {found}.",
            found=len(digits),
        )
    return digits


def spaced_enterprise(number: str) -> str:
    """Return a 10-digit enterprise number as it is written: 0123.456.749."""
    return f"{number[:4]}.{number[4:7]}.{number[7:]}"


def dotted_insz(number: str) -> str:
    """Return an 11-digit INSZ as it is written: 90.01.01-999.92."""
    return f"{number[:2]}.{number[2:4]}.{number[4:6]}-{number[6:9]}.{number[9:]}"


def masked_insz(number: str) -> str:
    """Return an 11-digit INSZ for screens and letters, its last five digits hidden: 90.01.01-***.**."""
    return f"{number[:2]}.{number[2:4]}.{number[4:6]}-***.**"


def _digits(text: str, label: re.Pattern[str] | None = None) -> str:
    """Return the digits of a typed number, its label and separators removed; raise for anything else in it."""
    plain = one_line(text, longest=_LONGEST)
    if label is not None and (found := label.match(plain)):
        plain = plain[found.end() :]
    digits = _SEPARATORS.sub("", plain)
    if not digits:
        raise Malformed("empty", "Hier staat geen nummer. Vul de cijfers in.")
    if any(c.isalpha() for c in digits):
        raise Malformed("letters", "Hier staan letters in. Geef alleen de cijfers van het nummer.")
    if not (digits.isascii() and digits.isdigit()):
        raise Malformed("not-digits", "Hier staan andere tekens dan cijfers in. Geef alleen de cijfers van het nummer.")
    return digits


def _enterprise_check_fits(digits: str) -> bool:
    return int(digits[8:]) == 97 - int(digits[:8]) % 97


def _birth_century(digits: str) -> int | None:
    """Return 1900 or 2000, whichever the check digits say, or None where they fit neither.

    They cannot fit both: the 2 put before the number shifts the check by 2,000,000,000 mod 97, which is not 0.
    """
    number, check = int(digits[:9]), int(digits[9:])
    if check == 97 - number % 97:
        return 1900
    if check == 97 - (2_000_000_000 + number) % 97:
        return 2000
    return None


def _date_exists(digits: str, century: int) -> bool:
    year, month, day = century + int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    if month >= 60:
        return False
    month %= 20  # BIS numbers add 20 or 40
    if month > 12:
        return False
    return day <= (31 if month == 0 else monthrange(year, month)[1])


def _is_insz(digits: str) -> bool:
    if len(digits) != 11:
        return False
    century = _birth_century(digits)
    return century is not None and _date_exists(digits, century) and digits[6:9] != "000"
