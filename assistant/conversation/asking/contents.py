"""What the subjects say: the meanings in the names and in the text of each, before they are turned round to be searched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.conversation.asking.asked import asked
from assistant.conversation.asking.entries import Entry, Subject
from assistant.conversation.asking.speech import Speech
from assistant.conversation.turn import plain


@dataclass(frozen=True, slots=True)
class Name:
    """A title, a synonym or another way to ask, of the entry with this number."""

    entry: int
    signs: frozenset[str]
    """What it is about."""
    form: frozenset[str]
    """All its words, small ones too, those that mean the same made one: how it is worded."""


@dataclass(frozen=True, slots=True)
class Contents:
    """All subjects of one language, read."""

    entries: tuple[Entry, ...]
    names: tuple[Name, ...]
    texts: tuple[frozenset[str], ...]
    """By number of an entry: the signs of all that it shows, its names too."""
    words: frozenset[str]
    """Every word of it, as it is written."""
    ours: frozenset[str]
    """The signs that are a word of the field by themselves: the name of a term, an application or a contact."""
    asked: frozenset[int]
    """The numbers of the entries with ways to ask of their own."""


def contents_of(subjects: Iterable[Subject], speech: Speech) -> Contents:
    """Read all subjects. Raises `RowFaults`."""
    entries: list[Entry] = []
    names: list[Name] = []
    texts: list[frozenset[str]] = []
    words: set[str] = set()
    ours: set[str] = set()
    own_ways: set[int] = set()
    for number, subject in enumerate(subjects):
        entry = subject.entry
        shown: set[str] = set()
        if ways := asked().get(f"{entry.kind}:{entry.id}", ()):
            own_ways.add(number)
        for name in (entry.title, *subject.names, *ways):
            said = speech.words_of(name)
            read = speech.read(said)
            words.update(said)
            shown |= read.signs
            names.append(Name(number, read.signs, read.form))
            if subject.ours and len(read.signs) == 1:
                ours |= read.signs
        for line in (*map(plain, entry.lines), *subject.also):
            said = speech.words_of(line)
            words.update(said)
            shown |= speech.read(said).signs
        entries.append(entry)
        texts.append(frozenset(shown))
    return Contents(tuple(entries), tuple(names), tuple(texts), frozenset(words), frozenset(ours), frozenset(own_ways))
