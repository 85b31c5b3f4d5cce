"""A unit's path when its HCO number or name changes, and what was written about it under the old one."""

from __future__ import annotations

from typing import Any

from sqlmodel import col, select

from assistant.store.actions.deed import Deed
from assistant.store.exchange.unit_path import joined, parent_of, step
from assistant.store.tables import ExpectedAccess, Observation, PlannedUnit, Unit, id_of


def rename(deed: Deed, unit: Unit) -> None:
    """Give a unit, and those under it, the path that fits its present number and name."""
    old = unit.path
    new = joined(parent_of(old), step(unit.hco, unit.name))
    if new == old:
        return
    unit.path = deed.path = new
    for site in deed.tx.exec(select(Unit).where(Unit.parent_id == id_of(unit))):
        site.path = joined(new, step(site.hco, site.name))
    # Under its name a unit was meant for want of a number; under a number, perhaps the one that it should have had.
    if old.rpartition("/")[2].startswith("~"):
        _rewrite(deed, old, new)


def _rewrite(deed: Deed, old: str, new: str) -> None:
    models: tuple[Any, ...] = (ExpectedAccess, PlannedUnit, Observation)
    for model in models:
        capacity = (col(model.capacity) == deed.asked.capacity) | col(model.capacity).is_(None)
        about = select(model).where(model.enterprise_id == deed.enterprise_id, col(model.unit).is_not(None), capacity)
        for row in deed.tx.exec(about):
            if row.unit == old or row.unit.startswith(old + "/"):
                row.unit = new + row.unit[len(old) :]
