"""What a conversation keeps: an append-only list of events, from which everything else is worked out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Literal

import msgspec

EventKind = Literal["read", "answer", "withdrawn"]
"""`read`: what a step read from the store. `answer`: what the user said. `withdrawn`: taken back, with its action."""

Outcome = Literal["given", "unknown", "skipped", "done", "seen", "other", "later"]
"""`given`, `unknown`, `skipped` for questions; `done`, `seen`, `other`, `later`, `skipped` for portal steps."""

HELD: frozenset[str] = frozenset({"unknown", "other", "later"})
"""Outcomes after which the step still waits: for a number to be looked up, for someone else, for another moment."""


class Event(msgspec.Struct, frozen=True):
    """One event. `answer` holds `outcome` and, as it needs, `value`, `code`, `who`, `reason`, `did` (the actions it caused,
    as given to the store), `renamed` (unit paths that a correction moved) and `told` (it was said before the conversation
    began). `facts` is what its guards read."""

    seq: int
    at: datetime | None
    kind: EventKind
    key: str
    answer: Mapping[str, Any] = {}
    facts: Mapping[str, Any] = {}
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


class Move(msgspec.Struct, frozen=True):
    """A unit's path that a correction changed. It holds for what was recorded before, `seq` says until when."""

    seq: int
    old: str
    new: str

    @property
    def of_a_name(self) -> bool:
        """Whether the unit had no number before."""
        return self.old.rpartition("/")[2].startswith("~")


class Standing:
    """What counts of the events now: for each step instance the newest reading and the newest answer not withdrawn, and
    every move of a unit; `last` is the number of the last event.

    `renamed` gives the present ids of steps that had others when their events were kept.
    """

    def __init__(self, events: Iterable[Event], renamed: Mapping[str, str]) -> None:
        self.readings: dict[str, Event] = {}
        self.answers: dict[str, Event] = {}
        self.last = 0
        self._moves: list[Move] = []
        self._renamed = renamed
        for event in events:
            self.take(event)

    def take(self, event: Event) -> None:
        """Let the next event count."""
        self.last = event.seq
        key = self._present(event.key)
        if event.kind == "read":
            self.readings[key] = event
        elif event.kind == "answer":
            self.answers[key] = event
            self.move(event.seq, event.answer.get("renamed", {}))
        else:
            self.answers.pop(key, None)

    def move(self, seq: int, moved: Mapping[str, str]) -> None:
        """Let units have other paths from an event on."""
        self._moves += [Move(seq, old, new) for old, new in moved.items()]

    def moved(self, path: str, since: int) -> str:
        """A unit's path as it stands now, when it stood so at event number `since`."""
        return self._along(path, (move for move in self._moves if move.seq > since))

    def moved_note(self, path: str, since: int) -> str:
        """The path under which the store has a note about a unit now: notes go along when a name becomes a number only."""
        return self._along(path, (move for move in self._moves if move.seq > since and move.of_a_name))

    def _along(self, path: str, moves: Iterable[Move]) -> str:
        for move in moves:
            if path == move.old or path.startswith(f"{move.old}/"):
                path = move.new + path[len(move.old) :]
        return path

    def _present(self, key: str) -> str:
        step, bracket, rest = key.partition("[")
        return self._renamed.get(step, step) + bracket + rest


def step_of(key: str) -> str:
    """The step of a key: "site.hco[1/2]" → "site.hco"."""
    return key.partition("[")[0]
