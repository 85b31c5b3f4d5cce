"""What people say for a command, yes, no, not knowing: data, by language (data/phrases.yaml)."""

from __future__ import annotations

from functools import cache

import msgspec

from assistant.domain.places import data_folder
from assistant.domain.rows import read_rows


class Phrases(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The phrases of one language. `commands` and `portal` are by command and by outcome."""

    commands: dict[str, tuple[str, ...]]
    unknown: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    all: tuple[str, ...]
    none: tuple[str, ...]
    portal: dict[str, tuple[str, ...]]
    question: tuple[str, ...]


@cache
def phrases(language: str) -> Phrases:
    """The phrases of a language; those of Dutch for a language that has none."""
    table = read_rows(data_folder() / "phrases.yaml", dict[str, Phrases])
    return table.get(language, table["nl"])
