"""Writing a report in one of its forms; rows are written as they come, however many there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import BinaryIO

from assistant.domain.masking import masked
from assistant.reports.readiness.report import Past, Report, Row, Say, Totals

FORMATS = ("json", "csv", "xlsx", "html")


def write(  # noqa: PLR0917 (what `readiness` gives, in that order)
    form: str,
    rows: Iterable[Row],
    totals: Totals | Callable[[], Totals],
    at: datetime,
    out: BinaryIO,
    say: Say,
    *,
    past: Past = (),
    language: str = "nl",
) -> None:
    """Write a report of `form` (one of `FORMATS`) to `out`, which stays open.

    `totals` may be asked for once the rows are read, so that both are of one reading. `past` gives the line of progress in
    the forms that show one; `at` is the moment of the rows.
    """
    sums = totals if callable(totals) else lambda: totals
    report = Report(map(_covered, rows), sums, at, say, past, language)
    if form == "json":
        from assistant.reports.readiness.json_document import write_json  # noqa: PLC0415 (each loads its own library)

        write_json(report, out)
    elif form == "csv":
        from assistant.reports.readiness.csv_table import write_csv  # noqa: PLC0415

        write_csv(report, out)
    elif form == "xlsx":
        from assistant.reports.readiness.workbook import write_workbook  # noqa: PLC0415

        write_workbook(report, out)
    elif form == "html":
        from assistant.reports.readiness.page import write_page  # noqa: PLC0415

        write_page(report, out)
    else:
        raise ValueError(f"no such form of report: {form}")


def _covered(row: Row) -> Row:
    """Return a row whose texts hold no whole number of a person, also where someone typed one in a name.

    What `readiness/1` does not know stays in the overview.
    """
    covered = {
        key: masked(value) if isinstance(value, str) and key in _TYPED else value
        for key, value in row.items()
        if key != "signs"
    }
    after = row.get("next")
    if after and after.get("unit"):
        covered["next"] = {**after, "unit": masked(after["unit"])}
    return covered


_TYPED = ("name", "sector", "application")
