"""What is asked about a person besides a number: user name, password, e-mail, telephone, name (N1, N2)."""

from __future__ import annotations

import re
import unicodedata

from assistant.domain.malformed import Malformed
from assistant.domain.typed import one_line

USERNAME_LENGTH = (8, 30)
PASSWORD_LENGTH = (10, 15)
PASSWORD_SIGNS = ",;:=?./*$%><&@#'(!{})-_"
"""The special characters that both guides allow in a password (N2); G4's + is left out, since G2 refuses it."""


def username(text: str) -> str:
    """Return a user name that the portal accepts: a–z and 0–9, 8 to 30 characters (N1). Raises `Malformed`."""
    name = one_line(text)
    shortest, longest = USERNAME_LENGTH
    if " " in name:
        raise Malformed("spaces", "Een gebruikersnaam heeft geen spaties.")
    if re.search("[A-Z]", name):
        raise Malformed("capitals", "Een gebruikersnaam heeft geen hoofdletters. Gebruik a tot z en 0 tot 9.")
    if not re.fullmatch("[a-z0-9]*", name):
        raise Malformed(
            "characters",
            "Een gebruikersnaam heeft alleen de letters a tot z, zonder accent, en de cijfers 0 tot 9.",
        )
    if len(name) < shortest:
        raise Malformed(
            "too-short",
            "Deze gebruikersnaam is te kort: {found} tekens, het moeten er minstens {shortest} zijn.",
            found=len(name),
            shortest=shortest,
        )
    if len(name) > longest:
        raise Malformed(
            "too-long",
            "Deze gebruikersnaam is te lang: {found} tekens, het mogen er hoogstens {longest} zijn.",
            found=len(name),
            longest=longest,
        )
    return name


def password_faults(text: str) -> tuple[Malformed, ...]:
    """Return everything that the portal would refuse in a password (N2), none when it is fine.

    The password is looked at and forgotten: no message repeats any of it, not even one character.
    """
    faults = []
    shortest, longest = PASSWORD_LENGTH
    if len(text) < shortest:
        faults.append(Malformed("too-short", "Een wachtwoord heeft minstens {shortest} tekens.", shortest=shortest))
    if len(text) > longest:
        faults.append(Malformed("too-long", "Een wachtwoord heeft hoogstens {longest} tekens.", longest=longest))
    if any(c.isspace() for c in text):
        faults.append(Malformed("spaces", "Een wachtwoord heeft geen spaties."))
    letters = sum(c.isascii() and c.isalpha() for c in text)
    others = sum((c.isascii() and c.isdigit()) or c in PASSWORD_SIGNS for c in text)
    if letters + others + sum(c.isspace() for c in text) < len(text):
        faults.append(
            Malformed(
                "characters",
                "Er staat een teken in dat niet mag. Gebruik letters zonder accent, cijfers en deze tekens: {signs}",
                signs=" ".join(PASSWORD_SIGNS),
            )
        )
    if others < 2:
        faults.append(Malformed("too-few-others", "Een wachtwoord heeft minstens twee cijfers of leestekens."))
    return tuple(faults)


def email(text: str) -> str:
    """Return a well-formed e-mail address, its domain in lower case. Raises `Malformed`.

    Only the form is looked at: no name server is asked, and the address may not exist.
    """
    address = one_line(text, longest=254)
    if " " in address:
        raise Malformed("spaces", "Een e-mailadres heeft geen spaties. Geef één adres.")
    if address.count("@") != 1:
        raise Malformed("no-at", "Een e-mailadres heeft één @, bijvoorbeeld directie@voorbeeld.be.")
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 (heavy, rarely needed)

    try:
        return validate_email(address, check_deliverability=False).normalized
    except EmailNotValidError:
        raise Malformed("email", "Dit e-mailadres klopt niet. Schrijf het als naam@organisatie.be.") from None


def telephone(text: str) -> str:
    """Return a telephone number as Belgians write it, 02 511 51 51, a foreign one as +31 …. Raises `Malformed`."""
    typed = one_line(text, longest=40)
    import phonenumbers  # noqa: PLC0415 (heavy, rarely needed)

    fault = Malformed(
        "telephone",
        "Dit telefoonnummer klopt niet. Schrijf alle cijfers, met het zonenummer (02 …) of als gsm (0470 …), "
        "een buitenlands nummer met + en het landnummer.",
    )
    try:
        number = phonenumbers.parse(typed, "BE")
    except phonenumbers.NumberParseException:
        raise fault from None
    if not phonenumbers.is_valid_number(number):
        raise fault
    form = phonenumbers.PhoneNumberFormat
    style = form.NATIONAL if number.country_code == 32 else form.INTERNATIONAL
    return phonenumbers.format_number(number, style)


def person_name(text: str) -> str:
    """Return a surname or first name as one plain line of at most 100 characters. Raises `Malformed`."""
    name = one_line(text, longest=100)
    if any(c.isdigit() for c in name):
        raise Malformed("digits", "Een naam heeft geen cijfers. Geef de naam van de persoon.")
    if not any(c.isalpha() for c in name):
        raise Malformed("no-letters", "Een naam heeft letters. Geef de naam van de persoon.")
    if any(unicodedata.category(c)[0] not in "LM" and c not in " '’-.," for c in name):
        raise Malformed("characters", "In een naam staan alleen letters, spaties, koppeltekens en apostrofs.")
    return name
