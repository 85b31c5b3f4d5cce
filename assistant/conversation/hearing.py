"""Which rows of `data/wishes.yaml` a sentence names, with spelling mistakes and everyday words.

Words are read as for any question (`asking.speech`). A row is named when all words of one of its phrases stand in the
sentence, in any order. The longest phrase is taken first, and a word belongs to one row only: "de HTB vervangen" is about
replacing, and not about being HTB.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from assistant.conversation.asking.everyday import everyday_words
from assistant.conversation.asking.roots import root
from assistant.conversation.asking.speech import Speech, words_of
from assistant.conversation.asking.spelling import guess
from assistant.conversation.load import load_guide
from assistant.conversation.texts import SOURCE_LANGUAGE
from assistant.domain.catalogue import catalogue
from assistant.domain.wishes import Wish, WishKind, wishes

_KINDS: tuple[WishKind, ...] = ("application", "facility", "role", "task")
"""Which kind a phrase belongs to when it stands with several: "htb" alone is a role."""
LONGEST, MOST_WORDS = 1000, 60
"""Characters and words of a sentence that are looked at."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """What is said for a row: the signs of its words, and how many of them tell something."""

    row: str
    signs: frozenset[str]
    weight: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """One language's phrases, the strongest first, and every word that is known in it."""

    speech: Speech
    phrases: tuple[_Phrase, ...]
    words: frozenset[str]
    roots: frozenset[str]
    strange: frozenset[str]
    """The roots of words that show that something else is meant."""


def heard_in(said: str, language: str) -> tuple[str, ...]:
    """The names of the rows that a sentence names, the strongest first."""
    there = _vocabulary(language)
    written = list(_understood(there.speech.words_of(said[:LONGEST])[:MOST_WORDS], there))
    signs = {meaning.sign for meaning in there.speech.meanings(written)}
    left, found = set(signs), list[_Phrase]()
    for phrase in there.phrases:
        if phrase.signs <= left:
            left -= phrase.signs
            found.append(phrase)
    rows = tuple(dict.fromkeys(phrase.row for phrase in found))
    strange = any(root(word) in there.strange for word in written)
    if strange and all(wishes()[phrase.row].kind == "task" and len(phrase.signs) == 1 for phrase in found):
        return ()
    return rows


def _understood(typed: list[str], there: _Vocabulary) -> Iterator[str]:
    """The words as the tables write them: joined where they were split, slips of the pen seen through."""
    at = 0
    while at < len(typed):
        word, rest = typed[at], typed[at + 1 : at + 2]
        at += 1
        if rest and word + rest[0] in there.words and not {word, rest[0]} <= there.words:
            yield word + rest[0]
            at += 1
        elif word in there.words or root(word) in there.roots:
            yield word
        else:
            meant = guess(word, there.words)
            yield from meant.words if meant else (word,)


@cache
def _vocabulary(language: str) -> _Vocabulary:
    everyday = everyday_words(language)
    speech = Speech(everyday)
    phrases: dict[tuple[str, frozenset[str]], _Phrase] = {}
    known: set[str] = set()
    for name, wish in wishes().items():
        for phrase in _said_for(wish, language):
            said = speech.words_of(phrase)
            known.update(said)
            reading = speech.read(said)
            # One word that tells something is too little where more are said: "iemand toegang geven" is not "toegang".
            signs = reading.signs if len(reading.signs) > 1 else reading.form
            weight = (sum(sign not in speech.small for sign in signs), len(signs), -_KINDS.index(wish.kind))
            phrases.setdefault((name, signs), _Phrase(name, signs, weight))
    known |= speech.everyday | speech.small
    strange = speech.elsewhere - set(map(root, known))
    known |= {word for line in everyday.elsewhere for word in words_of(line)}
    strongest = sorted(phrases.values(), key=lambda one: one.weight, reverse=True)
    return _Vocabulary(speech, tuple(strongest), frozenset(known), frozenset(map(root, known)), strange)


def _said_for(wish: Wish, language: str) -> Iterable[str]:
    """All that is said for a row: its own words, the names of its application, the words of the option that it chooses."""
    yield from (phrase for one in dict.fromkeys((language, SOURCE_LANGUAGE)) for phrase in wish.says.get(one, ()))
    application = catalogue().application(wish.application) if wish.application else None
    if application:
        yield from (one for one in (application.name, application.label, application.known_as, *application.aliases) if one)
        yield from application.functions if wish.functions else ()
    for guide in wish.guides[:1] if wish.kind in ("task", "application") else ():
        for section in load_guide(guide).sections:
            for step in section.steps:
                for option in step.ask.options if step.ask and step.id in wish.answers else ():
                    if option.value == wish.answers[step.id]:
                        yield from (option.text, *option.synonyms)
