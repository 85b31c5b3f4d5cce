"""The readings about one person and about the places of an enterprise, for the everyday tasks.

Who is meant, where they stand, where they could stand, and which functions go with what is ticked. Lists are in the shape of
facts that sections repeat over. `kept` says whether the store can keep what is done at a place: it is confirmed and somebody
is known who may (rulebook §3). Where it cannot, a guide still leads through the portal and notes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session, col, select

from assistant.conversation.scope import ENTERPRISE_FACT, Facts
from assistant.domain.catalogue import Application, catalogue
from assistant.domain.lexicon import lexicon
from assistant.domain.malformed import Malformed
from assistant.domain.numbers import insz as read_insz
from assistant.domain.numbers import masked_insz
from assistant.domain.vocabulary import Level, ManagerStatus, Role, State
from assistant.store.actions import actor_for
from assistant.store.tables import (
    Coworker,
    ExpectedAccess,
    FunctionGiven,
    ListedPerson,
    Manager,
    Person,
    Registration,
    RegistrationTick,
    Responsibility,
    Unit,
    UnitTick,
)

Item = dict[str, Any]

MOST_FOUND = 20
"""More people of one name than anyone wants to choose from; the name has to be typed more fully."""

TECHNICAL = "technical"
"""How the technical user of a capacity is named among the roles of a person; no role of the rulebook's table."""


def read_found(tx: Session, enterprise_id: int, facts: Facts) -> Item:
    """Whom the fact `wanted` may mean: `number` of people, the `people`, and the INSZ that was typed, if it was one."""
    wanted = str(facts.get("wanted") or "")
    try:
        number = read_insz(wanted)
    except Malformed:
        number = None
    parts = wanted.casefold().split()
    about = (Person.insz, Person.surname, Person.first_name)
    everyone = tx.exec(
        select(*about).where(Person.enterprise_id == enterprise_id).order_by(Person.surname, Person.first_name)
    )
    names = _usernames(tx, enterprise_id)
    found: list[Item] = []
    for insz, surname, first_name in everyone:
        text = f"{first_name} {surname} {names.get(insz, '')}".casefold()
        if insz == number or (parts and number is None and all(part in text for part in parts)):
            line = f"{first_name} {surname} ({masked_insz(insz)})"
            found.append({"number": len(found) + 1, "insz": insz, "line": line})
    return {"number": len(found), "people": found if len(found) <= MOST_FOUND else [], "insz": number}


def _usernames(tx: Session, enterprise_id: int) -> dict[str, str]:
    query = (
        select(Person.insz, Registration.username)
        .join(Registration, col(Registration.person_id) == col(Person.id))
        .where(Person.enterprise_id == enterprise_id, col(Registration.username).is_not(None))
    )
    return {insz: name for insz, name in tx.exec(query) if name}


def read_somebody(tx: Session, enterprise_id: int, insz: str | None) -> Item:
    """What is known of a person by number."""
    person = _person(tx, enterprise_id, insz)
    known = {"surname": person.surname, "first_name": person.first_name, "email": person.email} if person else {}
    return {"known": person is not None, **{key: known.get(key) or None for key in ("surname", "first_name", "email")}}


def read_standing(tx: Session, enterprise_id: int, facts: Facts) -> Item:
    """Everything that the store knows of the person `person.insz` in this enterprise: `registrations`, `roles` as manager,
    `groups` of responsibility, `expected` accesses, and where the person is known `outside` the portal."""
    insz = facts.get("person.insz")
    person = _person(tx, enterprise_id, insz)
    about = read_somebody(tx, enterprise_id, insz)
    if person is None:
        lists = dict.fromkeys(("registrations", "roles", "groups", "expected", "outside", "keys", "names", "held"))
        return {**about, "username": None, "colleagues": None, **{name: [] for name in lists}}
    keeping = _Keeping(tx, facts.get(ENTERPRISE_FACT), str(insz))
    units = _Units(tx, enterprise_id)
    registrations = _registrations(tx, person, units, keeping)
    roles = _roles(tx, person, units, keeping)
    return {
        **about,
        "username": next((one["username"] for one in registrations if one["username"]), None),
        "registrations": registrations,
        "roles": roles,
        "groups": _groups(tx, person, units, keeping),
        "expected": _expected(tx, person),
        "outside": _outside(tx, person, registrations),
        "keys": [one["key"] for one in registrations],
        "names": [*(one["line"] for one in registrations), *(one["title"] for one in roles)],
        "held": [one["key"] for one in roles],
        "colleagues": _colleagues(tx, person),
    }


