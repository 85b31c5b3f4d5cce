"""From a wanted access down to the user: enterprise, capacity, sub-division, site, registration, joined once.

Each part is joined only below what stands, so that nothing below an absent or unconfirmed thing is examined
(rulebook V3, O2). Without a unit wanted, every unit of the right depth is joined: the best one will count (V1).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CTE, ColumnElement, FromClause, and_, case, func, or_, select
from sqlalchemy.types import Date

from assistant.checks.compiled import Parameter
from assistant.checks.paths import first_step
from assistant.checks.profiles import UNITS, UNKNOWN_DEPTH, Profiles
from assistant.checks.standing import confirmed
from assistant.domain.vocabulary import Level
from assistant.store.columns import Moment
from assistant.store.tables import Enterprise, Person, Registration, Unit, table_of

TODAY = Parameter("today", Date())
"""The day of the judgement, in Brussels."""
SETTLED = Parameter("settled", Moment())
"""The moment up to which a change is in force: 20 minutes before the judgement (O6)."""


class Chain:
    """The joined tables, by name."""

    def __init__(self, wanted: CTE, profiles: Profiles) -> None:
        self.wanted = wanted
        self.profiles = profiles
        self.profile = profiles.application
        self.capacity, self.subdivision, self.site = self.units = [table_of(Unit).alias(str(level)) for level in UNITS]
        self.user = table_of(Registration).alias("here")
        self.label = func.coalesce(wanted.c.capacity, func.nullif(self.profile.c.capacity, ""))
        """The capacity judged in: that of the profile unless another one is wanted, NULL where no guide says it."""
        of_profile = func.nullif(self.profile.c.depth, UNKNOWN_DEPTH)
        self.depth = func.coalesce(of_profile, profiles.depth_in(self.label), UNKNOWN_DEPTH)
        """The depth where the application's users live."""
        self.unit_id = case(
            *((and_(self.depth == depth, confirmed(unit)), unit.c.id) for depth, unit in enumerate(self.units))
        )
        """The unit on that depth, NULL where it does not exist."""

    def of_enterprise(self, column: str) -> ColumnElement[Any]:
        """Return what the enterprise says, looked up where it counts only."""
        enterprise = table_of(Enterprise).c
        return select(enterprise[column]).where(enterprise.id == self.wanted.c.enterprise_id).scalar_subquery()

    def of_person(self, column: str) -> ColumnElement[Any]:
        """Return what is known of the person, looked up where it counts only."""
        person = table_of(Person).c
        return select(person[column]).where(person.id == self.wanted.c.person_id).scalar_subquery()

    def joined(self) -> FromClause:
        """Return the join."""
        wanted, capacity, subdivision, site = self.wanted.c, *self.units
        anywhere = or_(wanted.unit.is_(None), wanted.unit == "")
        return (
            self.wanted.outerjoin(self.profile, self.profile.c.application == wanted.application)
            .outerjoin(
                capacity,
                and_(
                    capacity.c.enterprise_id == wanted.enterprise_id,
                    capacity.c.capacity == self.label,
                    capacity.c.path == "",
                    capacity.c.level == Level.CAPACITY.value,
                ),
            )
            .outerjoin(
                subdivision,
                and_(
                    subdivision.c.parent_id == capacity.c.id,
                    confirmed(capacity),
                    self.depth >= 1,
                    or_(anywhere, subdivision.c.path == wanted.unit, subdivision.c.path == first_step(wanted.unit)),
                ),
            )
            .outerjoin(
                site,
                and_(
                    site.c.parent_id == subdivision.c.id,
                    confirmed(subdivision),
                    self.depth >= 2,
                    or_(anywhere, site.c.path == wanted.unit, subdivision.c.path == wanted.unit),
                ),
            )
            .outerjoin(self.user, and_(self.user.c.unit_id == self.unit_id, self.user.c.person_id == wanted.person_id))
        )
