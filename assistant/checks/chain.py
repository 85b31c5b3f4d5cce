"""From a wanted place down the tree: enterprise, capacity, sub-division, site, joined once for all who want to be there.

Each part is joined only below what stands, so that nothing below an absent or unconfirmed thing is examined
(rulebook V3, O2). Without a unit wanted, every unit of the right depth is joined: the best one will count (V1).
"""

from __future__ import annotations

from sqlalchemy import CTE, FromClause, and_, case, func, or_
from sqlalchemy.types import Date

from assistant.checks.compiled import Parameter
from assistant.checks.paths import first_step
from assistant.checks.profiles import OPEN, UNITS, UNKNOWN_DEPTH, Profiles
from assistant.checks.standing import confirmed
from assistant.domain.vocabulary import Level
from assistant.store.columns import Moment
from assistant.store.tables import Enterprise, Unit, UnitTick, table_of

TODAY = Parameter("today", Date())
"""The day of the judgement, in Brussels."""
SETTLED = Parameter("settled", Moment())
"""The moment up to which a change is in force: 20 minutes before the judgement (O6)."""


class Chain:
    """The joined tables, by name. `places` has a row for each enterprise, application, capacity and unit wanted."""

    def __init__(self, places: CTE, profiles: Profiles) -> None:
        self.places = places
        self.profile = profiles.application
        self.capacity, self.subdivision, self.site = self.units = [table_of(Unit).alias(str(level)) for level in UNITS]
        self.label = func.coalesce(places.c.capacity, func.nullif(self.profile.c.capacity, ""))
        """The capacity judged in: that of the profile unless another one is wanted, NULL where no guide says it."""
        depth = self.profile.c.depth
        of_capacity = func.coalesce(profiles.depth_in(self.label), UNKNOWN_DEPTH)
        self.depth = case((depth != UNKNOWN_DEPTH, depth), else_=of_capacity)
        """The depth where the application's users live."""
        standing = {depth: case((confirmed(unit), unit.c.id)) for depth, unit in enumerate(self.units)}
        self.unit_id = case(standing, value=self.depth)
        """The unit on that depth, NULL where it does not exist."""
        boxes = range(profiles.ticks)
        self.ticks = [[table_of(UnitTick).alias(f"{unit.name}_tick{n}") for unit in self.units] for n in boxes]
        """By box and depth: the tick on the unit, where one is wanted there."""
        self.enterprise = table_of(Enterprise)
        """The enterprise where things outside count."""

    def joined(self) -> FromClause:
        """Return the join. Of what the last ones join, there is one at most: to look for it in a subquery takes longer."""
        found, profile = self._units(), self.profile.c
        for n, ticks in enumerate(self.ticks):
            for unit, tick in zip(self.units, ticks, strict=True):
                is_wanted = and_(profile[f"tick{n}_{unit.name}"] != OPEN, confirmed(unit))
                on_unit = tick.c.unit_id == case((is_wanted, unit.c.id))
                found = found.outerjoin(tick, and_(on_unit, tick.c.application == profile[f"tick{n}"]))
        counts_outside = or_(profile.head_radiologist_weight != OPEN, profile.heracles_role_weight != OPEN)
        return found.outerjoin(self.enterprise, self.enterprise.c.id == case((counts_outside, self.places.c.enterprise_id)))

    def _units(self) -> FromClause:
        wanted, capacity, subdivision, site = self.places.c, *self.units
        anywhere = or_(wanted.unit.is_(None), wanted.unit == "")
        return (
            self.places.outerjoin(self.profile, self.profile.c.application == wanted.application)
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
        )
