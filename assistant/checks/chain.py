"""From a wanted access down to the user: enterprise, capacity, sub-division, site, registration, joined once.

Each part is joined only below what stands, so that nothing below an absent or unconfirmed thing is examined
(rulebook V3, O2). Without a unit wanted, every unit of the right depth is joined: the best one will count (V1).
"""

from __future__ import annotations

from sqlalchemy import CTE, FromClause, and_, case, false, func, or_
from sqlalchemy.types import Date

from assistant.checks.compiled import Parameter
from assistant.checks.paths import first_step
from assistant.checks.profiles import OPEN, UNITS, UNKNOWN_DEPTH, Profiles
from assistant.checks.standing import confirmed
from assistant.domain.vocabulary import Level
from assistant.store.columns import Moment
from assistant.store.tables import (
    Enterprise,
    ListedPerson,
    Person,
    Registration,
    RegistrationTick,
    Unit,
    UnitTick,
    table_of,
)

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
        depth = self.profile.c.depth
        of_capacity = func.coalesce(profiles.depth_in(self.label), UNKNOWN_DEPTH)
        self.depth = case((depth != UNKNOWN_DEPTH, depth), else_=of_capacity)
        """The depth where the application's users live."""
        standing = {depth: case((confirmed(unit), unit.c.id)) for depth, unit in enumerate(self.units)}
        self.unit_id = case(standing, value=self.depth)
        """The unit on that depth, NULL where it does not exist."""
        boxes = range(profiles.ticks)
        self.unit_ticks = [[table_of(UnitTick).alias(f"{unit.name}_tick{n}") for unit in self.units] for n in boxes]
        """By box and depth: the tick on the unit, where one is wanted there."""
        self.user_ticks = [table_of(RegistrationTick).alias(f"user_tick{n}") for n in boxes]
        """By box: the tick at the user, where one is wanted."""
        self.enterprise, self.person = table_of(Enterprise), table_of(Person)
        """The enterprise where things outside count, the person where it counts whether that is a doctor."""
        self.role_inside = table_of(ListedPerson).alias("role_inside")
        """The person on the list of those who have a role in the application itself, where that is wanted."""

    def joined(self) -> FromClause:
        """Return the join. Of what the last ones join, there is one at most: to look for it in a subquery takes longer."""
        found = self._units_and_user()
        profile, user = self.profile.c, self.user
        for n, (ticks, at_user) in enumerate(zip(self.unit_ticks, self.user_ticks, strict=True)):
            for unit, tick in zip(self.units, ticks, strict=True):
                is_wanted = and_(profile[f"tick{n}_{unit.name}"] != OPEN, confirmed(unit))
                on_unit = tick.c.unit_id == case((is_wanted, unit.c.id))
                found = found.outerjoin(tick, and_(on_unit, tick.c.application == profile[f"tick{n}"]))
            is_wanted = and_(profile[f"tick{n}_user"] != OPEN, confirmed(user))
            of_user = at_user.c.registration_id == case((is_wanted, user.c.id))
            found = found.outerjoin(at_user, and_(of_user, at_user.c.application == profile[f"tick{n}"]))
        return self._outside(found)

    def _outside(self, found: FromClause) -> FromClause:
        """Join what is looked up of the enterprise and the person, where it counts."""
        wanted, profile, role = self.wanted.c, self.profile.c, self.role_inside.c
        wants_reporting, wants_role = profile.head_radiologist_weight != OPEN, profile.heracles_role_weight != OPEN
        wants_doctors = or_(false(), *(profile[f"tick{n}_user"] != OPEN for n in range(1, self.profiles.ticks)))
        return (
            found.outerjoin(
                self.enterprise, self.enterprise.c.id == case((or_(wants_reporting, wants_role), wanted.enterprise_id))
            )
            .outerjoin(
                self.role_inside,
                and_(
                    role.enterprise_id == case((wants_role, wanted.enterprise_id)),
                    role.listed_as == "heracles_roles",
                    role.person_id == wanted.person_id,
                ),
            )
            .outerjoin(self.person, self.person.c.id == case((wants_doctors, wanted.person_id)))
        )

    def _units_and_user(self) -> FromClause:
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
