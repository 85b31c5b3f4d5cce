"""The overview's desk over a real store. Used backstage only: it loads SQLModel and the checks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlmodel import select

from assistant.checks.readiness.keeping import keep
from assistant.conversation.texts import Texts
from assistant.reports.letters.bulk import letters_for_many
from assistant.reports.readiness.writing import write
from assistant.screens.board.desk import Chosen, Form, Letters, Standing, Stop, Told
from assistant.screens.helpdesk.reading import translator
from assistant.store import board
from assistant.store.board_view import Choice, Entry, Key, Sums, Wish
from assistant.store.elsewhere import has_tree, is_only_planned
from assistant.store.opening import Store
from assistant.store.tables import Enterprise, table_of


class StoreBoard:
    """Reads the whole store when asked, keeps the rows there, and pages through them."""

    def __init__(self, opened: Callable[[], Store], now: Callable[[], datetime]) -> None:
        self._opened = opened
        self._now = now

    def standing(self) -> Standing | None:
        """The reading in use."""
        with self._opened().reading() as tx:
            found = board.newest_reading(tx)
            if found is None or found.id is None:
                return None
            return Standing(found.id, found.at, found.totals, tuple(board.past(tx)), found.seconds)

    def page(
        self, reading: int, wish: Wish, *, after: Key | None = None, before: Key | None = None, last: bool = False
    ) -> tuple[Entry, ...]:
        """The first page, the one after a row, before one, or the last page."""
        with self._opened().reading() as tx:
            found = board.last_page(tx, reading, wish) if last else board.page(tx, reading, wish, after=after, before=before)
            return tuple(found)

    def sums(self, standing: Standing, wish: Wish) -> Sums:
        """What all rows of a wish come to."""
        with self._opened().reading() as tx:
            return board.sums(tx, standing.reading, wish)

    def choices(self, reading: int, wish: Wish, by: Choice) -> Sequence[tuple[str, int]]:
        """What can be chosen, with how many rows each has."""
        with self._opened().reading() as tx:
            return board.choices(tx, reading, wish, by)

    def renew(self, told: Callable[[int], None], stop: Stop) -> bool:
        """Read the whole store again. Rows are written beside those in use, which stay until all are there."""
        return keep(self._opened(), self._now(), told, stop)

    def has_tree(self, enterprise: str) -> bool:
        """Whether the store holds this organisation's tree."""
        with self._opened().reading() as tx:
            return has_tree(tx, enterprise)

    def write_report(self, chosen: Chosen, form: Form, path: Path, language: str) -> None:
        """Write rows to a file that is not there yet; half a file does not stay."""
        standing = chosen.standing
        with self._opened().reading() as tx:
            # A standing kept before organisations were counted apart does not tell how many there are.
            is_told = _is_all(chosen) and "enterprises" in standing.totals
            totals = standing.totals if is_told else _totals(board.rows(tx, *_asked(chosen)))
        past = standing.past if _is_all(chosen) else ()
        with self._opened().reading() as tx, path.open("xb") as out:
            try:
                rows = board.rows(tx, *_asked(chosen))
                write(form, rows, totals, standing.at, out, translator(Texts(language)), past=past, language=language)
            except BaseException:
                with suppress(OSError):
                    path.unlink()
                raise

    def write_letters(self, chosen: Chosen, folder: Path, told: Told, stop: Stop, language: str) -> Letters:
        """Write letters to all who hold up the organisations of rows, into a folder."""
        with self._opened().reading() as tx:
            stuck = [row["enterprise"] for row in board.rows(tx, *_asked(chosen)) if row["ready"] is not True]
            there = set(tx.exec(select(Enterprise.number).where(~is_only_planned(table_of(Enterprise)))).all())
        numbers = list(dict.fromkeys(stuck))
        known = [number for number in numbers if number in there]
        folder.mkdir()
        done = letters_for_many(
            self._opened(),
            known,
            folder,
            lambda done, total, _number: told(done, total),
            stop,
            language=language,
            at=self._now(),
        )
        return Letters(len(done.files), done.done, len(numbers) - len(known), done.stopped)


def _is_all(chosen: Chosen) -> bool:
    return not chosen.marked and chosen.wish == Wish(order=chosen.wish.order)


def _asked(chosen: Chosen) -> tuple[int, Wish, tuple[tuple[str, str], ...]]:
    return chosen.standing.reading, chosen.wish, chosen.marked


def _totals(rows: Iterator[dict[str, Any]]) -> dict[str, Any]:
    """Return the sums of some rows."""
    by_stage: dict[str, int] = {}
    findings: dict[str, int] = {}
    enterprises: set[str] = set()
    count = ready = 0
    for row in rows:
        enterprises.add(row["enterprise"])
        count += 1
        ready += row["ready"] is True
        by_stage[row["stage"]] = by_stage.get(row["stage"], 0) + 1
        for code, times in row["findings"].items():
            findings[code] = findings.get(code, 0) + times
    sums = {"organisations": count, "enterprises": len(enterprises), "ready": ready}
    return {**sums, "by_stage": by_stage, "findings": findings}