def read_places(tx: Session, enterprise_id: int, facts: Facts) -> Item:
    """Where users can be added: `units` on the depth where the users of their capacity live, and the `capacities`."""
    insz = facts.get("person.insz")
    keeping = _Keeping(tx, facts.get(ENTERPRISE_FACT), insz)
    units = _Units(tx, enterprise_id)
    person = _person(tx, enterprise_id, insz)
    standing = select(Registration.unit_id).where(Registration.person_id == (person.id if person else None))
    taken = set(tx.exec(standing))
    places: list[Item] = []
    capacities: list[Item] = []
    for unit in units.all:
        if unit.state != State.CONFIRMED:
            continue
        if unit.level == Level.CAPACITY:
            capacities.append(_place(unit, units, len(capacities) + 1, keeping))
        kind = catalogue().capacity(unit.capacity)
        if unit.level == ((kind.users_on if kind else None) or Level.CAPACITY) and unit.id not in taken:
            place = _place(unit, units, len(places) + 1, keeping)
            places.append({**place, "offers": _offers(units.ticks(unit), unit.capacity, ())})
    return {"units": places, "capacities": capacities, "keys": [one["key"] for one in places]}


def read_openings(facts: Facts) -> Item:
    """The `functions` that open the applications of the fact `place.apps`, and whether one must sign in anew first."""
    wanted = facts.get("place.apps")
    found: dict[str, None] = {}
    for name in wanted if isinstance(wanted, list) else []:
        application = catalogue().application(str(name))
        if application:
            found |= dict.fromkeys(kind.label for kind in catalogue().functions_opening(application) if not kind.retired)
    kind = catalogue().capacity(str(facts.get("place.capacity") or ""))
    relogin = bool(kind) and any(one.before == "function.give" for one in kind.relogins) if kind else False
    return {"functions": [{"number": n, "name": name} for n, name in enumerate(found, 1)], "relogin": relogin}


class _Keeping:
    """Whether the store can keep an action: asked once for each action and capacity."""

    def __init__(self, tx: Session, enterprise: Any, insz: str | None) -> None:
        self._tx, self._enterprise, self._insz = tx, enterprise, insz
        self._known: dict[tuple[str, ...], str] = {}

    def may(self, action: str, **place: str) -> str:
        """ "yes" when somebody is known who may do it, else "no"."""
        key = (action, *place.values())
        if key not in self._known:
            asked = {"action": action, "enterprise": self._enterprise, "person": self._insz, **place}
            somebody = self._enterprise and self._insz and actor_for(self._tx, asked)
            self._known[key] = "yes" if somebody else "no"
        return self._known[key]


class _Units:
    """The enterprise's units, read once."""

    def __init__(self, tx: Session, enterprise_id: int) -> None:
        order = (col(Unit.capacity), col(Unit.path), col(Unit.id))
        self.all = list(tx.exec(select(Unit).where(Unit.enterprise_id == enterprise_id).order_by(*order)))
        self.by_id = {unit.id: unit for unit in self.all}
        self._ticks: dict[int, list[str]] = {}
        for unit_id, application in tx.exec(
            select(UnitTick.unit_id, UnitTick.application)
            .where(UnitTick.enterprise_id == enterprise_id)
            .order_by(col(UnitTick.position))
        ):
            self._ticks.setdefault(unit_id, []).append(application)

    def ticks(self, unit: Unit) -> list[str]:
        """The applications ticked on a unit."""
        return self._ticks.get(unit.id or 0, [])

    def name(self, unit: Unit) -> str:
        """What a unit is called on the screen; with what it stands under where another one has the same name."""
        above = self.by_id.get(unit.parent_id)
        if above is None:
            return unit.capacity
        own = unit.name or unit.path
        alone = sum(one.name == unit.name for one in self.all if one.level != Level.CAPACITY) == 1
        return own if alone else f"{own}, {above.name or above.capacity}"

    def line(self, unit: Unit) -> str:
        """A unit in a list of places: with its capacity."""
        return unit.capacity if unit.level == Level.CAPACITY else f"{self.name(unit)} ({unit.capacity})"


