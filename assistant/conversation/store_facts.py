"""What a step may read from the store, by name (`reads` in a flow). The answers are plain JSON, kept with the event."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func, select

from assistant.conversation.scope import ENTERPRISE_FACT, Facts, ref_of
from assistant.conversation.store_plan import read_plan
from assistant.conversation.store_standing import read_found, read_openings, read_places, read_somebody, read_standing
from assistant.domain.catalogue import catalogue
from assistant.domain.days import shown_day
from assistant.domain.numbers import spaced_enterprise
from assistant.domain.vocabulary import Level, ManagerStatus, Role
from assistant.store.enterprises import enterprise_of
from assistant.store.reference import known_enterprise
from assistant.store.tables import (
    Enterprise,
    FunctionGiven,
    ListedPerson,
    Manager,
    Person,
    PlannedUnit,
    Registration,
    RegistrationTick,
    Unit,
    UnitTick,
)

Reading = dict[str, Any]

# Written out once: to put a statement together takes longer than to execute it, and many answers read these.
_UNIT = select(Unit).where(
    col(Unit.enterprise_id) == bindparam("enterprise"),
    col(Unit.capacity) == bindparam("capacity"),
    col(Unit.path) == bindparam("path"),
)
_REGISTERED = (
    select_columns(
        *map(col, (Person.enterprise_id, Person.surname, Person.first_name, Person.email, Person.doctor)),
        *map(col, (Registration.id, Registration.unit_id, Registration.username, Registration.state)),
    )
    .join(Registration, col(Registration.person_id) == col(Person.id), isouter=True)
    .where(col(Person.insz) == bindparam("person"))
    .order_by(col(Registration.id))
)
"""Someone in every enterprise that describes them, beside each of their registrations."""


@dataclass(frozen=True, slots=True)
class Looking:
    """Where a reading looks: the enterprise's row (`None` while the store does not know it), the capacity, the facts."""

    tx: Session
    enterprise: Enterprise | None
    capacity: str | None
    facts: Facts

    @property
    def enterprise_id(self) -> int:
        """The enterprise's row number; 0, which no row has, while it is not known."""
        return (self.enterprise.id or 0) if self.enterprise else 0


def read_facts(tx: Session, names: tuple[str, ...], number: str | None, facts: Facts) -> dict[str, Reading]:
    """The named readings for an enterprise and the present items of the facts. Raises `KeyError` for an unknown name."""
    enterprise = enterprise_of(tx, number) if number else None
    kind = catalogue().capacity(str(facts.get("capacity"))) if facts.get("capacity") else None
    looking = Looking(tx, enterprise, kind.label if kind else facts.get("capacity"), facts)
    return {name: READERS[name](looking) for name in names}


def _enterprise(at: Looking) -> Reading:
    if at.enterprise is None:
        return {"known": False, "name": None, "has_wv": False}
    listed = select(ListedPerson.id).where(
        ListedPerson.enterprise_id == at.enterprise.id, ListedPerson.listed_as == "legal_representatives"
    )
    # A store that was never told the name keeps the number in its place.
    name = at.enterprise.name if at.enterprise.name != spaced_enterprise(at.enterprise.number) else None
    return {"known": True, "name": name, "has_wv": at.tx.exec(listed).first() is not None}


def _kbo(at: Looking) -> Reading:
    known = known_enterprise(at.tx, str(at.facts.get(ENTERPRISE_FACT) or ""))
    return {
        "standing": str(known.standing),
        "day": shown_day(known.day) if known.day else None,
        "name": known.name,
        "line": ", ".join(filter(None, (known.name, known.address))) or None,
        "situation": known.situation,
    }


def _htb(at: Looking) -> Reading:
    query = (
        select_columns(col(Manager.status), col(Person.insz), col(Person.first_name), col(Person.surname))
        .join(Person, col(Person.id) == col(Manager.person_id))
        .where(col(Manager.enterprise_id) == at.enterprise_id, col(Manager.role) == Role.HTB)
    )
    order = list(ManagerStatus)
    found = sorted(at.tx.execute(query), key=lambda row: order.index(ManagerStatus(row[0])))
    if not found:
        return {"status": "none", "insz": None, "name": None}
    status, insz, first_name, surname = found[0]
    return {"status": status, "insz": insz, "name": f"{first_name} {surname}".strip()}


def _capacity(at: Looking) -> Reading:
    unit = _root(at)
    if unit is None:
        return {"state": "none", "email": None, "manager": None, "manager_name": None, "applications": []}
    query = (
        select(col(Person.insz), col(Person.first_name), col(Person.surname))
        .join(Manager, col(Manager.person_id) == col(Person.id))
        .where(Manager.unit_id == unit.id, Manager.role == Role.TB, Manager.status == ManagerStatus.ACTIVE)
    )
    manager = at.tx.execute(query).first()
    return {
        "state": unit.state,
        "email": unit.email,
        "manager": manager[0] if manager else None,
        "manager_name": f"{manager[1]} {manager[2]}".strip() if manager else None,
        "applications": _ticks(at, unit),
    }


def _unit(at: Looking) -> Reading:
    unit = _present_unit(at)
    if unit is None:
        return {"state": "none", "applications": []}
    return {"state": unit.state, "applications": _ticks(at, unit)}


def _ticks(at: Looking, unit: Unit) -> list[str]:
    return sorted(at.tx.exec(select(UnitTick.application).where(UnitTick.unit_id == unit.id)))


