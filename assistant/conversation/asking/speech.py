"""A line of text as the words that carry its meaning: endings stripped, synonyms made one, small words left out.

The tables and the questions go through the same reading, so that "wa is ne VTE" and "hoofdtoegangsbeheerder" meet. Which
words are the same stands in `data/everyday_words.yaml`, and in the lexicon for abbreviations and older terms.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Self

import msgspec

from assistant.conversation.asking.everyday import EverydayWords, Kind, MayWords, names_of_roles
from assistant.conversation.asking.roots import root

GAP = ".."
ELSEWHERE = "<elsewhere>"
"""The sign of words that show together that something else is meant: no word's own, for signs are letters."""
WIDEST_GAP = 4
"""Words that may stand in a gap."""

_PREFIX = re.compile(r"\b(e|co)[- ](?=[a-z]{3})")
_WORD = re.compile(r"[a-z0-9-]+\.(?:be|eu|com)\b|[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Meaning:
    """One word of a text that carries meaning: `sign` is equal for all words that mean the same."""

    sign: str
    words: tuple[str, ...]
    """As they stood in the text."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text means."""

    meanings: tuple[Meaning, ...]
    """Without small words that stand alone, unless there is nothing else."""
    form: frozenset[str]
    """The signs of all its words, small ones too: how it is worded, besides what it is about."""

    @property
    def signs(self) -> frozenset[str]:
        """The signs of its meanings."""
        return frozenset(meaning.sign for meaning in self.meanings)


def words_of(text: str) -> list[str]:
    """The words of a text without case, accents and punctuation.

    "e-mail", "co-HTB" and "csam.be" are one word, "eID-software" is two.
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace("'", " ")
    return _WORD.findall(_PREFIX.sub(r"\1", plain))


class Phrase(msgspec.Struct, frozen=True, array_like=True):
    """More words with one meaning; gaps stand between."""

    roots: tuple[str, ...]
    sign: str


class Learned(msgspec.Struct, frozen=True, array_like=True):
    """What is known of a language: plain data, worked out once from its everyday words."""

    spoken: dict[str, tuple[str, ...]]
    """By word of speech: how it is written."""
    small: frozenset[str]
    """Words that tell nothing."""
    cues: tuple[tuple[Kind, tuple[str, ...]], ...]
    """The roots of words that ask for a kind of answer."""
    how: frozenset[str]
    """The roots of words that ask how, and not who may."""
    elsewhere: frozenset[str]
    """The roots of words that show that something else is meant."""
    everyday: frozenset[str]
    """Every word of the groups, as it is written."""
    signs: dict[str, str] = {}
    """By root of a word of a group: what all of the group mean."""
    phrases: dict[str, list[Phrase]] = {}
    """The same for words together, by the root of the first; the longest come first."""
    ours: frozenset[str] = frozenset()
    """The signs of words of the field that no table names."""
    may: MayWords = MayWords()
    """The words of a question whether one role may do something with another."""
    roles: dict[str, str] = {}
    """By sign of what a role is called: the role."""


class Speech:
    """How one language is read."""

    def __init__(self, everyday: EverydayWords) -> None:
        self._knows(
            Learned(
                spoken={said: tuple(words_of(written)) for said, written in everyday.spoken.items()},
                small=frozenset(word for line in everyday.small for word in words_of(line)),
                cues=tuple((kind, _roots_of(cue)) for kind, cues in everyday.kinds.items() for cue in cues),
                how=frozenset(root(word) for word in everyday.how),
                elsewhere=frozenset(root(word) for line in everyday.elsewhere for word in words_of(line)),
                everyday=frozenset(word for group in everyday.same for one in group for word in words_of(one)),
            )
        )
        for group in everyday.same:
            self._learn(group)
        for phrase in everyday.elsewhere_said:
            roots = _roots_of(phrase)
            self.learned.phrases.setdefault(roots[0], []).append(Phrase(roots, ELSEWHERE))
        for phrases in self.learned.phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase.roots))
        ours = (self.read(self.words_of(word)).signs for word in everyday.ours)
        roles = {self._sign(_roots_of(name)): role for name, role in names_of_roles()}
        self._knows(msgspec.structs.replace(self.learned, ours=frozenset().union(*ours), may=everyday.may, roles=roles))

    @classmethod
    def knowing(cls, learned: Learned) -> Self:
        """The language as it was learned before."""
        speech = cls.__new__(cls)
        speech._knows(learned)
        return speech

    def _knows(self, learned: Learned) -> None:
        self.learned = learned
        self.small, self.ours, self.elsewhere = learned.small, learned.ours, learned.elsewhere
        self.everyday, self.may, self.roles = learned.everyday, learned.may, learned.roles
        self._spoken, self._signs, self._phrases = learned.spoken, learned.signs, learned.phrases
        said = (phrase for phrases in learned.phrases.values() for phrase in phrases if phrase.sign == ELSEWHERE)
        self.said_elsewhere = frozenset(chain.from_iterable(phrase.roots for phrase in said))

    def words_of(self, text: str) -> list[str]:
        """The words of a text, those of speech as they are written."""
        return [written for word in words_of(text) for written in self._spoken.get(word, (word,))]

    def read(self, words: Iterable[str]) -> Reading:
        """What words mean, in their order."""
        found = self.meanings(list(words))
        telling = tuple(one for one in found if one.words[0] not in self.small or one.words[1:])
        return Reading(telling or tuple(found), frozenset(one.sign for one in found))

    def meanings(self, said: list[str]) -> list[Meaning]:
        """What each word means, in their order, small words too; the words of a phrase are one."""
        roots = [root(word) for word in said]
        used = [False] * len(said)
        found = []
        for at, word in enumerate(said):
            if used[at]:
                continue
            phrase = self._phrase_at(roots, used, at)
            if phrase:
                sign, places = phrase
                for place in places:
                    used[place] = True
                found.append(Meaning(sign, tuple(said[place] for place in places)))
            else:
                found.append(Meaning(self._signs.get(roots[at], roots[at]), (word,)))
        return found

    def kinds_asked(self, words: Iterable[str]) -> frozenset[Kind]:
        """The kinds of answer that a question's words ask for."""
        roots = tuple(root(word) for word in words)
        return frozenset(
            kind for kind, cue in self.learned.cues if any(_places(cue, roots, None, at) for at in range(len(roots)))
        )

    def asks_how(self, words: Iterable[str]) -> bool:
        """Whether a question's words ask how something is done, or where."""
        return any(root(word) in self.learned.how for word in words)

    def _learn(self, group: Iterable[str]) -> None:
        """Give all members of a group the sign of the first."""
        first, *others = (_roots_of(member) for member in group)
        sign = self._sign(first)
        for roots in (first, *others):
            if len(roots) == 1:
                self._signs.setdefault(roots[0], sign)
            elif roots:
                self._phrases.setdefault(roots[0], []).append(Phrase(roots, sign))

    def _sign(self, roots: tuple[str, ...]) -> str:
        if len(roots) == 1:
            return self._signs.get(roots[0], roots[0])
        known = (phrase.sign for phrase in self._phrases.get(roots[0], ()) if phrase.roots == roots)
        return next(known, "_".join(roots))

    def _phrase_at(self, roots: list[str], used: list[bool], at: int) -> tuple[str, tuple[int, ...]] | None:
        for phrase in self._phrases.get(roots[at], ()):
            places = _places(phrase.roots, roots, used, at)
            if places:
                return phrase.sign, places
        return None


def _roots_of(phrase: str) -> tuple[str, ...]:
    parts = phrase.split(GAP)
    roots: list[str] = []
    for part in parts:
        roots += [*([GAP] if roots else []), *(root(word) for word in words_of(part))]
    return tuple(roots)


def _places(
    phrase: tuple[str, ...], roots: tuple[str, ...] | list[str], used: list[bool] | None, at: int
) -> tuple[int, ...]:
    """Where the words of a phrase stand when it begins at `at`; none when it does not."""
    places: list[int] = []
    room = 0
    for wanted in phrase:
        if wanted == GAP:
            room = WIDEST_GAP
            continue
        there = next(
            (n for n in range(at, min(at + room + 1, len(roots))) if roots[n] == wanted and not (used and used[n])), None
        )
        if there is None:
            return ()
        places.append(there)
        at, room = there + 1, 0
    return tuple(places)
