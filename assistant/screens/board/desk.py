"""What the overview shows, as plain data, and the desk that it asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol

from assistant.store.board_view import Choice, Entry, Key, Sums, Wish

Form = Literal["csv", "xlsx", "html", "json"]

Mark = tuple[str, str]
"""A row that was marked: its enterprise and its application."""

Told = Callable[[int, int], None]
"""Told how many are done, and how many there are (0 when that is not known)."""

Stop = Callable[[], bool]
"""Asked now and then: whether to stop here."""


class Standing(NamedTuple):
    """The reading in use: of which moment it is, its number of organisations, and the sums of the days before."""

    reading: int
    at: datetime
    totals: Mapping[str, Any]
    past: tuple[tuple[datetime, Mapping[str, Any]], ...]
    seconds: float = 0
    """How long it took to make."""


class Chosen(NamedTuple):
    """Rows to give out: those marked, else those of the wish."""

    standing: Standing
    wish: Wish
    marked: tuple[Mark, ...]


class Letters(NamedTuple):
    """What came of writing letters. `skipped`: organisations of which there is no tree to write from."""

    files: int
    organisations: int
    skipped: int
    stopped: bool


class BoardDesk(Protocol):
    """Where the overview comes from. All of it is called backstage; what goes wrong is a `StoreFault` or an `OSError`."""

    def standing(self) -> Standing | None:
        """The reading in use; None while nothing was ever read."""

    def page(
        self, reading: int, wish: Wish, *, after: Key | None = None, before: Key | None = None, last: bool = False
    ) -> tuple[Entry, ...]:
        """The first page, the one after a row, before one, or the last page."""

    def sums(self, standing: Standing, wish: Wish) -> Sums:
        """What all rows of a wish come to."""

    def choices(self, reading: int, wish: Wish, by: Choice) -> Sequence[tuple[str, int]]:
        """What can be chosen, with how many rows each has."""

    def renew(self, told: Callable[[int], None], stop: Stop) -> bool:
        """Read the whole store again, telling how many rows are there; False when it was stopped."""

    def has_tree(self, enterprise: str) -> bool:
        """Whether the store holds this organisation's tree."""

    def write_report(self, chosen: Chosen, form: Form, path: Path, language: str) -> None:
        """Write rows to a file that is not there yet."""

    def write_letters(self, chosen: Chosen, folder: Path, told: Told, stop: Stop, language: str) -> Letters:
        """Write letters to all who hold up the organisations of rows, into a folder."""
