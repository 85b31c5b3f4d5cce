"""Readiness as JSON, CSV, a workbook and a page: whole, in words, masked, and no text that acts on a program."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from datetime import datetime, timedelta
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest

from assistant.domain.days import BRUSSELS
from assistant.domain.symptoms import symptoms
from assistant.reports.readiness import text_table
from assistant.reports.readiness.csv_table import harmless
from assistant.reports.readiness.writing import FORMATS, write
from tests.store.trees import made_up_insz

NOW = datetime(2026, 11, 23, 9, tzinfo=BRUSSELS)
INSZ = made_up_insz(5)


def row(**changed: Any) -> dict[str, Any]:
    return {
        "enterprise": "0123456749",
        "name": "Ziekenhuis Voorbeeld",
        "application": "Heracles",
        "sector": "Bevolkingsonderzoek",
        "stage": "users",
        "ready": False,
        "users": 12,
        "users_ready": 10,
        "findings": {"user.missing": 2},
        "next": {"action": "user.register", "who_may": ["HTB", "TB"], "unit": "90005/90001"},
        **changed,
    }


ROWS = [row(), row(enterprise="0119000093", name="A & B <b>", stage="ready", ready=True, findings={}, next=None)]
TOTALS = {
    "organisations": 2,
    "enterprises": 1,
    "ready": 1,
    "by_stage": {"users": 1, "ready": 1},
    "findings": {"user.missing": 2},
}
PAST = [(NOW - timedelta(weeks=1), {**TOTALS, "ready": 0}), (NOW, TOTALS)]

HOSTILE = [
    "=1+1", "+32", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', "</script><script>alert(1)</script>", "\x1b[31m",
    "\ud800", "\x00", "[/]", "ß🏥", "{naam}", '"', "a;b", "regel\nregel",
]  # fmt: skip


def report(form: str, rows: list[dict[str, Any]] = ROWS, totals: dict[str, Any] = TOTALS) -> bytes:
    out = io.BytesIO()
    write(form, iter(rows), totals, NOW, out, lambda text: text, past=PAST)
    assert not out.closed
    return out.getvalue()


def sheets(data: bytes) -> dict[str, list[list[str]]]:
    """The cells of a workbook's sheets as texts; a formula is an error."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        names = [one.get("name") or "" for one in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{space}sheet")]
        found = {}
        for number, name in enumerate(names, 1):
            sheet = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
            assert not list(sheet.iter(f"{space}f")), "no formulas"
            rows = [["".join(cell.itertext()) for cell in line] for line in sheet.iter(f"{space}row")]
            found[name] = rows
    return found


