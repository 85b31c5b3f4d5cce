"""Who holds which role where: by that, and by the table of rights, an action is allowed or refused (rulebook §3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import col, select

from assistant.domain.rights import Reach, may, right_for, who_may
from assistant.domain.verdict import Verdict
from assistant.domain.vocabulary import Level, ManagerStatus, Role, State
from assistant.domain.words import words
from assistant.store.actions.deed import Deed
from assistant.store.actions.registry import HANDLERS
from assistant.store.actions.result import Refusal
from assistant.store.records import LedgerEntry
from assistant.store.tables import ListedPerson, Manager, Person, Registration, Unit, id_of

_LAST_ACTOR = (
    select(LedgerEntry.actor_role, LedgerEntry.actor_person)
    .where(col(LedgerEntry.enterprise) == bindparam("number"), col(LedgerEntry.actor_role).is_not(None))
    .order_by(col(LedgerEntry.id).desc())
    .limit(1)
)

_CHIEFS = (Role.HTB, Role.CO_HTB)
"""Who may do everything in every capacity, also where it was left to somebody else."""

_OWN_DATA = ("user.edit", frozenset({"email", "local_email", "language"}))
"""What every user may do for himself (A15)."""


def check_rights(deed: Deed) -> None:
    """Refuse an action that the actor may not do, with who may."""
    for name in _rights_needed(deed):
        if right_for(name, level=_level(deed)) is None:
            continue
        role, insz = deed.asked.role, deed.asked.actor
        assert role is not None, "the form of the action asked for an actor"
        if insz is None and deed.enterprise.legal_representatives_known:
            raise Refusal("invalid", words("as.person: zeg welke wettelijk vertegenwoordiger."))
        if _for_oneself(deed, role, insz):
            continue
        verdict = _verdict(deed, name, role, insz)
        if not verdict:
            refusal = Refusal("not-allowed", verdict.why, (), **verdict.facts)
            refusal.who_may = who_may(name, deed.asked.capacity, level=_level(deed))
            raise refusal


def able(deed: Deed) -> Iterator[tuple[Role, str | None]]:
    """Yield who could do an action now, as role and INSZ: who did the last thing here first, then by role.

    An HTB who left the capacity to a TB comes after those to whom it was left. Where the legal representatives are not
    known, one without a name is among them.
    """
    names = _rights_needed(deed)
    roles = who_may(names[0], deed.asked.capacity, level=_level(deed))
    left = Role.TB in roles and _left_to_another(deed)
    if left:
        roles = tuple(sorted(roles, key=_CHIEFS.__contains__))

    def fits(role: Role, insz: str | None) -> bool:
        return all(_verdict(deed, name, role, insz) for name in names)

    last = _last_actor(deed)
    if last and left and last[0] in _CHIEFS:
        last = None
    if last and last[0] in roles and fits(*last):
        yield last
    # One by one, since most who ask want the first only.
    for role in roles:
        for insz in _bearers(deed, role):
            if (role, insz) != last and fits(role, insz):
                yield role, insz
    if Role.WV in roles and not deed.enterprise.legal_representatives_known and last != (Role.WV, None):
        yield Role.WV, None


def _verdict(deed: Deed, name: str, role: Role, insz: str | None) -> Verdict:
    capacity, level = deed.asked.capacity, _level(deed)
    return may(name, role, capacity=capacity, level=level, own=lambda reach: _holds(deed, role, insz, reach))


def _rights_needed(deed: Deed) -> tuple[str, ...]:
    handler = HANDLERS[deed.asked.name]
    return handler.rights(deed) if handler.rights else (deed.asked.name,)


def _level(deed: Deed) -> Level:
    """Return what is ticked, where the action is a tick."""
    if deed.asked.person or not deed.unit:
        return Level.USER
    return Level(deed.unit.level)


def _for_oneself(deed: Deed, role: Role, insz: str | None) -> bool:
    """Tell whether someone changes own data, as a user who is registered (A15)."""
    name, fields = _OWN_DATA
    return (
        deed.asked.name == name
        and role is Role.USER
        and insz == deed.asked.person
        and set(deed.data) <= fields
        and deed.registration() is not None
    )


def _last_actor(deed: Deed) -> tuple[Role, str | None] | None:
    found = deed.tx.exec(_LAST_ACTOR, params={"number": deed.enterprise.number}).first()
    return (Role(found[0] or ""), found[1]) if found else None


def _left_to_another(deed: Deed) -> bool:
    """Tell whether the capacity has a TB in force who is not the HTB as well."""
    if deed.capacity is None:
        return False
    in_force = (Manager.status == ManagerStatus.ACTIVE, Manager.state == State.CONFIRMED)
    managing = select(Manager.person_id).where(Manager.enterprise_id == deed.enterprise_id, *in_force)
    htb = managing.where(Manager.role == Role.HTB)
    tb = managing.where(Manager.unit_id == id_of(deed.capacity), Manager.role == Role.TB)
    return _found(deed, tb.where(col(Manager.person_id).not_in(htb)))


def _bearers(deed: Deed, role: Role) -> list[str]:
    """Return who bears a role anywhere in the enterprise, in the order of the tree."""
    people = select(Person.insz).where(Person.enterprise_id == deed.enterprise_id)
    if role is Role.WV:
        listed = people.join(ListedPerson, col(ListedPerson.person_id) == Person.id)
        query = listed.where(ListedPerson.listed_as == "legal_representatives").order_by(col(ListedPerson.position))
    elif role is Role.USER:
        registered = people.join(Registration, col(Registration.person_id) == Person.id)
        query = registered.order_by(col(Registration.id))
    else:
        managing = people.join(Manager, col(Manager.person_id) == Person.id)
        # The HTB may be TB by rule without a row that says so (T2).
        roles = (Role.TB, Role.HTB) if role is Role.TB else (role,)
        in_force = (Manager.status == ManagerStatus.ACTIVE, Manager.state == State.CONFIRMED)
        order = (col(Manager.role) == Role.HTB, col(Manager.position), col(Manager.id))
        query = managing.where(col(Manager.role).in_(roles), *in_force).order_by(*order)
    return list(dict.fromkeys(deed.tx.exec(query)))


def _holds(deed: Deed, role: Role, insz: str | None, reach: Reach) -> bool:
    """Tell whether someone holds a role as far as this of what the action is about."""
    if reach is Reach.SELF:
        return insz == deed.asked.person
    if role is Role.WV:
        # Not known who they are: the word of the one who acts is taken.
        return not deed.enterprise.legal_representatives_known or insz in _bearers(deed, role)
    person = deed.described(insz) if insz else None
    if person is None:
        return False
    if role is Role.USER:
        return _found(deed, select(Registration.id).where(Registration.person_id == id_of(person)))
    if role in (Role.HTB, Role.CO_HTB):
        return _manages(deed, person, role, col(Manager.unit_id).is_(None))
    if reach is Reach.ENTERPRISE:
        return _manages(deed, person, role) or (role is Role.TB and _manages(deed, person, Role.HTB))
    if role in (Role.TB, Role.CO_TB):
        return deed.capacity is not None and _manages_capacity(deed, person, role, deed.capacity)
    return any(_manages(deed, person, role, Manager.unit_id == id_of(unit)) for unit in _branch(deed, reach))


def _manages_capacity(deed: Deed, person: Person, role: Role, capacity: Unit) -> bool:
    if _manages(deed, person, role, Manager.unit_id == id_of(capacity)):
        return True
    # T2: the HTB is TB of every capacity until another was appointed.
    ever = select(Manager.id).where(Manager.unit_id == id_of(capacity), Manager.role == Role.TB)
    return role is Role.TB and not _found(deed, ever) and _manages(deed, person, Role.HTB)


def _branch(deed: Deed, reach: Reach) -> list[Unit]:
    """Return the units on which an SB may stand for this reach."""
    above = deed.parent if deed.parent and deed.parent.level == Level.SUBDIVISION else None
    units = {Reach.UNIT: (deed.unit,), Reach.BRANCH: (deed.unit, above), Reach.PARENT: (above,)}[reach]
    return [unit for unit in units if unit is not None]


def _manages(deed: Deed, person: Person, role: Role, *where: Any) -> bool:
    query = select(Manager.id).where(
        Manager.person_id == id_of(person),
        Manager.role == role,
        Manager.status == ManagerStatus.ACTIVE,
        Manager.state == State.CONFIRMED,
        *where,
    )
    return _found(deed, query)


def _found(deed: Deed, query: Any) -> bool:
    return deed.tx.exec(query.limit(1)).first() is not None
