"""What may be asked of the overview, and what comes back: plain data, that loads nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

Row = Mapping[str, Any]
"""An organisation and an application, as in `readiness/1`; `signs`, where known, say how each finding is marked."""

Key = tuple[str | int, ...]
"""Where a row stands in an order: what it is put in order by, its enterprise and its application."""

Order = Literal["name", "stage", "number"]
Choice = Literal["sector", "stage", "application", "finding", "actor"]

PAGE = 200


@dataclass(frozen=True, slots=True)
class Wish:
    """What to show: rows of which the name or number holds `text`, and of which each of the others is so. None is any."""

    text: str = ""
    sector: str | None = None
    stage: str | None = None
    application: str | None = None
    finding: str | None = None
    actor: str | None = None
    stuck: bool = False
    """Only those that are not ready."""
    order: Order = "name"

    def narrowed(self, by: Choice, value: str | None) -> Wish:
        """Return the same wish, narrowed to a value, or open where that is None."""
        chosen: dict[str, Any] = {by: value}
        return replace(self, **chosen)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row, and its key in the order that was asked for."""

    key: Key
    row: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sums:
    """What the rows of a wish come to."""

    rows: int
    organisations: int
    ready: int
    by_stage: dict[str, int]
    by_actor: dict[str, int]
    """By what they wait for, as far as they do (`waits_for`); under the empty text, for someone outside."""
