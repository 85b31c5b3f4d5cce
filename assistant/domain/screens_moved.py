"""Where newer public pages differ from the guides: `data/screens_moved.yaml` (rulebook §10)."""

from __future__ import annotations

from functools import cache

from assistant.domain.places import data_folder
from assistant.domain.rows import DataRow, Words, read_rows


class ScreenMoved(DataRow, frozen=True):
    """Something that is no longer as a guide says. Both are told, and the user is asked what the screen shows."""

    title: Words
    guides_say: Words
    newer_pages_say: Words
    advice: Words
    source: str
    """Where the guides say it."""
    newer_source: str
    date: str
    """When the newer page was seen (dd-mm-jjjj), or that it is not known."""
    question: Words = ""
    """What to ask the user about the screen."""
    ways: tuple[str, ...] = ()
    """Ways of `data/places.yaml` that it touches."""
    contacts: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    """How people ask about it."""


@cache
def screens_moved() -> dict[str, ScreenMoved]:
    """Return all by topic, read once. Raises `RowFaults`."""
    return read_rows(data_folder() / "screens_moved.yaml", dict[str, ScreenMoved])
