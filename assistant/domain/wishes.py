"""What people name when they say what they want, and which guide that leads to: `data/wishes.yaml`."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from assistant.domain.places import data_folder
from assistant.domain.rows import DataRow, Words, read_rows

WishKind = Literal["application", "facility", "role", "task"]
"""What is named: an application, a kind of facility, somebody's role, something that is done every week."""


class Wish(DataRow, frozen=True):
    """Something that people name, with the guides that it leads to, best first."""

    kind: WishKind
    why: Words
    """Why it leads there, for the user."""
    guides: tuple[str, ...]
    source: str
    says: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    """By language: how people say it; the words of one may stand apart in a sentence."""
    application: str = ""
    """An application of the catalogue: its names count too."""
    functions: bool = False
    """Whether the functions that open that application lead here too."""
    answers: dict[str, str] = msgspec.field(default_factory=dict)
    """By id of a step of any of the guides: the answer that was given by naming this."""
    alone: dict[str, str] = msgspec.field(default_factory=dict)
    """The same, for when nothing else was named that answers the step."""
    section: str = ""
    """The section of the first guide that it is about."""
    question: Words = ""
    """What to ask when more than one of the guides is left."""
    asks: str = ""
    """A step of the first guide that decides how to go on: its own question is put, unless it is answered already."""
    whole: bool = False
    """For a task: whether a guide from the beginning does as well, when an application is named with it."""


@cache
def wishes() -> dict[str, Wish]:
    """Return all rows by name, read once. Raises `RowFaults`."""
    return read_rows(data_folder() / "wishes.yaml", dict[str, Wish])
