"""Rules that are broken somewhere in a tree though nobody may be denied by it (rulebook V7, V9, V10).

Each select finds one code over one enterprise, in the same columns; together they are one statement. What a decision
rests on is told by the decision: `diagnosis` drops the warning of the same thing then.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, String, case, exists, func, literal, null, or_, select, union_all

from assistant.checks.chain import TODAY
from assistant.checks.compiled import Statement
from assistant.checks.paths import site_in, subdivision_in
from assistant.checks.profiles import UNKNOWN_DEPTH, Profiles, depth_of, profiles
from assistant.checks.standing import confirmed, standing_users
from assistant.checks.user_facts import going_on
from assistant.checks.wanted import ENTERPRISE, Scope, of_all, of_one
from assistant.domain.vocabulary import Level, ManagerStatus, Role, State
from assistant.store.columns import Moment
from assistant.store.tables import (
    Enterprise,
    FunctionGiven,
    ListedPerson,
    Manager,
    Observation,
    Person,
    PlannedUnit,
    Registration,
    RegistrationTick,
    Unit,
    table_of,
)

_KINDS: dict[str, Any] = {
    "enterprise_id": Integer(),
    "code": String(),
    "level": String(),
    "capacity": String(),
    "unit": String(),
    "person_id": Integer(),
    "application": String(),
    "function": String(),
    "role": String(),
    "at": Moment(),
    "seen": Integer(),
}
"""The columns that all share. `level` is what the finding is about: a level, or a manager's role in `role`."""


