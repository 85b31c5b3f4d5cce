"""Ticking secured applications, on units and on users (A6, A7, A8, A12)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlmodel import select

from assistant.domain.words import words
from assistant.store.actions.deed import Deed
from assistant.store.actions.registry import action
from assistant.store.actions.result import Refusal
from assistant.store.tables import Registration, RegistrationTick, Unit, UnitTick, id_of

Tick = UnitTick | RegistrationTick


def tick_all(deed: Deed, owner: Unit | Registration, applications: Iterable[str]) -> None:
    """Tick applications on a new unit or user, or more of them on one that has some."""
    for place, application in enumerate(applications, _next_place(deed, owner)):
        _tick(deed, owner, application, place)


def ticked(deed: Deed, owner: Unit | Registration, application: str) -> Tick | None:
    """Return the tick of an application on a unit or user."""
    return next((tick for tick in all_ticks(deed, owner) if tick.application == application), None)


def all_ticks(deed: Deed, owner: Unit | Registration) -> Sequence[Tick]:
    """Return the ticks of a unit or user."""
    if isinstance(owner, Unit):
        return deed.tx.exec(select(UnitTick).where(UnitTick.unit_id == id_of(owner))).all()
    return deed.tx.exec(select(RegistrationTick).where(RegistrationTick.registration_id == id_of(owner))).all()


def _next_place(deed: Deed, owner: Unit | Registration) -> int:
    return max((tick.position + 1 for tick in all_ticks(deed, owner)), default=0)


def _tick(deed: Deed, owner: Unit | Registration, application: str, place: int) -> None:
    common: dict[str, Any] = {"enterprise_id": deed.enterprise_id, "application": application, "position": place}
    if isinstance(owner, Unit):
        deed.add(UnitTick(unit_id=id_of(owner), **common))
    else:
        deed.add(RegistrationTick(registration_id=id_of(owner), **common))


def _owner(deed: Deed) -> Unit | Registration:
    return deed.need_registration() if deed.asked.person else deed.need_unit()


def _ready(deed: Deed) -> None:
    _owner(deed)


def _changed(deed: Deed, owner: Unit | Registration) -> None:
    """A user's change is in force 20 minutes later (O6); ticks on units act at once (V6)."""
    deed.subject = id_of(deed.need_unit())
    if isinstance(owner, Registration):
        owner.changed_at = deed.at


@action("application.tick", ready=_ready)
def tick(deed: Deed) -> None:
    """Tick an application."""
    owner, application = _owner(deed), deed.data["application"]
    if ticked(deed, owner, application):
        raise Refusal("exists", words("{application} is hier al aangevinkt."), (), application=application)
    tick_all(deed, owner, [application])
    _changed(deed, owner)


def _ready_to_untick(deed: Deed) -> None:
    if deed.asked.person:
        deed.known_registration()
    _owner(deed)


@action("application.untick", ready=_ready_to_untick)
def untick(deed: Deed) -> None:
    """Untick an application."""
    owner, application = _owner(deed), deed.data["application"]
    found = ticked(deed, owner, application)
    if found is None:
        raise Refusal("exists", words("{application} is hier niet aangevinkt."), (), application=application)
    deed.remove(found)
    _changed(deed, owner)
