"""Where a finding stands (rulebook V9): the unit and the box that a condition of a judged row is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from assistant.checks.compiled import Row
from assistant.checks.conditions import About, Condition
from assistant.checks.profiles import UNITS
from assistant.checks.user_facts import Registered
from assistant.domain.catalogue import catalogue
from assistant.domain.vocabulary import Level
from assistant.store.exchange.unit_path import depth

MissingUnits = Mapping[tuple[str, str | None], list[str]]
"""The paths of the planned units that are not there, by the code of what is missing and the capacity."""

LEVELS = {
    About.CAPACITY: Level.CAPACITY,
    About.SUBDIVISION: Level.SUBDIVISION,
    About.SITE: Level.SITE,
    About.USER: Level.USER,
}
"""The level of the thing that a condition is about."""

_NOT_HERE = (Registered.ON_OTHER_UNIT, Registered.ONLY_MANAGER, Registered.NOWHERE)


def missing_units(found: Iterable[tuple[str, str | None, str | None]]) -> MissingUnits:
    """Return the planned units that are not there, out of the code, capacity and unit of broken rules."""
    missing: dict[tuple[str, str | None], set[str]] = {}
    for code, capacity, unit in found:
        if code in ("subdivision.missing", "site.missing") and unit is not None:
            missing.setdefault((code, capacity), set()).add(unit)
    return {key: sorted(paths) for key, paths in missing.items()}


def is_anywhere(row: Row) -> bool:
    """Tell whether any of several units would do."""
    return depth(row["unit"] or "") < int(row["depth"])


def home_of(row: Row) -> str | None:
    """Return the path of the unit where the user should be, None where that can be one of several."""
    if row["capacity"] is None or (row["units"] > 1 and is_anywhere(row)):
        return None
    return str(row[f"{UNITS[row['depth']]}_path"]) if row["here_id"] else None


def unit_of(row: Row, one: Condition, missing: MissingUnits) -> str | None:
    """Return the path of the unit where it is wrong: where something is, else where it should be."""
    if one.about in (About.ENTERPRISE, About.PERSON):
        return None
    if one.about is About.CAPACITY:
        return ""
    if one.column in ("other_level", "function_elsewhere"):
        return str(row["is_on"])
    if one.column == "no_subdivision":
        return _wanted_step(row, 1) or next(iter(missing.get((one.code, row["capacity"]), ())), None)
    if one.column == "no_site":
        under = f"{row['subdivision_path']}/"
        planned = (path for path in missing.get((one.code, row["capacity"]), ()) if path.startswith(under))
        return _wanted_step(row, 2) or next(planned, None)
    if one.about is About.USER:
        return home_of(row) if row["registered"] in _NOT_HERE else str(row[f"{UNITS[row['depth']]}_path"])
    return str(row[f"{one.about}_path"])


def box_of(application: str, one: Condition) -> str:
    """Return the application whose box is missing; else the one that is wanted."""
    if not one.box:
        return application
    profile: Any = catalogue().application(application)
    return str(profile.companions[one.box - 1].application)


def is_personal(one: Condition) -> bool:
    """Tell whether its findings name the person."""
    return one.about in (About.USER, About.PERSON)


def _wanted_step(row: Row, steps: int) -> str | None:
    """Return the start of the path asked for, None when it is not so long."""
    parts = row["unit"].split("/") if row["unit"] else []
    return "/".join(parts[:steps]) if len(parts) >= steps else None
