"""What a decision's conditions rest on, looked up only for the row that counts and only where something is wrong."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, or_, select

from assistant.checks.chain import TODAY
from assistant.checks.profiles import Profiles, depth_of
from assistant.checks.standing import confirmed, standing_users
from assistant.checks.user_facts import Function, Registered, going_on
from assistant.domain.vocabulary import MANAGERS, ManagerStatus
from assistant.store.tables import FunctionGiven, Manager, table_of


def evidence(row: FromClause, profiles: Profiles) -> list[ColumnElement[Any]]:
    """Return the columns `is_on`, `role`, `function` and `day` for the judged rows."""
    r = row.c
    elsewhere = r.function_found == Function.ELSEWHERE
    given = table_of(FunctionGiven).c
    first, last = given.first_day, given.last_day
    ahead, ended = r.function_found == Function.NOT_YET, r.function_found == Function.EXPIRED
    function = case(
        (ahead, _function(row, profiles, given.function, 1, first > TODAY, by=(first, given.id))),
        (ended, _function(row, profiles, given.function, 1, by=(last.desc(), given.id))),
        (elsewhere, _function_elsewhere(row, profiles, "function")),
        (r.function_found == Function.NEUTRAL, _function(row, profiles, given.function, 0, by=(given.id,))),
        (r.function_found == Function.OTHER, _any_function(row)),
    )
    day = case(
        (ahead, _function(row, profiles, first, 1, first > TODAY, by=(first, given.id))),
        (ended, _function(row, profiles, last, 1, by=(last.desc(), given.id))),
    )
    role = case((r.registered == Registered.ONLY_MANAGER, _role(row)))
    return [is_on(row, profiles).label("is_on"), function.label("function_held"), day.label("day"), role.label("role")]


def is_on(row: FromClause, profiles: Profiles) -> ColumnElement[Any]:
    """Return the path of the unit where the person is a user, or has the function, instead."""
    r = row.c
    return case(
        (r.registered == Registered.ON_OTHER_UNIT, _registered_on(row, right_depth=True)),
        (r.registered == Registered.ON_OTHER_LEVEL, _registered_on(row, right_depth=False)),
        (r.function_found == Function.ELSEWHERE, _function_elsewhere(row, profiles, "path")),
    )


def _near(row: FromClause, unit_id: Any, level: Any) -> tuple[ColumnElement[Any], ...]:
    """Return the order of units, the nearest first: the sub-division above, then from the top of the tree down."""
    return case((unit_id == row.c.subdivision_id, 0), else_=1), depth_of(level), unit_id


def _registered_on(row: FromClause, *, right_depth: bool) -> Any:
    others = standing_users("registered_elsewhere")
    depth = [depth_of(others.c.level) == row.c.depth] if right_depth else []
    return (
        select(others.c.path)
        .where(others.c.person_id == row.c.person_id, others.c.capacity_id == row.c.capacity_id, *depth)
        .order_by(*_near(row, others.c.unit_id, others.c.level))
        .limit(1)
        .scalar_subquery()
    )


def _function(
    row: FromClause, profiles: Profiles, wanted: Any, opens: int, *conditions: ColumnElement[bool], by: tuple[Any, ...]
) -> Any:
    given = table_of(FunctionGiven).c
    return (
        select(wanted)
        .where(
            given.registration_id == row.c.user_id,
            profiles.opens(row.c.application, given.function) == opens,
            *conditions,
        )
        .order_by(*by)
        .limit(1)
        .scalar_subquery()
    )


def _any_function(row: FromClause) -> Any:
    given = table_of(FunctionGiven).c
    query: Select[Any] = select(given.function).where(given.registration_id == row.c.user_id).order_by(given.id)
    return query.limit(1).scalar_subquery()


def _function_elsewhere(row: FromClause, profiles: Profiles, column: str) -> Any:
    given, others = table_of(FunctionGiven).c, standing_users("function_elsewhere")
    return (
        select(given.function if column == "function" else others.c[column])
        .where(
            others.c.person_id == row.c.person_id,
            others.c.capacity_id == row.c.capacity_id,
            others.c.id != row.c.user_id,
            given.registration_id == others.c.id,
            profiles.opens(row.c.application, given.function) == 1,
            going_on(given),
        )
        .order_by(*_near(row, others.c.unit_id, others.c.level), given.id)
        .limit(1)
        .scalar_subquery()
    )


def _role(row: FromClause) -> Any:
    """Return the widest of the person's roles that reach the unit."""
    manager = table_of(Manager)
    units = [row.c.capacity_id, row.c.subdivision_id, row.c.site_id]
    widest = case({role.value: place for place, role in enumerate(MANAGERS)}, value=manager.c.role)
    return (
        select(manager.c.role)
        .where(
            manager.c.person_id == row.c.person_id,
            and_(manager.c.status == ManagerStatus.ACTIVE.value, confirmed(manager)),
            or_(manager.c.unit_id.is_(None), manager.c.unit_id.in_(units)),
        )
        .order_by(widest)
        .limit(1)
        .scalar_subquery()
    )
