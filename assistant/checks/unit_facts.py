"""The facts of every wanted place: a row for each unit that could be it, with named columns, whoever wants to be there.

Nothing is judged here: `conditions` reads these columns. Some are weights (`profiles.CERTAIN` …): how much it weighs
that something is missing, 0 when it is not; or, for the facts about the person, how much it would weigh.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, and_, case, func, or_, select

from assistant.checks.chain import Chain
from assistant.checks.profiles import DESCRIBED, OPEN, Profiles
from assistant.checks.standing import confirmed
from assistant.domain.vocabulary import State, UnitStatus


class Found:
    """What was found of a unit."""

    NOT_EXAMINED, THERE, ABSENT, SAVED = range(4)


PLACE = ("enterprise_id", "application", "capacity", "unit")
"""The columns of a wanted access that say where: those of the same place are judged together."""


def unit_facts(places: CTE, profiles: Profiles) -> Select[Any]:
    """Return the facts of the `places`, whose columns come back as `wanted_…`."""
    chain = Chain(places, profiles)
    return select(
        *(places.c[name].label(f"wanted_{name}") for name in PLACE),
        chain.label.label("capacity"),
        chain.depth.label("depth"),
        *(unit.c.id.label(f"{unit.name}_id") for unit in chain.units),
        *(unit.c.path.label(f"{unit.name}_path") for unit in chain.units),
        *(unit.c.position.label(f"{unit.name}_place") for unit in chain.units),
        chain.unit_id.label("here_id"),
        *_weights(chain),
        *_of_the_user(chain, profiles),
        _capacity_open(chain).label("capacity_open"),
        _capacity_found(chain).label("capacity_found"),
        _unit_found(chain, 1).label("subdivision_found"),
        _unit_found(chain, 2).label("site_found"),
        case((_is_blocked(chain), 1), else_=0).label("subdivision_blocked"),
        *_unit_ticks(chain),
        _head_radiologist(chain).label("head_radiologist"),
    ).select_from(chain.joined())


def _weights(chain: Chain) -> list[ColumnElement[Any]]:
    """Return how much the conditions of this application weigh; one without a profile wants nothing certain."""
    profile = chain.profile.c
    capacity = case((chain.label == profile.capacity, profile.capacity_weight), else_=DESCRIBED)
    plain = {
        "unit_weight": profile.unit_weight,
        "level_weight": profile.depth_weight,
        "function_weight": profile.function_weight,
        "function_level_weight": profile.function_depth_weight,
    }
    return [capacity.label("capacity_weight"), *(func.coalesce(weight, OPEN).label(name) for name, weight in plain.items())]


def _of_the_user(chain: Chain, profiles: Profiles) -> list[ColumnElement[Any]]:
    """Return what the application wants of its users, and whether it is known who has a role inside (V8)."""
    profile = chain.profile.c
    boxes = range(profiles.ticks)
    return [
        profile.need.label("need"),
        profile.managers_in.label("managers_in"),
        *(profile[f"tick{n}"].label(f"box{n}") for n in boxes),
        *(func.coalesce(profile[f"tick{n}_user"], OPEN).label(f"box{n}_weight") for n in boxes),
        func.coalesce(profile.heracles_role_weight, OPEN).label("role_weight"),
        chain.enterprise.c.heracles_roles_known.label("roles_known"),
    ]


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
    for n, ticks in enumerate(chain.ticks):
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
