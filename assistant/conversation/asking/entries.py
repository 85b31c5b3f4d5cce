"""What can be asked about: rows of tables and steps of guides, put into one shape."""

from __future__ import annotations

import msgspec

from assistant.conversation.asking.everyday import Kind
from assistant.conversation.turn import Rich


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """An answer, in one language. `kind` and `id` together are its own; `id` is the key of its row."""

    kind: Kind
    id: str
    title: str
    lines: tuple[Rich, ...]
    """What is told, one after the other."""
    source: str
    clicks: tuple[Rich, ...] = ()
    """What to click, in order."""
    quoted: bool = False
    """Whether it is looked for by its very words, as a button is."""
    may: bool = False
    """Whether it tells who may do something, and not how."""
    double: str = ""
    """Entries with the same word here are one answer, told in different places: only the best is given."""


class Subject(msgspec.Struct, frozen=True):
    """An entry with the words that lead to it, besides those that it shows."""

    entry: Entry
    names: tuple[str, ...] = ()
    """Other names for it and other ways to ask: the title is one already."""
    also: tuple[str, ...] = ()
    """Further words that lead here."""
    ours: bool = False
    """Whether its names are words of the field, so that a question with such a word is ours to answer."""
