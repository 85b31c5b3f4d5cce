"""What the screen says now (rulebook §10): at a portal step, the things that newer pages tell otherwise than the guide.

Which rows of `data/screens_moved.yaml` touch a step follows from the way that the step goes along, so no guide has to name
them. The user is asked which words are on the screen. A step that knows a message for these words goes on as that says;
at any other the user is told both, and what to do.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.conversation.flow import Step
from assistant.conversation.scope import Facts
from assistant.domain.catalogue import catalogue
from assistant.domain.screens_moved import ScreenMoved, Sight, screens_moved
from assistant.domain.ways import legs_of

MOVED = "screens_moved"
"""The context of the texts of data/screens_moved.yaml."""
CAPACITY = "capacity"


def moved_at(step: Step, facts: Facts) -> Iterator[str]:
    """The keys of the rows that touch a portal step, in the order of the file."""
    way = step.portal.way if step.portal else None
    legs = set(legs_of(way)) if way else set()
    named = facts.get(CAPACITY)
    kind = catalogue().capacity(str(named)) if named else None
    for key, row in screens_moved().items():
        if legs.intersection(row.ways) and (not row.capacities or (kind is not None and kind.label in row.capacities)):
            yield key


def sight(key: str, value: str) -> tuple[ScreenMoved, Sight]:
    """A row, and one of the things that the screen may show. Raises `KeyError`."""
    row = screens_moved()[key]
    return row, next(one for one in row.sees if one.value == value)


def message_for(step: Step, seen: Sight) -> str | None:
    """The code of the message by which this very step goes on; `None` when it knows none."""
    known = {one.code for one in step.portal.seen} if step.portal else set()
    return next((code for code in seen.codes if code in known), None)