class _Rules:
    """The selects, of the enterprises in scope."""

    def __init__(self, known: Profiles, scope: Scope) -> None:
        self.known = known
        self._scope = scope

    def all(self) -> Iterator[Select[Any]]:
        """Yield one select a rule."""
        yield from self._of_htb()
        yield from self._of_managers()
        yield self._no_other_role()
        yield from self._of_units()
        yield from self._of_users()
        yield from self._of_functions()
        yield from self._of_plans()
        yield self._seen()

    def _found(self, owner: ColumnElement[Any], code: Any, **columns: Any) -> Select[Any]:
        """Return a select of findings; `owner` is the column that names the enterprise."""
        given = {"enterprise_id": owner, "code": code, **columns}
        return select(*(_column(kind, given.get(name)).label(name) for name, kind in _KINDS.items())).where(
            self._scope(owner)
        )

    def _of_htb(self) -> Iterator[Select[Any]]:
        enterprise, manager, listed = table_of(Enterprise), table_of(Manager), table_of(ListedPerson)
        is_htb = (manager.c.role == Role.HTB.value, *_in_office(manager))
        yield (
            self._found(enterprise.c.id, "htb.missing", level=Level.ENTERPRISE)
            .select_from(enterprise)
            .where(~exists().where(manager.c.enterprise_id == enterprise.c.id, *is_htb))
        )
        is_listed = exists().where(
            listed.c.enterprise_id == enterprise.c.id,
            listed.c.listed_as.in_(["employees", "legal_representatives"]),
            listed.c.person_id == manager.c.person_id,
        )
        who = {"level": Level.ENTERPRISE, "person_id": manager.c.person_id, "role": manager.c.role}
        yield (
            self._found(manager.c.enterprise_id, "htb.not-eligible", **who)
            .select_from(manager.join(enterprise, enterprise.c.id == manager.c.enterprise_id))
            .where(*is_htb, ~is_listed)
            .where(enterprise.c.employees_known.is_(True), enterprise.c.legal_representatives_known.is_(True))
        )

    def _of_managers(self) -> Iterator[Select[Any]]:
        manager, unit = table_of(Manager), table_of(Unit)
        where = {"level": unit.c.level, "capacity": unit.c.capacity, "unit": unit.c.path}
        who = {"person_id": manager.c.person_id, "role": manager.c.role}
        placed = manager.outerjoin(unit, unit.c.id == manager.c.unit_id)
        yield (
            self._found(manager.c.enterprise_id, "manager.blocked", **where, **who)
            .select_from(placed)
            .where(manager.c.status == ManagerStatus.BLOCKED.value, confirmed(manager))
        )
        # The screen that makes a unit confirms its manager too.
        yield (
            self._found(manager.c.enterprise_id, "step.unconfirmed", **where, **who)
            .select_from(placed)
            .where(manager.c.status != ManagerStatus.LEFT.value, manager.c.state == State.SAVED.value)
            .where(or_(unit.c.id.is_(None), confirmed(unit)))
        )

    def _no_other_role(self) -> Select[Any]:
        """Find (co-)HTBs without a role that opens User Management (A17); the HTB is TB where nobody ever was (T2)."""
        chief, other = table_of(Manager), table_of(Manager).alias("other")
        capacity, user = table_of(Unit), table_of(Registration)
        capacities = (
            capacity.c.enterprise_id == chief.c.enterprise_id,
            capacity.c.level == Level.CAPACITY.value,
            confirmed(capacity),
        )
        manages = exists().where(
            other.c.person_id == chief.c.person_id,
            other.c.role.in_([Role.TB.value, Role.CO_TB.value]),
            *_in_office(other),
        )
        had_tb = exists().where(other.c.unit_id == capacity.c.id, other.c.role == Role.TB.value, confirmed(other))
        is_tb_of_itself = (chief.c.role == Role.HTB.value) & exists().where(*capacities, ~had_tb)
        is_user = exists().where(user.c.person_id == chief.c.person_id, confirmed(user))
        who = {"level": Level.ENTERPRISE, "person_id": chief.c.person_id, "role": chief.c.role}
        return (
            self._found(chief.c.enterprise_id, "manager.no-other-role", **who)
            .select_from(chief)
            .where(chief.c.role.in_([Role.HTB.value, Role.CO_HTB.value]), *_in_office(chief))
            .where(exists().where(*capacities), ~manages, ~is_user, ~is_tb_of_itself)
        )

    def _of_units(self) -> Iterator[Select[Any]]:
        unit, above, capacity = table_of(Unit), table_of(Unit).alias("above"), table_of(Unit).alias("capacity_above")
        where = {"level": unit.c.level, "capacity": unit.c.capacity, "unit": unit.c.path}
        placed = unit.outerjoin(above, above.c.id == unit.c.parent_id)
        yield (
            self._found(unit.c.enterprise_id, "step.unconfirmed", **where)
            .select_from(placed.outerjoin(capacity, capacity.c.id == unit.c.capacity_id))
            .where(unit.c.state == State.SAVED.value)
            .where(or_(unit.c.parent_id.is_(None), confirmed(above) & confirmed(capacity)))
        )
        yield (
            self._found(unit.c.enterprise_id, "unit.no-hco", **where)
            .select_from(unit)
            .where(unit.c.level != Level.CAPACITY.value, unit.c.hco.is_(None), confirmed(unit))
        )

    def _of_users(self) -> Iterator[Select[Any]]:
        user, unit, users = table_of(Registration), table_of(Unit), standing_users("users")
        where = {"level": Level.USER, "capacity": unit.c.capacity, "unit": unit.c.path, "person_id": user.c.person_id}
        yield (
            self._found(user.c.enterprise_id, "step.unconfirmed", **where)
            .select_from(user.join(unit, unit.c.id == user.c.unit_id))
            .where(user.c.state == State.SAVED.value, confirmed(unit))
        )
        where = _place_of(users)
        yield (
            self._found(users.c.enterprise_id, "user.no-email", **where).select_from(users).where(users.c.email.is_(None))
        )
        yield (
            self._found(users.c.enterprise_id, "user.wrong-level", **where)
            .select_from(users)
            .where(depth_of(users.c.level) != self.known.depth_in(users.c.capacity))
        )

    def _of_functions(self) -> Iterator[Select[Any]]:
        """Functions on a wrong level, and functions without a tick of any application that they open."""
        users, given, others = standing_users("users"), table_of(FunctionGiven), standing_users("others")
        profile, tick, opens = self.known.application, table_of(RegistrationTick), self.known.opens
        of_capacity = profile.c.capacity == users.c.capacity
        held = users.join(given, given.c.registration_id == users.c.id).join(
            profile, of_capacity & (opens(profile.c.application, given.c.function) == 1)
        )
        columns = {**_place_of(users), "application": profile.c.application, "function": given.c.function}
        # Said of all, so that a database starts from the enterprise whichever of them it takes first.
        scopes = (self._scope(given.c.enterprise_id), self._scope(users.c.unit_enterprise_id))
        going = (*scopes, going_on(given.c))
        # Of someone who is a user on the wrong level only, that alone is what is wrong.
        is_well_placed = exists().where(
            others.c.person_id == users.c.person_id,
            others.c.capacity_id == users.c.capacity_id,
            depth_of(others.c.level) == profile.c.function_depth,
        )
        yield (
            self._found(users.c.enterprise_id, "function.wrong-level", **columns)
            .select_from(held)
            .where(*going, profile.c.function_depth != UNKNOWN_DEPTH, is_well_placed)
            .where(depth_of(users.c.level) != profile.c.function_depth)
        )
        also = profile.alias("also_opens")
        ticked = exists().where(tick.c.registration_id == users.c.id, opens(tick.c.application, given.c.function) == 1)
        first = (
            select(func.min(also.c.rank))
            .where(opens(also.c.application, given.c.function) == 1, also.c.capacity == users.c.capacity)
            .scalar_subquery()
        )
        yield (
            self._found(users.c.enterprise_id, "function.without-right", **columns)
            .select_from(held)
            .where(*going, ~ticked, profile.c.rank == first)
        )

    def _of_plans(self) -> Iterator[Select[Any]]:
        """Units that are planned and not there, and users made before them (O4)."""
        planned, unit, users = table_of(PlannedUnit), table_of(Unit), standing_users("users")
        subdivision, site = subdivision_in(planned.c.unit), site_in(planned.c.unit)
        in_capacity = (unit.c.enterprise_id == planned.c.enterprise_id, unit.c.capacity == planned.c.capacity)
        of_type = or_(planned.c.type.is_(None), planned.c.type == unit.c.type)
        is_there = exists().where(*in_capacity, unit.c.path == planned.c.unit, of_type)
        on_top, above = (*in_capacity, unit.c.path == ""), (*in_capacity, unit.c.path == subdivision)

        def missing(code: str, level: Any, path: Any) -> Select[Any]:
            where = {"level": level, "capacity": planned.c.capacity, "unit": path}
            return self._found(planned.c.enterprise_id, code, **where)

        capacity = missing("capacity.not-activated", Level.CAPACITY, "").select_from(planned)
        yield capacity.where(~exists().where(*on_top))
        stands = exists().where(*on_top, confirmed(unit))
        no_subdivision = or_(~exists().where(*above), site.is_(None) & ~is_there)
        yield missing("subdivision.missing", Level.SUBDIVISION, subdivision).where(stands, no_subdivision)
        stands_above = exists().where(*above, confirmed(unit))
        no_site = missing("site.missing", Level.SITE, site)
        yield no_site.where(stands, stands_above, site.is_not(None), ~is_there)
        level = case((site.is_(None), Level.SUBDIVISION.value), else_=Level.SITE.value)
        has_users = exists().where(users.c.enterprise_id == planned.c.enterprise_id, users.c.capacity == planned.c.capacity)
        yield (
            missing("order.users-before-sites", level, planned.c.unit)
            .select_from(planned)
            .where(self.known.wants_units_first(planned.c.capacity), ~is_there, has_users)
        )

    def _seen(self) -> Select[Any]:
        """Find what someone saw on a screen."""
        note = table_of(Observation).c
        where = {"capacity": note.capacity, "unit": note.unit, "person_id": note.person_id}
        return self._found(note.enterprise_id, note.code, **where, at=note.at, seen=literal(1))


def _column(kind: Any, value: Any) -> Any:
    if value is None:
        return null().cast(kind)
    return literal(value, kind) if isinstance(value, str) else value


def _in_office(manager: Any) -> tuple[ColumnElement[bool], ...]:
    return manager.c.status == ManagerStatus.ACTIVE.value, confirmed(manager)


def _place_of(users: Any) -> dict[str, Any]:
    return {"level": Level.USER, "capacity": users.c.capacity, "unit": users.c.path, "person_id": users.c.person_id}


def broken_rules(scope: Scope) -> Select[Any]:
    """Return the broken rules of the enterprises in scope, a row each."""
    return select(*union_all(*_Rules(profiles(), scope).all()).subquery("found").c)


def _all(scope: Scope) -> Select[Any]:
    rows, person = broken_rules(scope).subquery("broken"), table_of(Person)
    return select(*rows.c, person.c.insz, person.c.surname, person.c.first_name).select_from(
        rows.outerjoin(person, person.c.id == rows.c.person_id)
    )


WARNINGS = Statement(lambda: _all(of_one), ENTERPRISE, TODAY)
"""The broken rules of one enterprise."""
WARNINGS_EVERYWHERE = Statement(lambda: _all(of_all), TODAY)
"""Those of every enterprise."""
