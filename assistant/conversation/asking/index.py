"""The entries as an index: which meanings stand in the names and in the text of each, and how telling each meaning is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from math import fsum, log, sqrt

import msgspec

from assistant.conversation.asking.asked import asked
from assistant.conversation.asking.entries import Entry, Subject
from assistant.conversation.asking.roots import root
from assistant.conversation.asking.speech import Speech
from assistant.conversation.turn import plain


class Name(msgspec.Struct, frozen=True, array_like=True):
    """A title, a synonym or another way to ask, of the entry with this number."""

    entry: int
    signs: frozenset[str]
    """What it is about."""
    form: frozenset[str]
    """All its words, small ones too, those that mean the same made one: how it is worded."""


class Contents(msgspec.Struct, frozen=True, array_like=True):
    """What the index is made of, in one language: plain data, made once from the tables and the guides."""

    entries: tuple[Entry, ...]
    names: tuple[Name, ...]
    texts: tuple[frozenset[str], ...]
    """By number of an entry: the signs of all that it shows, its names too."""
    words: frozenset[str]
    """Every word of it, as it is written."""
    ours: frozenset[str]
    """The signs that are a word of the field by themselves: the name of a term, an application or a contact."""


def contents_of(subjects: Iterable[Subject], speech: Speech) -> Contents:
    """Read all subjects. Raises `RowFaults`."""
    entries: list[Entry] = []
    names: list[Name] = []
    texts: list[frozenset[str]] = []
    words: set[str] = set()
    ours: set[str] = set()
    for number, subject in enumerate(subjects):
        entry = subject.entry
        shown: set[str] = set()
        for name in (entry.title, *subject.names, *asked().get(f"{entry.kind}:{entry.id}", ())):
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
    return Contents(tuple(entries), tuple(names), tuple(texts), frozenset(words), frozenset(ours))


class Index:
    """The contents turned round, ready to be searched.

    The fewer entries have a sign, the more it tells: its weight is the root of that of BM25, so that a rare word does not
    drown the others. Steps of guides do not count in it, so that another guide changes no answer that it has no part in.
    """

    def __init__(self, contents: Contents, speech: Speech) -> None:
        self.speech = speech
        self.entries = contents.entries
        self.names = contents.names
        self.ours = contents.ours | speech.ours
        self.words = contents.words | speech.small | speech.everyday
        """Every word that is known, as it is written."""
        self.telling = self.words - speech.small
        """Those of them that tell something."""
        self.elsewhere = speech.elsewhere - set(map(root, self.words))
        """The roots of words that show that something else is meant; never one of a word that is known here."""
        self.names_with: dict[str, list[int]] = defaultdict(list)
        """By sign: the numbers of the names that hold it."""
        for number, name in enumerate(self.names):
            for sign in name.signs:
                self.names_with[sign].append(number)
        self.entries_with: dict[str, list[int]] = defaultdict(list)
        """By sign: the numbers of the entries that show it."""
        for number, signs in enumerate(contents.texts):
            for sign in signs:
                self.entries_with[sign].append(number)
        counted = [signs for entry, signs in zip(self.entries, contents.texts, strict=True) if entry.kind != "step"]
        times = Counter(sign for signs in counted for sign in signs)
        self.rarest = _weight(1, max(1, len(counted)))
        """The weight of a sign that one entry has."""
        self._weights = {sign: _weight(many, len(counted)) for sign, many in times.items()}
        # `fsum`: the order of a set differs from run to run, and a sum's last digit with it.
        self.lengths = [fsum(map(self.weight, name.signs)) for name in self.names]
        """By number of a name: the weight of all its signs."""

    def weight(self, sign: str) -> float:
        """How much a sign tells."""
        return self._weights.get(sign, self.rarest)

    def knows(self, word: str) -> bool:
        """Whether a word is known, or a form of one."""
        return word in self.words or root(word) in self.entries_with or root(word) in self.elsewhere

    def quoted_in(self, number: int, words: Iterable[str]) -> bool:
        """Whether the title of an entry, of more than one word, stands among these words just so."""
        title = list(map(root, self.speech.words_of(self.entries[number].title)))
        return len(title) > 1 and title in _runs(list(map(root, words)), len(title))


def _weight(entries_with: int, entries: int) -> float:
    return sqrt(log(1 + (entries - entries_with + 0.5) / (entries_with + 0.5)))


def _runs(words: list[str], length: int) -> Iterator[list[str]]:
    """All runs of so many words."""
    return (words[at : at + length] for at in range(len(words) - length + 1))
