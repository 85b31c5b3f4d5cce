"""The facts about the person: registered where, as what, with which function, since when (rulebook V4 to V6, A18)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CTE, ColumnElement, Exists, and_, case, exists, func, or_, select

from assistant.checks.chain import SETTLED, TODAY, Chain
from assistant.checks.profiles import DESCRIBED, OPEN, Need, Profiles, depth_of
from assistant.checks.standing import confirmed, standing_users
from assistant.domain.vocabulary import ManagerStatus, Role, State
from assistant.store.tables import FunctionGiven, Manager, Registration, Unit, table_of


class Registered:
    """Where the person was found as a user, the first that fits (V4)."""

    NOT_EXAMINED, AS_MANAGER, HERE, SAVED, ON_OTHER_UNIT, ON_OTHER_LEVEL, ONLY_MANAGER, NOWHERE = range(8)


class Function:
    """Which function was found, the first that fits (V5)."""

    NOT_EXAMINED, IN_FORCE, FRESH, NOT_YET, EXPIRED, ELSEWHERE, NEUTRAL, OTHER, NONE = range(9)
    """`FRESH`: in date, but given or changed too short ago (V6)."""


def registered(chain: Chain) -> ColumnElement[Any]:
    """Return where the person is registered, seen from the unit (`Registered`)."""
    others = standing_users("others")
    elsewhere = (others.c.person_id == chain.wanted.c.person_id, others.c.capacity_id == chain.capacity.c.id)
    return case(
        (or_(chain.unit_id.is_(None), func.coalesce(chain.profile.c.tick0_user, OPEN) == OPEN), Registered.NOT_EXAMINED),
        (_in_as_manager(chain), Registered.AS_MANAGER),
        (chain.user.c.state == State.CONFIRMED.value, Registered.HERE),
        (chain.user.c.state == State.SAVED.value, Registered.SAVED),
        (exists().where(*elsewhere, depth_of(others.c.level) == chain.depth), Registered.ON_OTHER_UNIT),
        (exists().where(*elsewhere), Registered.ON_OTHER_LEVEL),
        (_manages(chain), Registered.ONLY_MANAGER),
        else_=Registered.NOWHERE,
    )


def _in_as_manager(chain: Chain) -> ColumnElement[bool]:
    """Whether the person is in without being a user (A18): TB or co-TB, or HTB where nobody was ever made TB (T2)."""
    manager, other = table_of(Manager).alias("own_role"), table_of(Manager).alias("other_role")
    capacity_id = chain.capacity.c.id
    had_tb = other.c.unit_id == capacity_id, other.c.role == Role.TB.value, confirmed(other)
    has_tb = exists().where(*had_tb).correlate_except(other)
    is_tb = and_(manager.c.unit_id == capacity_id, manager.c.role.in_([Role.TB.value, Role.CO_TB.value]))
    is_htb = and_(manager.c.role == Role.HTB.value, ~has_tb)
    return and_(chain.profile.c.managers_in == 1, exists().where(*_active(manager, chain), or_(is_tb, is_htb)))


def _manages(chain: Chain) -> ColumnElement[bool]:
    """Whether the person is HTB, co-HTB, TB or co-TB of the capacity, or SB on the branch (V4)."""
    manager = table_of(Manager).alias("own_role")
    branch = manager.c.unit_id.in_([unit.c.id for unit in chain.units])
    return exists().where(*_active(manager, chain), or_(manager.c.unit_id.is_(None), branch))


def _active(manager: Any, chain: Chain) -> tuple[ColumnElement[bool], ...]:
    return (
        manager.c.person_id == chain.wanted.c.person_id,
        manager.c.status == ManagerStatus.ACTIVE.value,
        confirmed(manager),
    )


def user_ticks(chain: Chain) -> list[ColumnElement[Any]]:
    """Return how much it weighs that a box is not ticked at the user: the application's own, and what doctors need."""
    columns: list[ColumnElement[Any]] = []
    for n, tick in enumerate(chain.user_ticks):
        weight = chain.profile.c[f"tick{n}_user"]
        missing = and_(weight != OPEN, confirmed(chain.user), tick.c.id.is_(None))
        weighed = _for_doctors(chain, n, weight) if n else weight
        columns.append(case((missing, weighed), else_=0).label(f"tick{n}_user"))
    return columns


