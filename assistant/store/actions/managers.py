"""What appointing, blocking and replacing managers has in common, whatever their role."""

from __future__ import annotations

from typing import Any

from sqlmodel import col, select

from assistant.domain.days import BRUSSELS
from assistant.domain.vocabulary import ManagerStatus, Role, State
from assistant.domain.words import words
from assistant.store.actions.deed import Deed
from assistant.store.actions.people import described_person
from assistant.store.actions.result import Refusal
from assistant.store.tables import Manager, Person, Unit, id_of

_SINGLE = (Role.HTB, Role.TB, Role.SB)
"""Roles that one person has in one place; who is appointed takes over."""


def confirmed_at_once(deed: Deed) -> bool:
    """Tell whether an appointment is confirmed, as it is unless the action says otherwise."""
    return deed.data.get("confirmed") is not False


def appoint_the_person(deed: Deed, role: Role, unit: Unit | None, already: str) -> None:
    """Appoint the action's person, described with the appointment if need be; `already` is said when nothing is new."""
    if not appoint(deed, role, unit, described_person(deed), confirmed=confirmed_at_once(deed)):
        raise Refusal("exists", already)


def appoint(deed: Deed, role: Role, unit: Unit | None, person: Person, *, confirmed: bool) -> bool:
    """Make someone a manager; who held a single role leaves it once that is confirmed. False: it was so already."""
    state = State.CONFIRMED if confirmed else State.SAVED
    present = in_role(deed, role, unit)
    own = next((row for row in present if row.person_id == id_of(person)), None)
    if own and own.status == ManagerStatus.ACTIVE and own.state in (State.CONFIRMED, state):
        return False
    if role in _SINGLE and confirmed:
        for row in present:
            if row is not own:
                row.status = ManagerStatus.LEFT
        deed.tx.flush()  # the store has room for one active HTB
    if own:
        own.status, own.state = ManagerStatus.ACTIVE, state
        deed.tx.flush()
        return True
    deed.add(
        Manager(
            enterprise_id=deed.enterprise_id,
            unit_id=id_of(unit) if unit else None,
            person_id=id_of(person),
            role=role.value,
            state=state,
            since=deed.at.astimezone(BRUSSELS).date(),
            position=deed.next_position(Manager, _place(unit)),
        )
    )
    return True


def in_role(deed: Deed, role: Role, unit: Unit | None) -> list[Manager]:
    """Return who has a role in a place, blocked ones too, in their order."""
    query = select(Manager).where(
        Manager.enterprise_id == deed.enterprise_id,
        Manager.role == role,
        Manager.status != ManagerStatus.LEFT,
        _place(unit),
    )
    return list(deed.tx.exec(query.order_by(col(Manager.position), col(Manager.id))))


def set_status(deed: Deed, role: Role, unit: Unit | None, status: ManagerStatus) -> None:
    """Block, unblock or remove the action's person from a role. Raises `Refusal`."""
    person = deed.need_person()
    row = next((row for row in in_role(deed, role, unit) if row.person_id == id_of(person)), None)
    if row is None:
        raise Refusal("unknown", words("Deze persoon is hier geen {role}."), role=role.value)
    if row.status == status:
        raise Refusal("exists", words("Dat is al zo: deze {role} is al in die toestand."), role=role.value)
    row.status = status


def confirm_with(deed: Deed, unit: Unit) -> None:
    """Confirm the TB or SB that was chosen on the screen of a unit, with the unit."""
    role = Role.TB if unit.level == "capacity" else Role.SB
    for row in in_role(deed, role, unit):
        if row.state == State.SAVED:
            row.state = State.CONFIRMED


def _place(unit: Unit | None) -> Any:
    return col(Manager.unit_id).is_(None) if unit is None else Manager.unit_id == id_of(unit)
