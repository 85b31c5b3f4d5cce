"""What readiness reads, for a stretch of organisations at a time: all of it set by set, in the database.

A stretch is `first < enterprise.id <= last`. Stretches keep what is sorted and sent small: a hundred thousand
organisations take as much memory as one stretch.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, String, and_, case, func, null, or_, select, union_all

from assistant.checks.chain import SETTLED, TODAY
from assistant.checks.compiled import Parameter, Statement
from assistant.checks.evidence import is_on
from assistant.checks.profiles import profiles
from assistant.checks.rule_table import rule_table
from assistant.checks.standing import confirmed
from assistant.checks.wanted import expected, held
from assistant.checks.warnings import broken_rules
from assistant.domain.vocabulary import Level
from assistant.store.elsewhere import is_only_planned
from assistant.store.reference_tables import ListedApplication, ListedOrganisation
from assistant.store.tables import Enterprise, PlannedUnit, Unit, table_of

FIRST, LAST = Parameter("first", Integer()), Parameter("last", Integer())
SECTOR = Parameter("sector", String())

_READ = (
    *("enterprise_id", "number", "person_id", "origin", "application"),
    *("wrong", "changed", "certain", "function_changed", "capacity", "unit", "depth", "registered"),
    *("capacity_path", "subdivision_path", "site_path", "subdivision_place", "site_place", "here_id"),
)
"""The columns of the rule table that tell a verdict, a stage and where a finding stands."""

ACCESS = (*_READ, "is_on")
"""The columns of `JUDGED`, a tuple a row."""


def of_stretch(column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Look at a stretch of enterprises."""
    return and_(column > FIRST, column <= LAST)


def _judged() -> Select[Any]:
    known = profiles()
    row = rule_table(known, expected(of_stretch), held(known, of_stretch), told=_READ)
    return select(*(row.c[name] for name in _READ), is_on(row, known).label("is_on"))


def _organisations() -> Select[Any]:
    enterprise, listed = table_of(Enterprise), table_of(ListedOrganisation)
    sector = func.coalesce(enterprise.c.sector, listed.c.sector)
    return (
        select(enterprise.c.id, enterprise.c.number, enterprise.c.name, sector.label("sector"))
        .select_from(enterprise.outerjoin(listed, listed.c.number == enterprise.c.number))
        .where(of_stretch(enterprise.c.id), ~is_only_planned(enterprise))
        .order_by(enterprise.c.id)
    )


def _capacities() -> Select[Any]:
    """Return the capacities that an enterprise has or plans units in, and how many units stand on every depth."""
    unit, above, planned = table_of(Unit), table_of(Unit).alias("above"), table_of(PlannedUnit)
    capacity = table_of(Unit).alias("capacity_above")
    stands = and_(confirmed(unit), confirmed(capacity), or_(above.c.id.is_(None), confirmed(above)))
    standing = [
        func.sum(case((and_(unit.c.level == level.value, stands), 1), else_=0)).label(f"standing_{level.value}")
        for level in (Level.CAPACITY, Level.SUBDIVISION, Level.SITE)
    ]
    present = (
        select(unit.c.enterprise_id, unit.c.capacity, *standing)
        .select_from(
            unit.join(capacity, capacity.c.id == unit.c.capacity_id).outerjoin(above, above.c.id == unit.c.parent_id)
        )
        .where(of_stretch(unit.c.enterprise_id))
        .group_by(unit.c.enterprise_id, unit.c.capacity)
    )
    none = [null().cast(Integer).label(column.name) for column in standing]
    coming = select(planned.c.enterprise_id, planned.c.capacity, *none).where(of_stretch(planned.c.enterprise_id)).distinct()
    return select(*union_all(present, coming).subquery("found").c)


def _listed() -> Select[Any]:
    enterprise, listed = table_of(Enterprise), table_of(ListedApplication)
    return (
        select(enterprise.c.id.label("enterprise_id"), listed.c.application)
        .select_from(enterprise.join(listed, listed.c.number == enterprise.c.number))
        .where(of_stretch(enterprise.c.id))
    )


JUDGED = Statement(_judged, FIRST, LAST, TODAY, SETTLED)
"""The accesses of a stretch, a row for each unit that could give them, in no order."""
BROKEN = Statement(lambda: broken_rules(of_stretch), FIRST, LAST, TODAY)
"""Its broken rules: `enterprise_id`, `code`, `level`, `capacity`, `unit`, `person_id`, `application`, `role`, `seen`."""
ORGANISATIONS = Statement(_organisations, FIRST, LAST)
"""Its enterprises that have a tree, in order: `id`, `number`, `name`, `sector`."""
CAPACITIES = Statement(_capacities, FIRST, LAST)
"""The capacities that each is concerned with: `standing_capacity`, `standing_subdivision`, `standing_site`."""
LISTED = Statement(_listed, FIRST, LAST)
"""The applications that a coordinator's list says each wants."""
