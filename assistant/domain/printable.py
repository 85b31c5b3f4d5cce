"""Text as a terminal may show it: nothing in it can move the cursor, colour the screen or turn the line around."""

from __future__ import annotations

import unicodedata

_KEPT = "\n\t\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"
_ACTING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def printable(text: str) -> str:
    """Return `text` with every control and direction character replaced by `\N{REPLACEMENT CHARACTER}`.

    New lines, tabs and the joiners of emoji stay. What a person typed or a file held may come out on a terminal: an
    escape sequence in a name must not be carried out there.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if c in _KEPT or unicodedata.category(c) not in _ACTING else "\N{REPLACEMENT CHARACTER}" for c in text)
