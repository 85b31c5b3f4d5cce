"""What exists: a thing that was only saved does not, nor does anything below it (rulebook O2, V3)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Subquery, or_, select

from assistant.domain.vocabulary import State
from assistant.store.tables import Registration, Unit, table_of


def confirmed(row: Any) -> ColumnElement[bool]:
    """Return the condition that a unit, user or manager was confirmed: until then it does not exist (O2)."""
    found: ColumnElement[bool] = row.c.state == State.CONFIRMED.value
    return found


def standing_units() -> Subquery:
    """Return the units that exist: they and all units above them are confirmed."""
    unit, above, capacity = table_of(Unit), table_of(Unit).alias("above"), table_of(Unit).alias("capacity_above")
    return (
        select(unit.c.id, unit.c.enterprise_id, unit.c.capacity_id, unit.c.capacity, unit.c.level, unit.c.path)
        .select_from(
            unit.join(capacity, capacity.c.id == unit.c.capacity_id).outerjoin(above, above.c.id == unit.c.parent_id)
        )
        .where(confirmed(unit), confirmed(capacity), or_(above.c.id.is_(None), confirmed(above)))
        .subquery("standing")
    )


def standing_users(name: str) -> Subquery:
    """Return the registrations that exist, with their unit."""
    user, unit = table_of(Registration), standing_units()
    return (
        select(
            user.c.id,
            user.c.enterprise_id,
            user.c.person_id,
            user.c.unit_id,
            user.c.email,
            unit.c.enterprise_id.label("unit_enterprise_id"),
            unit.c.capacity_id,
            unit.c.capacity,
            unit.c.level,
            unit.c.path,
        )
        .select_from(user.join(unit, unit.c.id == user.c.unit_id))
        .where(confirmed(user))
        .subquery(name)
    )
