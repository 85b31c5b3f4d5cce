"""What has to be there before one starts, and what to do when it is missing: `data/prerequisites.yaml` (rulebook §4)."""

from __future__ import annotations

from functools import cache

from assistant.domain.places import data_folder
from assistant.domain.rows import DataRow, Words, read_rows


class Prerequisite(DataRow, frozen=True):
    """Something to have at hand or to settle first."""

    id: str
    title: Words
    needed_for: Words
    when_missing: Words
    source: str
    guides: tuple[str, ...]
    """The guides that ask for it."""
    contacts: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    """How people ask about it."""


@cache
def prerequisites() -> tuple[Prerequisite, ...]:
    """Return all prerequisites in order, read once. Raises `RowFaults`."""
    return read_rows(data_folder() / "prerequisites.yaml", tuple[Prerequisite, ...])
