"""The entries as an index: which meanings stand in the names and in the text of each, and how telling each meaning is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from math import log, sqrt

from assistant.conversation.asking.asked import asked
from assistant.conversation.asking.entries import Entry
from assistant.conversation.asking.gathered import all_entries
from assistant.conversation.asking.roots import root
from assistant.conversation.asking.speech import Speech, speech
from assistant.conversation.texts import Texts


class Index:
    """All entries in one language, ready to be searched.

    A *name* is a title, a synonym or another way to ask, as a set of signs; the *text* is all that is read out. The
    weight of a sign is that of BM25: the fewer entries have it, the more it tells.
    """

    def __init__(self, entries: tuple[Entry, ...], language: Speech, texts: Texts) -> None:
        self.entries = entries
        self.speech = language
        self.words = set(language.small | language.everyday)
        """Every word that is known, as it is written."""
        self.names_with: dict[str, list[int]] = defaultdict(list)
        """By sign: the numbers of the names that hold it."""
        self.entry_of: list[int] = []
        """By number of a name: the number of its entry."""
        self.texts_with: dict[str, set[int]] = defaultdict(set)
        """By sign: the numbers of the entries that hold it, in a name or in their text."""
        self.forms: list[frozenset[str]] = []
        """By number of a name: all its words, small ones too, those that mean the same made one."""
        self.ours = set(language.ours)
        """The signs that are a word of the field by themselves: the name of a term, an application or a contact, and a few more."""
        self.quotes: dict[int, str] = {}
        """By number of an entry that is looked for by its very words: those words."""
        names: list[frozenset[str]] = []
        for number, entry in enumerate(entries):
            for name in (entry.title.plain(texts), *entry.names, *asked().get(f"{entry.kind}:{entry.id}", ())):
                signs = frozenset(self._read(name))
                if signs:
                    names.append(signs)
                    self.forms.append(self.speech.form(self.speech.words_of(name)))
                    self.entry_of.append(number)
                    for sign in signs:
                        self.texts_with[sign].add(number)
            if entry.kind in ("term", "contact") or entry.id.startswith("application."):
                self.ours.update(sign for name in entry.names for sign in self.speech.signs(name)[:1] if len(self.speech.signs(name)) == 1)
            if entry.quoted:
                self.quotes[number] = as_said(self.speech.words_of(entry.title.plain(texts)))
            for line in (*(line.plain(texts) for line in entry.lines), *entry.also):
                for sign in self._read(line):
                    self.texts_with[sign].add(number)
        self.telling = self.words - language.small
        """The words that are known and that tell something."""
        self.rarest = self._weight(1)
        self.weights = {sign: self._weight(len(found)) for sign, found in self.texts_with.items()}
        for number, signs in enumerate(names):
            for sign in signs:
                self.names_with[sign].append(number)
        self.lengths = [sqrt(sum(self.weights[sign] for sign in signs)) for signs in names]
        """By number of a name: the root of its weight."""

    def _read(self, text: str) -> list[str]:
        words = self.speech.words_of(text)
        self.words.update(words)
        return [meaning.sign for meaning in self.speech.meanings(words)]

    def _weight(self, entries_with: int) -> float:
        return log(1 + (len(self.entries) - entries_with + 0.5) / (entries_with + 0.5))


def as_said(words: Iterable[str]) -> str:
    """Words in their order, so that some of them can be looked for in others."""
    return f" {' '.join(map(root, words))} "


@cache
def index(language: str) -> Index:
    """The index of one language, made once. Raises `RowFaults`."""
    texts = Texts(language)
    return Index(all_entries(texts), speech(texts.language), texts)
