"""The facts of the five guides, in our own words: one file a guide, read into typed rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from assistant.domain.rows import DataRow, read_rows

HERE = Path(__file__).resolve().parent
GUIDES = ("G0", "G1", "G2", "G3", "G4")


class Fact(DataRow, frozen=True):
    """One thing that a guide tells someone to do or know. `by`: what carries it; else `left_out` says why nothing does."""

    says: str
    by: tuple[str, ...] = ()
    left_out: str = ""


class Part(DataRow, frozen=True):
    """A section or step of a guide, by the id under which sources name it."""

    id: str
    title: str
    facts: tuple[Fact, ...]


class Source(DataRow, frozen=True):
    """A guide as it was handed out, and the flow that follows it."""

    title: str
    guide: str
    sections: tuple[Part, ...]


@cache
def source(name: str) -> Source:
    """The facts of one guide. Raises `RowFaults`."""
    return read_rows(HERE / f"{name}.yaml", Source)


def sections_named(text: str) -> Iterator[tuple[str, str]]:
    """The guides and sections that a `source` names: "G2 stap 3.1–3.5, slot; G0 VI" → (G2, stap 3.1), (G2, stap 3.5), …"""
    for piece in text.split(";"):
        found = re.fullmatch(r"(G[0-4])\s+(.+)", piece.strip())
        if not found:
            continue
        before = ""
        for name in map(str.strip, re.split(r",| en |–", found[2])):
            kind = re.match(r"(.*stap )", before) if re.fullmatch(r"[\d.]+", name) else None
            before = kind[1] + name if kind else name  # "stap 3.1 en 3.4": the second is of the same kind as the first
            yield found[1], before


def is_listed(name: str, section: str) -> bool:
    """Whether a guide's list holds a section, or parts of it."""
    return any(part.id == section or part.id.startswith((f"{section}.", f"{section} ")) for part in source(name).sections)
