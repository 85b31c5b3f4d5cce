"""From an agenda to letters: one a person, with only their own steps, what others do around them, and what to bring."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby, pairwise

from assistant.conversation.texts import Texts
from assistant.conversation.turn import Rich, Span, join, plain, rich
from assistant.conversation.wording import all_of, one_of, role_words
from assistant.domain.catalogue import catalogue
from assistant.domain.prerequisites import Bring, prerequisites
from assistant.domain.vocabulary import Role
from assistant.domain.words import words
from assistant.reports.letters.cast import Cast
from assistant.reports.letters.duty import Actor, Agenda, Duty
from assistant.reports.letters.helpers import helpers
from assistant.reports.letters.letter import Letter, Others, Recipient, Task, Thing
from assistant.reports.letters.routes import Routes
from assistant.reports.letters.safe import clean, cleaned

PREREQUISITES = "prerequisites"
"""The context of the texts of data/prerequisites.yaml."""

USUAL_HELP = "eranova"
"""Whom to ask about the portal itself."""

MOST_TITLES = 2
"""So many steps of another person are named; the others are counted."""

_ADDRESS = re.compile(r"[!-~]+@[!-~]+")


@dataclass(frozen=True, slots=True)
class Setting:
    """What all letters of an enterprise have in common; `number` is empty while the enterprise is not known."""

    number: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Addressed:
    """A letter, and whom it is for: the letter itself never says a whole personal number."""

    actor: Actor
    letter: Letter


def letters(agenda: Agenda, cast: Cast, setting: Setting, texts: Texts) -> tuple[Addressed, ...]:
    """One letter for each person who has something to do, in the order in which they come into it.

    What is done outside the portal, and what is only waited for, stands in the letter of the one who looks after it all.
    """
    duties = agenda.duties
    whoever = dict.fromkeys(_identity(duty.actor) for duty in duties)
    if not whoever and (agenda.outside or agenda.waits):
        whoever = {_identity(cast.manager()): None}
    keeper = _identity(cast.manager())
    keeper = keeper if keeper in whoever else next(iter(whoever), keeper)
    found = []
    for one in whoever:
        own = [duty for duty in duties if _identity(duty.actor) == one]
        actor = own[0].actor if own else cast.manager()
        letter = _Writer(texts, setting, agenda).letter(actor, own)
        if one == keeper:
            letter = replace(letter, outside=agenda.outside, waits=(*letter.waits, *agenda.waits))
        found.append(Addressed(actor, _safe(letter, texts)))
    return tuple(found)


def _rank(role: str) -> int:
    """Where a role stands among the roles of the portal, the widest first; any other after them."""
    return list(Role).index(Role(role)) if role in set(Role) else len(Role)


def _identity(actor: Actor) -> tuple[str, ...]:
    """What tells people apart: who they are where that is known, else what they are."""
    return ("person", actor.person) if actor.person else ("role", actor.role, actor.name)


class _Writer:
    def __init__(self, texts: Texts, setting: Setting, agenda: Agenda) -> None:
        self._texts, self._setting, self._agenda = texts, setting, agenda

    def letter(self, actor: Actor, own: Sequence[Duty]) -> Letter:
        """The letter of one person with these duties."""
        roles = sorted({duty.actor.role for duty in own} or {actor.role}, key=_rank)
        return Letter(
            language=self._texts.language,
            at=self._setting.at,
            recipient=Recipient(tuple(filter(None, roles)), self._title(roles), actor.name, actor.email),
            enterprise=self._setting.number,
            enterprise_name=self._setting.name,
            about=self._about(),
            bring=tuple(_things(own, self._texts)),
            parts=tuple(self._parts(own)),
            waits=tuple(wait for duty in own for wait in duty.waits),
            help=helpers(self._contacts(), self._texts),
            notes=tuple(self._notes(own, roles)),
        )

    def _title(self, roles: Iterable[str]) -> str:
        return all_of((role_words(role, self._texts) for role in roles if role), self._texts)

    def _about(self) -> str:
        named = ", ".join(self._agenda.applications)
        return self._texts.text(words("Toegang tot {applications}"), applications=named) if named else ""

    def _contacts(self) -> Iterator[str]:
        for name in self._agenda.applications:
            profile = catalogue().application(name)
            if profile and profile.contact:
                yield profile.contact
        yield USUAL_HELP
        yield from self._agenda.contacts

    def _parts(self, own: Sequence[Duty]) -> Iterator[Task | Others]:
        """The steps in order, numbered; runs of what others do before, between and after them."""
        routes, done, number = Routes(self._texts), 0, 0
        ids = set(map(id, own))
        for mine, run in groupby(self._agenda.duties, key=lambda duty: id(duty) in ids):
            duties = list(run)
            if not mine:
                if own:
                    yield self._others(duties, first=done == 0, last=done == len(own))
                continue
            for alike in _alike(duties):
                number += 1
                done += len(alike)
                yield self._task(number, alike, routes)

    def _others(self, duties: Sequence[Duty], *, first: bool, last: bool) -> Others:
        title = words("Vóór u") if first else words("Na u") if last else words("Eerst door iemand anders")
        by_actor: dict[Actor, list[Duty]] = {}
        for duty in duties:
            by_actor.setdefault(duty.actor, []).append(duty)
        return Others(self._texts.text(title), tuple(self._line(actor, run) for actor, run in by_actor.items()))

    def _line(self, actor: Actor, duties: Sequence[Duty]) -> Rich:
        who = ", ".join(filter(None, (actor.name, role_words(actor.role, self._texts) if actor.role else "")))
        titles = list(dict.fromkeys("".join(span.text for span in duty.title) for duty in duties))
        more = len(titles) - MOST_TITLES
        told = "; ".join(titles[: MOST_TITLES if more > 1 else MOST_TITLES + 1]).rstrip(".")
        if more > 1:
            told = self._texts.text(words("{told} en nog {more} stappen"), told=told, more=more)
        return (Span(who, "strong"), Span(": "), Span(f"{told}."))

    def _task(self, number: int, alike: Sequence[Duty], routes: Routes) -> Task:
        first, last = alike[0], alike[-1]
        place, address = routes.to(first.way, number)
        after = list(last.after)
        again = tuple(self._again(first, before, duty) for before, duty in pairwise(alike))
        if last.relogin:
            after.append(routes.relogin())
        return Task(
            number, first.title, address, place, first.clicks, first.fields, first.success, tuple(after), again
        )  # fmt: skip

    def _again(self, first: Duty, before: Duty, duty: Duty) -> Rich:
        """Another case of the first step: what it is about, and what is filled in differently."""
        about = plain(duty.about)
        differs = (one for one in duty.values if one.shown and one not in first.values and one.shown not in about)
        told = [f"{one.name} {one.shown}" for one in differs]
        line = join((duty.about, rich(" · ".join(told), "value")), " · ") if told else duty.about
        if not before.relogin:
            return line
        return join((line, self._texts.rich(words("Log eerst volledig uit en weer aan."))), " · ")

    def _notes(self, own: Sequence[Duty], roles: Sequence[str]) -> Iterator[Rich]:
        may = [set(duty.may) for duty in own if duty.may]
        others = set.intersection(*may) - set(roles) - {Role.WV, Role.USER} if may else set()
        if others:
            named = [role_words(role, self._texts) for role in Role if role in others]
            text = words("Kunt u dit niet zelf doen? Dan mag ook {others} het doen.")
            yield self._texts.rich(text, "", {"others": one_of(named, self._texts)})


def _alike(duties: Sequence[Duty]) -> Iterator[list[Duty]]:
    """Steps that follow each other and go the same way, together."""
    for _, run in groupby(duties, key=lambda duty: duty.kind):
        yield list(run)


def _things(own: Sequence[Duty], texts: Texts) -> Iterator[Thing]:
    """What these steps need, each thing once: as it is asked of the first of the reader's roles that it is asked of."""
    for one in prerequisites():
        for bring in one.bring:
            if any(_needs(duty, bring) for duty in own):
                yield Thing(texts.rich(bring.text, PREREQUISITES), texts.rich(bring.missing, PREREQUISITES))
                break


def _needs(duty: Duty, bring: Bring) -> bool:
    if bring.roles and duty.actor.role not in bring.roles:
        return False
    if not bring.actions and not bring.steps:
        return duty.way is not None
    return duty.step in bring.steps or any(action["action"] in bring.actions for action in duty.actions)


def _safe(letter: Letter, texts: Texts) -> Letter:
    """The letter with every text clean; it says so where a number is not whole, and is mailed to a plain address only."""
    found = cleaned(letter)
    if "***.**" in repr(found):
        hidden = words("Rijksregisternummers staan hier niet voluit. Vraag ze aan wie u deze brief bezorgde.")
        found = replace(found, notes=(*found.notes, texts.rich(hidden)))
    if _ADDRESS.fullmatch(letter.recipient.email) and clean(letter.recipient.email) == letter.recipient.email:
        return found
    return replace(found, recipient=replace(found.recipient, email=""))
