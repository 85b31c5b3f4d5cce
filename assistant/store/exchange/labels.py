"""Words of the field as files write them, in the one spelling that the store keeps (rulebook §6)."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum

from assistant.domain.catalogue import catalogue
from assistant.domain.malformed import Malformed
from assistant.domain.typed import look_alike_key
from assistant.domain.words import words
from assistant.store.exchange.faulty import Reading, named_text


def one_of(words_of_field: type[StrEnum], *allowed: StrEnum) -> Callable[[str], str]:
    """Return a reader of one of these words, whatever its case. It raises `Malformed`."""
    by_spelling = {look_alike_key(word.value): word.value for word in allowed or words_of_field}
    listed = ", ".join(by_spelling.values())

    def read(text: str) -> str:
        found = by_spelling.get(look_alike_key(text[:100]))
        if found is None:
            raise Malformed(
                "unknown-word", words("'{given}' kan hier niet staan. Mogelijk: {known}."), given=text[:60], known=listed
            )
        return found

    return read


def capacity(text: str) -> str:
    """Return the label of a capacity. Raises `Malformed` for one that the portal does not have."""
    found = catalogue().capacity(named_text(text))
    if found is None:
        raise Malformed(
            "unknown-capacity",
            words("'{given}' is geen hoedanigheid die ik ken. Schrijf haar zoals het portaal."),
            given=text[:100],
        )
    return found.label


def language(text: str) -> str:
    """Return a language as two small letters. Raises `Malformed`."""
    code = text.strip().lower()
    if not re.fullmatch("[a-z]{2}", code):
        raise Malformed("language", words("Schrijf de taal met twee letters: nl, fr, de of en."))
    return code


def address(text: str) -> str:
    """Return an e-mail address kept as it was written; only its coarse form is looked at. Raises `Malformed`."""
    if not re.fullmatch(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+", named_text(text)):
        raise Malformed("email", words("Dit e-mailadres klopt niet. Schrijf het als naam@organisatie.be."))
    return text


class Labels:
    """Readers of labels that a tree may hold without our knowing them: kept as written, with a warning."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._known: dict[tuple[str, str], str] = {}

    def application(self, text: str) -> str:
        """Return an application's name."""
        return self._label(
            text,
            "application",
            lambda: getattr(catalogue().application(text), "name", None),
            words("De toepassing '{label}' ken ik niet. Ze is bewaard."),
        )

    def function(self, text: str) -> str:
        """Return a function's label."""
        return self._label(
            text,
            "function",
            lambda: getattr(catalogue().function(text), "label", None),
            words("De functie '{label}' ken ik niet. Ze is bewaard."),
        )

    def unit_type(self, text: str) -> str:
        """Return a type of sub-division or site."""
        return self._label(
            text,
            "type",
            lambda: getattr(catalogue().subdivision_type(text), "label", None),
            words("De subdivisie '{label}' ken ik niet. Ze is bewaard."),
        )

    def _label(self, text: str, kind: str, find: Callable[[], str | None], unknown: str) -> str:
        key = (kind, text)
        if key not in self._known:
            found = find() if named_text(text) else None
            if found is None:
                self._reading.remark(f"tree.unknown-{kind}", unknown, label=text)
            self._known[key] = found or text
        return self._known[key]
