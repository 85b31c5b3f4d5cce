"""A step of a plan as clicks in the portal: the way there, then what to do on the spot."""

from __future__ import annotations

from typing import Any

from assistant.checks.repair.known import Known
from assistant.checks.wording import Names, Say, filled
from assistant.domain.days import day, shown_day
from assistant.domain.numbers import dotted_insz, spaced_enterprise
from assistant.domain.portal_steps import portal_step
from assistant.domain.troubleshooting import troubleshooting
from assistant.domain.vocabulary import Level
from assistant.domain.ways import whole_way
from assistant.domain.words import words
from assistant.store.exchange.unit_path import number_and_name


def clicks(action: dict[str, Any], known: Known, names: Names, say: Say) -> list[str]:
    """Return the instructions for an action, one a line; none where no guide shows how it is done."""
    path = action.get("unit") or ""
    capacity = action.get("capacity")
    level = known.level_of(path) if capacity else Level.ENTERPRISE
    found = portal_step(action["action"], capacity, level, at_user="person" in action)
    if found is None:
        return []
    facts = {**{name: say(text) for name, text in troubleshooting().neutral.items()}, **_facts(action, known, names)}
    told: list[str] = []
    for way in whole_way(found.way) if found.way else ():
        if way.address:
            told.append(filled(words("Ga naar {address}."), {"address": way.address}, say))
        told += [filled(click, facts, say) for click in way.clicks]
    return told + [filled(click, facts, say) for click in found.clicks]


def _facts(action: dict[str, Any], known: Known, names: Names) -> dict[str, str]:
    data, insz, path = action["data"], action.get("person"), action.get("unit") or ""
    person = known.person(insz or "")
    hco, name = number_and_name(path)
    facts = {
        "enterprise": spaced_enterprise(known.number),
        "capacity": action.get("capacity"),
        "unit": names.unit(action.get("capacity"), path) if action.get("capacity") else None,
        "hco": hco or name,
        "insz": dotted_insz(insz) if insz else None,
        "person": f"{person['first_name']} {person['surname']}" if person else None,
        "applications": ", ".join(data.get("applications") or ()),
        **{key: data.get(key) for key in ("type", "email", "application", "function")},
        **{key: shown_day(day(data[key])) for key in ("start", "end") if data.get(key)},
    }
    return {name: text for name, text in facts.items() if text}
