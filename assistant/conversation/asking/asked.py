"""How people ask for an answer, by the answer: `data/asked.yaml`."""

from __future__ import annotations

from functools import cache

from assistant.domain.places import data_folder
from assistant.domain.rows import read_rows


@cache
def asked() -> dict[str, tuple[str, ...]]:
    """Return the ways to ask by kind and id of the answer (`rule:A8`), read once. Raises `RowFaults`."""
    return read_rows(data_folder() / "asked.yaml", dict[str, tuple[str, ...]])
