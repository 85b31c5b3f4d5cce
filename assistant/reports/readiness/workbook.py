"""The report as a workbook: a sheet with the sums and their charts, and one with the table. Texts are never formulas."""

from __future__ import annotations

from io import BytesIO
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from assistant.domain.days import BRUSSELS, shown_day
from assistant.domain.stages import STAGES
from assistant.domain.words import words
from assistant.reports.readiness.columns import COLUMNS, cells, finding_title, headings, stage_name
from assistant.reports.readiness.report import Report, Say

ROWS_OF_A_SHEET = 1_048_575
"""Rows that a sheet has room for, beside its headings."""

_COLOUR = "#1b5e8c"
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_workbook(report: Report, out: BinaryIO) -> None:
    """Write the workbook. Rows are kept in files of the system until all are there, not in memory.

    It is put together apart from `out`: what breaks off there breaks off nothing of the library's, and leaves nothing.
    """
    whole = BytesIO()
    with TemporaryDirectory(prefix="toegangswijzer-", ignore_cleanup_errors=True) as folder:
        book = xlsxwriter.Workbook(whole, {**_OPTIONS, "tmpdir": folder})
        # What a file says of itself: the moment of its rows, not of the machine, so that the same rows give the same file.
        book.set_properties({"created": report.at.astimezone(BRUSSELS).replace(tzinfo=None)})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        sums = book.add_worksheet(report.say(words("Samenvatting")))
        _tables(book, report, head)
        _sums(book, sums, report, head)
        try:
            book.close()
        except FileCreateError as fault:  # the library's wrapping of what the system said
            raise fault.args[0] from None
    out.write(whole.getbuffer())


def _sums(book: Any, sheet: Any, report: Report, head: Any) -> None:
    say, totals, moment = report.say, report.totals(), report.at.astimezone(BRUSSELS)
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 1, 14)
    title = book.add_format({"bold": True, "font_size": 14})
    sheet.write_string(0, 0, say(words("Hoever de organisaties staan")), title)
    sheet.write_string(1, 0, f"{shown_day(moment.date())} {moment:%H:%M}")
    stages = [(stage_name(stage, say), totals["by_stage"].get(stage, 0)) for stage in STAGES]
    found = sorted(totals["findings"].items(), key=lambda one: -one[1])
    sums = [
        (say(words("Organisaties")), totals["enterprises"]),
        (say(words("Toepassingen die ze nodig hebben")), totals["organisations"]),
        (say(words("Klaar")), totals["ready"]),
    ]
    past = [(shown_day(then.astimezone(BRUSSELS).date()), sums["ready"]) for then, sums in report.past]
    blocks = (
        (say(words("Som")), sums),
        (say(words("Stadium")), stages),
        (say(words("Klaar op")), past),
        (say(words("Wat er mis is")), [(finding_title(code, say), number) for code, number in found]),
    )
    first = 3
    for heading, lines in blocks:
        if not lines:
            continue
        _block(sheet, first, heading, lines, head)
        if lines is stages:
            sheet.insert_chart("D3", _chart(book, sheet, "bar", (first + 1, first + len(lines)), say(words("Per stadium"))))
        if lines is past and len(past) > 1:
            rows = (first + 1, first + len(lines))
            sheet.insert_chart("D19", _chart(book, sheet, "line", rows, say(words("Klaar, door de tijd"))))
        first += len(lines) + 2


def _block(sheet: Any, first: int, heading: str, lines: list[tuple[str, int]], head: Any) -> None:
    """Write a heading with lines of a name and a number."""
    sheet.write_string(first, 0, heading, head)
    sheet.write_blank(first, 1, None, head)
    for row, (name, number) in enumerate(lines, first + 1):
        sheet.write_string(row, 0, name)
        sheet.write_number(row, 1, number)


def _chart(book: Any, sheet: Any, kind: str, rows: tuple[int, int], title: str) -> Any:
    """Return a chart of the names and numbers in rows of a sheet, the first and the last one."""
    first, last = rows
    chart = book.add_chart({"type": kind})
    name = sheet.get_name()
    chart.add_series(
        {
            "categories": [name, first, 0, last, 0],
            "values": [name, first, 1, last, 1],
            "fill": {"color": _COLOUR},
            "line": {"color": _COLOUR},
        }
    )
    chart.set_title({"name": title, "name_font": {"size": 11}})
    chart.set_legend({"none": True})
    if kind == "bar":
        chart.set_y_axis({"reverse": True})
    return chart


def _tables(book: Any, report: Report, head: Any) -> None:
    """Write the table, on as many sheets as it needs."""
    sheet, line, number = _table(book, report.say, head, 1), 0, 1
    for row in report.rows:
        if line == ROWS_OF_A_SHEET:
            _close(sheet, line)
            number += 1
            sheet, line = _table(book, report.say, head, number), 0
        line += 1
        for column, cell in enumerate(cells(row, report.say)):
            if isinstance(cell, str):
                sheet.write_string(line, column, cell)
            else:
                sheet.write_number(line, column, cell)
    _close(sheet, line)


def _table(book: Any, say: Say, head: Any, number: int) -> Any:
    name = say(words("Organisaties"))
    sheet = book.add_worksheet(name if number == 1 else f"{name} {number}")
    for column, (kind, heading) in enumerate(zip(COLUMNS, headings(say), strict=True)):
        sheet.set_column(column, column, kind.width)
        sheet.write_string(0, column, heading, head)
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    return sheet


def _close(sheet: Any, line: int) -> None:
    sheet.autofilter(0, 0, line, len(COLUMNS) - 1)