class Cells(HTMLParser):
    """The texts of a page's table cells, and everything it would load."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.loads: list[str] = []
        self._in = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.loads += [value or "" for name, value in attrs if name in ("src", "href", "data", "action")]
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self._in = True

    def handle_endtag(self, tag: str) -> None:
        self._in &= tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self._in:
            self.rows[-1][-1] += data


TOLD = [
    "0123.456.749", "Ziekenhuis Voorbeeld", "Bevolkingsonderzoek", "Heracles", "Gebruikers", "nee", "12", "10",
    "de persoon is geen gebruiker (2)", "een gebruiker registreren", "HTB, TB", "90005/90001",
]  # fmt: skip


def test_json_is_the_document_of_the_interface() -> None:
    found = json.loads(report("json", [{**one, "signs": {}} for one in ROWS]))
    assert found == {
        "format": "readiness/1",
        "at": "2026-11-23T09:00:00+01:00",
        "organisations": ROWS,
        "totals": TOTALS,
    }


def test_a_table_tells_it_in_words() -> None:
    lines = list(csv.reader(io.StringIO(report("csv").decode("utf-8-sig")), delimiter=";"))
    assert lines[0][:3] == ["Ondernemingsnummer", "Organisatie", "Sector"]
    assert len(lines) == 3
    page = Cells(report("html").decode())
    book = sheets(report("xlsx"))["Organisaties"]
    for found in (lines, page.rows, book):
        assert [*found[1][:8], *found[1][10:]] == [*TOLD[:8], *TOLD[10:]]
        assert found[1][8].endswith("(2)") and "user.missing" not in found[1][8]
        assert found[1][9] and "user.register" not in found[1][9]
        assert found[2][:2] == ["0119.000.093", "A & B <b>"]


def test_a_table_names_who_acts_outside_the_portal_and_what_is_only_waited_for() -> None:
    report_it = {"action": "external.report", "who_may": ["WV", "HTB", "G"], "unit": None}
    rows = [
        row(stage="outside", findings={"external.heracles-role": 2}, next=report_it),
        row(stage="users", findings={"change.pending": 1}, next=None),
    ]
    remedy, wait = (symptoms()[code].remedy for code in ("external.heracles-role", "change.pending"))
    lines = list(csv.reader(io.StringIO(report("csv", rows).decode("utf-8-sig")), delimiter=";"))
    assert [line[9:11] for line in lines[1:]] == [
        [remedy, "De hoofdradioloog van de eenheid"],
        [wait, "de tijd: 20 minuten"],
    ]
    totals = {**TOTALS, "users": 24, "users_ready": 20}
    told = list(text_table.lines(rows, totals, lambda text: text))
    assert told[1].endswith(f"De hoofdradioloog van de eenheid: {remedy}")
    assert told[2].endswith(f"  {wait}")
    document = json.loads(report("json", rows))
    assert [one["next"] for one in document["organisations"]] == [report_it, None], "the document stays what it is"


def test_a_page_needs_nothing_from_elsewhere_and_shows_plots_with_their_numbers() -> None:
    page = report("html").decode()
    assert Cells(page).loads == []
    assert "default-src 'none'" in page
    assert page.count("<svg") == 3
    assert "Stand van 23-11-2026 om 09:00" in page
    plot = page[page.index("<svg") : page.index("</svg>")]
    assert re.findall(r'class="number"[^>]*>(\d+)<', plot) == ["0", "0", "0", "0", "0", "1", "0", "0", "1"]


def test_a_workbook_has_its_sums_and_charts_beside_the_table() -> None:
    data = report("xlsx")
    sums = sheets(data)["Samenvatting"]
    assert (
        ["Organisaties", "1"] in sums
        and ["Toepassingen die ze nodig hebben", "2"] in sums
        and ["Klaar", "1"] in sums
        and ["Gebruikers", "1"] in sums
    )
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert len([name for name in book.namelist() if name.startswith("xl/charts/chart")]) == 2


@pytest.mark.parametrize("form", FORMATS)
def test_the_number_of_a_person_is_masked_wherever_it_stands(form: str) -> None:
    dotted = f"{INSZ[:2]}.{INSZ[2:4]}.{INSZ[4:6]}-{INSZ[6:9]}.{INSZ[9:]}"
    rows = [row(name=f"Praktijk {INSZ}", sector=dotted, next={"action": "user.register", "who_may": [], "unit": f"~{INSZ}"})]
    data = report(form, rows)
    if form == "xlsx":
        data = repr(sheets(data)).encode()
    assert INSZ.encode() not in data and dotted.encode() not in data
    assert data.count(b"***.**") == 3


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_text_stays_a_text(text: str) -> None:
    rows = [row(name=text, sector=text)]
    if text != "\ud800":
        assert json.loads(report("json", rows))["organisations"][0]["name"] == text
    lines = list(csv.reader(io.StringIO(report("csv", rows).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(lines) == 2 and len(lines[1]) == len(lines[0])
    assert lines[1][1].lstrip()[:1] not in ("=", "+", "-", "@", "\t")
    page = Cells(report("html", rows).decode())
    assert len(page.rows) == 2
    kept = text.isprintable() or "\n" in text
    assert page.rows[1][1] == text if kept else "\x1b" not in page.rows[1][1]
    book = sheets(report("xlsx", rows))["Organisaties"]
    assert book[1][1] == text if kept else len(book[1]) == len(book[0])


def test_a_cell_that_would_be_a_formula_begins_with_an_apostrophe() -> None:
    assert harmless("=A1") == "'=A1"
    assert harmless("  -1") == "'  -1"
    assert harmless("a=1") == "a=1"
    assert harmless(-3) == -3


def test_with_no_organisations_at_all() -> None:
    totals: dict[str, Any] = {"organisations": 0, "enterprises": 0, "ready": 0, "by_stage": {}, "findings": {}}
    for form in FORMATS:
        assert report(form, [], totals)


@pytest.mark.parametrize("form", FORMATS)
def test_sums_are_asked_for_once_the_rows_were_read(form: str) -> None:
    """So that rows and sums are of one reading of the store."""
    read = 0

    def rows() -> Any:
        nonlocal read
        for number in range(300):
            read += 1
            yield row(name=f"Organisatie {number}")

    def totals() -> dict[str, Any]:
        assert read == 300
        return {**TOTALS, "organisations": read}

    out = io.BytesIO()
    write(form, rows(), totals, NOW, out, lambda text: text)
    if form == "json":
        assert json.loads(out.getvalue())["totals"]["organisations"] == 300
    elif form == "html":
        page = out.getvalue().decode()
        assert page.index("<dd>300</dd>") < page.index("Organisatie 0")
    elif form == "xlsx":
        assert ["Toepassingen die ze nodig hebben", "300"] in sheets(out.getvalue())["Samenvatting"]


def test_rows_are_written_as_they_come() -> None:
    """A hundred thousand rows must not be gathered first: what was read of them is in the output soon after."""
    out, seen = io.BytesIO(), []

    def many() -> Any:
        for number in range(3000):
            seen.append(out.tell())
            yield row(name=f"Organisatie {number}")

    for form in ("csv", "json"):
        out = io.BytesIO()
        seen.clear()
        write(form, many(), TOTALS, NOW, out, lambda text: text)
        assert seen[2000] > 100_000


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(ValueError, match="pdf"):
        report("pdf")
