"""The overview over a large store: how long until its first page is painted, and until a filter shows.

    python bench/sector.py 100000 /tmp/sector.db
    python bench/overview.py /tmp/sector.db

Reads the whole store once if nothing was read yet; then opens the overview and types, as a user does, in a terminal that is
not drawn. What is measured ends when the row stands in what is painted.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from assistant.checks.readiness.keeping import keep
from assistant.screens.board.screen import QUICK, BoardScreen
from assistant.screens.options import Options
from assistant.screens.program import Assistant
from assistant.screens.store_desk import StoreDesk
from assistant.store import board
from assistant.store.board_view import Wish
from assistant.store.location import Embedded
from assistant.store.opening import open_store

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ROUNDS = 5


def read_once(where: Embedded) -> None:
    with open_store(where) as store:
        with store.reading() as tx:
            if board.newest_reading(tx) is not None:
                return
        begun = time.perf_counter()
        keep(store, NOW, lambda count: print(f"\r{count} rows", end="", flush=True))
        print(f"\rread and kept in {time.perf_counter() - begun:.1f} s")


async def seen(pilot: Any, met: Callable[[], bool]) -> float:
    """Seconds until something is so."""
    begun = time.perf_counter()
    while not met():
        await asyncio.sleep(0.002)
    await pilot.pause(0)
    return time.perf_counter() - begun


async def measured(where: Embedded, settings: Path) -> dict[str, float]:
    options = Options(where, "nl", lambda: NOW)
    desk = StoreDesk(options)
    app = Assistant(options, desk, settings=settings, environ={})
    found: dict[str, float] = {}
    try:
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            app.show_board()
            screen = app._board
            assert isinstance(screen, BoardScreen)
            found["first page, store not open yet"] = await seen(
                pilot, lambda: screen.is_mounted and len(screen.list.entries) > 0
            )
            await seen(pilot, lambda: screen.sums.rows > 0)
            assert screen.standing is not None and screen.standing.seconds > QUICK

            async def timed(name: str, do: Callable[[], Awaitable[Any]], wish: Wish) -> None:
                entries, sums = screen.list.entries, screen.sums
                begun = time.perf_counter()
                await do()
                await seen(pilot, lambda: screen.wish == wish and screen.list.entries is not entries)
                found[name] = time.perf_counter() - begun
                await seen(pilot, lambda: screen.sums is not sums)
                found["the sums of any of these, at most"] = max(
                    found.get("the sums of any of these, at most", 0), time.perf_counter() - begun
                )

            async def look(wish: Wish) -> None:
                screen.look_for(wish)

            for name, wish in (
                ("a text (with the pause of 0.15 s after typing)", Wish(text="777")),
                ("everything again", Wish()),
                ("a sector", Wish(sector="Jeugdhulp")),
                ("a stage", Wish(stage="users")),
                ("a fault", Wish(finding="user.missing")),
                ("a role that is waited for", Wish(actor="HTB")),
                ("a text, a sector, a stage and a fault", Wish("zorg", "Jeugdhulp", "users", finding="user.missing")),
                ("by stage", Wish(order="stage")),
            ):
                if wish == Wish(text="777"):
                    await timed(name, lambda: pilot.press("7", "7", "7"), wish)
                else:
                    await timed(name, lambda wish=wish: look(wish), wish)
            await timed("everything once more", lambda: look(Wish()), Wish())
            first = screen.list.entries[0].key
            begun = time.perf_counter()
            await pilot.press("ctrl+end")
            await seen(pilot, lambda: screen.list.entries[0].key != first)
            found["the last page"] = time.perf_counter() - begun
    finally:
        app.backstage.finish()
        desk.close()
    return found


def main(path: str) -> None:
    where = Embedded(Path(path))
    read_once(where)
    with tempfile.TemporaryDirectory() as folder:
        rounds = [asyncio.run(measured(where, Path(folder) / "s.json")) for _ in range(ROUNDS)]
    for name in rounds[0]:
        taken = [one[name] for one in rounds]
        print(f"{name:50} {1000 * median(taken):6.0f} ms (the slowest {1000 * max(taken):.0f})")


if __name__ == "__main__":
    main(sys.argv[1])
