"""From what somebody says to want ("ik moet in INSISTO geraken", "een woonzorgcentrum") to the guide that does it.

Nothing is read but tables and flows, and nothing is kept: `advise` tells the offers, best first, with why, and the one
question that decides between them. What was said already goes along as answers to the guide's own steps, so that it is not
asked again. Which capacity is needed is told where the guide is sure of it; where the application decides, the guide asks
(G1 2.1.2).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from assistant.conversation.flow import Guide, Option
from assistant.conversation.hearing import heard_in
from assistant.conversation.load import load_guide
from assistant.conversation.options import offered
from assistant.conversation.scope import Facts
from assistant.conversation.texts import Texts
from assistant.conversation.turn import Message, join
from assistant.domain.wishes import Wish, WishKind, wishes
from assistant.domain.words import words

WISHES = "wishes"
"""The context of the texts of data/wishes.yaml."""
CAPACITY = "capacity"
"""The fact that names the capacity of a guide."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A guide to begin with. `answers`: by step, what was said already. `capacity`: where the guide is sure of it."""

    guide: str
    title: str
    answers: Mapping[str, str] = field(default_factory=dict)
    section: str = ""
    """The title of the section that it is about, where that is not the beginning."""
    capacity: str = ""
    why: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """Offers, best first; none when nothing was understood. `question` decides between them, empty when one is sure."""

    offers: tuple[Offer, ...] = ()
    question: str = ""


def advise(said: str, texts: Texts) -> Advice:
    """What somebody who says this wants. Raises `RowFaults` for a damaged table or guide."""
    named = [wishes()[key] for key in heard_in(said, texts.language)]
    by_kind: dict[WishKind, list[Wish]] = {"task": [], "application": [], "facility": [], "role": []}
    for wish in named:
        by_kind[wish.kind].append(wish)
    offering = _Offering(named, texts)
    if by_kind["task"]:
        return _to_a_task(by_kind["task"][0], by_kind["application"], offering)
    if by_kind["application"]:
        return _to_an_application(by_kind["application"], offering, texts)
    for wish in (*by_kind["facility"], *by_kind["role"]):
        return _to_a_guide(wish, offering, texts)
    return Advice()


def _to_a_task(task: Wish, applications: list[Wish], offering: _Offering) -> Advice:
    """Something of every week; with an application that may not be there yet, its whole guide is the other way."""
    first = offering.of(task, task.guides[0])
    others = [offering.of(wish, guide) for wish in applications for guide in wish.guides] if task.whole else []
    return Advice((first, *others), offering.ask(task) if others else "")


def _to_an_application(applications: list[Wish], offering: _Offering, texts: Texts) -> Advice:
    offers = {(wish.guides[0], *wish.answers.items()): offering.of(wish, wish.guides[0]) for wish in applications}
    question = texts.text(words("Met welke toepassing begint u?")) if len(offers) > 1 else ""
    return Advice(tuple(offers.values()), question)


def _to_a_guide(wish: Wish, offering: _Offering, texts: Texts) -> Advice:
    """A kind of facility or a role alone: the step that decides is asked, or which of the guides it is about."""
    if wish.asks:
        step = load_guide(wish.guides[0]).step(wish.asks)
        offers = [offering.of(wish, wish.guides[0], {step.id: one}) for one in _options(load_guide(wish.guides[0]), step.id)]
        unsure = offering.of(wish, wish.guides[0], title=words("Dat weet ik nog niet"))
        return Advice((*offers, unsure), texts.text(step.text, step.id))
    offers = [offering.of(wish, guide) for guide in wish.guides]
    return Advice(tuple(offers), offering.ask(wish) if len(offers) > 1 else "")


class _Offering:
    """Makes offers out of all that was named."""

    def __init__(self, named: list[Wish], texts: Texts) -> None:
        self._named = named
        self._texts = texts

    def ask(self, wish: Wish) -> str:
        """The question of a row, in the user's language."""
        return self._texts.text(wish.question, WISHES)

    def of(self, wish: Wish, name: str, more: Mapping[str, str] = {}, *, title: str = "") -> Offer:
        """The offer to begin this guide for this wish, with what else was named."""
        guide, texts = load_guide(name), self._texts
        answers = {step: value for step, value in self._answers(wish, more).items() if value in _taken_by(guide, step)}
        return Offer(
            guide=name,
            title=texts.text(title) if title else self._title(guide, more or _own(wish, answers)),
            answers=answers,
            section=self._section(wish, guide),
            capacity=_capacity(guide, answers),
            why=tuple(Message(texts.rich(one.why, WISHES), "info", one.source) for one in self._reasons(wish, name)),
        )

    def _answers(self, wish: Wish, more: Mapping[str, str]) -> dict[str, str]:
        """What the wish answers, then what else was named does, then what holds for want of better."""
        said = dict(more)
        for one in (wish, *self._named):
            if one is wish or one.kind != wish.kind:
                said = {**one.answers, **said}
        for one in (wish, *self._named):
            said = {**one.alone, **said}
        return said

    def _title(self, guide: Guide, told: Mapping[str, str]) -> str:
        for step, value in told.items():
            return self._texts.text(_options(guide, step)[value].text, step)
        return self._texts.text(guide.head.title, guide.head.id)

    def _section(self, wish: Wish, guide: Guide) -> str:
        found = next((one for one in guide.sections if one.id == wish.section), None)
        return self._texts.text(found.title, found.id) if found and guide.head.id == wish.guides[0] else ""

    def _reasons(self, wish: Wish, guide: str) -> Iterator[Wish]:
        yield wish
        yield from (
            one for one in self._named if one.kind in ("facility", "role") and one is not wish and guide in one.guides
        )


def _own(wish: Wish, answers: Mapping[str, str]) -> dict[str, str]:
    """The answer by which an offer is called: that of the task, or of the application."""
    given = {**wish.alone, **wish.answers} if wish.kind == "role" else wish.answers
    return {step: value for step, value in given.items() if answers.get(step) == value and step in _NAMING}


_NAMING = ("start.taak", "keuze.toepassing")
"""Steps whose options are names for what somebody wants to do."""


def _options(guide: Guide, step_id: str) -> dict[str, Option]:
    """The options of a step by value; none when the guide has no such step."""
    try:
        ask = guide.step(step_id).ask
    except KeyError:
        return {}
    return {option.value: option for option in ask.options} if ask else {}


def _taken_by(guide: Guide, step_id: str) -> set[str]:
    """The answers that a step takes before anything else is known; none when the guide has no such step."""
    try:
        ask = guide.step(step_id).ask
    except KeyError:
        return set()
    return offered(ask, Facts(guide.head.facts)) if ask else set()


def _capacity(guide: Guide, answers: Mapping[str, str]) -> str:
    """The capacity that the guide is sure of, by itself or by what was answered; empty where it asks."""
    options = [_options(guide, step).get(value) for step, value in answers.items()]
    chosen = (option.set.get(CAPACITY, "") for option in options if option)
    return guide.head.facts.get(CAPACITY, "") or next((one for one in chosen if one and "{" not in one), "")


def told(offer: Offer, texts: Texts) -> tuple[Message, ...]:
    """Why a guide is offered, and what is known of it, for the user."""
    facts = {"capacity": offer.capacity, "section": offer.section}
    known = []
    if offer.capacity:
        known.append(texts.rich(words("Hoedanigheid: {capacity}."), "", facts))
    if offer.section:
        known.append(texts.rich(words("Het gaat over het deel '{section}'."), "", facts))
    return (*offer.why, *((Message(join(known)),) if known else ()))
