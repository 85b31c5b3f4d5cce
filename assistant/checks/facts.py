"""The facts of every decision: a row for each wanted access and each unit that could give it, with named columns.

Nothing is judged here: `conditions` reads these columns. Some are weights (`profiles.CERTAIN` …): how much it weighs
that something is missing, 0 when it is not.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, and_, case, func, or_, select

from assistant.checks.chain import SETTLED, Chain
from assistant.checks.profiles import DESCRIBED, OPEN, Profiles
from assistant.checks.standing import confirmed
from assistant.checks.user_facts import function_found, registered, user_ticks
from assistant.domain.vocabulary import State, UnitStatus, UserStatus


class Found:
    """What was found of a unit."""

    NOT_EXAMINED, THERE, ABSENT, SAVED = range(4)


def facts(wanted: CTE, profiles: Profiles) -> Select[Any]:
    """Return the facts of the `wanted` accesses."""
    chain = Chain(wanted, profiles)
    profile, user = chain.profile.c, chain.user.c
    return select(
        *(column for column in wanted.c if column.name != "capacity"),
        chain.label.label("capacity"),
        chain.depth.label("depth"),
        *(unit.c.id.label(f"{unit.name}_id") for unit in chain.units),
        *(unit.c.path.label(f"{unit.name}_path") for unit in chain.units),
        *(unit.c.position.label(f"{unit.name}_place") for unit in chain.units),
        chain.unit_id.label("here_id"),
        user.id.label("user_id"),
        *_weights(chain),
        _capacity_open(chain).label("capacity_open"),
        _capacity_found(chain).label("capacity_found"),
        _unit_found(chain, 1).label("subdivision_found"),
        _unit_found(chain, 2).label("site_found"),
        case((_is_blocked(chain), 1), else_=0).label("subdivision_blocked"),
        *_unit_ticks(chain),
        registered(chain).label("registered"),
        case((user.status == UserStatus.BLOCKED.value, 1), else_=0).label("user_blocked"),
        *user_ticks(chain),
        function_found(chain).label("function_found"),
        case((user.changed_at > SETTLED, user.changed_at)).label("user_changed"),
        _head_radiologist(chain).label("head_radiologist"),
        _heracles_role(chain).label("heracles_role"),
        func.coalesce(profile.rank, -1).label("rank"),
    ).select_from(chain.joined())


def _weights(chain: Chain) -> list[ColumnElement[Any]]:
    """Return how much the conditions of this application weigh; one without a profile wants nothing certain."""
    profile = chain.profile.c
    capacity = case((chain.label == profile.capacity, profile.capacity_weight), else_=DESCRIBED)
    plain = {
        "unit_weight": profile.unit_weight,
        "user_weight": profile.tick0_user,
        "level_weight": profile.depth_weight,
        "function_weight": profile.function_weight,
        "function_level_weight": profile.function_depth_weight,
    }
    return [capacity.label("capacity_weight"), *(func.coalesce(weight, OPEN).label(name) for name, weight in plain.items())]


def _capacity_open(chain: Chain) -> ColumnElement[Any]:
    """Return how much it weighs that no guide lays down this capacity, or something else that it needs."""
    profile, capacity = chain.profile.c, chain.label
    return case(
        (or_(capacity.is_(None), profile.application.is_(None), profile.capacity == ""), DESCRIBED),
        (capacity != profile.capacity, profile.capacity_weight),
        (profile.left_open == 1, DESCRIBED),
        else_=0,
    )


def _capacity_found(chain: Chain) -> ColumnElement[Any]:
    capacity = chain.capacity.c
    return case(
        (chain.label.is_(None), Found.NOT_EXAMINED),
        (capacity.id.is_(None), Found.ABSENT),
        (capacity.state == State.SAVED.value, Found.SAVED),
        else_=Found.THERE,
    )


def _unit_found(chain: Chain, depth: int) -> ColumnElement[Any]:
    unit, above = chain.units[depth], chain.units[depth - 1]
    return case(
        (or_(chain.depth < depth, above.c.id.is_(None), above.c.state == State.SAVED.value), Found.NOT_EXAMINED),
        (unit.c.id.is_(None), Found.ABSENT),
        (unit.c.state == State.SAVED.value, Found.SAVED),
        else_=Found.THERE,
    )


def _is_blocked(chain: Chain) -> ColumnElement[bool]:
    return and_(confirmed(chain.subdivision), chain.subdivision.c.status == UnitStatus.BLOCKED.value)


def _unit_ticks(chain: Chain) -> list[ColumnElement[Any]]:
    """Return how much it weighs that a box is not ticked on the capacity, the sub-division, the site."""
    columns: list[ColumnElement[Any]] = []
    for n, ticks in enumerate(chain.unit_ticks):
        for unit, tick in zip(chain.units, ticks, strict=True):
            weight = chain.profile.c[f"tick{n}_{unit.name}"]
            missing = and_(weight != OPEN, confirmed(unit), tick.c.id.is_(None))
            columns.append(case((missing, weight), else_=0).label(f"tick{n}_{unit.name}"))
    return columns


def _head_radiologist(chain: Chain) -> ColumnElement[Any]:
    """Return how much it weighs that the CvKO does not know the head radiologist (V8)."""
    weight, reported = chain.profile.c.head_radiologist_weight, chain.enterprise.c.head_radiologist_reported
    return case(
        (or_(func.coalesce(weight, OPEN) == OPEN, reported.is_(True)), 0), (reported.is_(None), DESCRIBED), else_=weight
    )


def _heracles_role(chain: Chain) -> ColumnElement[Any]:
    """Return how much it weighs that the person has no role inside the application itself (V8)."""
    weight = chain.profile.c.heracles_role_weight
    return case(
        (func.coalesce(weight, OPEN) == OPEN, 0),
        (chain.enterprise.c.heracles_roles_known.is_(False), DESCRIBED),
        (chain.role_inside.c.id.is_not(None), 0),
        else_=weight,
    )
