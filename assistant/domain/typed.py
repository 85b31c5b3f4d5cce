"""Text as people type or paste it, made plain before anything else looks at it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from assistant.domain.malformed import Malformed

LONGEST_LINE = 200
"""Characters that one line of typed text may have, unless a caller says otherwise."""


def one_line(text: str, *, longest: int = LONGEST_LINE) -> str:
    """Return `text` as one plain line: NFKC, single spaces, no invisible characters.

    Full-width digits become digits, no-break spaces spaces; zero-width and direction marks vanish. Raises
    `Malformed` for control characters, for text longer than `longest`, and for nothing at all.
    """
    # Looked at first, so that a pasted book is refused before it is worked on.
    if len(text) > 20 * longest:
        raise _too_long(longest)
    plain = unicodedata.normalize("NFKC", text)
    plain = "".join(c for c in plain if unicodedata.category(c) != "Cf")
    plain = re.sub(r"\s+", " ", plain).strip()
    if any(unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") for c in plain):
        raise Malformed(
            "control-characters",
            "Hier staan onleesbare tekens in. Typ het opnieuw, of plak het zonder opmaak.",
        )
    if len(plain) > longest:
        raise _too_long(longest)
    if not plain:
        raise Malformed("empty", "Hier staat niets. Vul iets in.")
    return plain


def _too_long(longest: int) -> Malformed:
    return Malformed("too-long", "Dit is te lang: er is plaats voor {longest} tekens.", longest=longest)


@lru_cache(maxsize=4096)
def look_alike_key(text: str) -> str:
    """Return the form in which two spellings of one name are equal (rulebook §6).

    Case, spaces, kinds of dash and of quote, and the space around brackets do not count; accents do.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = "".join("-" if unicodedata.category(c) == "Pd" or c == "\u2212" else c for c in plain)
    plain = plain.translate(_QUOTES)
    return "".join(c for c in plain if not c.isspace() and unicodedata.category(c) != "Cf")


_QUOTES = str.maketrans(dict.fromkeys("‘’‚‛`´", "'") | dict.fromkeys("“”„‟", '"'))
