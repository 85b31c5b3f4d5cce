"""The contents turned round: by meaning, where it stands and how much it tells. Plain data, made once and kept between runs.

The fewer entries have a meaning, the more it tells: its weight is the root of that of BM25, so that a rare word does not
drown the others. Steps of guides do not count in it, so that another guide changes no answer that it has no part in.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain, repeat
from math import fsum, log, sqrt

import msgspec

from assistant.conversation.asking.contents import Contents
from assistant.conversation.asking.entries import Entry
from assistant.conversation.asking.roots import root
from assistant.conversation.asking.speech import Speech

FEW, LENGTH = 1.2, 0.7
"""How many names must have a sign for an entry to be half about it, and how much more that takes where names are many: the
constants of BM25."""


class Placed(msgspec.Struct, frozen=True, array_like=True):
    """A name of the entry with this number."""

    entry: int
    length: float
    """The weight of all that it is about."""
    worded: float
    """The weight of all its words, small ones too."""
    form: tuple[int, ...]
    """The numbers of the signs of all its words."""


class Turned(msgspec.Struct, frozen=True, array_like=True):
    """What is searched. Signs are numbered in the order of `signs`; what follows them is by that number."""

    entries: tuple[Entry, ...]
    names: tuple[Placed, ...]
    signs: tuple[str, ...]
    weights: tuple[float, ...]
    names_with: tuple[tuple[int, ...], ...]
    """The names that are about it."""
    entries_with: tuple[tuple[int, ...], ...]
    """The entries that show it."""
    about: tuple[dict[int, float], ...]
    """By entry with it in its names: how much the entry is about it, from 0 to 1."""
    rarest: float
    """The weight of a sign that one entry has."""
    ours: frozenset[str]
    """The signs that are a word of the field by themselves."""
    words: frozenset[str]
    """Every word that is known, as it is written."""
    elsewhere: frozenset[str]
    """The roots of words that show that something else is meant; never one of a word that is known here."""
    asked: frozenset[int]
    """The numbers of the entries with ways to ask of their own."""


def turned(contents: Contents, speech: Speech) -> Turned:
    """Turn the contents round."""
    names, texts = contents.names, contents.texts
    said = [set(signs) for signs in texts]
    names_with: dict[str, list[int]] = defaultdict(list)
    times: dict[str, Counter[int]] = defaultdict(Counter)
    for number, name in enumerate(names):
        said[name.entry] |= name.form
        for sign in name.signs:
            names_with[sign].append(number)
            times[sign][name.entry] += 1
    entries_with: dict[str, list[int]] = defaultdict(list)
    for number, shown in enumerate(texts):
        for sign in shown:
            entries_with[sign].append(number)
    counted = [signs for entry, signs in zip(contents.entries, said, strict=True) if entry.kind != "step"]
    many = Counter(chain.from_iterable(counted))
    rarest = _weight(1, max(1, len(counted)))
    signs = tuple(sorted(set().union(*said)))
    weights = {sign: _weight(many[sign], len(counted)) if sign in many else rarest for sign in signs}
    numbers = {sign: number for number, sign in enumerate(signs)}
    full = _fullness(contents)
    words = contents.words | speech.small | speech.everyday
    return Turned(
        entries=contents.entries,
        # `fsum`: the order of a set differs from run to run, and a sum's last digit with it.
        names=tuple(
            Placed(
                name.entry,
                fsum(weights[sign] for sign in name.signs),
                fsum(weights[sign] for sign in name.form),
                tuple(sorted(numbers[sign] for sign in name.form)),
            )
            for name in names
        ),
        signs=signs,
        weights=tuple(weights.values()),
        names_with=tuple(tuple(names_with.get(sign, ())) for sign in signs),
        entries_with=tuple(tuple(entries_with.get(sign, ())) for sign in signs),
        about=tuple({entry: n / (n + full[entry]) for entry, n in times.get(sign, {}).items()} for sign in signs),
        rarest=rarest,
        ours=contents.ours | speech.ours,
        words=words,
        elsewhere=speech.elsewhere - set(map(root, words)),
        asked=contents.asked,
    )


def _fullness(contents: Contents) -> list[float]:
    """By number of an entry: the times that its names must have a sign for it to be half about it."""
    lengths = Counter(number for name in contents.names for number in repeat(name.entry, len(name.signs)))
    usual = lengths.total() / max(1, len(lengths))
    return [FEW * (1 - LENGTH + LENGTH * lengths[number] / usual) for number in range(len(contents.entries))]


def _weight(entries_with: int, entries: int) -> float:
    return sqrt(log(1 + (entries - entries_with + 0.5) / (entries_with + 0.5)))
