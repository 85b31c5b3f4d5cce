"""An overview's desk over rows that stand here: pages of twelve, so that leafing shows; what was asked is kept."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from assistant.domain.days import BRUSSELS
from assistant.domain.outside import waits_for
from assistant.screens.board.desk import Chosen, Form, Letters, Standing, Stop, Told
from assistant.store.board_view import Choice, Entry, Key, Sums, Wish

NOW = datetime(2026, 11, 23, 9, tzinfo=BRUSSELS)
PAGE = 12


def row(number: int, **changed: Any) -> dict[str, Any]:
    stuck = number % 3 != 0
    return {
        "enterprise": f"01{number:08d}",
        "name": f"Ziekenhuis {number:03d}",
        "application": "Heracles",
        "sector": ("Bevolkingsonderzoek", "Jeugdhulp")[number % 2],
        "stage": "users" if stuck else "ready",
        "ready": not stuck,
        "users": 12,
        "users_ready": 10,
        "findings": {"user.missing": 2} if stuck else {},
        "next": {"action": "user.register", "who_may": ["HTB", "TB"], "unit": "90005/90001"} if stuck else None,
        **changed,
    }


@dataclass
class FakeBoard:
    """`fault` is raised by everything; `hold` holds up the reading of the whole store; `seconds` is how long one takes."""

    rows: list[dict[str, Any]] = field(default_factory=lambda: [row(number) for number in range(30)])
    there: bool = True
    seconds: float = 60
    fault: Exception | None = None
    trees: bool = True
    asked: list[Any] = field(default_factory=list)
    hold: threading.Event = field(default_factory=threading.Event)
    threads: set[str] = field(default_factory=set)
    at: datetime = NOW

    def __post_init__(self) -> None:
        self.hold.set()

    def standing(self) -> Standing | None:
        self._called("standing")
        totals = {"organisations": len(self.rows), "ready": 10, "by_stage": {}, "findings": {}}
        past = tuple((self.at - timedelta(weeks=ago), {**totals, "ready": 10 - ago}) for ago in range(4, -1, -1))
        return Standing(1, self.at, totals, past, self.seconds) if self.there else None

    def sums(self, standing: Standing, wish: Wish) -> Sums:
        self._called(wish)
        found = self._of(wish)
        by_stage = {name: sum(one["stage"] == name for one in found) for name in {one["stage"] for one in found}}
        by_actor = Counter(whom for one in found if (whom := waits_for(one)) is not None)
        return Sums(len(found), len({one["enterprise"] for one in found}), by_stage.get("ready", 0), by_stage, by_actor)

    def page(
        self, reading: int, wish: Wish, *, after: Key | None = None, before: Key | None = None, last: bool = False
    ) -> tuple[Entry, ...]:
        self._called(("page", after, before, last))
        entries = self._entries(self._of(wish))
        if last:
            return entries[-PAGE:]
        if before is not None:
            return tuple(one for one in entries if one.key < before)[-PAGE:]
        return tuple(one for one in entries if after is None or one.key > after)[:PAGE]

    def choices(self, reading: int, wish: Wish, by: Choice) -> Sequence[tuple[str, int]]:
        self._called(("choices", by))
        values = [one["sector"] for one in self._of(wish)] if by == "sector" else ["user.missing"]
        return [(value, values.count(value)) for value in sorted(set(values))]

    def renew(self, told: Callable[[int], None], stop: Stop) -> bool:
        told(7)
        self.hold.wait(20)
        if stop():
            return False
        self._called("renew")
        self.there = True
        self.at = NOW + timedelta(minutes=5)
        return True

    def has_tree(self, enterprise: str) -> bool:
        return self.trees

    def write_report(self, chosen: Chosen, form: Form, path: Path, language: str) -> None:
        self._called(("report", form, chosen.wish, chosen.marked))
        path.write_text("rapport")

    def write_letters(self, chosen: Chosen, folder: Path, told: Told, stop: Stop, language: str) -> Letters:
        self._called(("letters", chosen.wish, chosen.marked))
        folder.mkdir()
        for done in range(1000):
            if stop():
                return Letters(2 * done, done, 0, True)
            told(done, 1000)
            self.hold.wait(0.01)
        return Letters(2000, 1000, 3, False)

    def _called(self, what: Any) -> None:
        self.threads.add(threading.current_thread().name)
        self.asked.append(what)
        if self.fault:
            raise self.fault

    def _of(self, wish: Wish) -> list[dict[str, Any]]:
        return [
            one
            for one in self.rows
            if wish.text.casefold() in str(one["name"]).casefold()
            and wish.sector in (None, one["sector"])
            and (not wish.stuck or one["ready"] is False)
        ]

    def _entries(self, rows: list[dict[str, Any]]) -> tuple[Entry, ...]:
        return tuple(Entry((index, str(one["name"]), ""), one) for index, one in enumerate(rows))


def with_text(text: str) -> FakeBoard:
    """Rows that hold this text wherever a file or a person can put one."""
    hostile = row(
        1, name=text, sector=text, application=text, stage=text, next={"action": text, "who_may": [text], "unit": text}
    )
    return FakeBoard([{**hostile, "findings": {text: 1}}, row(2, name=text, ready=None, stage="unknown", next=None)])


__all__ = ["NOW", "PAGE", "FakeBoard", "row", "with_text"]
