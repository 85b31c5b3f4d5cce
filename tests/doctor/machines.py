"""Machines made up for the tests: what is on them, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fnmatch import fnmatchcase

from assistant.doctor.machine import Machine, NoRegistry, Registry, Terminal
from assistant.domain.days import BRUSSELS
from assistant.domain.machine_checks import System

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=BRUSSELS)
SCREEN = Terminal(interactive=True, columns=100, rows=40, encoding="utf-8")


@dataclass(frozen=True)
class FakeRegistry:
    """A registry with these keys; values by key and name."""

    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[tuple[str, str], object] = field(default_factory=dict)

    def subkeys(self, key: str) -> tuple[str, ...] | None:
        return self.keys.get(key)

    def value(self, key: str, name: str) -> object:
        return self.values.get((key, name))


def machine(
    system: System = System.LINUX,
    *,
    files: Mapping[str, str] | None = None,
    commands: tuple[str, ...] = (),
    told: str | None = None,
    environment: Mapping[str, str] | None = None,
    registry: Registry | None = None,
    terminal: Terminal = SCREEN,
    now: datetime = NOW,
) -> Machine:
    """A machine with these files (path → text), commands and settings."""
    there = dict(files or {})
    return Machine(
        system=system,
        environment=dict(environment or {"HOME": "/home/an"}),
        now=now,
        terminal=terminal,
        found=lambda pattern: tuple(sorted(path for path in there if fnmatchcase(path, pattern))),
        read=there.get,
        command=lambda name: f"/usr/bin/{name}" if name in commands else None,
        told=lambda command: told,
        registry=registry or NoRegistry(),
    )
