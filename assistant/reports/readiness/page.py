"""The report as one HTML page that needs nothing from elsewhere: sums, plots, and a table that can be put in order."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO

from assistant.domain.days import BRUSSELS, shown_day
from assistant.domain.printable import printable
from assistant.domain.stages import STAGES
from assistant.domain.words import words
from assistant.reports.readiness import plots
from assistant.reports.readiness.columns import COLUMNS, cells, finding_title, headings, stage_name
from assistant.reports.readiness.report import Past, Report, Row, Say, Totals

_MOST_FINDINGS = 12
_IN_MEMORY = 8_000_000
"""Bytes of a table that are kept in memory; a longer one waits in a file."""
_STAGE = next(place for place, column in enumerate(COLUMNS) if column.heading == "Stadium")
_NOTHING_FROM_ELSEWHERE = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"


def write_page(report: Report, out: BinaryIO) -> None:
    """Write the page."""
    # The sums stand above the table, and are known once it was read.
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as table:
        for part in _table(report.rows, report.say):
            table.write(part.encode())
        out.write(_head(report).encode())
        table.seek(0)
        shutil.copyfileobj(table, out)
        out.write(_foot(report.say).encode())


def _head(report: Report) -> str:
    say = report.say
    title = _text(say(words("Hoever de organisaties staan")))
    moment = report.at.astimezone(BRUSSELS)
    when = say(words("Stand van {day} om {time}")).format(day=shown_day(moment.date()), time=f"{moment:%H:%M}")
    return (
        f'<!doctype html>\n<html lang="{escape(report.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_NOTHING_FROM_ELSEWHERE}">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{title}</title>\n'
        f"<style>\n{_file('page.css')}</style>\n</head>\n<body>\n"
        f'<h1>{title}</h1>\n<p class="at">{_text(when)}</p>\n'
        f"{_sums(report.totals(), say)}{_plots(report.totals(), say, report.past)}"
    )


def _foot(say: Say) -> str:
    note = say(words("Gemaakt met de toegangswijzer. Nummers van personen zijn afgedekt."))
    return f"<footer>{_text(note)}</footer>\n<script>\n{_file('page.js')}</script>\n</body>\n</html>\n"


def _file(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


def _sums(totals: Totals, say: Say) -> str:
    known = totals["organisations"] - totals["by_stage"].get("unknown", 0)
    sums = (
        (say(words("Organisaties")), totals["enterprises"]),
        (say(words("Toepassingen die ze nodig hebben")), totals["organisations"]),
        (say(words("Klaar")), totals["ready"]),
        (say(words("Onderweg")), known - totals["ready"]),
        (say(words("Nog niets gekend")), totals["organisations"] - known),
    )
    told = "".join(f"<div><dt>{_text(name)}</dt><dd>{number}</dd></div>" for name, number in sums)
    return f'<dl class="sums">{told}</dl>\n'


def _plots(totals: Totals, say: Say, past: Past) -> str:
    by_stage = [(stage_name(stage, say), totals["by_stage"].get(stage, 0), _tone(stage)) for stage in STAGES]
    most = sorted(totals["findings"].items(), key=lambda one: -one[1])[:_MOST_FINDINGS]
    found = [(_short(finding_title(code, say)), number, "wrong") for code, number in most]
    parts = [(say(words("Per stadium")), plots.bars(say(words("Toepassingen per stadium")), by_stage))]
    if found:
        parts.append((say(words("Wat er het meest mis is")), plots.bars(say(words("Bevindingen")), found)))
    if len(past) > 1:
        points = [(f"{then.astimezone(BRUSSELS):%d-%m}", sums["ready"]) for then, sums in past]
        line = plots.line(say(words("Hoeveel er klaar zijn")), points, max(sums["organisations"] for _, sums in past))
        parts.append((say(words("Hoeveel er klaar zijn")), line))
    told = "".join(f"<section><h2>{_text(title)}</h2>{plot}</section>\n" for title, plot in parts)
    return f'<div class="plots">\n{told}</div>\n'


def _tone(stage: str) -> str:
    return {"ready": "done", "unknown": "none"}.get(stage, "open")


def _short(name: str, longest: int = 36) -> str:
    return name if len(name) <= longest else name[: longest - 1] + "…"


def _table(rows: Iterable[Row], say: Say) -> Iterator[str]:
    heads = "".join(_heading(head, say) for head in headings(say))
    title = _text(say(words("Per organisatie")))
    yield f'<h2>{title}</h2>\n<div class="scroll"><table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n'
    order = {stage: number for number, stage in enumerate(STAGES)}
    for row in rows:
        told = []
        for place, cell in enumerate(cells(row, say)):
            if place == _STAGE:
                told.append(f'<td data-order="{order.get(str(row.get("stage")), 0)}">{_text(str(cell))}</td>')
            else:
                told.append(f"<td>{_text(cell)}</td>" if isinstance(cell, str) else f'<td class="n">{cell}</td>')
        yield f"<tr>{''.join(told)}</tr>\n"
    yield "</tbody></table></div>\n"


def _heading(head: str, say: Say) -> str:
    """A heading with its button; on paper a browser repeats the text of a heading, a button it does not."""
    label = say(words("Sorteer op {column}")).format(column=head)
    return f'<th scope="col">{_text(head)}&nbsp;<button type="button" aria-label="{_text(label)}">↕</button></th>'


def _text(text: str) -> str:
    """A text that stays text in a page."""
    return escape(printable(text))
