"""The reading `plan`: what the store knows of an enterprise's sub-divisions, sites and people, in the shape of the facts.

A guide takes it over as its own lists (`set: {subdivisions: "{store.plan.subdivisions}"}`), so that nobody types again what
was imported or done before. Units are those that exist and those that are planned; people of a unit are its users and those
who are expected to reach an application of the capacity there (on the capacity itself: on any of its units).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session, col, select

from assistant.domain.catalogue import catalogue
from assistant.domain.vocabulary import Level
from assistant.store.exchange.unit_path import number_and_name
from assistant.store.tables import ExpectedAccess, FunctionGiven, Person, PlannedUnit, Registration, Unit

Item = dict[str, Any]
ByPath = dict[str, Item]

CAPACITY_PATH = ""
"""The path of the capacity itself."""


def read_plan(tx: Session, enterprise_id: int, capacity: str | None, application: str | None) -> Item:
    """Return `subdivisions`, each with `number`, `name`, `hco`, `email`, `sites`; a site likewise.

    Where there are people, on the capacity itself (top level), a sub-division or a site, stand `people` and their `names`:
    a person with `insz`, `surname`, `first_name`, `email`, `doctor`, `username`, `function`, as far as known.
    """
    units = _units(tx, enterprise_id, capacity)
    people = _people(tx, enterprise_id, capacity, application)
    found: list[Item] = []
    for path, unit in units.items():
        if "/" in path:
            continue
        sites: list[Item] = []
        for below, site in units.items():
            if below.startswith(f"{path}/"):
                sites.append({**site, **_listed(people, below), "number": len(sites) + 1})
        found.append({**unit, **_listed(people, path), "number": len(found) + 1, **({"sites": sites} if sites else {})})
    return {"subdivisions": found, **_listed(people, CAPACITY_PATH)}


def _listed(people: Mapping[str, ByPath], path: str) -> Item:
    """The people of a unit and their names, where there are any."""
    there = list(people.get(path, {}).values())
    return {"people": there, "names": [_name(one) for one in there]} if there else {}


def _units(tx: Session, enterprise_id: int, capacity: str | None) -> ByPath:
    """What exists first, then what is only planned, by path below the capacity; a planned site brings its sub-division."""
    existing = select(Unit.path, Unit.name, Unit.hco, Unit.email).where(
        Unit.enterprise_id == enterprise_id, Unit.capacity == capacity, Unit.level != Level.CAPACITY
    )
    planned = select(PlannedUnit.unit, PlannedUnit.name, PlannedUnit.email).where(
        PlannedUnit.enterprise_id == enterprise_id, PlannedUnit.capacity == capacity
    )
    units: ByPath = {}
    for path, name, hco, email in tx.exec(existing.order_by(col(Unit.position), col(Unit.id))):
        units[path] = _known(name=name, hco=hco, email=email)
    for path, name, email in tx.exec(planned.order_by(col(PlannedUnit.position), col(PlannedUnit.id))):
        for there in (path.partition("/")[0], path):
            units.setdefault(there, _from_path(there))
        for key, value in _known(name=name, email=email).items():
            units[path].setdefault(key, value)
    return units


def _from_path(path: str) -> Item:
    hco, name = number_and_name(path)
    return {"hco": hco} if hco else {"name": name}


def _people(tx: Session, enterprise_id: int, capacity: str | None, application: str | None) -> dict[str, dict[str, Item]]:
    """The people of each unit, by its path and by their INSZ, with the function that is expected or that they hold."""
    about = (Person.insz, Person.surname, Person.first_name, Person.email, Person.doctor)
    users = (
        select(Unit.path, Registration.username, Registration.id, *about)  # type: ignore[call-overload]
        .join(Registration, col(Registration.unit_id) == col(Unit.id))
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(Unit.enterprise_id == enterprise_id, Unit.capacity == capacity)
        .order_by(col(Registration.position), col(Registration.id))
    )
    expected = (
        select(ExpectedAccess.unit, ExpectedAccess.function, *about)  # type: ignore[call-overload]
        .join(Person, col(Person.id) == col(ExpectedAccess.person_id))
        .where(
            ExpectedAccess.enterprise_id == enterprise_id,
            col(ExpectedAccess.application).in_(_applications(capacity, application)),
        )
        .order_by(col(ExpectedAccess.position), col(ExpectedAccess.id))
    )
    held = select(FunctionGiven.registration_id, FunctionGiven.function).where(FunctionGiven.enterprise_id == enterprise_id)
    functions: dict[int, str] = dict(tx.exec(held.order_by(col(FunctionGiven.id).desc())).all())
    people: dict[str, dict[str, Item]] = {}
    for path, username, registration, *person in tx.exec(users):
        known = _known(**_person(person), username=username, function=functions.get(registration))
        people.setdefault(path, {})[known["insz"]] = known
    for path, function, *person in tx.exec(expected):
        known = _known(**_person(person), function=function)
        item = people.setdefault(path or CAPACITY_PATH, {}).setdefault(known["insz"], known)
        item.update(_known(function=function))
    return people


def _applications(capacity: str | None, application: str | None) -> list[str]:
    """The guide's application and the others of its capacity."""
    kind = catalogue().capacity(capacity or "")
    others = catalogue().applications_of(kind) if kind else ()
    return [*([application] if application else []), *(one.name for one in others)]


def _person(row: Iterable[Any]) -> Item:
    return dict(zip(("insz", "surname", "first_name", "email", "doctor"), row, strict=True))


def _name(person: Item) -> str:
    return f"{person.get('first_name', '')} {person.get('surname', '')}".strip() or str(person["insz"])


def _known(**values: Any) -> Item:
    """Only what is known: a fact that is missing is asked for."""
    return {key: value for key, value in values.items() if value is not None and value != ""}
