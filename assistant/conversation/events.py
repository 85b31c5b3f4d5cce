"""What a conversation keeps: an append-only list of events, from which everything else is worked out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

EventKind = Literal["read", "answer", "withdrawn"]
"""`read`: what a step read from the store. `answer`: what the user said. `withdrawn`: taken back, with its action."""

Outcome = Literal["given", "unknown", "skipped", "done", "seen", "other", "later"]
"""`given`, `unknown`, `skipped` for questions; `done`, `seen`, `other`, `later`, `skipped` for portal steps."""

HELD: frozenset[str] = frozenset({"unknown", "other", "later"})
"""Outcomes after which the step still waits: for a number to be looked up, for someone else, for another moment."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event. `answer` holds `outcome` and, as it needs, `value`, `code`, `who`, `reason`, `did` (the actions it caused,
    as given to the store) and `renamed` (unit paths that a correction moved). `facts` is what its guards read."""

    seq: int
    at: datetime | None
    kind: EventKind
    key: str
    answer: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    action_ids: tuple[int, ...] = ()

    @property
    def outcome(self) -> str:
        """How the step was answered, empty for a reading."""
        return str(self.answer.get("outcome", ""))


def event_of(record: Any) -> Event:
    """An event from the store's own record of it (`conversations.Event` or `peek.PeekedEvent`: the same fields)."""
    facts, answer = record.facts or {}, record.answer or {}
    return Event(record.seq, record.at, record.kind, record.key, answer, facts, tuple(record.action_ids))


def imagined(key: str, answer: Mapping[str, Any]) -> Event:
    """An answer that has not been kept (yet): later than all that were."""
    return Event(2**31, None, "answer", key, answer)


@dataclass(frozen=True, slots=True)
class Standing:
    """The events that count now: for each step instance the newest reading and the newest answer not withdrawn."""

    readings: Mapping[str, Event]
    answers: Mapping[str, Event]


def standing(events: Iterable[Event]) -> Standing:
    """Which events of a conversation count now."""
    readings: dict[str, Event] = {}
    answers: dict[str, Event] = {}
    for event in events:
        if event.kind == "read":
            readings[event.key] = event
        elif event.kind == "answer":
            answers[event.key] = event
        else:
            answers.pop(event.key, None)
    return Standing(readings, answers)


def step_of(key: str) -> str:
    """The step of a key: "site.hco[1/2]" → "site.hco"."""
    return key.partition("[")[0]


def renamed_key(key: str, renamed: Mapping[str, str]) -> str:
    """A key of an older flow as the present flow names it."""
    step, bracket, rest = key.partition("[")
    return renamed.get(step, step) + bracket + rest
