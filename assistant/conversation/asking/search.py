"""From a question to the entries that answer it, best first, with a score that can be explained.

The score of an entry has two parts. How well its best *name* fits the question: the weight of the meanings that they
share, against the weight of all that either says. And how much of the question its text *covers*. A kind of answer that the
question asks for ("waar", "wie bel ik") counts for a little more, a step of a guide for a little less.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import sqrt

from assistant.conversation.asking.entries import Entry
from assistant.conversation.asking.everyday import Kind
from assistant.conversation.asking.index import Index, as_said, index
from assistant.conversation.asking.roots import root
from assistant.conversation.asking.spelling import guess

NAME, COVER, FORM = 0.55, 0.3, 0.15
"""What a fitting name counts for, a text that covers the question, and a name that is worded like it."""
LEAST, LEAST_ELSEWHERE, LEAST_ALONE = 0.48, 0.64, 0.85
"""The score below which nothing is answered: for a question that names a word of the field, for one that names none, and for one
that is a single word from elsewhere ("wat kost dat")."""
ASKED_FOR = 1.05
"""What an entry of a kind that is asked for counts more."""
STRANGE = 0.8
"""What a word that no entry has weighs, beside the rarest word that one has."""
KINDS: dict[Kind, float] = {"term": 1.0, "symptom": 1.0, "rule": 1.0, "contact": 0.98, "place": 0.95, "step": 0.75}
"""What each kind counts for: a step is read out by its guide, and a word on a screen tells little by itself."""
LOOSE = 0.8
"""What words of a screen count for when they do not stand in the question just so, or are one word only."""
LONG_ENOUGH = 6
"""Letters from which a word that is not known may be a small word with a slip in it."""
MOST = 5
"""Answers that are given at most (interface §7)."""


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that answers a question. `score` is between 0 and 1; `shared` are the words of the question that it has."""

    entry: Entry
    score: float
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A meaning in the question: how sure it is that it was meant, how much it weighs, the word that was typed."""

    sign: str
    sure: float
    weight: float
    word: str


def find(question: str, language: str) -> list[Found]:
    """The entries that answer a question in this language, best first, at most `MOST`; none when nothing fits."""
    there = index(language)
    words, sure = _understood(there.speech.words_of(question)[:60], there)
    asked = _asked(words, sure, there)
    if not asked:
        return []
    kinds, said = there.speech.kinds_asked(words), as_said(words)
    least = LEAST if any(one.sign in there.ours for one in asked) else LEAST_ELSEWHERE if asked[1:] else LEAST_ALONE
    scores = _scores(asked, there.speech.form(words), there)
    found = []
    for number, score in scores.items():
        entry = there.entries[number]
        worth = score * KINDS[entry.kind] * (ASKED_FOR if entry.kind in kinds else 1.0)
        if entry.quoted and (there.quotes[number] not in said or there.quotes[number].count(" ") == 2):
            worth *= LOOSE
        if worth >= least:
            shared = tuple(one.word for one in asked if number in there.texts_with.get(one.sign, ()))
            found.append((worth, number, Found(entry, min(1.0, worth), shared)))
    found.sort(key=lambda one: (-one[0], one[1]))
    return _without_doubles([one for _, _, one in found])[:MOST]


def _understood(words: list[str], there: Index) -> tuple[list[str], dict[str, tuple[float, str]]]:
    """The question's words as the tables write them; and for each that was guessed, how sure, and what was typed."""
    out: list[str] = []
    sure: dict[str, tuple[float, str]] = {}
    at = 0
    while at < len(words):
        word = words[at]
        joined = word + words[at + 1] if at + 1 < len(words) else ""
        if joined in there.words and not {word, words[at + 1]} <= there.words:
            out.append(joined)
            at += 2
            continue
        at += 1
        if word in there.words or root(word) in there.weights:
            out.append(word)
            continue
        meant = guess(word, there.telling if len(word) < LONG_ENOUGH else there.words)
        for one in meant.words if meant else (word,):
            out.append(one)
            if meant:
                sure[one] = (meant.sure, word)
    return out, sure


def _asked(words: list[str], sure: dict[str, tuple[float, str]], there: Index) -> list[_Asked]:
    found: dict[str, _Asked] = {}
    meanings = there.speech.meanings(words)
    strange = STRANGE * there.rarest
    for meaning in meanings:
        guessed = [sure[word] for word in meaning.words if word in sure]
        certainty = min((one[0] for one in guessed), default=1.0)
        typed = " ".join(sure[word][1] if word in sure else word for word in meaning.words)
        weight = there.weights.get(meaning.sign, strange)
        found.setdefault(meaning.sign, _Asked(meaning.sign, certainty, weight, typed))
    return list(found.values())


def _scores(asked: list[_Asked], form: frozenset[str], there: Index) -> dict[int, float]:
    """By number of an entry: how well it answers, before its kind counts."""
    whole = sum(one.weight for one in asked)
    shared_names: dict[int, float] = defaultdict(float)
    covered: dict[int, float] = defaultdict(float)
    for one in asked:
        share = one.weight * one.sure**2
        for name in there.names_with.get(one.sign, ()):
            shared_names[name] += share
        for number in there.texts_with.get(one.sign, ()):
            covered[number] += share
    best: dict[int, float] = defaultdict(float)
    for name, share in shared_names.items():
        number = there.entry_of[name]
        alike = share / (sqrt(whole) * there.lengths[name])
        if (NAME + FORM) * alike > best[number]:
            worded = len(form & there.forms[name]) / len(form | there.forms[name])
            best[number] = max(best[number], NAME * alike + FORM * worded)
    return {number: fit + COVER * covered[number] / whole for number, fit in best.items()}


def _without_doubles(found: list[Found]) -> list[Found]:
    """Of a step that several guides have in words of their own, and of words that stand on several screens, only the best."""
    best: dict[tuple[str, str], Found] = {}
    for one in found:
        best.setdefault((one.entry.kind, one.entry.double or one.entry.id), one)
    return list(best.values())
