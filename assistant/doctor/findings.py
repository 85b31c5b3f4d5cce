"""What the checks find: each thing is there, is missing, or cannot be told (interface §1: unknown is not failed)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from assistant.domain.machine_checks import MachineCheck, machine_checks


class State(StrEnum):
    """How a thing is."""

    OK = "ok"
    MISSING = "missing"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Note:
    """What was seen, as a Dutch source text with the facts that fill it."""

    text: str
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found for one check. `note` tells what was seen; `advice` what to do, empty when all is well."""

    key: str
    state: State
    note: Note | None = None
    own_advice: Note | None = None
    """What to do, where it is not the check's own."""

    @property
    def check(self) -> MachineCheck:
        """The row of the check."""
        return machine_checks()[self.key]

    @property
    def advice(self) -> Note | None:
        """What to do; None when all is well."""
        if self.state is State.OK:
            return None
        told = self.check.when_missing if self.state is State.MISSING else self.check.when_unknown
        return self.own_advice or Note(told)

    @property
    def blocks(self) -> bool:
        """Whether something has to be done before anyone can go on."""
        return self.state is State.MISSING and self.check.blocking
