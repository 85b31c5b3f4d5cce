"""From what was given (typed, chosen or scripted) to the answer that is kept, or to why it cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from assistant.conversation.flow import Step, Typed
from assistant.conversation.kinds import Around, read
from assistant.conversation.options import UNKNOWN_VALUE, Answerable, may_skip
from assistant.conversation.people_list import NO_FILE, read_people_file
from assistant.conversation.phrases import Phrases
from assistant.conversation.turn import plain
from assistant.conversation.understand import (
    Command,
    choose,
    choose_several,
    command_in,
    is_one_of,
    looks_like_question,
    named_in,
)
from assistant.domain.malformed import Malformed
from assistant.domain.typed import one_line
from assistant.domain.words import words

Given = str | Mapping[str, Any] | list[Any] | bool | int
"""What a door or a script hands over."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, as it will be kept. `near` is what was understood, when it was not typed exactly."""

    kept: Mapping[str, Any]
    near: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the user's own."""

    question: str


@dataclass(frozen=True, slots=True)
class Told:
    """A command."""

    command: Command


@dataclass(frozen=True, slots=True)
class Refused:
    """What cannot be taken, and why; a Dutch source text with its facts."""

    text: str
    facts: Mapping[str, object] = field(default_factory=dict)


Meaning = Answer | Asked | Told | Refused

_PORTAL_COMMANDS: tuple[Command, ...] = ("back", "stop", "help", "overview", "skip", "earlier", "again", "letter")
_COMMANDS: tuple[Command, ...] = (*_PORTAL_COMMANDS, "later")


@dataclass(frozen=True, slots=True)
class At:
    """Where something is said: the step, the choices that it offers, the language's phrases, the day, the default."""

    step: Step
    offers: tuple[Answerable, ...]
    said: Phrases
    today: date
    default: str | None = None


def meaning(given: Given, at: At) -> Meaning:
    """What somebody means at a step. Nothing typed means the default, when there is one."""
    step, offers, said = at.step, at.offers, at.said
    if isinstance(given, Mapping):
        return _from_mapping(given, step)
    text = as_typed(given, ", " if step.ask and step.ask.kind == "multi" else "\n")
    if not text.strip():
        if at.default is None:
            return Refused(words("Typ een antwoord, of typ 'weet ik niet'."))
        text = at.default
    command = command_in(text, said, _PORTAL_COMMANDS if step.portal else _COMMANDS)
    if command and not _is_an_offer(text, offers):
        return Told(command)
    if step.portal:
        return _at_portal(text, step, offers, said)
    if offers:
        return _chosen(text, step, offers, said)
    return _typed(text, step, said, at.today)


def as_typed(given: str | list[Any] | bool | int, between: str = "\n") -> str:
    """What was given, as a person would have typed it; the parts of a list with something between them."""
    if isinstance(given, list):
        return between.join(map(str, given))
    return ("yes" if given else "no") if isinstance(given, bool) else str(given)


def _from_mapping(given: Mapping[str, Any], step: Step) -> Meaning:
    """A script's answer by its outcome ({outcome: other, who: WV}), or a file of people ({file: mensen.csv})."""
    if "file" in given and step.ask and step.ask.kind == "people":
        try:
            return Answer({"outcome": "given", "value": read_people_file(Path(str(given["file"])))})
        except Malformed as fault:
            return Refused(fault.text, fault.facts)
    outcome = str(given.get("outcome", ""))
    wanted = {"unknown": (), "later": (), "done": (), "skipped": (), "other": ("who",), "seen": ("code",)}
    fitting = ("done", "seen", "other", "later") if step.portal else ("unknown", "later")
    fitting = (*fitting, "skipped") if may_skip(step) else fitting
    if outcome not in fitting or any(key not in given for key in wanted[outcome]):
        return Refused(words("Dit antwoord past niet bij deze vraag."))
    if outcome == "seen" and step.portal and not any(seen.code == given["code"] for seen in step.portal.seen):
        return Refused(words("Die melding hoort niet bij deze stap: {code}"), {"code": given["code"]})
    try:
        typed = {key: one_line(str(given[key])) for key in ("who", "reason") if key in given}
    except Malformed as fault:
        return Refused(fault.text, fault.facts)
    return Answer({"outcome": outcome, **({"code": str(given["code"])} if outcome == "seen" else {}), **typed})


