"""A program in a pseudo-terminal, watched as a person would: what stands on the screen, and since when."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pyte
from ptyprocess import PtyProcess


class Terminal:
    """A running program with its screen. Use as a context manager: leaving it ends the program."""

    def __init__(
        self, command: Sequence[str], *, columns: int = 80, rows: int = 24, env: dict[str, str] | None = None
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        whole = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})}
        self.started = time.perf_counter()
        self._process = PtyProcess.spawn(list(command), dimensions=(rows, columns), env=whole)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate(force=True)

    @property
    def text(self) -> str:
        """The screen as text."""
        return "\n".join(self.screen.display)

    def send(self, keys: str) -> float:
        """Press keys; returns when."""
        self._process.write(keys.encode())
        return time.perf_counter()

    def wait_for(self, seen: str | Callable[[str], bool], *, seconds: float = 30.0) -> float:
        """Wait until the screen shows something; returns when it did. Raises `TimeoutError` with the screen."""
        shows = seen if callable(seen) else (lambda text: seen in text)
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            if shows(self.text):
                return time.perf_counter()
            ready, _, _ = select.select([self._process.fd], [], [], 0.05)
            if ready:
                try:
                    self._stream.feed(os.read(self._process.fd, 65536))
                except OSError:
                    break
        raise TimeoutError(self.text)

    def settle(self, seconds: float = 0.3) -> None:
        """Read what still comes, until it has been quiet for a while."""
        while select.select([self._process.fd], [], [], seconds)[0]:
            try:
                self._stream.feed(os.read(self._process.fd, 65536))
            except OSError:
                return

    def memory(self) -> int:
        """Bytes of memory that the program holds now (resident set)."""
        for line in Path(f"/proc/{self._process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
        raise LookupError("VmRSS")
