"""The root that the forms of a Dutch word have in common: enough to meet in a search, not a root of grammar.

The usual stemmers leave Dutch verbs apart ("wijzigt", "wijzigen", "gewijzigd"), which is most of what people ask with.
"""

from __future__ import annotations

import re
from functools import cache

SHORTEST = 4
"""Letters of a word that has endings; shorter ones stay as they are."""

_BEFORE = "aan|af|bij|door|in|mee|na|om|onder|op|over|terug|toe|uit|vast|voor|weg"
_PARTICIPLE = re.compile(rf"^(?:({_BEFORE})ge(?=[a-z]{{3,}}(?:d|t|en)$)|ge(?!bruik)(?=[a-z]{{4,}}[dt]$))")
_SMALL_FORM = re.compile(r"(?<=[a-z]{3})(?:(?<=[aeiloumnrw])tje|(?<=m)pje|je)s?$")


@cache
def root(word: str) -> str:
    """The root of a word in plain small letters: wijzigt, wijzigen and gewijzigd have the same."""
    if len(word) < SHORTEST or not word.isalpha():
        return word
    word = _PARTICIPLE.sub(lambda found: found[1] or "", word)
    word = _SMALL_FORM.sub("", word)
    if word.endswith("heden"):
        word = word[:-5] + "heid"
    word = _without(word, "ing", "ingen", "inkje", least=4)
    word = _without(word, "en", "e")
    word = re.sub(r"([bdfgklmnprst])\1$", r"\1", word)
    word = _without(_without(word, "s"), "e")
    while len(word) > 3 and word[-1] in "dt":
        word = word[:-1]
    word = re.sub(r"([aeou])\1", r"\1", word)
    return word[:-1] + {"v": "f", "z": "s"}.get(word[-1], word[-1])


def _without(word: str, *endings: str, least: int = 3) -> str:
    """A word without the longest of these endings, where at least so many letters stay."""
    for ending in sorted(endings, key=len, reverse=True):
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return word[: -len(ending)]
    return word
