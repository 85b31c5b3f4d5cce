"""The gateway that every text of a letter goes through: no whole personal number, nothing that acts on a page or a header.

Names and notes come from people and files. What they hold is text and stays text: control and direction characters go,
and whatever reads as a national register number is masked, also in a name or a remark where it does not belong.
"""

from __future__ import annotations

import dataclasses
import unicodedata
from typing import Any, TypeVar

import msgspec
from msgspec import structs

from assistant.conversation.turn import Span
from assistant.domain.masking import masked

T = TypeVar("T")

_GONE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Kinds of characters that show nothing, or turn a line around."""


def clean(text: str) -> str:
    """Return `text` on one line, without what does not show, and with personal numbers masked."""
    plain = unicodedata.normalize("NFC", text)
    plain = "".join(" " if c.isspace() else c for c in plain if c.isspace() or unicodedata.category(c) not in _GONE)
    return masked(" ".join(plain.split()))


def cleaned(part: T) -> T:
    """Return a letter, or a part of one, with every text in it clean."""
    return _cleaned(part)  # type: ignore[no-any-return]


def _cleaned(part: Any) -> Any:
    if isinstance(part, str):
        return clean(part)
    if isinstance(part, tuple):
        if part and isinstance(part[0], Span):
            return _line(part)
        return tuple(map(_cleaned, part))
    if dataclasses.is_dataclass(part) and not isinstance(part, type):
        return dataclasses.replace(part, **{f.name: _cleaned(getattr(part, f.name)) for f in dataclasses.fields(part)})
    if isinstance(part, msgspec.Struct):
        return structs.replace(part, **{name: _cleaned(getattr(part, name)) for name in part.__struct_fields__})
    return part


def _line(line: tuple[Span, ...]) -> tuple[Span, ...]:
    """A line of spans; a number that only shows when they stand together makes it one span."""
    spans = tuple(Span(_spaced(span.text), span.kind) for span in line)
    whole = "".join(span.text for span in spans)
    return spans if masked(whole) == whole else (Span(masked(whole)),)


def _spaced(text: str) -> str:
    """A span clean, with the space at its ends that parts it from the next."""
    core = clean(text.strip())
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and core else ""
    return f"{before}{core}{after}"