def _place(unit: Unit, units: _Units, number: int, keeping: _Keeping) -> Item:
    """A unit as an item of a list."""
    may = keeping.may("user.block", capacity=unit.capacity) if unit.state == State.CONFIRMED else "no"
    return {
        "number": number,
        "key": f"{unit.capacity}:{unit.path}",
        "capacity": unit.capacity,
        "unit": unit.path or None,
        "level": unit.level,
        "name": units.name(unit),
        "line": units.line(unit),
        "email": unit.email,
        "kept": may,
    }


def _offers(names: Iterable[str], capacity: str, without: Iterable[str]) -> list[Item]:
    """Applications that can be ticked, by the words that stand beside the box: those of the unit and of its capacity."""
    kind = catalogue().capacity(capacity)
    known = catalogue().applications_of(kind) if kind else ()
    all_names = dict.fromkeys([*names, *(one.name for one in known)])
    found: list[Item] = []
    for name in (name for name in all_names if name not in set(without)):
        application = catalogue().application(name)
        judged = "yes" if application and application.capacity else "no"
        found.append({"number": len(found) + 1, "name": name, "label": _label(name, application), "judged": judged})
    return found


def _label(name: str, application: Application | None) -> str:
    label = (application.label if application else None) or name
    known_as = application.known_as if application else ""
    return f"{label} ({known_as})" if known_as else label


def _person(tx: Session, enterprise_id: int, insz: str | None) -> Person | None:
    if not insz:
        return None
    return tx.exec(select(Person).where(Person.enterprise_id == enterprise_id, Person.insz == insz)).first()


def _registrations(tx: Session, person: Person, units: _Units, keeping: _Keeping) -> list[Item]:
    found: list[Item] = []
    for row in tx.exec(select(Registration).where(Registration.person_id == person.id).order_by(col(Registration.id))):
        unit = units.by_id[row.unit_id]
        order = col(RegistrationTick.position)
        ticked = tx.exec(
            select(RegistrationTick.application).where(RegistrationTick.registration_id == row.id).order_by(order)
        ).all()
        functions = tx.exec(select(FunctionGiven.function).where(FunctionGiven.registration_id == row.id)).all()
        found.append(
            {
                **_place(unit, units, len(found) + 1, keeping),
                "email": row.email,
                "username": row.username,
                "status": row.status,
                "state": row.state,
                "applications": list(ticked),
                "functions": list(dict.fromkeys(functions)),
                "function": next(iter(functions), None),
                "offers": _offers(units.ticks(unit), unit.capacity, ticked),
                "ticked": _offers(ticked, "", ()),
            }
        )
    return found


_LEAVING: Mapping[str, str] = {
    Role.HTB: "htb.replace",
    Role.CO_HTB: "cohtb.remove",
    Role.TB: "tb.replace",
    Role.CO_TB: "cotb.remove",
    TECHNICAL: "technical-user.appoint",
}
"""What ends a role: it is taken away, or, where a place has one of them, given to another person (T1, T4)."""


