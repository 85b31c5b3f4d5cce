"""The facts about the person: registered where, as what, with which function, since when (rulebook V4 to V6, V8, A18)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CTE, ColumnElement, Exists, FromClause, Select, and_, case, exists, false, func, or_, select

from assistant.checks.chain import SETTLED, TODAY
from assistant.checks.profiles import DESCRIBED, OPEN, UNITS, Need, Profiles, depth_of
from assistant.checks.standing import confirmed, standing_users
from assistant.checks.unit_facts import PLACE
from assistant.domain.vocabulary import ManagerStatus, Role, State, UserStatus
from assistant.store.tables import (
    FunctionGiven,
    ListedPerson,
    Manager,
    Person,
    Registration,
    RegistrationTick,
    Unit,
    table_of,
)


class Registered:
    """Where the person was found as a user, the first that fits (V4)."""

    NOT_EXAMINED, AS_MANAGER, HERE, SAVED, ON_OTHER_UNIT, ON_OTHER_LEVEL, ONLY_MANAGER, NOWHERE = range(8)


class Function:
    """Which function was found, the first that fits (V5)."""

    NOT_EXAMINED, IN_FORCE, FRESH, NOT_YET, EXPIRED, ELSEWHERE, NEUTRAL, OTHER, NONE = range(9)
    """`FRESH`: in date, but given or changed too short ago (V6)."""


def of_units(profiles: Profiles) -> frozenset[str]:
    """Return the columns of units that are read here, or where conditions and evidence of an access are looked at."""
    names = (
        *(f"wanted_{name}" for name in PLACE),
        *("capacity", "depth", "capacity_id", "subdivision_id", "site_id", "here_id", "certain_above", "wrong_above"),
        *("need", "managers_in", "role_weight", "roles_known"),
        *("level_weight", "function_weight", "function_level_weight"),
    )
    boxes = range(profiles.ticks)
    return frozenset((*names, *(f"box{n}" for n in boxes), *(f"box{n}_weight" for n in boxes)))


class _Access:
    """The joined tables, by name: a wanted access, a unit that could give it as it was judged, the person there."""

    def __init__(self, wanted: CTE, units: CTE, profiles: Profiles) -> None:
        self.wanted, self.unit, self.profiles = wanted.c, units.c, profiles
        self._from = wanted.join(units, and_(*(wanted.c[name].is_not_distinct_from(_wanted(units, name)) for name in PLACE)))
        self.user = table_of(Registration).alias("here")
        self.ticks = [table_of(RegistrationTick).alias(f"user_tick{n}") for n in range(profiles.ticks)]
        """By box: the tick at the user, where one is wanted."""
        self.person = table_of(Person)
        """The person, where it counts whether that is a doctor."""
        self.role_inside = table_of(ListedPerson).alias("role_inside")
        """The person on the list of those who have a role in the application itself, where that is wanted."""

    def joined(self) -> FromClause:
        """Return the join. Of what is joined to the access, there is one at most."""
        wanted, unit, user, role = self.wanted, self.unit, self.user, self.role_inside.c
        found = self._from.outerjoin(user, and_(user.c.unit_id == unit.here_id, user.c.person_id == wanted.person_id))
        for n, tick in enumerate(self.ticks):
            is_wanted = and_(unit[f"box{n}_weight"] != OPEN, confirmed(user))
            of_user = tick.c.registration_id == case((is_wanted, user.c.id))
            found = found.outerjoin(tick, and_(of_user, tick.c.application == unit[f"box{n}"]))
        wants_doctors = or_(false(), *(unit[f"box{n}_weight"] != OPEN for n in range(1, self.profiles.ticks)))
        wants_role = unit.role_weight != OPEN
        return found.outerjoin(
            self.role_inside,
            and_(
                role.enterprise_id == case((wants_role, wanted.enterprise_id)),
                role.listed_as == "heracles_roles",
                role.person_id == wanted.person_id,
            ),
        ).outerjoin(self.person, self.person.c.id == case((wants_doctors, wanted.person_id)))

    def opens(self, given: Any, opens: int = 1) -> ColumnElement[bool]:
        """Return the condition that a function opens the application (1), or that no guide says whether it does (0)."""
        return self.profiles.opens(self.wanted.application, given.c.function) == opens


def _wanted(units: CTE, name: str) -> ColumnElement[Any]:
    return units.c[f"wanted_{name}"]


def user_facts(wanted: CTE, units: CTE, profiles: Profiles) -> Select[Any]:
    """Return each `wanted` access beside each of the judged `units` that could give it, with what is so of the person."""
    access = _Access(wanted, units, profiles)
    user = access.user.c
    own = ("capacity", *(f"wanted_{name}" for name in PLACE))
    return select(
        *(column for column in wanted.c if column.name != "capacity"),
        units.c.capacity,
        *(column for column in units.c if column.name not in own),
        user.id.label("user_id"),
        _registered(access).label("registered"),
        case((user.status == UserStatus.BLOCKED.value, 1), else_=0).label("user_blocked"),
        *_ticks(access),
        _function_found(access).label("function_found"),
        case((user.changed_at > SETTLED, user.changed_at)).label("user_changed"),
        _heracles_role(access).label("heracles_role"),
    ).select_from(access.joined())


def _registered(access: _Access) -> ColumnElement[Any]:
    """Return where the person is registered, seen from the unit (`Registered`)."""
    others, unit = standing_users("others"), access.unit
    elsewhere = (others.c.person_id == access.wanted.person_id, others.c.capacity_id == unit.capacity_id)
    return case(
        (or_(unit.here_id.is_(None), unit.box0_weight == OPEN), Registered.NOT_EXAMINED),
        (_in_as_manager(access), Registered.AS_MANAGER),
        (access.user.c.state == State.CONFIRMED.value, Registered.HERE),
        (access.user.c.state == State.SAVED.value, Registered.SAVED),
        (exists().where(*elsewhere, depth_of(others.c.level) == unit.depth), Registered.ON_OTHER_UNIT),
        (exists().where(*elsewhere), Registered.ON_OTHER_LEVEL),
        (_manages(access), Registered.ONLY_MANAGER),
        else_=Registered.NOWHERE,
    )


def _in_as_manager(access: _Access) -> ColumnElement[bool]:
    """Whether the person is in without being a user (A18): TB or co-TB, or HTB where nobody was ever made TB (T2)."""
    manager, other = table_of(Manager).alias("own_role"), table_of(Manager).alias("other_role")
    capacity_id = access.unit.capacity_id
    had_tb = other.c.unit_id == capacity_id, other.c.role == Role.TB.value, confirmed(other)
    has_tb = exists().where(*had_tb).correlate_except(other)
    is_tb = and_(manager.c.unit_id == capacity_id, manager.c.role.in_([Role.TB.value, Role.CO_TB.value]))
    is_htb = and_(manager.c.role == Role.HTB.value, ~has_tb)
    return and_(access.unit.managers_in == 1, exists().where(*_active(manager, access), or_(is_tb, is_htb)))


def _manages(access: _Access) -> ColumnElement[bool]:
    """Whether the person is HTB, co-HTB, TB or co-TB of the capacity, or SB on the branch (V4)."""
    manager = table_of(Manager).alias("own_role")
    branch = manager.c.unit_id.in_([access.unit[f"{level}_id"] for level in UNITS])
    return exists().where(*_active(manager, access), or_(manager.c.unit_id.is_(None), branch))


def _active(manager: Any, access: _Access) -> tuple[ColumnElement[bool], ...]:
    return (
        manager.c.person_id == access.wanted.person_id,
        manager.c.status == ManagerStatus.ACTIVE.value,
        confirmed(manager),
    )


def _ticks(access: _Access) -> list[ColumnElement[Any]]:
    """Return how much it weighs that a box is not ticked at the user: the application's own, and what doctors need."""
    columns: list[ColumnElement[Any]] = []
    for n, tick in enumerate(access.ticks):
        weight = access.unit[f"box{n}_weight"]
        missing = and_(weight != OPEN, confirmed(access.user), tick.c.id.is_(None))
        weighed = _for_doctors(access, n, weight) if n else weight
        columns.append(case((missing, weighed), else_=0).label(f"tick{n}_user"))
    return columns


