"""The table of users on a portal's screen or in its export: found by its heading, cut into cells however it is aligned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.domain.list_columns import fields_of, rank
from assistant.domain.malformed import Malformed
from assistant.domain.typed import look_alike_key
from assistant.domain.words import words
from assistant.store.lists.csv_text import CsvText, Line, decoded

KIND = "users"
"""The list's name in `data/list_columns.yaml`."""

_GAP = re.compile(r"\s{2,}")
_FEWEST = 2
"""Headings that have to be known for a line to be a heading, and cells filled for one to be a row under a screen."""
_MOST_LINES_ABOVE = 500


@dataclass(frozen=True, slots=True)
class Table:
    """Rows by heading. `above` are the lines before the heading; `refused` what could not be cut into cells, by line."""

    headings: tuple[str, ...]
    rows: tuple[Line, ...]
    above: tuple[str, ...]
    refused: tuple[tuple[int, Malformed], ...]


def find_table(content: bytes, told: Mapping[str, str]) -> Table | None:
    """Return the table of users in a text; None when there is none. `told` are headings that the user explained.

    Raises `Malformed` for what is no text.
    """
    lines = decoded(content).splitlines()
    extra = {look_alike_key(heading) for heading in told}
    for place, line in enumerate(lines[:_MOST_LINES_ABOVE]):
        split = _splitter(line)
        if sum(_is_known(cell, extra) for cell in split(line)) >= _FEWEST:
            above = tuple(lines[:place])
            if not any(map(str.strip, above)) and any(delimiter in line for delimiter in ";,\t"):
                return _exported(content)
            return _on_screen(lines, place, above)
    return None


def _is_known(cell: str, extra: set[str]) -> bool:
    return look_alike_key(cell) in extra or any(rank(field, cell) is not None for field in fields_of(KIND))


def _exported(content: bytes) -> Table:
    text = CsvText(content)
    rows, refused = [], []
    for one in text.lines():
        if isinstance(one, Line):
            rows.append(one)
        else:
            refused.append(one)
    return Table(tuple(text.headings), tuple(rows), (), tuple(refused))


def _on_screen(lines: Sequence[str], place: int, above: tuple[str, ...]) -> Table:
    heading = lines[place]
    split = _splitter(heading)
    headings = [cell or f"kolom {n}" for n, cell in enumerate(split(heading), 1)]
    if len(set(headings)) < len(headings):
        raise Malformed("heading-twice", words("Een kop staat er twee keer. Plak de lijst opnieuw, met één kopregel."))
    return Table(tuple(headings), tuple(_rows(lines, place, headings)), above, ())


def _rows(lines: Sequence[str], place: int, headings: Sequence[str]) -> Iterator[Line]:
    """Yield the rows under a heading; buttons and links of the screen, which fill one cell only, are none."""
    split = _splitter(lines[place])
    for number, line in enumerate(lines[place + 1 :], place + 2):
        cells = split(line)
        if len(cells) > len(headings) and not cells[0]:  # a box to tick that has no heading
            cells = cells[1:]
        if sum(map(bool, cells)) >= _FEWEST:
            filled = cells[: len(headings)] + [""] * (len(headings) - len(cells))
            yield Line(number, dict(zip(headings, filled, strict=True)))


class _splitter:  # noqa: N801 (used as a function)
    """Cuts lines the way a heading is cut: by tabs, `;`, `,` or `|`, else where its words begin."""

    def __init__(self, heading: str) -> None:
        self._delimiter = next((one for one in "\t;|," if heading.strip(one).count(one)), None)
        starts = [found.end() for found in _GAP.finditer(heading.rstrip())]
        self._starts = starts if _GAP.match(heading) and starts else [0, *starts]

    def __call__(self, line: str) -> list[str]:
        if self._delimiter:
            return [_cell(cell) for cell in line.rstrip("\r\n").split(self._delimiter)]
        ends = [*self._starts[1:], len(line)]
        aligned = all(start == 0 or start >= len(line) or line[start - 1].isspace() for start in self._starts)
        if aligned:
            return [_cell(line[start:end]) for start, end in zip(self._starts, ends, strict=True)]
        return [_cell(cell) for cell in _GAP.split(line.strip())]


def _cell(text: str) -> str:
    return text.strip().strip('"\u00a0\u200b\ufeff').strip()


def columns_of(headings: Sequence[str], told: Mapping[str, str]) -> dict[str, str]:
    """Return the heading of each field that the list has. `told` maps headings to fields, as the user does.

    Raises `Malformed` for a heading or a field that is not there.
    """
    by_key = {look_alike_key(heading): heading for heading in headings}
    found: dict[str, str] = {}
    for heading, field in told.items():
        if look_alike_key(heading) not in by_key:
            listed = ", ".join(headings)[:300]
            raise Malformed(
                "no-heading",
                words("De kop '{heading}' staat niet in de lijst. De koppen zijn: {headings}."),
                heading=heading[:60],
                headings=listed,
            )
        if field not in fields_of(KIND):
            known = ", ".join(fields_of(KIND))
            raise Malformed("no-field", words("'{field}' is geen veld. Kies uit: {known}."), field=field[:60], known=known)
        found[field] = by_key[look_alike_key(heading)]
    for field in fields_of(KIND):
        free = [heading for heading in headings if heading not in found.values()]
        fitting = [(place, heading) for heading in free if (place := rank(field, heading)) is not None]
        if fitting and field not in found:
            found[field] = min(fitting)[1]
    return found
