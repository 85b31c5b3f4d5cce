"""National register numbers inside a text that is shown: in a name or a remark, where they do not belong."""

from __future__ import annotations

import re
import unicodedata

from assistant.domain.numbers import is_insz, masked_insz

_APART = r"[^\w\r\n]{0,3}"
"""What may stand between the parts of a number: at most three marks or spaces."""

_NUMBER = re.compile(rf"\d\d{_APART}\d\d{_APART}\d\d{_APART}\d\d\d{_APART}\d\d")

_DIGITS = 11


def masked(text: str) -> str:
    """Return `text` with every national register number in it masked, however it is written."""
    if sum(map(str.isdigit, text)) < _DIGITS:  # as nearly every name
        return text
    digits = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in text)
    out, at, end = [], 0, 0
    while found := _NUMBER.search(digits, at):
        number = re.sub(r"\D", "", found[0])
        at = found.start() + 1
        if is_insz(number):
            out += [text[end : found.start()], masked_insz(number)]
            at = end = found.end()
    return "".join([*out, text[end:]])