def _is_an_offer(text: str, offers: tuple[Answerable, ...]) -> bool:
    match = choose(text, [one.offer for one in offers])
    return match is not None and not match.near


def _at_portal(text: str, step: Step, offers: tuple[Answerable, ...], said: Phrases) -> Meaning:
    codes = [seen.code for seen in step.portal.seen] if step.portal else []
    if text.strip() in codes:
        return Answer({"outcome": "seen", "code": text.strip()})
    match = choose(text, [one.offer for one in offers])
    if match is None:
        if looks_like_question(text, said) or is_one_of(text, said.unknown):
            return Asked(text)
        return Refused(
            words("Kies een van de vier antwoorden: gedaan, ik zie iets anders, iemand anders doet dit, of later.")
        )
    return Answer({"outcome": match.value}, _near(match.near, match.value, offers))


def _chosen(text: str, step: Step, offers: tuple[Answerable, ...], said: Phrases) -> Meaning:
    plain_offers = [one.offer for one in offers]
    ask = step.ask
    if ask and ask.kind == "multi":
        values = choose_several(text, plain_offers, said)
        if values is None and is_one_of(text, said.unknown):
            return Answer({"outcome": "unknown"})
        if values is not None:
            least = ask.at_least or 0
            if len(values) < least:
                return Refused(words("Kies er minstens {least}."), {"least": least})
            return Answer({"outcome": "given", "value": values})
    else:
        match = choose(text, plain_offers)
        if match and match.value == UNKNOWN_VALUE:
            own = ask is not None and any(option.value == UNKNOWN_VALUE for option in ask.options)
            return Answer({"outcome": "given", "value": UNKNOWN_VALUE} if own else {"outcome": "unknown"})
        if match:
            return Answer({"outcome": "given", "value": match.value}, _near(match.near, match.value, offers))
    if looks_like_question(text, said):
        return Asked(text)
    if ask and ask.typed and (read_typed := _in_words(text, ask.typed, offers)):
        return read_typed
    if ask and ask.kind == "multi":
        return Refused(words("Dat herken ik niet. Noem de nummers, zoals 1 en 3. Typ gerust 'alles' of 'geen'."))
    return Refused(words("Dat herken ik niet als antwoord. Kies een van de antwoorden, met het nummer of met de woorden."))


FEWEST_WORDS = 3
"""Fewer words that name no option are taken for a slip, not for a message."""


def _in_words(text: str, typed: Typed, offers: tuple[Answerable, ...]) -> Answer | None:
    """Words that are none of the options, where a question takes them: as the option that they name, or as the one for all
    else."""
    named = named_in(text, [one.offer for one in offers if one.choice.value != UNKNOWN_VALUE])
    if named is None and len(text.split()) < FEWEST_WORDS:
        return None
    try:
        line = one_line(text)
    except Malformed:
        return None
    value = named or typed.as_
    return Answer({"outcome": "given", "value": value, "typed": line}, _near(True, value, offers))


def _near(near: bool, value: str, offers: tuple[Answerable, ...]) -> str:
    return next((plain(one.choice.text) for one in offers if one.choice.value == value), "") if near else ""


def _typed(text: str, step: Step, said: Phrases, today: date) -> Meaning:
    assert step.ask is not None
    kind = step.ask.kind
    if is_one_of(text, said.unknown):
        return Answer({"outcome": "unknown"})
    if kind == "text" and text.strip().endswith("?") and looks_like_question(text, said):
        return Asked(text)
    try:
        return Answer({"outcome": "given", "value": read(text, Around(step.ask, today))})
    except Malformed as fault:
        asks = kind not in ("text", "password") and not (kind == "people" and any(map(str.isdigit, text)))
        if asks and looks_like_question(text, said):
            return Asked(text)
        if kind == "people" and text.strip().casefold().endswith((".csv", ".txt")):
            return Refused(NO_FILE)
        return Refused(fault.text, fault.facts)
