"""The table as CSV that a spreadsheet in Belgium opens by itself: semicolons, UTF-8 with its mark."""

from __future__ import annotations

import csv
import io
from typing import BinaryIO

from assistant.reports.readiness.columns import Cell, cells, headings
from assistant.reports.readiness.report import Report

_ACTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula."""


def write_csv(report: Report, out: BinaryIO) -> None:
    """Write the table."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    try:
        table = csv.writer(text, delimiter=";")
        table.writerow(headings(report.say))
        table.writerows([harmless(cell) for cell in cells(row, report.say)] for row in report.rows)
    finally:
        text.detach()


def harmless(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe before what would begin one."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(_ACTS):
        return "'" + cell
    return cell