def _for_doctors(access: _Access, n: int, weight: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the weight for a doctor, nothing for another; of some it is not known whether they are one."""
    given, own, unit = table_of(FunctionGiven), table_of(Registration), table_of(Unit)
    has_function = exists().where(
        own.c.person_id == access.wanted.person_id,
        unit.c.id == own.c.unit_id,
        unit.c.capacity_id == access.unit.capacity_id,
        given.c.registration_id == own.c.id,
        access.profiles.is_of_doctors(access.wanted.application, n, given.c.function),
    )
    is_doctor = access.person.c.doctor
    return case((or_(is_doctor.is_(True), has_function), weight), (is_doctor.is_(None), DESCRIBED), else_=0)


def _function_found(access: _Access) -> ColumnElement[Any]:
    """Return which function the person has (`Function`), looking no further than the first kind that is found."""
    given = table_of(FunctionGiven)
    settled = or_(given.c.changed_at.is_(None), given.c.changed_at <= SETTLED)
    opening = case(
        (and_(_in_force(), settled), Function.IN_FORCE),
        (_in_force(), Function.FRESH),
        (given.c.first_day > TODAY, Function.NOT_YET),
        else_=Function.EXPIRED,
    )
    other = case((access.opens(given, 0), Function.NEUTRAL), else_=Function.OTHER)
    own = given.c.registration_id == access.user.c.id
    found = func.coalesce(
        select(func.min(opening)).where(own, access.opens(given)).correlate_except(given).scalar_subquery(),
        case((_opening_elsewhere(access), Function.ELSEWHERE)),
        select(func.min(other)).where(own).correlate_except(given).scalar_subquery(),
        Function.NONE,
    )
    is_wanted = and_(access.unit.need == Need.ONE, access.user.c.state.is_not(None), confirmed(access.user))
    return case((is_wanted, found), else_=Function.NOT_EXAMINED)


def _opening_elsewhere(access: _Access) -> Exists:
    """Whether the person has a function that opens it, not ended, on another unit of the capacity."""
    given, others = table_of(FunctionGiven), standing_users("others")
    return exists().where(
        others.c.person_id == access.wanted.person_id,
        others.c.capacity_id == access.unit.capacity_id,
        others.c.id != access.user.c.id,
        given.c.registration_id == others.c.id,
        access.opens(given),
        going_on(given.c),
    )


def _heracles_role(access: _Access) -> ColumnElement[Any]:
    """Return how much it weighs that the person has no role inside the application itself (V8)."""
    weight = access.unit.role_weight
    return case(
        (weight == OPEN, 0),
        (access.unit.roles_known.is_(False), DESCRIBED),
        (access.role_inside.c.id.is_not(None), 0),
        else_=weight,
    )


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


def _in_force() -> ColumnElement[bool]:
    given = table_of(FunctionGiven).c
    return and_(given.first_day <= TODAY, or_(given.last_day.is_(None), given.last_day >= TODAY))


def going_on(given: Any) -> ColumnElement[bool]:
    """Return the condition that a function goes on after today: one that ends today was dealt with already."""
    return or_(given.last_day.is_(None), given.last_day > TODAY)
