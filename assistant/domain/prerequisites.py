"""What has to be there before one starts, and what to do when it is missing: `data/prerequisites.yaml` (rulebook §4)."""

from __future__ import annotations

from functools import cache

from assistant.domain.places import data_folder
from assistant.domain.rows import DataRow, Words, read_rows
from assistant.domain.vocabulary import Role


class Bring(DataRow, frozen=True):
    """How a letter asks for it, to whom and for which of their steps; without actions and steps for any in the portal."""

    text: Words
    missing: Words = ""
    """What to do without it, in a few words; `when_missing` says it all."""
    roles: tuple[Role, ...] = ()
    """Whom it is asked of; none for everyone."""
    actions: tuple[str, ...] = ()
    """Steps that do one of these actions."""
    steps: tuple[str, ...] = ()
    """Steps of a guide, by their id."""


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
    bring: tuple[Bring, ...] = ()
    """What a letter asks its reader to have at hand."""


@cache
def prerequisites() -> tuple[Prerequisite, ...]:
    """Return all prerequisites in order, read once. Raises `RowFaults`."""
    return read_rows(data_folder() / "prerequisites.yaml", tuple[Prerequisite, ...])
