"""What a repair plan (`repair/1`) asks of whom: its steps as the portal shows them, what is left, what to wait for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from assistant.conversation.templates import names_in_template
from assistant.conversation.texts import Texts
from assistant.conversation.trouble import neutral
from assistant.conversation.turn import Rich, Span, join, plain, rich
from assistant.conversation.wording import CONTACTS, all_of, one_of
from assistant.domain.action_kinds import action_kind
from assistant.domain.contacts import contacts
from assistant.domain.days import BRUSSELS, day, shown_day
from assistant.domain.numbers import masked_insz, spaced_enterprise
from assistant.domain.portal_steps import portal_step
from assistant.domain.symptoms import symptom
from assistant.domain.vocabulary import Level
from assistant.domain.words import words
from assistant.reports.letters.cast import Cast
from assistant.reports.letters.duty import Agenda, Duty, Filled
from assistant.reports.letters.letter import Wait
from assistant.reports.letters.units import UnitNames
from assistant.reports.letters.waiting import wait_for_day
from assistant.store.exchange.unit_path import depth, number_and_name, units_of

PORTAL_STEPS = "portal_steps"
"""The context of the texts of data/portal_steps.yaml."""

_LEVELS = (Level.CAPACITY, Level.SUBDIVISION, Level.SITE)
_VALUES = {
    "insz": words("INSZ"),
    "hco": words("HCO-nummer"),
    "type": words("type"),
    "email": words("e-mail"),
    "application": words("toepassing"),
    "applications": words("toepassingen"),
    "function": words("functie"),
    "start": words("startdatum"),
    "end": words("einddatum"),
}
"""What may differ between steps that go the same way, and how that is called."""


def agenda_of_plan(plan: Mapping[str, Any], tree: Mapping[str, Any], texts: Texts, at: datetime) -> Agenda:
    """The plan's steps as duties; `tree` is the enterprise's access tree, `at` the day of the letter."""
    cast, today = Cast(tree), at.astimezone(BRUSSELS).date()
    names = UnitNames(tree, [step["action"] for step in plan["steps"]])
    reader = _Reader(cast, names, texts, today)
    applications = dict.fromkeys(one["application"] for one in plan["after"]["decisions"])
    return Agenda(
        tuple(reader.duty(step) for step in plan["steps"]),
        tuple(_outside(plan, cast, texts)),
        tuple(_waits(plan, tree, cast, texts, today)),
        tuple(applications),
        tuple(dict.fromkeys(key for one in plan["outside"] for key in symptom(one["because"]).contacts[:1])),
    )


class _Reader:
    def __init__(self, cast: Cast, names: UnitNames, texts: Texts, today: date) -> None:
        self._cast, self._names, self._texts, self._today = cast, names, texts, today

    def duty(self, step: Mapping[str, Any]) -> Duty:
        """One step of the plan."""
        action, texts = step["action"], self._texts
        name, capacity = action["action"], action.get("capacity")
        level = _LEVELS[depth(action.get("unit") or "")] if capacity else Level.ENTERPRISE
        found = portal_step(name, capacity, level, at_user="person" in action)
        facts = self._facts(step)
        kind = action_kind(name)
        title = texts.text(kind.title, "actions") if kind else name
        title = title[:1].upper() + title[1:]
        about = self._about(step, facts)
        clicks = found.clicks if found else ()
        said_of = {**neutral(), **facts}  # no letter has gaps
        return Duty(
            actor=self._cast.of_step(step["by"], step["who_may"], action),
            kind=f"{name} {found.way if found else ''}",
            title=join((rich(title), about), ": ") if about else rich(title),
            about=about,
            clicks=tuple(texts.rich(click, PORTAL_STEPS, said_of) for click in clicks),
            way=found.way if found else None,
            values=tuple(self._values(clicks, facts, plain(about), str(action.get("person")))),
            after=(texts.rich(_AFTER_20_MINUTES),) if step["then"] == "wait" else (),
            relogin=step["then"] == "relogin",
            actions=(action,),
            may=tuple(step["who_may"]),
            waits=tuple(wait_for_day(action, self._cast.name(action.get("person") or ""), texts, self._today)),
        )

    def _facts(self, step: Mapping[str, Any]) -> dict[str, str]:
        """What may stand in clicks (`CLICK_FACTS`); what is to be chosen is named as such."""
        action, data = step["action"], step["action"]["data"]
        path, insz = action.get("unit") or "", action.get("person")
        hco, name = number_and_name(path)
        facts = {
            "enterprise": spaced_enterprise(action["enterprise"]),
            "capacity": action.get("capacity"),
            "unit": self._names.called(action.get("capacity"), path),
            "hco": hco or name,
            "insz": masked_insz(insz) if insz else None,
            "person": self._cast.name(insz) if insz else None,
            "applications": all_of(data.get("applications") or (), self._texts),
            **{key: data.get(key) for key in ("type", "email", "application", "function")},
            **{key: shown_day(day(data[key])) for key in ("start", "end") if data.get(key)},
        }
        if step["choices"]:
            people = step["chosen"] == "person"
            options = [self._cast.name(one) or masked_insz(one) for one in step["choices"]] if people else step["choices"]
            facts["person" if people else str(step["chosen"]).rpartition(".")[2]] = one_of(options, self._texts)
        return {key: text for key, text in facts.items() if text}

    def _values(self, clicks: Iterable[str], facts: Mapping[str, str], about: str, person: str) -> Iterator[Filled]:
        """What the clicks hold that may be different in the next step of the kind, and is not told otherwise."""
        used = names_in_template(list(clicks))
        for key, called in _VALUES.items():
            if key in used and key in facts and facts[key] not in about:
                yield Filled(self._texts.text(called), facts[key], person if key == "insz" else facts[key])

    def _about(self, step: Mapping[str, Any], facts: Mapping[str, str]) -> Rich:
        """Whom or what a step is about; what is still to be chosen is left to the clicks."""
        action = step["action"]
        place = "unit" if action.get("unit") else "capacity"
        names = ("person", "function", "application", place)
        parts = [facts[name] for name in names if name in facts and step["chosen"] != f"data.{name}"]
        return rich(", ".join(parts), "value") if parts else ()


_AFTER_20_MINUTES = words("Wat u hier verandert, is na hoogstens 20 minuten in orde.")


def _outside(plan: Mapping[str, Any], cast: Cast, texts: Texts) -> Iterator[Rich]:
    """What is to be done outside the portal: with whom, what, and for which people; the same for several is told once."""
    people: dict[tuple[str, str], list[str]] = {}
    for one in plan["outside"]:
        names = people.setdefault((one["because"], one["what"]), [])
        names += [cast.name(one["person"])] if one["person"] else []
    for (because, what), names in people.items():
        who = texts.text(contacts()[symptom(because).contacts[0]].name, CONTACTS)
        whom = (Span(f" ({', '.join(names)})", "value"),) if names else ()
        yield (Span(who, "strong"), Span(": "), Span(what), *whom)


def _waits(plan: Mapping[str, Any], tree: Mapping[str, Any], cast: Cast, texts: Texts, today: date) -> Iterator[Wait]:
    """Functions that stand there already and begin on a later day, where someone is held up by that."""
    held = {(one["person"], one["unit"]) for one in plan["after"]["decisions"] if one["from"] is not None}
    for capacity in tree["capacities"]:
        for path, unit in (("", capacity), *units_of(capacity)):
            for user in unit["users"]:
                for function in user["functions"] if (user["person"], path) in held else ():
                    action = {"action": "function.give", "unit": path, "person": user["person"], "data": function}
                    yield from wait_for_day(action, cast.name(user["person"]), texts, today)
