"""How actions are done in the portal: the way there and the clicks on the spot, from `data/portal_steps.yaml`."""

from __future__ import annotations

from functools import cache

from assistant.domain.places import data_folder
from assistant.domain.rows import DataRow, Words, read_rows
from assistant.domain.vocabulary import Level

CLICK_FACTS = frozenset(
    {
        *("person", "insz", "unit", "capacity", "hco", "type", "email", "application", "applications"),
        *("function", "start", "end", "enterprise"),
    }
)
"""The placeholders that may stand in `PortalStep.clicks`."""


class PortalStep(DataRow, frozen=True):
    """One action in the portal. `clicks` are one instruction each; `{label.x}` in them stands for a label."""

    action: str
    clicks: tuple[Words, ...]
    source: str
    level: Level | None = None
    """The level of the unit it is about; None for any."""
    of: Level | None = None
    """Instead, for a tick at a user: the level of the unit that the user is on."""
    capacities: tuple[str, ...] = ()
    """Only in these capacities; empty for all."""
    way: str | None = None
    """Key of the way to the spot."""


@cache
def portal_steps() -> tuple[PortalStep, ...]:
    """Return all of them, read once. Raises `RowFaults`."""
    return read_rows(data_folder() / "portal_steps.yaml", tuple[PortalStep, ...])


def portal_step(action: str, capacity: str | None, level: Level, *, at_user: bool) -> PortalStep | None:
    """Return how an action is done on a unit of a level, or at a user of such a unit; None where no guide shows it."""
    for step in portal_steps():
        if step.action != action or (step.capacities and capacity not in step.capacities):
            continue
        if step.of is not None:
            if at_user and step.of == level:
                return step
        elif step.level in (None, level) and not (at_user and step.action == "application.tick"):
            return step
    return None
