"""What the catalogue says that applications and capacities need (rulebook §6), inside a query: a table and expressions.

The checks are one query for every application: nothing of a given capacity or application stands in code, all of it
comes in here. Levels are depths (0 the capacity, 1 a sub-division, 2 a site), certainties are numbers of which the
highest weighs most.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import CTE, ColumnElement, Integer, String, case, column, null, values

from assistant.domain.catalogue import Application, Catalogue, Certainty, Companion, FunctionNeed, catalogue
from assistant.domain.vocabulary import Level

CERTAIN, DESCRIBED, OPEN = 2, 1, 0
"""How much a condition that is not met weighs: it denies, it leaves the answer open, it is not examined (V2)."""

WEIGHTS = {Certainty.CERTAIN: CERTAIN, Certainty.DESCRIBED: DESCRIBED, Certainty.OPEN: OPEN}

UNITS = (Level.CAPACITY, Level.SUBDIVISION, Level.SITE)
"""The levels of units by their depth."""

TICKED = (*UNITS, Level.USER)
"""The levels on which an application can be ticked."""

UNKNOWN_DEPTH = -1


class Need:
    """Whether an application wants a function."""

    OPEN, NONE, ONE = 0, 1, 2


_NEEDS = {FunctionNeed.OPEN: Need.OPEN, FunctionNeed.NONE: Need.NONE, FunctionNeed.ONE: Need.ONE}


def depth_of(level: ColumnElement[Any]) -> ColumnElement[int]:
    """Return the depth of a unit's level."""
    return case({name.value: depth for depth, name in enumerate(UNITS)}, value=level)


@dataclass(frozen=True, slots=True)
class Profiles:
    """The catalogue in a query. `ticks` counts the boxes an application asks for at most, its own first."""

    application: CTE
    """The applications, to be joined by name."""
    ticks: int
    _known: Catalogue

    def depth_in(self, capacity: ColumnElement[Any]) -> ColumnElement[int]:
        """Return the depth where the users of a capacity live, NULL where no guide says it."""
        depths = {one.label: UNITS.index(one.users_on) for one in self._known.capacities if one.users_on}
        return _looked_up(capacity, depths)

    def wants_units_first(self, capacity: ColumnElement[Any]) -> ColumnElement[bool]:
        """Whether a capacity wants all its units made before the first user (O4)."""
        return capacity.in_([one.label for one in self._known.capacities if one.units_before_users])

    def opens(self, application: ColumnElement[Any], function: ColumnElement[Any]) -> ColumnElement[int]:
        """Return 1 where a function opens an application, 0 where no guide says whether it does, else NULL."""
        functions: dict[str, dict[str, int]] = {}
        for one in self._known.applications:
            if one.function_need is FunctionNeed.ONE:
                functions[one.name] = {**dict.fromkeys(one.neutral_functions, 0), **dict.fromkeys(one.functions, 1)}
        return _looked_up(application, {name: _looked_up(function, opening) for name, opening in functions.items()})

    def is_of_doctors(self, application: ColumnElement[Any], box: int, function: ColumnElement[Any]) -> ColumnElement[bool]:
        """Whether holders of a function count as doctors, for the box of that number that doctors need."""
        functions = {
            one.name: dict.fromkeys(one.companions[box - 1].doctor_functions, 1)
            for one in self._known.applications
            if len(one.companions) >= box and one.companions[box - 1].doctor_functions
        }
        return _looked_up(application, {name: _looked_up(function, known) for name, known in functions.items()}) == 1


def _looked_up(key: ColumnElement[Any], values: Mapping[str, Any]) -> ColumnElement[Any]:
    """Return the value for a key, NULL for others: compared one by one, as nothing has to be set up for that."""
    return case(dict(values), value=key) if values else null()


@cache
def profiles() -> Profiles:
    """Return the tables of the catalogue."""
    return profiles_of(catalogue())


