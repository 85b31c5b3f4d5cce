"""What a person means by what they type: an answer, "weet ik niet", a command, or a question of their own.

Options are recognised by number, by value, by their words or a synonym, by a beginning that fits one of them only, and by a
near miss; nothing is guessed when two options are near.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

import msgspec

from assistant.conversation.phrases import Phrases

NEAR = 82.0
"""How alike (of 100) typed words and an option must be to count as a near miss."""
APART = 8.0
"""How much less alike the second best option must be, so that a near miss is not a guess."""

Command = Literal["back", "stop", "help", "overview", "skip", "later", "earlier", "again", "letter"]


class Offer(msgspec.Struct, frozen=True):
    """An option as it can be recognised: what it is called and what else people say for it."""

    value: str
    text: str
    synonyms: tuple[str, ...] = ()


class Match(msgspec.Struct, frozen=True):
    """What was recognised. `near` tells that it was a near miss, so that the assistant says what it understood."""

    value: str
    near: bool = False


def flat(text: str) -> str:
    """Words without case, accents, punctuation and double spaces, for comparing."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w?/@+-]+", " ", plain).split()).rstrip(".")


_name = lru_cache(maxsize=4096)(flat)
"""The same for a name out of the guides and the lexicon: they are few, and compared at every answer."""


def command_in(text: str, said_for: Phrases, allowed: Iterable[Command]) -> Command | None:
    """The command that was typed, alone on its line; a slash before it does no harm."""
    said = flat(text.strip().removeprefix("/"))
    for command in allowed:
        if said == command or is_one_of(said, said_for.commands[command]):
            return command
    return None


def is_one_of(text: str, names: Iterable[str]) -> bool:
    """Whether typed words are one of these phrases."""
    said = flat(text)
    return any(said == _name(name) for name in names)


def looks_like_question(text: str, said_for: Phrases) -> bool:
    """Whether a line reads as a question of the user's own."""
    said = flat(text)
    return len(said) > 3 and (text.strip().endswith("?") or any(said.startswith(f"{word} ") for word in said_for.question))


_NAMES: tuple[Callable[[Offer], tuple[str, ...]], ...] = (
    lambda offer: (offer.value,),
    lambda offer: (offer.text,),
    lambda offer: offer.synonyms,
)
"""By what an option is recognised when it is typed exactly: what comes first counts first."""


def choose(text: str, offers: Sequence[Offer]) -> Match | None:
    """The option that was meant, `None` when none or more than one fits."""
    said = flat(text)
    if said.isdigit() and not any(said == _name(offer.value) for offer in offers):
        index = int(said) - 1 if len(said) < 6 else -1
        return Match(offers[index].value) if 0 <= index < len(offers) else None
    if not said:
        return None
    for names_of in _NAMES:
        named = [offer for offer in offers if said in map(_name, names_of(offer))]
        if named:
            return Match(named[0].value) if len(named) == 1 else None
    beginning = [offer for offer in offers if len(said) >= 3 and _name(offer.text).startswith(said)]
    if len(beginning) == 1:
        return Match(beginning[0].value, near=True)
    return _nearest(said, offers)


def choose_several(text: str, offers: Sequence[Offer], said_for: Phrases) -> list[str] | None:
    """The options named in a line ("1, 3 en 4"; "alles"; "geen"), `None` when a part is not recognised."""
    if is_one_of(text, said_for.all):
        return [offer.value for offer in offers]
    if is_one_of(text, said_for.none):
        return []
    whole = choose(text, offers)
    if whole:
        return [whole.value]
    matches = [choose(part, offers) for part in parts_of(text)]
    if not matches or any(match is None for match in matches):
        return None
    chosen = {match.value for match in matches if match}
    return [offer.value for offer in offers if offer.value in chosen]


def parts_of(text: str) -> list[str]:
    """The parts of what is typed for several options: "1, 3", "1 en 3", "1 3"."""
    return [part.strip() for part in re.split(r"[,;+&]|\ben\b|\s(?=\d)", text) if part.strip()]


def named_in(text: str, offers: Sequence[Offer]) -> str | None:
    """The value of the one option that a sentence names, by its words or a synonym; `None` when it names none or several.
    A name that stands within a longer one does not count."""
    said, found = f" {flat(text.replace('?', ' '))} ", dict[str, str]()
    for offer in offers:
        for name in map(_name, (offer.text, *offer.synonyms)):
            if len(name) > 2 and f" {name} " in said:
                found[name] = offer.value
    whole = {name for name in found if not any(name != other and f" {name} " in f" {other} " for other in found)}
    values = {found[name] for name in whole}
    return values.pop() if len(values) == 1 else None


def _nearest(said: str, offers: Sequence[Offer]) -> Match | None:
    matcher = SequenceMatcher(None, "", said, autojunk=False)

    def alike_as(name: str) -> float:
        matcher.set_seq1(_name(name))
        return 100 * matcher.ratio() if 100 * matcher.real_quick_ratio() >= NEAR - APART else 0

    def alike(offer: Offer) -> float:
        return max(alike_as(name) for name in (offer.text, offer.value, *offer.synonyms))

    ranked = sorted(((alike(offer), offer) for offer in offers), key=lambda pair: -pair[0])
    if not ranked or ranked[0][0] < NEAR or len(said) < 2:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < APART:
        return None
    return Match(ranked[0][1].value, near=True)
