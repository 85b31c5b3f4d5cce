"""The facts of troubleshooting: which question comes next, which cause it is, how to mend it: worked out of the answers."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from assistant.checks.troubleshoot.remedy import Mending, mending
from assistant.checks.troubleshoot.sketch import About, can_be_kept, sketched, to_name
from assistant.checks.troubleshoot.strategy import Standing, next_question, standing
from assistant.checks.troubleshoot.telling import Told, case_of
from assistant.conversation.scope import ENTERPRISE_FACT, NAME_FACT, Facts, numbered
from assistant.conversation.texts import Sentence
from assistant.conversation.wording import CONTACTS, ROLE_WORDS, SYMPTOMS
from assistant.domain.catalogue import catalogue
from assistant.domain.contacts import Contact, contact
from assistant.domain.labels import label
from assistant.domain.symptoms import symptom, symptoms
from assistant.domain.troubleshooting import APPLICATION, troubleshooting
from assistant.domain.typed import look_alike_key
from assistant.domain.vocabulary import Level
from assistant.domain.words import words

BY_MESSAGE = "melding"
"""The answer to the opening question that says no more than that there is a message."""
TROUBLESHOOTING, PORTAL_STEPS, WAYS = "troubleshooting", "portal_steps", "places"
"""The contexts of the texts of these tables."""

NOT_IT, NOT_ALL, SOLVED = "anders", "niet-alles", "opgelost"
"""What is answered where a cause turns out not to be it, where mending it did not help, and where it did."""
MOST_HINTS = 2
LEAST_HINT, NEAR = 0.7, 0.9
"""How well a message has to fit a symptom (0 to 1) to count as a hint, and that beside what it fits best."""


def trouble(facts: Facts) -> dict[str, Any]:
    """The question to put next and the causes that are left, of the answers so far."""
    return _trouble(told_in(facts))


def sketch(facts: Facts) -> dict[str, Any]:
    """The access tree that says what was found, once the enterprise and the person in it are named; whether one can."""
    told, found, number, insz = told_in(facts), facts.get("found.code"), facts.get(ENTERPRISE_FACT), facts.get("kept.insz")
    if found is None:
        return {}
    solved = facts.get("found.state") == SOLVED
    asks = {"keeps": can_be_kept(str(found), told.place), **to_name(told.place, None if solved else str(found))}
    if not (asks["keeps"] and number and insz):
        return asks
    named = {name: facts.get(f"kept.{name}") for name in ("surname", "first_name", "unit", "function", "day")}
    about = About(str(number), str(insz), facts.get(NAME_FACT), **named)
    return {**asks, "tree": sketched(told, None if solved else str(found), about)}


def told_in(facts: Facts) -> Told:
    """What the facts of a conversation tell."""
    said, asked = facts.get("said") or {}, facts.get("asked") or {}
    message = facts.get("message")
    known = {question.id for question in troubleshooting().questions}
    place = said.get(troubleshooting().opening.id)
    hints = hints_in(str(message)) if message else frozenset()
    return Told(
        place=_place_of(hints) if place in (None, BY_MESSAGE) else str(place),
        answers=tuple((name, str(value)) for name, value in said.items() if name in known),
        asked=frozenset(name for name in asked if name in known),
        rejected=_tried(facts, NOT_IT, NOT_ALL),
        mended=_tried(facts, NOT_ALL),
        hints=hints,
    )


def _place_of(hints: frozenset[str]) -> str | None:
    """Where it goes wrong, when a message says so: the one opening that shows all it points to, unless an application."""
    places = [answer.value for answer in troubleshooting().opening.answers if hints and hints <= set(answer.shows)]
    return places[0] if len(places) == 1 and places[0] != APPLICATION else None


def _tried(facts: Facts, *verdicts: str) -> frozenset[str]:
    """The causes that were tried and came to one of these."""
    return frozenset(str(one["code"]) for one in facts.items("tries") if one.get("verdict") in verdicts)


@lru_cache(maxsize=64)
def hints_in(message: str) -> frozenset[str]:
    """The causes that a message on the screen points to: whose own words it quotes, else those that it is most like."""
    from assistant.conversation.asking.search import find  # noqa: PLC0415 - its index is read for a message alone

    typed = look_alike_key(message)
    quoted = {
        code for code, one in symptoms().items() if any(look_alike_key(label(key)).strip(".") in typed for key in one.screen)
    }
    if quoted:
        return frozenset(quoted)
    causes = [one for one in find(message, "nl") if one.entry.kind == "symptom" and one.entry.id in symptoms()]
    near = [one for one in causes if one.score >= max(LEAST_HINT, NEAR * causes[0].score)]
    return frozenset(one.entry.id for one in near[:MOST_HINTS])


@lru_cache(maxsize=512)
def _trouble(told: Told) -> dict[str, Any]:
    left = standing(told)
    profile = catalogue().application(told.place or "")
    table = troubleshooting()
    functions = [one.label for one in catalogue().functions_opening(profile)] if profile else []
    return {
        "question": next_question(told),
        "place": told.place,
        "number": len(left),
        "code": left[0].code if left else None,
        "first": _cause(told, left[0]) if left else {},
        "others": tuple(_titled(one) for one in left[1:]) or None,
        "possible": list(case_of(told.place).codes),
        "application": (profile.known_as or profile.name) if profile else _own(table.application),
        "level": _unit_of(told.place),
        "beside": [one.application for one in profile.companions] or None if profile else None,
        "functions": numbered({"name": one} for one in functions),
        "openings": functions or None,
        "turn": len(told.rejected) + 1,
    }


def _own(text: str) -> Sentence:
    return Sentence(text, TROUBLESHOOTING)


def neutral() -> dict[str, Any]:
    """What stands in a text for what nobody named."""
    return {name: _own(text) for name, text in troubleshooting().neutral.items()}


def _unit_of(place: str | None) -> Sentence:
    """What the unit is called on which the users of an application live."""
    profile, table = catalogue().application(place or ""), troubleshooting()
    return _own(table.levels[profile.users_on] if profile and profile.users_on else table.unit)


def _titled(one: Standing) -> Sentence:
    return Sentence(words("– {title}"), "", {"title": Sentence(symptom(one.code).title, SYMPTOMS)})


def _cause(told: Told, one: Standing) -> dict[str, Any]:
    """A cause as it is told: what it is, how sure, what it rests on, what mends it, who does that and how."""
    known, table = symptom(one.code), troubleshooting()
    sure = {"certain": table.sure.certain, "likely": table.sure.likely, "possible": table.sure.possible}[one.sure]
    mends = mending(one.code, told.place)
    return {
        "code": one.code,
        "title": Sentence(known.title, SYMPTOMS),
        "text": Sentence(known.text, SYMPTOMS),
        "sure": _own(sure),
        "evidence": tuple(_evidence(question, value) for question, value in one.evidence) or None,
        "remedy": Sentence(known.remedy, SYMPTOMS, {**neutral(), "unit": _unit_of(told.place)}),
        "who": tuple(Sentence(words("– {who}"), "", {"who": Sentence(ROLE_WORDS[role])}) for role in mends.who) or None,
        "clicks": _clicks(mends) or None,
        "help": tuple(_helper(contact(key)) for key in known.contacts) or None,
    }


def _evidence(question: str, value: str) -> Sentence:
    tells = troubleshooting().question(question).answer(value).tells
    return Sentence(words("– {what}"), "", {"what": _own(tells)})


def _helper(one: Contact) -> Sentence:
    how = ", ".join((*one.telephones, *one.emails, *((one.web,) if one.web else ())))
    facts = {"name": Sentence(one.name, CONTACTS), "how": how}
    return Sentence(words("– {name}: {how}") if how else words("– {name}"), "", facts)


def _clicks(mends: Mending) -> tuple[Sentence, ...]:
    """The way there and the clicks on the spot, numbered."""
    told: list[Sentence] = []
    for leg in mends.legs:
        if leg.address:
            told.append(Sentence(words("Ga naar {address}."), "", {"address": leg.address}))
        told += [Sentence(click, WAYS) for click in leg.clicks]
    facts = neutral() | dict(mends.facts)
    if mends.level in (Level.CAPACITY, Level.SUBDIVISION, Level.SITE):
        facts["unit"] = _own(troubleshooting().levels[mends.level])
    told += [Sentence(click, PORTAL_STEPS, facts) for click in mends.clicks]
    return tuple(
        Sentence(words("{number}. {what}"), "", {"number": number, "what": one}) for number, one in enumerate(told, 1)
    )
