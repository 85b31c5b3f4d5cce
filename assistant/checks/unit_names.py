"""What units are called, those that are only planned too."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select, union_all

from assistant.checks.compiled import Statement
from assistant.checks.wanted import ENTERPRISE, Scope, of_all, of_one
from assistant.store.tables import PlannedUnit, Unit, table_of


def _names(scope: Scope) -> Select[Any]:
    unit, planned = table_of(Unit).c, table_of(PlannedUnit).c
    columns = ("enterprise_id", "capacity", "name")
    present = select(*(unit[name] for name in columns), unit.path).where(scope(unit.enterprise_id))
    coming = select(*(planned[name] for name in columns), planned.unit.label("path")).where(scope(planned.enterprise_id))
    return select(*union_all(coming, present).subquery("named").c)


UNIT_NAMES = Statement(lambda: _names(of_one), ENTERPRISE)
"""The units of one enterprise: `capacity`, `path`, `name`; those that are there after those that are planned."""
UNIT_NAMES_EVERYWHERE = Statement(lambda: _names(of_all))
"""Those of every enterprise."""
