"""Names found in spite of a slip of the pen: without accents, capitals or spaces, a letter wrong, only the beginning."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from rapidfuzz import fuzz, process

ALIKE = 76.0
"""From which likeness (0 to 100) two names may be the same: one slip in five letters, two in nine."""

_BEGINS, _INITIAL = 93.0, 86.0
_MOST_WORDS = 40

_NO_LETTER = re.compile(r"[^0-9a-z\u0080-\U0010ffff]+")
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ð": "d", "þ": "th"})


def folded(text: str) -> str:
    """Return a name in small letters without accents, its words apart by one space: "D'Hóndt-Maes" is "d hondt maes"."""
    plain = text.casefold()
    if not plain.isascii():
        apart = unicodedata.normalize("NFKD", plain.translate(_LETTERS))
        plain = "".join(c for c in apart if not unicodedata.combining(c))
    return _NO_LETTER.sub(" ", plain).strip()


def likeness(typed: str, name: str) -> float:
    """Return how much a folded name looks like what was typed (folded too), from 0 to 100; spaces do not count."""
    mine, theirs = typed.replace(" ", ""), name.replace(" ", "")
    if mine == theirs:
        return 100.0
    if mine and theirs.startswith(mine):
        return _INITIAL if len(mine) == 1 else _BEGINS
    return fuzz.ratio(mine, theirs, score_cutoff=ALIKE)


class Spellings:
    """The different names of one kind, as they are kept."""

    def __init__(self, names: Iterable[str | None]) -> None:
        self._names = [name for name in dict.fromkeys(names) if name]
        self._folded = [folded(name) for name in self._names]

    def alike(self, typed: str, most: int) -> dict[str, float]:
        """Return the names that as a whole look like what was typed (folded), with their likeness, the best `most`."""
        squeezed = typed.replace(" ", "")
        if not squeezed:
            return {}
        near = process.extract(squeezed, self._squeezed, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=most)
        places = {place for _, _, place in near}
        places |= {place for place, name in enumerate(self._squeezed) if name.startswith(squeezed)}
        found = {self._names[place]: likeness(typed, self._folded[place]) for place in places}
        return dict(sorted(found.items(), key=lambda one: (-one[1], one[0]))[:most])

    def with_words(self, typed: Sequence[str], most: int) -> dict[str, float]:
        """Return the names in which each of the words (folded) stands, or one like it; the best `most`."""
        scores: dict[int, float] | None = None
        for word in typed:
            here = self._with_word(word)
            if scores is None:
                scores = here
            else:
                scores = {place: scores[place] + score for place, score in here.items() if place in scores}
        if not scores:
            return {}
        found = {
            # A name that holds little else comes before one that holds much else.
            self._names[place]: score / len(typed) * (0.9 + 0.1 * min(1.0, len(typed) / self._lengths[place]))
            for place, score in scores.items()
        }
        return dict(sorted(found.items(), key=lambda one: (-one[1], one[0]))[:most])

    def _with_word(self, word: str) -> dict[int, float]:
        words = self._word_list
        near = [one for one, _, _ in process.extract(word, words, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=_MOST_WORDS)]
        near += [one for one in words if one.startswith(word)]
        found: dict[int, float] = {}
        for one in set(near):
            score = likeness(word, one)
            for place in self._places[one]:
                found[place] = max(score, found.get(place, 0.0))
        return found

    @cached_property
    def _squeezed(self) -> list[str]:
        return [name.replace(" ", "") for name in self._folded]

    @cached_property
    def _lengths(self) -> list[int]:
        return [max(1, len(name.split())) for name in self._folded]

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where each word stands."""
        places: dict[str, list[int]] = defaultdict(list)
        for place, name in enumerate(self._folded):
            for word in set(name.split()):
                places[word].append(place)
        return dict(places)

    @cached_property
    def _word_list(self) -> list[str]:
        return list(self._places)