def _roles(tx: Session, person: Person, units: _Units, keeping: _Keeping) -> list[Item]:
    """What someone manages, the narrowest first, so that the HTB's own role goes last."""
    rows = [
        (row.role, row.status, units.by_id[row.unit_id] if row.unit_id else None)
        for row in tx.exec(
            select(Manager)
            .where(Manager.person_id == person.id, Manager.status != ManagerStatus.LEFT)
            .order_by(col(Manager.id))
        )
    ]
    rows += [(TECHNICAL, ManagerStatus.ACTIVE, unit) for unit in units.all if unit.technical_user_id == person.id]
    order = [Role.SB, TECHNICAL, Role.CO_TB, Role.TB, Role.CO_HTB, Role.HTB]
    found: list[Item] = []
    for role, status, unit in sorted(rows, key=lambda row: order.index(row[0])):
        place = {} if unit is None else {"capacity": unit.capacity}
        if unit is not None and unit.path:
            place["unit"] = unit.path
        action = f"{unit.level}.edit" if unit is not None and role == Role.SB else _LEAVING[role]
        found.append(
            {
                "number": len(found) + 1,
                "key": f"{role}:{unit.capacity}" if unit is not None else role,
                "role": role,
                "title": _title(role, units.line(unit) if unit is not None else ""),
                "status": status,
                "capacity": unit.capacity if unit else None,
                "unit": (unit.path or None) if unit else None,
                "level": unit.level if unit else Level.ENTERPRISE,
                "name": units.name(unit) if unit else None,
                "kept": keeping.may(action, **place),
            }
        )
    return found


def _title(role: str, place: str) -> str:
    word = lexicon()["technische-gebruiker"].term if role == TECHNICAL else role
    return f"{word}, {place}" if place else word


def _groups(tx: Session, person: Person, units: _Units, keeping: _Keeping) -> list[Item]:
    """The groups of co-workers that someone is responsible for (`own`), or belongs to."""
    own = select(Responsibility.id).where(Responsibility.responsible_id == person.id)
    part = select(Coworker.responsibility_id).where(Coworker.person_id == person.id)
    query = (
        select(Responsibility, Person.insz)
        .join(Person, col(Person.id) == col(Responsibility.responsible_id))
        .where(col(Responsibility.id).in_(own) | col(Responsibility.id).in_(part))
        .order_by(col(Responsibility.id))
    )
    found: list[Item] = []
    for group, responsible in tx.exec(query):
        unit = units.by_id[group.unit_id]
        place = _place(unit, units, len(found) + 1, keeping)
        about = {"function": group.function, "responsible": responsible, "own": responsible == person.insz}
        found.append({**place, **about, "own": "yes" if about["own"] else "no"})
    return found


def _expected(tx: Session, person: Person) -> list[Item]:
    rows = tx.exec(select(ExpectedAccess).where(ExpectedAccess.person_id == person.id).order_by(col(ExpectedAccess.id)))
    return [
        {"number": n, "application": row.application, "capacity": row.capacity, "unit": row.unit}
        for n, row in enumerate(rows, 1)
    ]


def _colleagues(tx: Session, person: Person) -> list[str] | None:
    """The employees without this one, where the enterprise's employees are known and this is one of them."""
    on_list = (ListedPerson.enterprise_id == person.enterprise_id, ListedPerson.listed_as == "employees")
    query = select(Person.insz).join(ListedPerson, col(ListedPerson.person_id) == col(Person.id)).where(*on_list)
    employees = tx.exec(query.order_by(col(ListedPerson.position))).all()
    return [insz for insz in employees if insz != person.insz] if person.insz in employees else None


def _outside(tx: Session, person: Person, registrations: Iterable[Item]) -> list[Item]:
    """The applications that know the person by themselves, apart from the portal, and who takes people away there."""
    listed = set(tx.exec(select(ListedPerson.listed_as).where(ListedPerson.person_id == person.id)))
    ticked = {name for one in registrations for name in one["applications"]}
    found: list[Item] = []
    for application in catalogue().applications:
        for one in application.outside:
            if one.per_person and (one.fact in listed or application.name in ticked):
                is_listed = "yes" if one.fact in listed else "no"
                found.append(
                    {"number": len(found) + 1, "application": application.name, "who": one.who, "listed": is_listed}
                )
    return found
