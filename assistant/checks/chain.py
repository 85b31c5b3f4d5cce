"""From a wanted access down to the user: enterprise, capacity, sub-division, site, registration, joined once.

Each part is joined only below what stands, so that nothing below an absent or unconfirmed thing is examined
(rulebook V3, O2). Without a unit wanted, every unit of the right depth is joined: the best one will count (V1).
"""

from __future__ import annotations

from sqlalchemy import CTE, FromClause, and_, case, func, or_
from sqlalchemy.types import Date

from assistant.checks.compiled import Parameter
from assistant.checks.paths import site_in, subdivision_in
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
        self.enterprise = table_of(Enterprise)
        self.capacity, self.subdivision, self.site = self.units = [table_of(Unit).alias(str(level)) for level in UNITS]
        self.user = table_of(Registration).alias("here")
        self.person = table_of(Person)
        profile_depth, kind_depth = self.profile.c.depth, profiles.capacity.c.depth
        self.depth = func.coalesce(case((profile_depth != UNKNOWN_DEPTH, profile_depth)), kind_depth, UNKNOWN_DEPTH)
        """The depth where the application's users live."""
        self.unit_id = case(
            *((and_(self.depth == depth, confirmed(unit)), unit.c.id) for depth, unit in enumerate(self.units))
        )
        """The unit on that depth, NULL where it does not exist."""

    def joined(self) -> FromClause:
        """Return the join."""
        wanted, kind, capacity, subdivision, site = self.wanted.c, self.profiles.capacity, *self.units
        on_subdivision, on_site = subdivision_in(wanted.unit), site_in(wanted.unit)
        return (
            self.wanted.join(self.enterprise, self.enterprise.c.id == wanted.enterprise_id)
            .outerjoin(self.profile, self.profile.c.application == wanted.application)
            .outerjoin(kind, kind.c.capacity == wanted.capacity)
            .outerjoin(
                capacity,
                and_(
                    capacity.c.enterprise_id == wanted.enterprise_id,
                    capacity.c.capacity == wanted.capacity,
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
                    or_(on_subdivision.is_(None), subdivision.c.path == on_subdivision),
                ),
            )
            .outerjoin(
                site,
                and_(
                    site.c.parent_id == subdivision.c.id,
                    confirmed(subdivision),
                    self.depth >= 2,
                    or_(on_site.is_(None), site.c.path == on_site),
                ),
            )
            .outerjoin(self.user, and_(self.user.c.unit_id == self.unit_id, self.user.c.person_id == wanted.person_id))
            .outerjoin(self.person, self.person.c.id == wanted.person_id)
        )
