"""A CSV file as people make it: any delimiter, any code page, a heading, and lines that are numbered as an editor does."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.domain.malformed import Malformed
from assistant.domain.words import words

LONGEST = 100_000_000
"""Bytes that are read at all: a list of all enterprises there are."""

_DELIMITERS = ";,\t|"
_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""What Excel writes on a line of its own, to tell its delimiter."""

_FORMULA = re.compile(r'="(.*)"', re.DOTALL)
"""How a spreadsheet is kept from taking a number's first zero away."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list: the number of its last line in the file, and its cells by heading, without outer spaces."""

    number: int
    cells: dict[str, str]


class CsvText:
    """A list that was read. `headings` stand in the file's order; one that has no words is called `kolom n`."""

    def __init__(self, content: bytes) -> None:
        if len(content) > LONGEST:
            raise Malformed("too-long", words("Dit bestand is te groot: hoogstens {most} MB."), most=LONGEST // 1_000_000)
        text, self._before = decoded(content), 0
        if told := _SEPARATOR.match(text):
            text, self._before = text[told.end() :], 1
        self._rows = _rows([*io.StringIO(text, newline=""), _END], told[1] if told else _delimiter(text))
        heading = next((row for _, row in self._rows if row is None or any(map(str.strip, row))), [])
        if heading is None:
            raise _no_list()
        if not heading:
            raise Malformed("empty", words("Hier staat niets. Geef een lijst met een kopregel."))
        self.headings = [_cell(cell) or f"kolom {place}" for place, cell in enumerate(heading, 1)]
        if twice := next((one for one in self.headings if self.headings.count(one) > 1), None):
            raise Malformed("heading-twice", words("De kop '{heading}' staat er twee keer."), heading=twice[:60])

    def lines(self) -> Iterator[Line | tuple[int, Malformed]]:
        """Yield the lines that hold something; for one that does not fit the heading, its number and what is wrong."""
        for last, row in self._rows:
            number = last + self._before
            if row is None:
                yield number, Malformed("quotes", words("Deze regel is niet te lezen: kijk de aanhalingstekens na."))
                continue
            cells = [_cell(cell) for cell in row]
            if any(cells[len(self.headings) :]):
                yield number, Malformed("too-many", words("Deze regel heeft meer kolommen dan de kopregel."))
            elif any(cells):
                filled = cells + [""] * (len(self.headings) - len(cells))
                yield Line(number, dict(zip(self.headings, filled, strict=False)))


_END = "\n"
"""A blank line after the last one: what takes that into a cell has a quote that is still open."""


def _rows(lines: list[str], delimiter: str) -> Iterator[tuple[int, list[str] | None]]:
    """Yield each row with the number of its last line; None for a line that cannot be read, with its own number.

    A quote that is never closed would take all lines after it for one cell. So a row of several lines has to be well
    formed; of one that is not, only its first line is given up, and reading goes on with the next one.
    """
    done = 0

    def coming() -> Iterator[str]:
        nonlocal done
        while done < len(lines):
            done += 1
            yield lines[done - 1]

    reader = csv.reader(coming(), delimiter=delimiter)
    while done < len(lines):
        first = done
        try:
            row: list[str] | None = next(reader)
            if done > first + 1:
                next(csv.reader(lines[first:done], delimiter=delimiter, strict=True))
        except csv.Error:
            row, done = None, first + 1
            reader = csv.reader(coming(), delimiter=delimiter)
        yield done, row


def decoded(content: bytes) -> str:
    """Return bytes as text: UTF-8, UTF-16 with its mark, or Windows-1252. Raises `Malformed` for what is no text."""
    marked = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise _no_list()


def _no_list() -> Malformed:
    return Malformed(
        "no-list", words("Dit is geen lijst in CSV. Bewaar haar in uw rekenblad als CSV (UTF-8) en probeer het opnieuw.")
    )


def _delimiter(text: str) -> str:
    """Return the delimiter that the first line with something on it uses most, outside quotes."""
    first = next((line for line in text.splitlines() if line.strip(" \t;,|")), "")
    bare = re.sub(r'"[^"]*"', "", first)
    return max(_DELIMITERS, key=bare.count)


def _cell(text: str) -> str:
    stripped = text.strip().strip("\u00a0\u200b\ufeff")
    if formula := _FORMULA.fullmatch(stripped):
        return formula[1].strip()
    return stripped
