"""Which accesses are judged: those expected, the one asked for, and those held though nobody expects them (V10).

Each select gives the same columns, one row an access; together they are the `wanted` rows of the rule table. A capacity
that is NULL is that of the application.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import CTE, ColumnElement, Integer, Select, String, and_, exists, func, literal, null, or_, select, true

from assistant.checks.compiled import Parameter
from assistant.checks.paths import subdivision_in
from assistant.checks.profiles import Profiles, depth_of
from assistant.checks.standing import confirmed, standing_units
from assistant.store.tables import (
    Enterprise,
    ExpectedAccess,
    FunctionGiven,
    Registration,
    RegistrationTick,
    table_of,
)

EXPECTED, ASKED, HELD = 0, 1, 2
"""Where a wanted access comes from."""

ENTERPRISE = Parameter("enterprise_id", Integer())
"""The row of the one enterprise that is looked at."""
PERSON = Parameter("person_id", Integer())
"""The row of the person asked for; NULL when the enterprise does not describe that person."""
APPLICATION = Parameter("application", String())


Scope = Callable[[ColumnElement[Any]], ColumnElement[bool]]
"""Which enterprises: gives the condition on a column that names one."""


def of_one(column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Look at one enterprise."""
    return column == ENTERPRISE


def of_all(_column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Look at every enterprise."""
    return true()


def expected(scope: Scope, *conditions: ColumnElement[bool]) -> Select[Any]:
    """Return the accesses that enterprises expect; `conditions` are about the table `expected_access`."""
    entry = table_of(ExpectedAccess)
    return select(
        _origin(EXPECTED),
        entry.c.id.label("number"),
        entry.c.position.label("place"),
        entry.c.enterprise_id,
        entry.c.person_id,
        entry.c.application,
        entry.c.capacity,
        entry.c.unit,
        entry.c.function,
    ).where(scope(entry.c.enterprise_id), *conditions)


def asked() -> Select[Any]:
    """Return the access of `:person_id` to `:application` anywhere, unless the enterprise expects it somewhere."""
    enterprise, entry = table_of(Enterprise), table_of(ExpectedAccess)
    is_expected = exists().where(
        entry.c.enterprise_id == enterprise.c.id, entry.c.person_id == PERSON, entry.c.application == APPLICATION
    )
    return select(
        _origin(ASKED),
        literal(0).label("number"),
        literal(0).label("place"),
        enterprise.c.id.label("enterprise_id"),
        PERSON.label("person_id"),
        APPLICATION.label("application"),
        *(null().cast(String).label(name) for name in ("capacity", "unit", "function")),
    ).where(enterprise.c.id == ENTERPRISE, ~is_expected)


def held(profiles: Profiles, scope: Scope) -> Select[Any]:
    """Return the accesses that someone has a tick or a function for, on a right level, and that nobody expects."""
    homes, user = _homes(profiles, scope).c, table_of(Registration)
    entry, tick, given = table_of(ExpectedAccess), table_of(RegistrationTick), table_of(FunctionGiven)
    has_function = exists().where(
        given.c.registration_id == user.c.id, profiles.opens(homes.application, given.c.function) == 1
    )
    is_expected = exists().where(
        entry.c.person_id == user.c.person_id,
        entry.c.application == homes.application,
        func.coalesce(entry.c.capacity, homes.capacity) == homes.capacity,
        or_(entry.c.unit.is_(None), entry.c.unit.in_(["", homes.path, subdivision_in(homes.path)])),
    )
    return (
        select(
            _origin(HELD),
            user.c.id.label("number"),
            homes.rank.label("place"),
            homes.enterprise_id,
            user.c.person_id,
            homes.application,
            homes.capacity,
            homes.path.label("unit"),
            null().cast(String).label("function"),
        )
        .join(user, user.c.unit_id == homes.unit_id)
        .outerjoin(tick, and_(tick.c.registration_id == user.c.id, tick.c.application == homes.application))
        .where(confirmed(user), or_(tick.c.id.is_not(None), has_function), ~is_expected)
    )


def _homes(profiles: Profiles, scope: Scope) -> CTE:
    """Return the units that exist beside each application whose users live there."""
    unit, profile = standing_units(), profiles.application
    on_right_level = and_(profile.c.capacity == unit.c.capacity, profile.c.depth == depth_of(unit.c.level))
    return (
        select(
            unit.c.id.label("unit_id"),
            unit.c.enterprise_id,
            unit.c.capacity,
            unit.c.path,
            profile.c.application,
            profile.c.rank,
        )
        .join(profile, on_right_level)
        .where(scope(unit.c.enterprise_id))
        .cte("homes")
        .prefix_with("MATERIALIZED")
    )


def _origin(origin: int) -> ColumnElement[int]:
    return literal(origin).label("origin")
