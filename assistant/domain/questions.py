"""What people ask and no other table answers: `data/questions.yaml`."""

from __future__ import annotations

from functools import cache
from typing import Literal

from assistant.domain.places import data_folder
from assistant.domain.rows import DataRow, Words, read_rows


class Question(DataRow, frozen=True):
    """A question with its answer. `kind`: something is wrong at one's own desk, or how something works."""

    kind: Literal["symptom", "rule"]
    title: Words
    text: Words
    source: str
    synonyms: tuple[str, ...] = ()
    """Other ways to ask it."""
    contacts: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()


@cache
def questions() -> dict[str, Question]:
    """Return all questions by key, read once. Raises `RowFaults`."""
    return read_rows(data_folder() / "questions.yaml", dict[str, Question])
