"""From a question to the entries that answer it, best first, with a score that can be explained.

A score adds up: how well the entry's best *name* fits the question (the weight of the meanings that they share, against
the weight of all that either says), how much that name is *worded* like it, and how much of the question the entry *covers*.
A kind of answer that the question asks for ("waar", "wie bel ik") counts for a little more, a step of a guide for less.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from assistant.conversation.asking.entries import Entry
from assistant.conversation.asking.everyday import Kind
from assistant.conversation.asking.index import Index
from assistant.conversation.asking.kept import index
from assistant.conversation.asking.roots import root
from assistant.conversation.asking.speech import Reading
from assistant.conversation.asking.spelling import guess

NAME, COVER, FORM = 0.45, 0.3, 0.25
"""What a fitting name counts for, an entry that covers the question, and a name that is worded like it."""
QUESTION = 0.65
"""How much what the question says weighs in that fit; the rest is what the name says."""
KINDS: dict[Kind, float] = {"term": 1.0, "symptom": 1.0, "rule": 1.0, "contact": 0.98, "place": 0.9, "step": 0.75}
"""What each kind counts for: a step is read out by its guide, and a word on a screen tells little by itself."""
ASKED_FOR = 1.15
"""What an entry of a kind that is asked for counts more."""
LOOSE = 0.75
"""What words of a screen count for when they do not stand in the question just so."""
STRANGE, ELSEWHERE = 0.8, 3.0
"""What a word weighs that no entry has, and one that shows that something else is meant, beside one that one entry has."""
LEAST, LEAST_ELSEWHERE, LEAST_ALONE = 0.36, 0.5, 0.75
"""The score below which nothing is answered: for a question that names a word of the field, for one that names none, and for
one that is a single word of no field ("wat kost dat")."""
LONG_ENOUGH = 6
"""Letters from which a word that is not known may be a small word with a slip in it."""
MOST = 5
"""Answers that are given at most (interface §7)."""
LONGEST, MOST_WORDS = 1000, 60
"""Characters and words of a question that are looked at."""


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that answers a question. `score` is between 0 and 1; `shared` are the words of the question that it has."""

    entry: Entry
    score: float
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A meaning in the question: how much it weighs, how sure it is that it was meant, the words that were typed."""

    sign: str
    weight: float
    sure: float
    typed: str


@dataclass(frozen=True, slots=True)
class _Typed:
    """What was typed for a word, where that was guessed, and how sure the guess is."""

    text: str
    sure: float


def find(question: str, language: str) -> list[Found]:
    """The entries that answer a question in this language, best first, at most `MOST`; none when nothing fits."""
    there = index(language)
    words, guessed = _understood(there.speech.words_of(question[:LONGEST])[:MOST_WORDS], there)
    reading = there.speech.read(words)
    asked = _asked(reading, guessed, there)
    if not asked:
        return []
    kinds, least = there.speech.kinds_asked(words), _least(asked, there)
    found = []
    for number, score in _scores(asked, reading.form, there).items():
        entry = there.entries[number]
        worth = score * KINDS[entry.kind] * (ASKED_FOR if entry.kind in kinds else 1.0)
        if entry.quoted and not there.quoted_in(number, words):
            worth *= LOOSE
        if worth >= least:
            found.append((worth, number))
    best = _without_doubles(sorted(found, key=lambda one: (-one[0], one[1])), there)
    return [Found(there.entries[number], min(1.0, worth), _shared(asked, number, there)) for worth, number in best[:MOST]]


def _understood(words: list[str], there: Index) -> tuple[list[str], dict[str, _Typed]]:
    """The question's words as the tables write them, and which of them were guessed."""
    out: list[str] = []
    guessed: dict[str, _Typed] = {}
    at = 0
    while at < len(words):
        word, rest = words[at], words[at + 1 : at + 2]
        at += 1
        if rest and word + rest[0] in there.words and not {word, rest[0]} <= there.words:
            out.append(word + rest[0])
            at += 1
        elif there.knows(word):
            out.append(word)
        else:
            meant = guess(word, there.telling if len(word) < LONG_ENOUGH else there.words)
            out += meant.words if meant else (word,)
            guessed.update({one: _Typed(word, meant.sure) for one in meant.words} if meant else {})
    return out, guessed


def _asked(reading: Reading, guessed: dict[str, _Typed], there: Index) -> list[_Asked]:
    found: dict[str, _Asked] = {}
    for meaning in reading.meanings:
        typed = [guessed.get(word, _Typed(word, 1.0)) for word in meaning.words]
        text, sure = " ".join(one.text for one in typed), min(one.sure for one in typed)
        if any(root(word) in there.elsewhere for word in meaning.words):
            found.setdefault(f"elsewhere {text}", _Asked("", ELSEWHERE * there.rarest, sure, text))
        elif meaning.sign in there.entries_with:
            found.setdefault(meaning.sign, _Asked(meaning.sign, there.weight(meaning.sign), sure, text))
        else:
            found.setdefault(meaning.sign, _Asked(meaning.sign, STRANGE * there.rarest, sure, text))
    return list(found.values())


def _least(asked: list[_Asked], there: Index) -> float:
    if any(one.sign in there.ours for one in asked):
        return LEAST
    return LEAST_ELSEWHERE if len(asked) > 1 else LEAST_ALONE


def _scores(asked: list[_Asked], form: frozenset[str], there: Index) -> dict[int, float]:
    """By number of an entry: how well it answers, before its kind counts."""
    whole = sum(one.weight for one in asked)
    shared: dict[int, float] = defaultdict(float)
    covered: dict[int, float] = defaultdict(float)
    for one in asked:
        share = one.weight * one.sure**2
        for name in there.names_with.get(one.sign, ()):
            shared[name] += share
        for number in there.entries_with.get(one.sign, ()):
            covered[number] += share
    best: dict[int, float] = defaultdict(float)
    for name, share in shared.items():
        number, other = there.names[name].entry, there.names[name].form
        fits = share / (whole**QUESTION * there.lengths[name] ** (1 - QUESTION))
        if NAME * fits + FORM > best[number]:  # else it cannot be the best, however it is worded
            best[number] = max(best[number], NAME * fits + FORM * len(form & other) / len(form | other))
    return {number: name + COVER * covered[number] / whole for number, name in best.items()}


def _without_doubles(found: list[tuple[float, int]], there: Index) -> list[tuple[float, int]]:
    """Of a step that guides have each in their own words, and of words that stand on several screens, only the best."""
    best: dict[tuple[str, str], tuple[float, int]] = {}
    for worth, number in found:
        entry = there.entries[number]
        best.setdefault((entry.kind, entry.double or entry.id), (worth, number))
    return list(best.values())


def _shared(asked: list[_Asked], number: int, there: Index) -> tuple[str, ...]:
    return tuple(one.typed for one in asked if number in there.entries_with.get(one.sign, ()))
