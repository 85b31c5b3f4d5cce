"""How people say things, by language: `data/everyday_words.yaml`."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from assistant.domain.places import data_folder
from assistant.domain.rows import read_rows

Kind = Literal["term", "symptom", "contact", "step", "rule", "place"]
"""What an answer is (interface §7)."""


class EverydayWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The everyday words of one language.

    `same`: groups of words with one meaning, the first as the tables say it, `..` for up to four words between.
    `spoken`: words as they are said, with the words that are written for them. `small`: lines of words that tell nothing. `ours`: words of the field that no table names. `kinds`: by kind of answer, the words that ask for it.
    """

    same: tuple[tuple[str, ...], ...] = ()
    spoken: dict[str, str] = {}
    small: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()
    kinds: dict[Kind, tuple[str, ...]] = {}


@cache
def everyday_words(language: str) -> EverydayWords:
    """Return the everyday words of a language, none for a language that has none. Raises `RowFaults`."""
    table = read_rows(data_folder() / "everyday_words.yaml", dict[str, EverydayWords])
    return table.get(language, EverydayWords())
