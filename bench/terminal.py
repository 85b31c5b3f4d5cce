"""A program in a pseudo-terminal, watched as a person would: what stands on the screen, and since when.

What it writes is taken in by a thread of its own and drawn afterwards: pyte draws slower than a terminal, and its time is
not the program's.
"""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pyte
from ptyprocess import PtyProcess

WHOLE_PAINT = 0.03
"""Seconds in which the pieces of one paint come in. Nothing is drawn meanwhile: drawing holds Python's lock, and the pieces
would be noted later than they came."""


class Terminal:
    """A running program with its screen. Use as a context manager: leaving it ends the program."""

    def __init__(
        self, command: Sequence[str], *, columns: int = 80, rows: int = 24, env: dict[str, str] | None = None
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        usual = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        whole = {**usual, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})}
        self.started = time.perf_counter()
        self._process = PtyProcess.spawn(list(command), dimensions=(rows, columns), env=whole)
        self._written: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()
        self._drawn = self.started
        threading.Thread(target=self._take_in, daemon=True).start()

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
        """Wait until the screen shows something; returns when that was written. Raises `TimeoutError` with the screen."""
        shows = seen if callable(seen) else (lambda text: seen in text)
        end = time.perf_counter() + seconds
        while not shows(self.text):
            if not self._draw(max(0.0, end - time.perf_counter())):
                raise TimeoutError(self.text)
        return self._drawn

    def settle(self, seconds: float = 0.3) -> None:
        """Draw what still comes, until it has been quiet for a while."""
        while self._draw(seconds):
            pass

    def _take_in(self) -> None:
        """Note what is written, and when, until the program ends."""
        while True:
            try:
                written = os.read(self._process.fd, 65536)
            except OSError:
                written = b""
            self._written.put((time.perf_counter(), written))
            if not written:
                return

    def _draw(self, seconds: float) -> bool:
        """Draw the next piece that was written, waiting for it; whether there was one."""
        try:
            if self._written.empty():
                first = self._written.get(timeout=seconds)
                time.sleep(WHOLE_PAINT)
            else:
                first = self._written.get()
        except queue.Empty:
            return False
        self._drawn, written = first
        self._stream.feed(written)
        return bool(written)

    def memory(self) -> int:
        """Bytes of memory that the program holds now (resident set)."""
        for line in Path(f"/proc/{self._process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
        raise LookupError("VmRSS")