def _units(at: Looking) -> Reading:
    found = list(at.tx.exec(select(Unit).where(*_in_capacity(at), Unit.level != Level.CAPACITY).order_by(col(Unit.id))))
    planned = at.tx.exec(
        select(PlannedUnit.unit).where(PlannedUnit.enterprise_id == at.enterprise_id, PlannedUnit.capacity == at.capacity)
    )
    paths = {unit.path for unit in found}
    return {
        "subdivisions": sum(unit.level == Level.SUBDIVISION for unit in found),
        "sites": sum(unit.level == Level.SITE for unit in found),
        "names": [unit.name for unit in found],
        "missing": sorted(path for path in planned if path not in paths),
    }


def _plan(at: Looking) -> Reading:
    return read_plan(at.tx, at.enterprise_id, at.capacity, at.facts.get("application"))


def _leftovers(at: Looking) -> Reading:
    """Users on a level where users of this capacity do not live, and units of a type that their level does not have."""
    kind = catalogue().capacity(at.capacity or "")
    if kind is None or kind.users_on is None:
        return {"any": False, "users": [], "units": [], "registrations": []}
    query = (
        select_columns(col(Person.insz), col(Person.first_name), col(Person.surname), col(Unit.path), col(Unit.name))
        .join(Registration, col(Registration.person_id) == col(Person.id))
        .join(Unit, col(Unit.id) == col(Registration.unit_id))
        .where(*_in_capacity(at), col(Unit.level) != kind.users_on)
        .order_by(col(Unit.path), col(Person.surname))
    )
    registrations = [
        {"number": number, "person": insz, "name": f"{first} {last}".strip(), "unit": path, "unit_name": name or at.capacity}
        for number, (insz, first, last, path, name) in enumerate(at.tx.execute(query), 1)
    ]
    units = []
    for unit in at.tx.exec(select(Unit).where(*_in_capacity(at), Unit.level != Level.CAPACITY)):
        types = [one.label for one in kind.types_on(Level(unit.level))]
        if types and not kind.more_types and unit.type not in types:
            units.append(unit.name or unit.path)
    users = [f"{one['name']} ({one['unit_name']})" for one in registrations]
    return {"any": bool(users or units), "users": users, "units": units, "registrations": registrations}


def _user(at: Looking) -> Reading:
    unit, person = _present_unit(at), _present_person(at)
    nothing: Reading = {"state": "none", "known": False, "username": None, "applications": [], "functions": []}
    nothing |= dict.fromkeys(("surname", "first_name", "email", "doctor"))
    if person is None:
        return nothing
    everywhere = at.tx.execute(_REGISTERED, {"person": person}).all()
    described = next((one for one in everywhere if one.enterprise_id == at.enterprise_id), None)
    if described:
        names = {"surname": described.surname or None, "first_name": described.first_name or None}
        nothing |= {**names, "email": described.email, "doctor": described.doctor}
    registered = [one for one in everywhere if one.id is not None]
    username = next((one.username for one in registered if one.username), None)
    known: Reading = {**nothing, "known": bool(registered), "username": username}
    row = next((one for one in registered if unit and one.unit_id == unit.id), None)
    if row is None:
        return known
    ticks = at.tx.exec(select(RegistrationTick.application).where(RegistrationTick.registration_id == row.id))
    functions = at.tx.exec(select(FunctionGiven.function).where(FunctionGiven.registration_id == row.id))
    return {**known, "state": row.state, "applications": sorted(ticks), "functions": sorted(functions)}


def _companions(at: Looking) -> Reading:
    """What has to be ticked beside the guide's application for who holds a doctor's function on the present unit, and is not
    yet. The function that is about to be given is fact `person.function`; others are those of the registration."""
    application, user = catalogue().application(str(at.facts.get("application"))), _user(at)
    held = {at.facts.get("person.function"), *user["functions"]}
    wanted = [one.application for one in (application.companions if application else ()) if held & set(one.doctor_functions)]
    return {"missing": [one for one in wanted if user["state"] != "none" and one not in user["applications"]]}


def _people(at: Looking) -> Reading:
    return {"number": at.tx.exec(select(func.count()).where(Person.enterprise_id == at.enterprise_id)).one()}


def _root(at: Looking) -> Unit | None:
    return at.tx.exec(select(Unit).where(*_in_capacity(at), Unit.level == Level.CAPACITY)).first()


def _in_capacity(at: Looking) -> tuple[Any, ...]:
    return (Unit.enterprise_id == at.enterprise_id, Unit.capacity == at.capacity)


def _present_unit(at: Looking) -> Unit | None:
    """The unit of the present round: the path of the loop items that are units, the outermost first."""
    refs = [ref_of(item) for item in at.facts.round.values() if not item.get("insz")]
    if not refs or None in refs:
        return _root(at)
    path = "/".join(map(str, refs))
    return at.tx.exec(_UNIT, params={"enterprise": at.enterprise_id, "capacity": at.capacity, "path": path}).first()


def _present_person(at: Looking) -> str | None:
    return next((str(item["insz"]) for item in reversed(list(at.facts.round.values())) if item.get("insz")), None)


READERS: Mapping[str, Callable[[Looking], Reading]] = {
    "enterprise": _enterprise,
    "kbo": _kbo,
    "htb": _htb,
    "capacity": _capacity,
    "unit": _unit,
    "units": _units,
    "plan": _plan,
    "leftovers": _leftovers,
    "user": _user,
    "companions": _companions,
    "people": _people,
    "found": lambda at: read_found(at.tx, at.enterprise_id, at.facts),
    "somebody": lambda at: read_somebody(at.tx, at.enterprise_id, at.facts.get("somebody.insz")),
    "standing": lambda at: read_standing(at.tx, at.enterprise_id, at.facts),
    "places": lambda at: read_places(at.tx, at.enterprise_id, at.facts),
    "openings": lambda at: read_openings(at.facts),
}
"""The readings that a flow may name. `flow` and the lint know their names without loading this module (see `readings`)."""
