"""Sound guides, broken in one place: what `guides check` says of them, and where."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from assistant.conversation.lint import check_all
from tests.conversation.walking import GUIDES

MARK = " #!"
"""Stands at the end of each line where a fault should be found."""


@dataclass(frozen=True)
class Broken:
    """What should be said of a guide once these texts of one of its files are replaced."""

    said: str
    file: str
    edits: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return self.said


def broken(said: str, file: str, *edits: tuple[str, str]) -> Broken:
    return Broken(said, file, edits)


def said_of(broken: Broken, folder: Path) -> list[str]:
    """What is said of the broken guide, which is made in a folder. All of it has to stand at the marked lines."""
    name = Path(broken.file).parts[0]
    shutil.copytree(GUIDES / name, folder / name)
    file = folder / broken.file
    text = file.read_text(encoding="utf-8")
    for old, new in broken.edits:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {broken.file}"
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    faults = check_all(folder)
    marked = [number for number, line in enumerate(text.splitlines(), 1) if line.endswith(MARK)]
    assert {fault.file for fault in faults} == {file}
    assert sorted({fault.line for fault in faults}) == marked, "\n".join(map(str, faults))
    return [fault.message for fault in faults]
