"""The field's words, explained for newcomers: `data/lexicon.yaml` (rulebook §1, names in other languages §10)."""

from __future__ import annotations

from functools import cache

import msgspec

from assistant.domain.places import data_folder
from assistant.domain.rows import DataRow, Words, read_rows
from assistant.domain.typed import look_alike_key
from assistant.domain.vocabulary import Role


class Names(DataRow, frozen=True):
    """The official names in the other languages, where one was found."""

    fr: str | None = None
    de: str | None = None
    en: str | None = None


class Term(DataRow, frozen=True):
    """A word of the field, what it means, and under which other words it hides."""

    term: str
    explanation: Words
    source: str
    short: str | None = None
    """Its abbreviation."""
    role: Role | None = None
    """The role that it is the name of."""
    old: tuple[str, ...] = ()
    """Older terms that still stand on screens."""
    synonyms: tuple[str, ...] = ()
    """Everyday words, and other words of the guides, for the same."""
    asked: tuple[str, ...] = ()
    """How people ask about it."""
    names: Names = msgspec.field(default_factory=Names)
    old_names: Names = msgspec.field(default_factory=Names)
    """The older terms in the other languages."""
    see: tuple[str, ...] = ()
    """Keys of related terms."""

    @property
    def spellings(self) -> tuple[str, ...]:
        """All the words for it, the term itself first."""
        return (self.term, *((self.short,) if self.short else ()), *self.old, *self.synonyms)


@cache
def lexicon() -> dict[str, Term]:
    """Return all terms by key, read once. Raises `RowFaults`."""
    return read_rows(data_folder() / "lexicon.yaml", dict[str, Term])


def term(key: str) -> Term:
    """Return one term. Raises `KeyError` when there is none of that key."""
    return lexicon()[key]


def term_for(word: str) -> Term | None:
    """Return the term that a word stands for, whether term, abbreviation, old term or synonym; None when unknown."""
    return _by_spelling().get(look_alike_key(word))


@cache
def _by_spelling() -> dict[str, Term]:
    index: dict[str, Term] = {}
    for row in lexicon().values():
        for spelling in row.spellings:
            index.setdefault(look_alike_key(spelling), row)
    return index
