"""How people say things, by language: `data/everyday_words.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal

import msgspec

from assistant.domain.lexicon import lexicon
from assistant.domain.places import data_folder
from assistant.domain.rows import read_rows

Kind = Literal["term", "symptom", "contact", "step", "rule", "place"]
"""What an answer is (interface §7)."""


class MayWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of a question whether one role may do something with another ("mag een TB een co-TB aanstellen").

    `asks`: whether somebody may. `joins`: between roles that stand together. `by`: before the one who does it, where the
    other is named first. `within`: before a role that only tells of what, or where, something is.
    """

    asks: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


class EverydayWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The everyday words of one language.

    `same`: groups of words with one meaning, the first as the tables say it, `..` for up to four words between.
    `spoken`: words as they are said, with the words that are written for them. `small`: lines of words that tell nothing.
    `ours`: words of the field that no table names. `elsewhere`: lines of words that show that something else is meant.
    `elsewhere_said`: the same, for words together.
    `kinds`: by kind of answer, the words that ask for it. `how`: words that ask how, and not who may. `may`: `MayWords`.
    """

    same: tuple[tuple[str, ...], ...] = ()
    spoken: dict[str, str] = {}
    small: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    elsewhere_said: tuple[str, ...] = ()
    kinds: dict[Kind, tuple[str, ...]] = {}
    how: tuple[str, ...] = ()
    may: MayWords = MayWords()


@cache
def everyday_words(language: str) -> EverydayWords:
    """Return the everyday words of a language, with the lexicon's own groups added. Raises `RowFaults`.

    A language that has none has those groups alone.
    """
    table = read_rows(data_folder() / "everyday_words.yaml", dict[str, EverydayWords])
    found = table.get(language, EverydayWords())
    return msgspec.structs.replace(found, same=(*found.same, *_names_of_terms()))


def names_of_roles() -> Iterator[tuple[str, str]]:
    """Yield what each role is called in the lexicon, with the role. Raises `RowFaults`."""
    for term in lexicon().values():
        if term.role is not None:
            yield term.term, term.role.value


def _names_of_terms() -> Iterator[tuple[str, ...]]:
    """The lexicon's groups: a term, its abbreviation and what it was called before."""
    for term in lexicon().values():
        yield (term.term, *((term.short,) if term.short else ()), *term.old)
