"""A guide under check: its files, and the line of each part of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from assistant.conversation.flow import Guide, GuideHead, Section
from assistant.conversation.load import HEAD, section_file
from assistant.conversation.walk import Place
from assistant.domain.rows import RowFault, RowFaults, read_rows
from assistant.domain.strict_yaml import Lines


@dataclass(frozen=True)
class Checked:
    """A guide that could be read, with the file of its head and of each section."""

    folder: Path
    guide: Guide
    files: dict[str, Path]
    _lines: dict[Path, Lines] = field(default_factory=dict)

    def head_fault(self, place: Place, message: str) -> RowFault:
        """A fault in `guide.yaml`."""
        return self._fault(self.folder / self.guide.head.id / HEAD, place, message)

    def fault(self, section: Section, place: Place, message: str) -> RowFault:
        """A fault in a section's file."""
        return self._fault(self.files[section.id], place, message)

    def _fault(self, file: Path, place: Place, message: str) -> RowFault:
        if file not in self._lines:
            self._lines[file] = Lines(file)
        return RowFault(file, self._lines[file].at(place), message)


def checked(folder: Path, name: str) -> Checked:
    """A guide with its files. Raises `RowFaults` with the faults of form of all its files together."""
    head_file = folder / name / HEAD
    head = read_rows(head_file, GuideHead)
    found: list[RowFault] = []
    if head.id != name:
        found.append(RowFault(head_file, 1, f"de gids heet '{head.id}', zijn map '{name}'"))
    if not head.sections:
        found.append(RowFault(head_file, 1, "de gids heeft geen secties"))
    sections, files = [], {}
    for wanted in head.sections:
        file = section_file(folder, name, wanted)
        try:
            section = read_rows(file, Section)
        except RowFaults as faults:
            found += faults.faults
            continue
        if section.id != wanted:
            found.append(RowFault(file, 1, f"de sectie heet '{section.id}', haar bestand '{wanted}'"))
        elif not section.steps:
            found.append(RowFault(file, 1, f"de sectie '{wanted}' heeft geen stappen"))
        else:
            sections.append(section)
            files[section.id] = file
    if found:
        raise RowFaults(tuple(found))
    return Checked(folder, Guide(head, tuple(sections), ""), files)
