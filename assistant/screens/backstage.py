"""The one thread in which conversations and the store are used, so that the screens never wait for them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Backstage:
    """One thread, one job at a time, in the order asked. What a job returns must be plain, immutable data."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")

    async def do(self, job: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do a job in the thread and return what it returns; what it raises is raised here."""
        loop = asyncio.get_running_loop()
        # Shielded: a screen that closes while its answer is being kept must not undo the keeping.
        return await asyncio.shield(loop.run_in_executor(self._thread, lambda: job(*args, **kwargs)))

    def drop(self) -> None:
        """Begin nothing any more, and wait for nothing: for jobs that only read."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def finish(self) -> None:
        """Wait for the job that runs, so that what was being kept is kept; jobs not begun are dropped."""
        self._thread.shutdown(wait=True, cancel_futures=True)