def _for_doctors(chain: Chain, n: int, weight: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the weight for a doctor, nothing for another; of some it is not known whether they are one."""
    given, own, unit = table_of(FunctionGiven), table_of(Registration), table_of(Unit)
    has_function = exists().where(
        own.c.person_id == chain.wanted.c.person_id,
        unit.c.id == own.c.unit_id,
        unit.c.capacity_id == chain.capacity.c.id,
        given.c.registration_id == own.c.id,
        chain.profiles.is_of_doctors(chain.wanted.c.application, n, given.c.function),
    )
    is_doctor = chain.person.c.doctor
    return case((or_(is_doctor.is_(True), has_function), weight), (is_doctor.is_(None), DESCRIBED), else_=0)


def function_found(chain: Chain) -> ColumnElement[Any]:
    """Return which function the person has (`Function`), looking no further than the first kind that is found."""
    given = table_of(FunctionGiven)
    settled = or_(given.c.changed_at.is_(None), given.c.changed_at <= SETTLED)
    opening = case(
        (and_(_in_force(), settled), Function.IN_FORCE),
        (_in_force(), Function.FRESH),
        (given.c.first_day > TODAY, Function.NOT_YET),
        else_=Function.EXPIRED,
    )
    other = case((_opens(chain, given, 0), Function.NEUTRAL), else_=Function.OTHER)
    own = given.c.registration_id == chain.user.c.id
    found = func.coalesce(
        select(func.min(opening)).where(own, _opens(chain, given)).correlate_except(given).scalar_subquery(),
        case((_opening_elsewhere(chain), Function.ELSEWHERE)),
        select(func.min(other)).where(own).correlate_except(given).scalar_subquery(),
        Function.NONE,
    )
    return case((_function_wanted(chain), found), else_=Function.NOT_EXAMINED)


def function_changed(facts: CTE, profiles: Profiles) -> ColumnElement[Any]:
    """Return when the function relied on was changed, where that is too short ago to be in force (V6); else NULL."""
    given = table_of(FunctionGiven)
    changed = (
        select(func.min(given.c.changed_at))
        .where(given.c.registration_id == facts.c.user_id, _in_force())
        .where(profiles.opens(facts.c.application, given.c.function) == 1)
        .scalar_subquery()
    )
    return case((facts.c.function_found == Function.FRESH, changed))


def _function_wanted(chain: Chain) -> ColumnElement[bool]:
    return and_(chain.profile.c.need == Need.ONE, chain.user.c.state.is_not(None), confirmed(chain.user))


def _in_force() -> ColumnElement[bool]:
    given = table_of(FunctionGiven).c
    return and_(given.first_day <= TODAY, or_(given.last_day.is_(None), given.last_day >= TODAY))


def going_on(given: Any) -> ColumnElement[bool]:
    """Return the condition that a function goes on after today: one that ends today was dealt with already."""
    return or_(given.last_day.is_(None), given.last_day > TODAY)


def _opens(chain: Chain, given: Any, opens: int = 1) -> ColumnElement[bool]:
    return chain.profiles.opens(chain.wanted.c.application, given.c.function) == opens


def _opening_elsewhere(chain: Chain) -> Exists:
    """Whether the person has a function that opens it, not ended, on another unit of the capacity."""
    given, others = table_of(FunctionGiven), standing_users("others")
    return exists().where(
        others.c.person_id == chain.wanted.c.person_id,
        others.c.capacity_id == chain.capacity.c.id,
        others.c.id != chain.user.c.id,
        given.c.registration_id == others.c.id,
        _opens(chain, given),
        going_on(given.c),
    )
