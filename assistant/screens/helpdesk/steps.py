"""A repair plan (`repair/1`, interface §5) as the screen shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from assistant.checks.repair import Plan as Planned
from assistant.checks.wording import Names
from assistant.domain.action_kinds import action_kind
from assistant.domain.symptoms import symptom
from assistant.domain.words import words
from assistant.screens.helpdesk.cases import Actor, Alternative, Asked, Change, Place, Plan, Step, Trouble

if TYPE_CHECKING:
    from assistant.conversation.texts import Texts

_FIELDS = {
    "unit": words("eenheid"),
    "person": words("persoon"),
    "email": words("e-mailadres"),
    "username": words("gebruikersnaam"),
    "type": words("soort"),
    "name": words("naam"),
    "function": words("functie"),
    "start": words("begindatum"),
    "end": words("einddatum"),
}
"""What the fields are called that a plan had to make up."""


class Wording(NamedTuple):
    """What the people (by INSZ) and the units of an enterprise are called, in the reader's language."""

    people: Mapping[str, str]
    names: Names
    texts: Texts

    def who(self, insz: str | None) -> str:
        """Return the name of someone, nothing for someone not described."""
        return self.people.get(insz or "", "")

    def where(self, capacity: str | None, unit: str | None) -> str:
        """Return the name of a unit, or of the capacity where no unit is named."""
        return self.names.unit(capacity, unit) if unit else capacity or ""

    def title(self, action: str) -> str:
        """Return what an action is called, as the beginning of a line."""
        kind = action_kind(action)
        title = self.texts.text(kind.title, "actions") if kind else action
        return title[:1].upper() + title[1:]

    def about(self, action: Mapping[str, Any]) -> str:
        """Return what an action is about: the person, the application or function, the place."""
        data = action.get("data") or {}
        what = str(data.get("application") or data.get("function") or "")
        parts = [self.who(action.get("person")), what, self.where(action.get("capacity"), action.get("unit"))]
        return " · ".join(part for part in parts if part)

    def actor(self, actor: Actor) -> str:
        """Return a role with the name of who has it, where that is known."""
        return f"{actor['role']} {self.who(actor['person'])}".strip()


def plan_of(found: Planned, asked: Asked, version: int, wording: Wording) -> Plan:
    """Return a plan in the reader's language."""
    repaired = found.document
    return Plan(
        asked,
        version,
        tuple(_step(step, wording) for step in repaired["steps"]),
        tuple(dict.fromkeys((one["who"], one["what"]) for one in repaired["outside"])),
        _changes(repaired["gains"], wording),
        _changes(repaired["losses"], wording),
        tuple(_left(one, wording) for one in repaired["after"]["findings"] if one["severity"] == "blocking"),
        tuple(
            Alternative(one["what"], tuple(_step(step, wording) for step in one["steps"]))
            for one in repaired.get("alternatives", ())
        ),
        found.tree,
    )


def _step(step: Mapping[str, Any], wording: Wording) -> Step:
    action = step["action"]
    return Step(
        number=step["n"],
        row=step,
        title=wording.title(action["action"]),
        about=wording.about(action),
        by=wording.actor(step["by"]),
        who_may=tuple(step["who_may"]),
        clicks=tuple(step["portal"]),
        because=tuple(wording.texts.text(symptom(code).title, "symptoms") for code in step["because"]),
        assumed=tuple(
            (wording.texts.text(_FIELDS.get(name, name)), str(one["value"]))
            for one in step["assumed"]
            if one["value"] is not None and (name := one["field"].removeprefix("data."))
        ),
        then=step["then"],
        choices=tuple(step["choices"] or ()),
        chosen=step.get("chosen"),
    )


def _changes(changed: Iterable[Mapping[str, Any]], wording: Wording) -> tuple[Change, ...]:
    return tuple(
        Change(
            wording.who(one["person"]),
            one["application"],
            wording.where(one["capacity"], one["unit"]),
            one["was"],
            one["verdict"],
        )
        for one in changed
    )


def _left(one: Mapping[str, Any], wording: Wording) -> Trouble:
    return Trouble(
        one["code"],
        True,
        True,
        wording.texts.text(symptom(one["code"]).title, "symptoms"),
        one["message"],
        one["remedy"],
        Place(one["capacity"], one["unit"], one["person"]),
        one["application"],
        tuple(one["who_may"]),
        one["source"],
        wording.where(one["capacity"], one["unit"]),
        wording.who(one["person"]),
    )
