"""One application of an organisation while it is counted, and the row of `readiness/1` that comes of it."""

from __future__ import annotations

from typing import Any

from assistant.checks.conditions import Rank
from assistant.checks.readiness.next_step import Obstacle, next_step
from assistant.checks.readiness.stages import Stage
from assistant.domain.symptoms import Sign

Key = tuple[str, str | None, str | None, str | None, int | None]
"""What makes a finding one and the same: code, capacity, unit, application, person's row."""

OutputRow = dict[str, Any]


class Tally:
    """What was counted of one application."""

    __slots__ = ("capacities", "counts", "found", "has_holder", "home", "is_open", "obstacle", "signs")

    def __init__(self, home: str | None) -> None:
        self.home = home
        """The application's own capacity, None where no guide says it."""
        self.capacities: set[str | None] = {home}
        """The capacities that it is about: its own, and those where people are expected in it."""
        self.counts = [0, 0, 0, 0]
        """Expected accesses by verdict (`Rank`)."""
        self.found: set[Key] = set()
        self.signs: set[tuple[str, Sign]] = set()
        """How each code found is marked, in one case or another."""
        self.has_holder = False
        """Whether someone reaches it whom nobody expects to."""
        self.obstacle: Obstacle | None = None
        self.is_open = True
        """Whether all that stands in the way is that something is not known."""

    def meet(self, obstacle: Obstacle, *, is_open: bool = False) -> None:
        """Take note of something in the way: the first of the earliest stage is told."""
        self.is_open &= is_open
        if self.obstacle is None or obstacle.stage < self.obstacle.stage:
            self.obstacle = obstacle

    def row(self, about: OutputRow, application: str | None) -> OutputRow:
        """Return the row; `about` tells whose it is."""
        obstacle = self.obstacle
        return {
            **about,
            "application": application,
            "stage": (obstacle.stage if obstacle else Stage.READY).word,
            "ready": True if obstacle is None else None if self.is_open else False,
            "users": sum(self.counts),
            "users_ready": self.counts[Rank.ALLOWED],
            "findings": self._codes(),
            "signs": self._worst(),
            "next": next_step(obstacle) if obstacle else None,
            "capacity": self.home or min(filter(None, self.capacities), default=None),
            "source": "tree",
        }

    def _codes(self) -> dict[str, int]:
        """Return how many things were found of each code."""
        counts: dict[str, int] = {}
        for code in sorted([key[0] for key in self.found]):
            counts[code] = counts.get(code, 0) + 1
        return counts

    def _worst(self) -> dict[str, int]:
        """Return the worst sign of each code found."""
        worst: dict[str, int] = {}
        for code, sign in sorted(self.signs):
            worst.setdefault(code, int(sign))
        return worst
