"""How far long work is, on one line of standard error that is written over; nothing when that is no terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

_SECONDS = 0.2
"""Between two paintings: often enough to look alive."""

_LONGEST = 78


class Progress:
    """The line. `show` may be called as often as one likes."""

    def __init__(self) -> None:
        self._seen = sys.stderr is not None and sys.stderr.isatty()
        self._next = 0.0
        self._painted = False

    def show(self, what: str, done: int, total: int) -> None:
        """Say that `done` of `total` are done, and what is under way; without a total, only how many."""
        now = time.monotonic()
        if not self._seen or now < self._next:
            return
        self._next = now + _SECONDS
        share = f"{done * 100 // total:3} %" if total else f"{done}"
        sys.stderr.write("\r" + f"{share}  {what}"[:_LONGEST].ljust(_LONGEST))
        sys.stderr.flush()
        self._painted = True

    def clear(self) -> None:
        """Wipe the line, so that what follows begins on a clean one."""
        if self._painted:
            sys.stderr.write("\r" + " " * _LONGEST + "\r")
            sys.stderr.flush()
            self._painted = False


@contextmanager
def progress_line() -> Iterator[Progress]:
    """A line for the work in this block, wiped at its end however that comes."""
    line = Progress()
    try:
        yield line
    finally:
        line.clear()
