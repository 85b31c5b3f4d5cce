"""What the checks may look at on a machine, and this machine as such: files, commands, the registry, the terminal."""

from __future__ import annotations

import glob
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from assistant.domain.machine_checks import System

PATIENCE = 5.0
"""Seconds that a command of the system may take."""


class Registry(Protocol):
    """The registry of Windows; names are like `HKLM\\SOFTWARE\\…`. Elsewhere it holds nothing."""

    def subkeys(self, key: str) -> tuple[str, ...] | None:
        """The names under a key, None when there is no such key."""

    def value(self, key: str, name: str) -> object:
        """A value, None when there is none."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where the assistant is shown; `interactive` is False where output goes to a file or a pipe."""

    interactive: bool
    columns: int
    rows: int
    encoding: str


@dataclass(frozen=True, slots=True)
class Machine:
    """What can be seen of a machine. `now` is its own clock, aware of its time zone."""

    system: System
    environment: Mapping[str, str]
    now: datetime
    terminal: Terminal
    found: Callable[[str], tuple[str, ...]]
    """The paths that fit a pattern with `*`."""
    read: Callable[[str], str | None]
    """The text of a small file, None when it cannot be read."""
    command: Callable[[str], str | None]
    """Where a command is, None when there is none."""
    told: Callable[[tuple[str, ...]], str | None]
    """What a command of the system says, None when it cannot say."""
    registry: Registry


def this_machine(now: datetime) -> Machine:
    """This machine. `now`: its clock, or another moment to look from."""
    return Machine(
        system=_system(sys.platform),
        environment=dict(os.environ),
        now=now,
        terminal=_terminal(),
        found=lambda pattern: tuple(sorted(glob.glob(pattern))),  # noqa: PTH207 (a pattern with its own root)
        read=_read,
        command=shutil.which,
        told=_told,
        registry=_WindowsRegistry() if sys.platform == "win32" else NoRegistry(),
    )


def _system(platform: str) -> System:
    if platform.startswith("linux"):
        return System.LINUX
    return {"darwin": System.MACOS, "win32": System.WINDOWS}.get(platform, System.OTHER)


def _terminal() -> Terminal:
    size = shutil.get_terminal_size()
    stream: Any = sys.stdout
    interactive = stream is not None and stream.isatty()
    return Terminal(interactive, size.columns, size.lines, getattr(stream, "encoding", None) or "")


def _read(path: str) -> str | None:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None


def _told(command: tuple[str, ...]) -> str | None:
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, check=True, text=True, errors="replace"
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout


class NoRegistry:
    """The registry of a machine that has none."""

    def subkeys(self, key: str) -> tuple[str, ...] | None:
        """No key is there."""
        return None

    def value(self, key: str, name: str) -> object:
        """No value is there."""
        return None


class _WindowsRegistry:
    """The registry of this machine, read only."""

    def __init__(self) -> None:
        import winreg  # noqa: PLC0415 (Windows has it alone)

        self._winreg: Any = winreg
        self._roots = {"HKLM": self._winreg.HKEY_LOCAL_MACHINE, "HKCU": self._winreg.HKEY_CURRENT_USER}

    def subkeys(self, key: str) -> tuple[str, ...] | None:
        """The names under a key, None when there is no such key or it may not be read."""
        try:
            with self._open(key) as opened:
                return tuple(self._winreg.EnumKey(opened, n) for n in range(self._winreg.QueryInfoKey(opened)[0]))
        except OSError:
            return None

    def value(self, key: str, name: str) -> object:
        """A value, None when there is none or it may not be read."""
        try:
            with self._open(key) as opened:
                return self._winreg.QueryValueEx(opened, name)[0]
        except OSError:
            return None

    def _open(self, key: str) -> Any:
        root, _, rest = key.partition("\\")
        return self._winreg.OpenKey(self._roots[root], rest)
