"""What to look at on a machine before starting, and what to say about it: `data/machine_checks.yaml` (rulebook §4)."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

import msgspec

from assistant.domain.places import data_folder
from assistant.domain.rows import DataRow, Words, read_rows


class System(StrEnum):
    """An operating system that the checks know; anything else is `OTHER`."""

    LINUX = "linux"
    MACOS = "macos"
    WINDOWS = "windows"
    OTHER = "other"


class Trace(DataRow, frozen=True):
    """Something that shows that a thing is on the machine: one path, command or registry key is enough."""

    what: str
    paths: tuple[str, ...] = ()
    """`*` stands for anything, `~` for the home folder, `%NAME%` for a variable of the environment."""
    commands: tuple[str, ...] = ()
    registry: tuple[str, ...] = ()


class MachineCheck(DataRow, frozen=True):
    """One thing to look at."""

    title: Words
    blocking: bool
    """Whether someone cannot sign in, or the assistant cannot work, when it is missing."""
    when_missing: Words
    when_unknown: Words
    source: str
    traces: dict[System, tuple[Trace, ...]] = msgspec.field(default_factory=dict)
    """By system, what shows that it is there: all of them. Empty where something else than traces is looked at."""


@cache
def machine_checks() -> dict[str, MachineCheck]:
    """Return all checks by key, in order, read once. Raises `RowFaults`."""
    return read_rows(data_folder() / "machine_checks.yaml", dict[str, MachineCheck])
