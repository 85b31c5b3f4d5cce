"""Where newer public pages differ from the guides: `data/screens_moved.yaml` (rulebook §10)."""

from __future__ import annotations

from functools import cache

from assistant.domain.places import data_folder
from assistant.domain.rows import DataRow, Words, read_rows


class Sight(DataRow, frozen=True):
    """What the user may see on the screen, and how to go on then."""

    value: str
    text: Words
    advice: Words
    codes: tuple[str, ...] = ()
    """Messages that steps of guides know: a step that knows one goes on as that message says."""
    synonyms: tuple[str, ...] = ()


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
    question: Words
    """What to ask the user about the screen."""
    sees: tuple[Sight, ...]
    """What it may show, as the guides say first."""
    ways: tuple[str, ...]
    """Ways of `data/places.yaml` that it touches: portal steps that go along one offer it."""
    capacities: tuple[str, ...] = ()
    """The capacities that it is about; none: all."""
    contacts: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    """How people ask about it."""


@cache
def screens_moved() -> dict[str, ScreenMoved]:
    """Return all by topic, read once. Raises `RowFaults`."""
    return read_rows(data_folder() / "screens_moved.yaml", dict[str, ScreenMoved])
