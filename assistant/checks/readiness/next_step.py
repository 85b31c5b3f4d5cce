"""What an organisation has to do next: the first action that mends what holds it up, and who may do that."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from assistant.checks.findings import Finding, Severity
from assistant.checks.readiness.stages import Stage
from assistant.domain.vocabulary import Level


class Obstacle(NamedTuple):
    """Something that is not complete: a code of rulebook §7 in its stage, and where."""

    stage: Stage
    code: str
    capacity: str | None = None
    unit: str | None = None
    level: Level | None = None


def next_step(obstacle: Obstacle) -> dict[str, Any] | None:
    """Return the next action with `who_may` and the unit it is about; None when only waiting or asking helps."""
    if not obstacle.code:
        return None
    actions, who_may = _mending(obstacle.code, obstacle.capacity, obstacle.level)
    return {"action": actions[0], "who_may": list(who_may), "unit": obstacle.unit} if actions else None


@lru_cache(maxsize=4096)
def _mending(code: str, capacity: str | None, level: Level | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    finding = Finding(code, Severity.BLOCKING, capacity, level=level)
    actions = finding.actions()
    return actions, tuple(role.value for role in finding.who_may_do(actions[:1]))
