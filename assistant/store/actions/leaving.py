"""What goes with a unit or a user that is removed."""

from __future__ import annotations

from typing import Any

from sqlmodel import select

from assistant.store.actions.deed import Deed
from assistant.store.tables import (
    Coworker,
    FunctionGiven,
    Manager,
    Registration,
    RegistrationTick,
    Responsibility,
    Unit,
    UnitTick,
    id_of,
)


def remove_unit(deed: Deed, unit: Unit) -> None:
    """Remove a unit without sites and users."""
    for group in _rows(deed, Responsibility, Responsibility.unit_id == id_of(unit)):
        remove_responsibility(deed, group)
    deed.remove(*_rows(deed, Manager, Manager.unit_id == id_of(unit)))
    deed.remove(*_rows(deed, UnitTick, UnitTick.unit_id == id_of(unit)), unit)
    deed.unit = None


def remove_registration(deed: Deed, user: Registration) -> None:
    """Remove a user with ticks and functions; the person stays described."""
    deed.remove(*_rows(deed, FunctionGiven, FunctionGiven.registration_id == id_of(user)))
    deed.remove(*_rows(deed, RegistrationTick, RegistrationTick.registration_id == id_of(user)), user)


def remove_responsibility(deed: Deed, group: Responsibility) -> None:
    """Remove a group of co-workers under one who is responsible."""
    deed.remove(*_rows(deed, Coworker, Coworker.responsibility_id == id_of(group)), group)


def _rows(deed: Deed, model: Any, where: Any) -> list[Any]:
    return list(deed.tx.exec(select(model).where(where)))
