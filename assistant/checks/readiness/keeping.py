"""A reading of how ready every organisation is, kept in the store: for whoever pages through it, and for its progress."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import islice
from time import perf_counter

from assistant.checks.readiness.reading import readiness
from assistant.checks.readiness.side_by_side import one_moment
from assistant.store import board
from assistant.store.opening import Store

AT_ONCE = 2_000
"""Rows written in one go: others who write wait no longer than that takes."""


def keep(
    store: Store,
    at: datetime,
    told: Callable[[int], None] = lambda _count: None,
    stop: Callable[[], bool] = lambda: False,
) -> bool:
    """Read how ready all organisations of a store are at a moment, and keep that; False when it was stopped.

    `told` hears how many rows there are so far. They are written beside those in use, which stay until all are there. The
    store has to be one that can be read while it is written: not one in memory.
    """
    begun = perf_counter()
    with store.transaction() as tx:
        reading = board.begin(tx, at)
    count = 0
    with one_moment(store) as (source, helpers):
        found = readiness(source, at, helpers=helpers)
        rows = found.rows()
        while some := list(islice(rows, AT_ONCE)):
            if stop():
                return False
            with store.transaction() as tx:
                board.add(tx, reading, some)
            count += len(some)
            told(count)
    with store.transaction() as tx:
        board.finish(tx, reading, found.totals, perf_counter() - begun)
    swept = False
    while not swept and not stop():
        with store.transaction() as tx:
            swept = board.sweep(tx, AT_ONCE)
    return True
