"""A large store read by several processes side by side, all of them at one moment of it.

Judging is work for the processor, and SQLite and Python each use one. A helper that fails is no loss: its stretch is read
again by whoever asked, in the reading that he holds.
"""

from __future__ import annotations

import gc
import marshal
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from sqlmodel import Session, func, select

from assistant.checks.readiness.stretch import Stretch, read_stretch
from assistant.checks.readiness.tally import OutputRow
from assistant.store.fault import StoreFault
from assistant.store.location import Location
from assistant.store.opening import Store, open_store
from assistant.store.tables import Enterprise

WORTH_IT = 3_000
"""Enterprises from which helpers are worth their start, which takes as long as a thousand of them."""
MOST = 8
"""Helpers at most: whoever reads has to keep up with what they send."""
AHEAD = 3
"""Stretches that may wait for their turn, for each helper."""
PATIENCE = 30
"""Seconds in which a helper has to be there."""

_GONE = (EOFError, OSError)
"""What a line to a process raises when nobody is at its other end."""


@contextmanager
def one_moment(store: Store, *, helpers: int | None = None) -> Iterator[tuple[Session, Helpers | None]]:
    """Yield a reading of a store, and helpers that read the same moment of it where they are worth it.

    `helpers`: how many, else as many as there are processors; none for a store in memory or one that cannot be written.
    """
    count = _worth_it(store) if helpers is None else helpers
    with ExitStack() as opened:
        together = _begin_together(store, count, opened) if count else None
        yield together or (opened.enter_context(store.reading()), None)


def _begin_together(store: Store, count: int, opened: ExitStack) -> tuple[Session, Helpers] | None:
    if store.location is None:
        return None
    helpers = opened.enter_context(Helpers(store.location, count))
    with suppress(StoreFault), store.transaction():  # nobody writes while all begin: so they see the same
        tx = opened.enter_context(store.reading())
        _look(tx)
        return (tx, helpers) if helpers.begin() else None
    return None


def _worth_it(store: Store) -> int:
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if processors == 1 or store.location is None:
        return 0
    with store.reading() as tx:
        return min(processors, MOST) if _look(tx) >= WORTH_IT else 0


def _look(tx: Session) -> int:
    """Count the enterprises: from the first thing that it is asked on, a reading sees one moment."""
    return tx.exec(select(func.count()).select_from(Enterprise)).one()


class Helpers:
    """Processes that read stretches of a store. A context manager: leaving it ends them."""

    def __init__(self, location: Location, count: int) -> None:
        self._location = location
        self._count = count
        self._lines: list[Connection] = []
        self._processes: list[BaseProcess] = []

    def __enter__(self) -> Helpers:
        try:
            self._start()
        except BaseException:  # whoever presses Ctrl+C now leaves none behind either
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for line in self._lines:
            line.close()
        for process in self._processes:
            process.terminate()
            process.join()

    def _start(self) -> None:
        context = get_context("spawn")
        for _ in range(self._count):
            ours, theirs = context.Pipe()
            process = context.Process(target=_help, args=(self._location, theirs), daemon=True)
            process.start()
            theirs.close()
            self._lines.append(ours)
            self._processes.append(process)
        self._lines = [line for line in self._lines if _said(line)]  # each has opened the store

    def begin(self) -> bool:
        """Have each begin its reading; those that do not are left out. Whether there is one."""
        for line in self._lines:
            _tell(line, None)
        self._lines = [line for line in self._lines if _said(line)]
        return bool(self._lines)

    def read(self, tx: Session, wanted: Iterable[Stretch], at: datetime) -> Iterator[tuple[Stretch, Iterable[OutputRow]]]:
        """Yield the rows of stretches, in their order. `tx` is the reading of whoever asks."""
        coming, free = iter(wanted), list(self._lines)
        turns: deque[Stretch] = deque()
        busy: dict[Connection, Stretch] = {}
        done: dict[Stretch, Iterable[OutputRow]] = {}
        while True:
            while free and len(turns) < AHEAD * len(self._lines) and (stretch := next(coming, None)):
                turns.append(stretch)
                busy[line := free.pop()] = stretch
                _tell(line, (stretch, at))
            if not turns:
                # All that is left when every helper failed.
                yield from ((stretch, read_stretch(tx, stretch, at)) for stretch in coming)
                return
            while turns and turns[0] in done:
                yield turns[0], done.pop(turns.popleft())
            for line in [line for line in wait(list(busy)) if isinstance(line, Connection)] if turns else ():
                stretch = busy.pop(line)
                try:
                    done[stretch] = marshal.loads(line.recv_bytes())
                    free.append(line)
                except _GONE:
                    done[stretch] = read_stretch(tx, stretch, at)
                    self._lines.remove(line)


def _tell(line: Connection, what: Any) -> None:
    with suppress(*_GONE):  # met where its answer is awaited
        line.send(what)


def _said(line: Connection) -> bool:
    """Wait for a word; whether one came."""
    try:
        return bool(line.poll(PATIENCE) and line.recv())
    except _GONE:
        return False


def _help(location: Location, line: Connection) -> None:
    """What a helper does: open the store, begin a reading when told, read stretches until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked is told, and ends this
    gc.disable()  # reading leaves none behind, and to look for it takes a twentieth of the time
    with suppress(*_GONE, StoreFault), open_store(location) as store:
        line.send(True)
        line.recv()
        with store.reading() as tx:
            line.send(_look(tx) > 0)
            while True:
                stretch, at = line.recv()
                # Of plain values only: quicker to write, and several times as quick to read, as pickled.
                line.send_bytes(marshal.dumps(list(read_stretch(tx, stretch, at))))
