"""Identifiers: each once, known sections, and none that vanished without an alias (old conversations know it).

`python -m assistant.conversation.lint.ids` writes down the ids of every guide as they are, for when it is given to people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from assistant.conversation.lint.checked import Checked, checked
from assistant.conversation.load import guide_names
from assistant.domain.places import flows_folder
from assistant.domain.rows import RowFault

KNOWN_IDS = "ids.txt"
"""The file beside a guide that lists every step id it ever had."""

_ID = re.compile(r"[a-z0-9][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)*")


def check(checked: Checked) -> Iterator[RowFault]:
    """Double ids, ill-formed ones, sections that do not exist or stand too late, vanished ids."""
    seen: dict[str, str] = {}
    before: set[str] = set()
    for section in checked.guide.sections:
        for number, wanted in enumerate(section.requires):
            if wanted not in before:
                place = ("requires", number)
                yield checked.fault(section, place, f"vereist '{wanted}', maar zo'n sectie komt er niet vóór '{section.id}'")
        before.add(section.id)
        for number, step in enumerate(section.steps):
            for name in (step.id, *step.aliases):
                if name in seen:
                    yield checked.fault(section, ("steps", number, "id"), f"'{name}' staat dubbel: ook in '{seen[name]}'")
                seen[name] = section.id
            if not _ID.fullmatch(step.id):
                yield checked.fault(section, ("steps", number, "id"), f"'{step.id}' is geen geldige naam voor een stap")
    for old, new in checked.guide.head.renamed.items():
        if new not in seen or old in seen:
            why = f"'{new}' is geen stap" if new not in seen else f"'{old}' is zelf nog een stap"
            yield checked.head_fault(("renamed", old), f"'{old}' heet nu '{new}', maar {why}")
    yield from _vanished(checked, set(seen) | set(checked.guide.head.renamed))


def known_ids(folder: Path, guide: str) -> list[str]:
    """The ids that a guide ever had; none when they were never written down."""
    file = folder / guide / KNOWN_IDS
    return file.read_text(encoding="utf-8").split() if file.exists() else []


def remember_ids(checked: Checked) -> None:
    """Write down the ids of a guide beside those that it had before."""
    guide = checked.guide
    ids = {step.id for section in guide.sections for step in section.steps} | set(known_ids(checked.folder, guide.head.id))
    (checked.folder / guide.head.id / KNOWN_IDS).write_text("\n".join(sorted(ids)) + "\n", encoding="utf-8")


def _vanished(checked: Checked, present: set[str]) -> Iterator[RowFault]:
    for number, name in enumerate(known_ids(checked.folder, checked.guide.head.id), 1):
        if name not in present:
            file = checked.folder / checked.guide.head.id / KNOWN_IDS
            yield RowFault(file, number, f"stap '{name}' is verdwenen: geef de nieuwe stap een alias '{name}'")


def main() -> None:
    """Write down the ids of every guide."""
    folder = flows_folder()
    for name in guide_names(folder):
        remember_ids(checked(folder, name))


if __name__ == "__main__":
    main()
