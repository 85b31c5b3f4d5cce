"""`do`: actions from JSON lines, each performed whole or not at all, a result a line (interface §3).

From a file, several actions share one transaction: the disk is waited for once for all of them, and a result is given
only when it is kept. From a pipe each has its own, since whoever writes there may wait for the result of the one before.
"""

from __future__ import annotations

import os
import signal
import stat
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from assistant.cli.faults import BadInput, system_reason
from assistant.cli.files import input_stream, shown_name
from assistant.cli.frame import Work, wishes
from assistant.cli.opening import opened
from assistant.cli.output import drop_output, say_row, warn
from assistant.cli.progress import progress_line
from assistant.cli.told import told
from assistant.domain.malformed import Malformed
from assistant.domain.words import words

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from types import FrameType

    from sqlmodel import Session

    from assistant.store.opening import Store

LONGEST_LINE = 1_000_000
"""Bytes of an action; the largest real one has a few thousand."""

MOST_TOGETHER = 200
"""Actions in one transaction."""

_HELD = 0.2
"""Seconds after which a transaction is closed, so that others get their turn."""

Numbered = tuple[int, bytes | None]
"""A line's number and what stands there; `None` for one that is too long."""


@click.command(
    "do",
    cls=Work,
    help=words(
        "Voert handelingen uit: één JSON-object per regel, uit een bestand of (met -) van de standaardinvoer. "
        "Elke handeling gebeurt helemaal of niet. Per regel komt er één JSON-resultaat; een regel die niet kan, houdt de "
        "volgende niet tegen."
    ),
    examples=("toegangswijzer do handelingen.jsonl", "cat handelingen.jsonl | toegangswijzer do -"),
)
@click.argument("file", metavar="BESTAND|-")
@click.pass_context
def do(ctx: click.Context, file: str) -> int:
    """Perform the actions of a file. Exit code 1 when any line failed."""
    asked = wishes(ctx)
    report = _Report()
    with input_stream(file) as stream:
        size = _size(stream)
        lines = _lines(stream, shown_name(file))
        first = next(lines, None)  # an unreadable stream must not make a store
        with opened(asked, create=True) as store, progress_line() as line, _interruptible() as interrupt:
            all_lines = chain([first] if first else [], lines)
            try:
                for results in _performed(store, all_lines, asked.clock(), MOST_TOGETHER if size else 1, interrupt):
                    for result in results:
                        report.say(result)
                    if size and not sys.stdout.isatty():
                        line.show(told("regel {line}", line=report.line), stream.tell(), size)
                if interrupt.asked:
                    raise KeyboardInterrupt
            except KeyboardInterrupt:
                line.clear()
                warn(told("Gestopt na regel {line}: {done} gedaan, {failed} geweigerd.", **report.counts()))
                raise
    return 1 if report.failed else 0


def _performed(
    store: Store, lines: Iterator[Numbered], clock: Callable[[], datetime], together: int, interrupt: _Interrupt
) -> Iterator[list[dict[str, Any]]]:
    """Perform the lines, and yield the results of each transaction once it is kept."""
    for first in interrupt.awaited(lines):
        with store.transaction() as transaction:
            until = time.monotonic() + _HELD
            results = [_result(transaction, *first, clock)]
            while len(results) < together and time.monotonic() < until and not interrupt.asked:
                following = next(lines, None)
                if following is None:
                    break
                results.append(_result(transaction, *following, clock))
        yield results


class _Interrupt:
    """Ctrl-C: it waits until what was begun is kept and told, and breaks off at once only a wait for the next line.

    The second one waits for nothing.
    """

    def __init__(self) -> None:
        self.asked = False
        self._waiting = False

    def awaited(self, lines: Iterator[Numbered]) -> Iterator[Numbered]:
        """Yield the lines; while one is waited for, an interruption is at once."""
        while not self.asked:
            self._waiting = True
            try:
                line = next(lines, None)
            finally:
                self._waiting = False
            if line is None:
                return
            yield line

    def __call__(self, number: int, frame: FrameType | None) -> None:
        """Handle the signal."""
        if self._waiting or self.asked:
            raise KeyboardInterrupt
        self.asked = True


@contextmanager
def _interruptible() -> Iterator[_Interrupt]:
    """Take Ctrl-C over for this block, where that can be done."""
    interrupt = _Interrupt()
    if threading.current_thread() is not threading.main_thread():
        yield interrupt
        return
    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield interrupt
    finally:
        signal.signal(signal.SIGINT, before)


def _size(stream: BinaryIO) -> int:
    """Bytes of a file; 0 for a pipe, a terminal, or what is no file at all."""
    try:
        found = os.fstat(stream.fileno())
    except (OSError, ValueError):
        return 0
    return found.st_size if stat.S_ISREG(found.st_mode) else 0


class _Report:
    """The results, written as they come. A reader that left does not stop the actions: they were asked for."""

    def __init__(self) -> None:
        self.line = 0
        self.done = self.failed = 0
        self._read = True

    def counts(self) -> dict[str, int]:
        """Return how far it came."""
        return {"line": self.line, "done": self.done, "failed": self.failed}

    def say(self, result: dict[str, Any]) -> None:
        """Write one result."""
        self.line = result["line"]
        self.done += result["ok"]
        self.failed += not result["ok"]
        if self._read:
            try:
                say_row(result)
            except BrokenPipeError:
                self._read = False
                drop_output()


def _lines(stream: BinaryIO, name: str) -> Iterator[Numbered]:
    """The lines that hold something, with their numbers; `None` for one that is too long. Raises `BadInput`."""
    number = 0
    try:
        while line := stream.readline(LONGEST_LINE):
            number += 1
            rest = line
            while rest and not rest.endswith(b"\n"):
                rest = stream.readline(LONGEST_LINE)
                if rest:
                    line = b""
            if not line:
                yield number, None
            elif line.strip():
                yield number, line
    except OSError as fault:
        raise BadInput(f"{name}: {system_reason(fault)}.") from None


def _result(transaction: Session, number: int, line: bytes | None, clock: Callable[[], datetime]) -> dict[str, Any]:
    try:
        action = _action(line)
    except Malformed as fault:
        return {"ok": False, "code": "invalid", "line": number, "reason": told(fault.text, **fault.facts)}
    from assistant.store.actions import perform  # noqa: PLC0415

    outcome = perform(transaction, action, clock())
    row = {**outcome.as_json(), "line": number}
    return row if outcome.ok else {**row, "reason": told(outcome.text, **outcome.facts)}


def _action(line: bytes | None) -> dict[str, Any]:
    """The object on a line. Raises `Malformed`."""
    from assistant.store.exchange.json_text import read_json  # noqa: PLC0415

    if line is None:
        raise Malformed("too-long", words("Deze regel is te lang voor een handeling."))
    action = read_json(line)
    if not isinstance(action, dict):
        raise Malformed("no-object", words("Een handeling is een JSON-object: begin de regel met een accolade."))
    return action
