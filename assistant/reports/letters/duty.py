"""What has to be done and by whom, in order, before it is put into letters: from a plan, from a conversation, or both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.conversation.turn import Field, Rich
from assistant.reports.letters.letter import Wait

Action = Mapping[str, Any]
Deed = tuple[str, str | None, str | None, str | None]
"""What an action does: its name, capacity, unit and person. The same deed from two sources is one step."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something: a role, a person (INSZ) when known, else a name that was typed."""

    role: str
    person: str = ""
    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """Something that is filled in: how it is called, how it is shown (a number of a person masked), what it is."""

    name: str
    shown: str
    value: str


@dataclass(frozen=True, slots=True)
class Duty:
    """One step for one person.

    `title` names it and `about` what it is about (whom, where), for steps that go the same way: those have an equal `kind`.
    `values` are what differs between those. `clicks` come after the `way` (a key of data/places.yaml). `relogin`: the actor
    logs out and in again afterwards. `may` are the roles that may do it.
    """

    actor: Actor
    kind: str
    title: Rich
    about: Rich
    clicks: tuple[Rich, ...]
    way: str | None = None
    fields: tuple[Field, ...] = ()
    values: tuple[Filled, ...] = ()
    success: Rich = ()
    after: tuple[Rich, ...] = ()
    relogin: bool = False
    step: str = ""
    actions: tuple[Action, ...] = ()
    may: tuple[str, ...] = ()
    waits: tuple[Wait, ...] = ()

    @property
    def deeds(self) -> frozenset[Deed]:
        """What it does in the store."""
        return frozenset(map(deed_of, self.actions))


@dataclass(frozen=True, slots=True)
class Agenda:
    """All duties in order, what is done outside the portal, what is only waited for, what it is all about (applications),
    and whom to ask besides (keys of data/contacts.yaml)."""

    duties: tuple[Duty, ...] = ()
    outside: tuple[Rich, ...] = ()
    waits: tuple[Wait, ...] = ()
    applications: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()


def deed_of(action: Action) -> Deed:
    """What an action of interface §3 does."""
    return (str(action["action"]), action.get("capacity"), action.get("unit") or None, action.get("person"))


def merged(told: Agenda, planned: Agenda) -> Agenda:
    """What a conversation tells (its duties come in the place of the same ones in the plan), then what the plan adds."""
    by_deed = {deed: duty for duty in told.duties for deed in duty.deeds}
    placed: list[Duty] = []
    for duty in planned.duties:
        better = next((by_deed[deed] for deed in duty.deeds if deed in by_deed), duty)
        if better not in placed:
            placed.append(better)
    first = [duty for duty in told.duties if duty not in placed]
    return Agenda(
        (*first, *placed),
        tuple(dict.fromkeys((*told.outside, *planned.outside))),
        (*told.waits, *planned.waits),
        tuple(dict.fromkeys((*told.applications, *planned.applications))),
        tuple(dict.fromkeys((*told.contacts, *planned.contacts))),
    )
