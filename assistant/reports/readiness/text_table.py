"""Readiness as lines for a terminal: a line a row as it comes, and the sums at the end."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from assistant.domain.masking import masked
from assistant.domain.numbers import spaced_enterprise
from assistant.domain.outside import awaited
from assistant.domain.printable import printable
from assistant.domain.stages import STAGES
from assistant.domain.words import words
from assistant.reports.readiness.columns import application_name, finding_title, next_actors, next_title, stage_name
from assistant.reports.readiness.report import Row, Say, Totals

_GLYPHS = {True: "✓", False: "✗", None: "?"}
_WIDTHS = (12, 26, 14, 24, 7)
"""Of the columns before the last one, which takes what is left."""

_HEADINGS = (words("Nummer"), words("Organisatie"), words("Toepassing"), words("Stadium"), words("Toegang"))
_AFTER = words("Wat nu, en door wie")


def lines(rows: Iterable[Row], totals: Totals, say: Say) -> Iterator[str]:
    """Yield the table. `totals` are read after the last row: they may be counted as the rows go by."""
    yield _line([*map(say, _HEADINGS)], say(_AFTER))
    for row in rows:
        yield _line(
            [
                spaced_enterprise(row["enterprise"]),
                masked(row["name"] or ""),
                masked(application_name(row["application"] or "")),
                f"{_GLYPHS[row['ready']]} {stage_name(row['stage'], say)}",
                f"{row['users_ready']}/{row['users']}",
            ],
            _next(row, say),
        )
    yield ""
    yield from _sums(totals, say)


def _line(cells: list[str], last: str) -> str:
    return "  ".join([*(_fitted(cell, width) for cell, width in zip(cells, _WIDTHS, strict=True)), printable(last)]).rstrip()


def _next(row: Row, say: Say) -> str:
    after, found = row["next"], awaited(row)
    if found:  # who helps comes first, as in a letter
        told = next_title(row, say)
        return f"{next_actors(row, say)}: {told}" if found.contact else told
    if not after:
        return ""
    where = f" ({masked(after['unit'])})" if after.get("unit") else ""
    return f"{next_title(row, say)}{where}: {next_actors(row, say)}"


def _sums(totals: Totals, say: Say) -> Iterator[str]:
    count = say(words("{ready} van {organisations} klaar; gebruikers met toegang: {users_ready} van {users}"))
    yield count.format_map(totals)
    for stage in STAGES:
        if number := totals["by_stage"].get(stage):
            yield f"{number:>8}  {stage_name(stage, say)}"
    if totals["findings"]:
        yield ""
        yield say(words("Wat er mis is:"))
    for code, number in sorted(totals["findings"].items(), key=lambda one: (-one[1], one[0])):
        yield f"{number:>8}  {finding_title(code, say)}"


def _fitted(text: str, width: int) -> str:
    """Return a text over exactly so many columns of a terminal, cut where it is longer."""
    text = printable(text).replace("\n", " ").replace("\t", " ")
    taken, kept = 0, ""
    for character in text:
        columns = _columns(character)
        if taken + columns > width - 1 and len(kept) < len(text) - 1:
            return kept + "…" + " " * (width - taken - 1)
        taken, kept = taken + columns, kept + character
    return kept + " " * (width - taken)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
