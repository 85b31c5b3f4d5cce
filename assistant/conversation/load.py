"""Reading the guides of `flows/`."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TypeVar

from assistant.conversation.flow import Guide, GuideHead, Section
from assistant.domain.places import flows_folder
from assistant.domain.rows import RowFaults, content_of, rows_in

T = TypeVar("T")

HEAD = "guide.yaml"
SHARED = "shared"


class UnknownGuide(ValueError):
    """There is no guide of that name; `known` are the names that there are."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.known = known


def guide_names(folder: Path | None = None) -> tuple[str, ...]:
    """The names of all guides, in the order of the alphabet."""
    return tuple(sorted(head.parent.name for head in (folder or flows_folder()).glob(f"*/{HEAD}")))


def section_file(folder: Path, guide: str, section: str) -> Path:
    """Where a section of a guide stands: with the guide, else among the shared ones."""
    own = folder / guide / f"{section}.yaml"
    return own if own.exists() else folder / SHARED / f"{section}.yaml"


@cache
def load_guide(name: str, folder: Path | None = None) -> Guide:
    """A guide by its name. Raises `UnknownGuide`, and `RowFaults` for the first damaged file."""
    folder = folder or flows_folder()
    if name not in guide_names(folder):
        raise UnknownGuide(name, guide_names(folder))
    read: list[bytes] = []

    def rows(file: Path, kind: type[T]) -> T:
        read.append(content_of(file))
        return rows_in(file, read[-1], kind)

    head = rows(folder / name / HEAD, GuideHead)
    sections = tuple(rows(section_file(folder, name, section), Section) for section in head.sections)
    return Guide(head, sections, hashlib.sha256(b"\0".join(read)).hexdigest())


def loadable_guides(folder: Path | None = None) -> tuple[list[Guide], list[RowFaults]]:
    """All guides that can be read, and the faults of those that cannot."""
    guides, faults = [], []
    for name in guide_names(folder):
        try:
            guides.append(load_guide(name, folder))
        except RowFaults as fault:
            faults.append(fault)
    return guides, faults