def profiles_of(known: Catalogue) -> Profiles:
    """Return the tables of a catalogue."""
    boxes = 1 + max((len(one.companions) for one in known.applications), default=0)
    applications = [_application(rank, one, boxes) for rank, one in enumerate(known.applications)]
    return Profiles(_table("profile", _application_columns(boxes), applications), boxes, known)


Columns = dict[str, type[Any]]
"""The columns of a table, text or number, by name."""


def _table(name: str, columns: Columns, rows: Sequence[tuple[Any, ...]]) -> CTE:
    """Return rows as a table of the query; written out, not bound, so that the statement is the same every time."""
    typed = [column(key, String() if kind is str else Integer()) for key, kind in columns.items()]
    return values(*typed, name=f"{name}_rows", literal_binds=True).data(list(rows)).cte(name)


_APPLICATION: Columns = {
    "application": str,
    "rank": int,  # its place in the catalogue
    "capacity": str,  # '' where no guide says it
    "capacity_weight": int,
    "depth": int,  # where its users live
    "depth_weight": int,
    "need": int,
    "function_weight": int,
    "function_depth": int,
    "function_depth_weight": int,
    "unit_weight": int,  # how sure it is that there has to be a unit to live on
    "managers_in": int,  # whether the capacity's managers are in without being users (A18)
    "left_open": int,  # whether something it needs is laid down nowhere
    "head_radiologist_weight": int,
    "heracles_role_weight": int,
}

_OUTSIDE = {"head_radiologist_reported": "head_radiologist_weight", "heracles_roles": "heracles_role_weight"}
"""The facts of an access tree about what is done outside the portal, and their columns."""


def _application_columns(boxes: int) -> Columns:
    ticks = {f"tick{n}": str for n in range(boxes)}
    weights = {f"tick{n}_{level}": int for n in range(boxes) for level in TICKED}
    return {**_APPLICATION, **ticks, **weights}


def _application(rank: int, one: Application, boxes: int) -> tuple[Any, ...]:
    user_tick = WEIGHTS[one.tick_on(Level.USER)]
    outside = {_OUTSIDE[need.fact]: WEIGHTS[need.certainty] for need in one.outside}
    row: dict[str, Any] = {
        "application": one.name,
        "rank": rank,
        "capacity": one.capacity or "",
        "capacity_weight": WEIGHTS[one.capacity_certainty],
        "depth": _depth(one.users_on),
        "depth_weight": WEIGHTS[one.users_on_certainty],
        "need": _NEEDS[one.function_need],
        "function_weight": WEIGHTS[one.function_certainty],
        "function_depth": _depth(one.function_on),
        "function_depth_weight": WEIGHTS[one.function_on_certainty],
        "unit_weight": max([user_tick, *(WEIGHTS[tick.certainty] for tick in one.ticked_on if tick.level in UNITS[1:])]),
        "managers_in": int(one.function_need is FunctionNeed.NONE and not one.managers_need_registration),
        "left_open": int(one.function_need is FunctionNeed.OPEN or not user_tick),
        **{name: outside.get(name, OPEN) for name in _OUTSIDE.values()},
    }
    for n in range(boxes):
        row[f"tick{n}"] = ""
        row |= {f"tick{n}_{level}": OPEN for level in TICKED}
    row["tick0"] = one.name
    row |= {f"tick0_{level}": WEIGHTS[one.tick_on(level)] for level in TICKED}
    for n, companion in enumerate(one.companions, 1):
        row |= _companion(n, companion)
    return tuple(row[name] for name in _application_columns(boxes))


def _companion(n: int, one: Companion) -> dict[str, Any]:
    """Return what has to be ticked beside the application: on units for all, at the user for doctors."""
    units = {f"tick{n}_{tick.level}": WEIGHTS[tick.certainty] for tick in one.ticked_on}
    return {f"tick{n}": one.application, **units, f"tick{n}_{Level.USER}": WEIGHTS[one.doctors]}


def _depth(level: Level | None) -> int:
    return UNKNOWN_DEPTH if level is None else UNITS.index(level)
