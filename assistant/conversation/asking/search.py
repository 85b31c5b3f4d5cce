"""From a question to the entries that answer it, best first, with a score that can be explained.

The score is that of `scoring`. A kind of answer that the question asks for ("waar", "wie bel ik") counts for a little more,
a step of a guide for less. Words that nobody knows take no part in it: whether they make the question one for somebody
else is weighed apart, by `sureness`.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from assistant.conversation.asking.allowed import asked_of, told_of
from assistant.conversation.asking.entries import Entry
from assistant.conversation.asking.everyday import Kind
from assistant.conversation.asking.index import Index
from assistant.conversation.asking.kept import index
from assistant.conversation.asking.roots import root
from assistant.conversation.asking.scoring import Asked, scores
from assistant.conversation.asking.speech import ELSEWHERE, Reading
from assistant.conversation.asking.spelling import guess
from assistant.conversation.asking.sureness import LEAST, Evidence

KINDS: dict[Kind, float] = {"term": 1.0, "symptom": 1.0, "rule": 1.0, "contact": 0.98, "place": 0.97, "step": 0.75}
"""What each kind counts for: a step that nobody wrote a way to ask for is read out by its guide."""
ASKED_FOR = 1.1
"""What an entry of a kind that is asked for counts more."""
NOT_HOW = 0.9
"""What it counts for, when it is asked how, that an answer tells who may."""
LOOSE = 0.75
"""What words of a screen count for when they do not stand in the question just so."""
DOUBT, LEAST_SURE = 0.05, 0.5
"""How much less sure a score gets for each word that nobody knows, and how much of it stays however many there are."""
WORTH_TELLING = 0.5
"""How much of the best score another answer must have to be given beside it."""
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
class _Typed:
    """What was typed for a word, where that was guessed, and how sure the guess is."""

    text: str
    sure: float


def find(question: str, language: str) -> list[Found]:
    """The entries that answer a question in this language, best first, at most `MOST`; none when nothing fits."""
    there = index(language)
    words, guessed = _understood(there.speech.words_of(question[:LONGEST])[:MOST_WORDS], there)
    found = _searched(words, guessed, there)
    told = _told(words, there, language)
    ids = [one.entry.id for one in told]
    return [*told, *(one for one in found if one.entry.kind != "rule" or one.entry.id not in ids)][:MOST]


def _told(words: list[str], there: Index, language: str) -> list[Found]:
    """What the table of rights says, yes or no, where that is asked of one role about another."""
    asked = asked_of(words, there.speech, there.ours)
    found = []
    for told in told_of(asked, there.speech, language) if asked else ():
        entry = next(one for one in there.entries if (one.kind, one.id) == ("rule", told.right))
        found.append(Found(msgspec.structs.replace(entry, lines=(*told.lines, *entry.lines)), 1.0, ()))
    return found


def _searched(words: list[str], guessed: dict[str, _Typed], there: Index) -> list[Found]:
    reading = there.speech.read(words)
    asked, evidence = _weighed(reading, guessed, there)
    kinds, how = there.speech.kinds_asked(words), there.speech.asks_how(words)
    found = []
    for number, score in scores(asked, reading.form, there).items():
        entry = there.entries[number]
        worth = score * _kind(number, there) * (ASKED_FOR if entry.kind in kinds else 1.0)
        if entry.quoted and not there.quoted_in(number, words):
            worth *= LOOSE
        if how and entry.may:
            worth *= NOT_HOW
        found.append((worth, number))
    found.sort(key=lambda one: (-one[0], one[1]))
    if not found or evidence.points(found[0][0], _known(asked, found[0][1], there)) < LEAST:
        return []
    doubt = max(LEAST_SURE, 1 - DOUBT * evidence.strange)
    best = _without_doubles([one for one in found if one[0] >= WORTH_TELLING * found[0][0]], there)
    return [Found(there.entries[number], min(1.0, worth) * doubt, _shared(asked, number, there)) for worth, number in best]


def _kind(number: int, there: Index) -> float:
    entry = there.entries[number]
    return 1.0 if entry.kind == "step" and number in there.asked else KINDS[entry.kind]


def _known(asked: list[Asked], number: int, there: Index) -> float:
    """The weight of what an entry's names have of the question."""
    return sum(one.share for one in asked if number in there.about(one.sign))


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


def _weighed(reading: Reading, guessed: dict[str, _Typed], there: Index) -> tuple[list[Asked], Evidence]:
    """What is asked about that entries have, and what speaks for and against the question."""
    found: dict[str, Asked] = {}
    strange, elsewhere = set(), set()
    for meaning in reading.meanings:
        typed = [guessed.get(word, _Typed(word, 1.0)) for word in meaning.words]
        text, sure = " ".join(one.text for one in typed), min(one.sure for one in typed)
        if meaning.sign == ELSEWHERE or any(root(word) in there.elsewhere for word in meaning.words):
            elsewhere.add(text)
        elif there.entries_with(meaning.sign):
            found.setdefault(meaning.sign, Asked(meaning.sign, there.weight(meaning.sign), sure, text))
        else:
            strange.add(meaning.sign)
    ours = sum(sign in there.ours for sign in found)
    return list(found.values()), Evidence(ours, len(strange), len(elsewhere))


def _without_doubles(found: list[tuple[float, int]], there: Index) -> list[tuple[float, int]]:
    """The best, at most `MOST`. Of a step that guides have each in their own words, and of words that stand on several
    screens, only one."""
    best: dict[tuple[str, str], tuple[float, int]] = {}
    for worth, number in found:
        entry = there.entries[number]
        best.setdefault((entry.kind, entry.double or entry.id), (worth, number))
        if len(best) == MOST:
            break
    return list(best.values())


def _shared(asked: list[Asked], number: int, there: Index) -> tuple[str, ...]:
    return tuple(one.typed for one in asked if number in there.entries_with(one.sign))
