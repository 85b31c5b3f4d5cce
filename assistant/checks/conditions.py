"""The conditions of an access, each a code of rulebook §7 with one predicate over the facts, and the verdict (§7a).

A condition is a number: 0 it is met, 1 it leaves the answer open (only described, or not known), 2 it denies (V2).
Conditions that deny or leave open become findings; what they say stands in `data/symptoms.yaml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import reduce
from operator import add
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, and_, case, or_, select

from assistant.checks.profiles import CERTAIN, DESCRIBED, Profiles
from assistant.checks.unit_facts import Found
from assistant.checks.user_facts import Function, Registered, function_changed
from assistant.domain.vocabulary import Level

PENDING = "change.pending"


class Rank(IntEnum):
    """The verdicts, the best last (V1)."""

    DENIED, UNKNOWN, PENDING, ALLOWED = range(4)


Told = Callable[[str], bool]
"""Which columns of units are passed on to those who want to be there: the fewer, the quicker."""


class About(StrEnum):
    """What a condition is about, and so where its finding stands and whether it names the person (V9)."""

    ENTERPRISE = "enterprise"
    CAPACITY = "capacity"
    SUBDIVISION = "subdivision"
    SITE = "site"
    USER = "user"
    PERSON = "person"
    """The person, wherever registered: without a unit."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One predicate: `column` names it among the rows of the rule table, `box` is the box that it wants ticked."""

    code: str
    about: About
    column: str
    weight: ColumnElement[Any]
    box: int | None = None


def unit_conditions(facts: CTE, boxes: int) -> Iterator[Condition]:
    """Yield the conditions over the facts of units, from the top of the tree to the bottom."""
    f = facts.c

    def ticks(level: Level, about: About) -> Iterator[Condition]:
        for n in range(boxes):
            yield _no_tick(n, level, about, f[f"tick{n}_{level}"])

    yield Condition("app.capacity-open", About.ENTERPRISE, "is_open", f.capacity_open)
    yield Condition("external.head-radiologist", About.ENTERPRISE, "no_head_radiologist", f.head_radiologist)

    found, capacity, top = f.capacity_found, f.capacity_weight, About.CAPACITY
    yield Condition("capacity.not-activated", top, "no_capacity", _when(found == Found.ABSENT, capacity))
    yield Condition("step.unconfirmed", top, "saved_capacity", _when(found == Found.SAVED, capacity))
    yield from ticks(Level.CAPACITY, top)

    found, unit, below = f.subdivision_found, f.unit_weight, About.SUBDIVISION
    yield Condition("subdivision.missing", below, "no_subdivision", _when(found == Found.ABSENT, unit))
    yield Condition("step.unconfirmed", below, "saved_subdivision", _when(found == Found.SAVED, unit))
    blocked = and_(f.subdivision_blocked == 1, unit > 0)
    yield Condition("subdivision.blocked", below, "blocked_subdivision", _when(blocked, CERTAIN))
    yield from ticks(Level.SUBDIVISION, below)

    yield Condition("site.missing", About.SITE, "no_site", _when(f.site_found == Found.ABSENT, unit))
    yield Condition("step.unconfirmed", About.SITE, "saved_site", _when(f.site_found == Found.SAVED, unit))
    yield from ticks(Level.SITE, About.SITE)


def user_conditions(facts: CTE, boxes: int) -> Iterator[Condition]:
    """Yield the conditions over the facts of a person at a unit, which come after those of the unit."""
    f = facts.c
    here = f.registered == Registered.HERE

    user = f.box0_weight
    level = case((and_(user == CERTAIN, f.level_weight == CERTAIN), CERTAIN), else_=DESCRIBED)
    registrations: tuple[tuple[str, str, int, Any], ...] = (
        ("step.unconfirmed", "saved_user", Registered.SAVED, user),
        ("user.missing-on-site", "other_unit", Registered.ON_OTHER_UNIT, user),
        ("user.wrong-level", "other_level", Registered.ON_OTHER_LEVEL, level),
        ("manager.not-a-user", "only_manager", Registered.ONLY_MANAGER, user),
        ("user.missing", "no_user", Registered.NOWHERE, user),
    )
    for code, column, place, weighs in registrations:
        yield Condition(code, About.USER, column, _when(f.registered == place, weighs))
    yield Condition("user.blocked", About.USER, "blocked_user", _when(and_(here, f.user_blocked == 1), CERTAIN))
    for n in range(boxes):
        yield _no_tick(n, Level.USER, About.USER, _when(here, f[f"tick{n}_user"]))

    function = f.function_weight
    functions: tuple[tuple[str, str, int, Any], ...] = (
        ("function.wrong-level", "function_elsewhere", Function.ELSEWHERE, f.function_level_weight),
        ("function.not-yet", "function_ahead", Function.NOT_YET, function),
        ("function.expired", "function_ended", Function.EXPIRED, function),
        ("function.does-not-open", "function_neutral", Function.NEUTRAL, DESCRIBED),
        ("function.does-not-open", "function_other", Function.OTHER, function),
        ("function.missing", "no_function", Function.NONE, function),
    )
    for code, column, which, weighs in functions:
        yield Condition(code, About.USER, column, _when(and_(here, f.function_found == which), weighs))
    yield Condition("external.heracles-role", About.PERSON, "no_role", f.heracles_role)


def _no_tick(n: int, level: Level, about: About, weight: ColumnElement[Any]) -> Condition:
    return Condition(f"app.missing-on-{level}", about, f"no_tick{n}_{level}", weight, n)


def _when(test: ColumnElement[bool], weight: Any) -> ColumnElement[Any]:
    return case((test, weight), else_=0)


def judged_units(facts: CTE, found: Sequence[Condition], told: Told) -> Select[Any]:
    """Return the facts of units with every condition as a column, which deny and which are not met, a bit each."""
    return select(
        *(column for column in facts.c if told(column.name)),
        *(one.weight.label(one.column) for one in found if told(one.column)),
        _mask((one.weight == CERTAIN for one in found), 0).label("certain_above"),
        _mask((one.weight != 0 for one in found), 0).label("wrong_above"),
    )


def judged(facts: CTE, found: Sequence[Condition], above: int, known: Profiles) -> Select[Any]:
    """Return the accesses with every condition as a column, which deny (`certain`) and which are not met (`wrong`).

    The bits of both stand in the order of all conditions, the `above` of the units first. `changed` is the last change
    that is not in force. `verdict` reads these three.
    """
    f = facts.c
    here, of_function = f.registered == Registered.HERE, function_changed(facts, known)
    changed = _later(case((here, f.user_changed)), case((here, of_function)))
    return select(
        *f,
        *(one.weight.label(one.column) for one in found),
        (f.certain_above + _mask((one.weight == CERTAIN for one in found), above)).label("certain"),
        (f.wrong_above + _mask((one.weight != 0 for one in found), above)).label("wrong"),
        changed.label("changed"),
        of_function.label("function_changed"),
    )


def verdict(certain: int, wrong: int, changed: object) -> Rank:
    """Return the verdict on a row of the rule table, by the columns of these names (§7a)."""
    if certain:
        return Rank.DENIED
    if wrong:
        return Rank.UNKNOWN
    return Rank.ALLOWED if changed is None else Rank.PENDING


def _mask(tests: Iterable[ColumnElement[bool]], first: int) -> ColumnElement[int]:
    return reduce(add, [case((test, 1 << bit), else_=0) for bit, test in enumerate(tests, first)])


def _later(one: ColumnElement[Any], other: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the later of two moments that may be NULL."""
    return case((or_(other.is_(None), one >= other), one), else_=other)
