"""Words that nobody wrote in the tables: what was meant by a slip of the pen, and what a compound is made of."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

SHORTEST = 4
"""Letters that a word must have for a slip in it to be seen through."""
LONG = 8
"""Letters from which a word may have two slips."""
SHORTEST_PART = 3
"""Letters that a part of a compound must have."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a word stands for, and how sure that is (0 to 1)."""

    words: tuple[str, ...]
    sure: float


def guess(word: str, known: Collection[str]) -> Guess | None:
    """What an unknown word stands for, None when it looks like nothing that is known.

    First a slip of one or two letters, then a word that sounds the same (hoedanighijd), then a compound of known words.
    """
    if len(word) < SHORTEST or not word.isalpha():
        return None
    return _slip(word, known) or _same_sound(word, known) or _compound(word, known)


_SOUNDS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"ph", "f"), (r"th", "t"), (r"dt?$", "t"), (r"c(?=[eiy])", "s"), (r"ck|c(?!h)|q", "k"), (r"x", "ks"),
        (r"ch", "g"), (r"ij|ei|y", "ij"), (r"au", "ou"), (r"ie", "i"), (r"z", "s"), (r"v", "f"),
        (r"(.)\1", r"\1"), (r"n$", ""),
    )
)  # fmt: skip
_ALIKE = {letter: letters for letters in ("ckqs", "sz", "vfp", "iye") for letter in letters}
"""By first letter: the letters with which a word that sounds the same may begin."""


def sound(word: str) -> str:
    """How a word sounds, roughly, in Dutch: words that are often mixed up in writing come out the same."""
    for pattern, plain in _SOUNDS:
        word = pattern.sub(plain, word)
    return word


def _same_sound(word: str, known: Collection[str]) -> Guess | None:
    heard = sound(word)
    found = [other for other in _beginning_alike(word, known) if sound(other) == heard]
    return Guess((min(found, key=lambda other: (_slips(word, other), other)),), 0.95) if found else None


def _beginning_alike(word: str, known: Collection[str]) -> Iterator[str]:
    first = _ALIKE.get(word[0], word[0])
    return (other for other in known if other[0] in first and len(other) >= SHORTEST and abs(len(other) - len(word)) <= 2)


def _slip(word: str, known: Collection[str]) -> Guess | None:
    most = 2 if len(word) >= LONG else 1
    found = [(_slips(word, other), other) for other in known if other[0] == word[0] and abs(len(other) - len(word)) <= most]
    fewest, meant = min(found, default=(most + 1, ""))
    if fewest > most or len(meant) < SHORTEST:
        return None
    return Guess((meant,), 1 - fewest / len(word))


def _slips(word: str, other: str) -> int:
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - only needed for a word that is not known

    return int(OSA.distance(word, other))


def _compound(word: str, known: Collection[str]) -> Guess | None:
    for at in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1):
        first, last = word[:at], word[at:]
        if last in known and (first in known or (first.endswith("s") and first[:-1] in known)):
            return Guess((first if first in known else first[:-1], last), 0.9)
    return None
