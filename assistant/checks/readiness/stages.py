"""The stages of an organisation on its way to an application (interface §6), and which condition belongs to which."""

from __future__ import annotations

from enum import IntEnum
from functools import cache, lru_cache

from assistant.checks.conditions import About, Condition
from assistant.checks.rule_table import all_conditions
from assistant.domain.vocabulary import Level


class Stage(IntEnum):
    """The stages; the first that is not complete is an organisation's. Who has no HTB stands still there in any case."""

    HTB, UNKNOWN, CAPACITY, SUBDIVISION, SITE, USERS, FUNCTIONS, OUTSIDE, READY = range(9)

    @property
    def word(self) -> str:
        """The stage's name in `readiness/1`."""
        return self.name.lower()


OF_LEVEL = {
    Level.ENTERPRISE: Stage.HTB,
    Level.CAPACITY: Stage.CAPACITY,
    Level.SUBDIVISION: Stage.SUBDIVISION,
    Level.SITE: Stage.SITE,
    Level.USER: Stage.USERS,
}
"""The stage in which something on a level is made."""

HOMES = (Stage.CAPACITY, Stage.SUBDIVISION, Stage.SITE)
"""The stage in which the units are made on which users live, by their depth."""

_ABOUT = {
    About.CAPACITY: Stage.CAPACITY,
    About.SUBDIVISION: Stage.SUBDIVISION,
    About.SITE: Stage.SITE,
    About.ENTERPRISE: Stage.OUTSIDE,
    About.PERSON: Stage.OUTSIDE,
}


def stage_of(one: Condition) -> Stage:
    """Return the stage that is not complete while a condition is not met. What no guide lays down is asked outside."""
    if one.about is About.USER:
        return Stage.FUNCTIONS if one.code.startswith("function.") else Stage.USERS
    return _ABOUT[one.about]


@cache
def _in_order() -> tuple[tuple[int, Condition, Stage], ...]:
    return tuple((1 << bit, one, stage_of(one)) for bit, one in enumerate(all_conditions()))


@lru_cache(maxsize=4096)
def unmet(wrong: int) -> tuple[Condition, ...]:
    """Return the conditions that are not met, out of the column `wrong` of the rule table."""
    return tuple(one for bit, one, _ in _in_order() if wrong & bit)


@lru_cache(maxsize=4096)
def first_unmet(wrong: int) -> tuple[Stage, Condition]:
    """Return the first stage that the conditions not met hold up, and the first of them in that stage."""
    stage, _, one = min((stage, bit, one) for bit, one, stage in _in_order() if wrong & bit)
    return stage, one
