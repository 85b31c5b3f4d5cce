"""Whether a number that is given belongs to another unit already: under one parent it tells units apart, in paths too."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, select

from assistant.conversation.reading import Answer, Refused
from assistant.conversation.replay import Visit
from assistant.conversation.scope import ENTERPRISE_FACT, Facts, ref_of
from assistant.domain.catalogue import catalogue
from assistant.domain.typed import look_alike_key
from assistant.domain.words import words
from assistant.store.exchange.unit_path import joined
from assistant.store.tables import Enterprise, Unit

HELD_ALREADY = words(
    "{number} is al het nummer van {unit}. Elke eenheid heeft een eigen HCO-nummer: kijk het na, of typ 'weet ik niet'."
)


def unless_taken(tx: Session, visit: Visit, answer: Answer, facts: Facts) -> Answer | Refused:
    """An answer to the question for an HCO number, refused when another unit has that number."""
    number = answer.kept.get("value")
    unit = _holder(tx, visit, str(number), facts) if number else None
    return Refused(HELD_ALREADY, {"number": number, "unit": unit}) if unit else answer


def _holder(tx: Session, visit: Visit, number: str, facts: Facts) -> str | None:
    """The name of another unit under the same parent that has this number.

    Another is one of the same list to which it was given, or whose name the store knows with it.
    """
    ask = visit.step.ask
    if ask is None or not ask.save:
        return None
    name, _, field = ask.save.partition(".")
    loop = next((loop for loop in visit.section.repeat if loop.as_ == name), None)
    if loop is None:
        return None
    others = [one for one in facts.items(loop.over) if one["number"] != visit.round[name]["number"]]
    known = _name_in_store(tx, joined(_parent(visit, name), number), facts)
    for other in others:
        if other.get(field) == number or (not other.get(field) and _alike(other.get("name"), known)):
            return str(other.get("name") or number)
    return None


def _parent(visit: Visit, name: str) -> str:
    """The path of the unit above: of the loop items outside this one that are units."""
    outer = list(visit.round)[: list(visit.round).index(name)]
    return "/".join(ref for one in outer if (ref := ref_of(visit.round[one])))


def _name_in_store(tx: Session, path: str, facts: Facts) -> str | None:
    kind = catalogue().capacity(str(facts.get("capacity")))
    query = select(Unit.name).join(Enterprise, col(Enterprise.id) == col(Unit.enterprise_id))
    there = query.where(Enterprise.number == str(facts.get(ENTERPRISE_FACT)), Unit.path == path)
    return tx.exec(there.where(Unit.capacity == (kind.label if kind else facts.get("capacity")))).first()


def _alike(name: Any, known: str | None) -> bool:
    return bool(name and known) and look_alike_key(str(name)) == look_alike_key(str(known))
