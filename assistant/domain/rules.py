"""The field's rules in plain Dutch, for whoever asks: `data/rules.yaml` (rulebook §2, §3, §5, §8)."""

from __future__ import annotations

from functools import cache

from assistant.domain.places import data_folder
from assistant.domain.rows import DataRow, Words, read_rows


class Rule(DataRow, frozen=True):
    """One rule, by its identifier in the rulebook. The lines of the table of rights stand in `rights`."""

    title: Words
    text: Words
    source: str
    synonyms: tuple[str, ...] = ()
    """How people ask about it."""


@cache
def rules() -> dict[str, Rule]:
    """Return all rules by identifier, read once. Raises `RowFaults`."""
    return read_rows(data_folder() / "rules.yaml", dict[str, Rule])
