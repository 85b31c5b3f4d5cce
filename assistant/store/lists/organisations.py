"""`import organisations`: a coordinator's list of organisations, merged with what stood there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, insert
from sqlmodel import Session, col, select

from assistant.domain.catalogue import catalogue
from assistant.domain.malformed import Malformed
from assistant.domain.numbers import enterprise_number
from assistant.domain.typed import look_alike_key, one_line
from assistant.domain.words import words
from assistant.store.exchange import labels
from assistant.store.lists.columns import APPLICATIONS, NUMBER, Columns, columns_of
from assistant.store.lists.csv_text import CsvText
from assistant.store.reference import fill_names
from assistant.store.reference_tables import ListedApplication, ListedOrganisation

KIND = "organisations"
_PLAIN = ("name", "sector", "municipality", "telephone")
_YES = frozenset(map(look_alike_key, ("x", "ja", "j", "1", "oui", "o", "yes", "y", "true", "waar", "vrai", "v", "✓", "✔")))
_NO = frozenset(map(look_alike_key, ("nee", "neen", "n", "0", "-", "non", "no", "false", "onwaar", "faux")))
_BETWEEN = re.compile(r"[,;|/+\n]+|\s&\s|\s(?:en|et|and)\s")
_LONGEST = 200


@dataclass(slots=True)
class Entry:
    """What a list says of one organisation."""

    number: str
    values: dict[str, str] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    applications: set[str] = field(default_factory=set)
    """Those named together in a cell: all that it wants. Empty says nothing."""
    wanted: set[str] = field(default_factory=set)
    unwanted: set[str] = field(default_factory=set)
    """Those with a column of their own, which says nothing of others."""

    def merge(self, later: Entry) -> None:
        """Take in another line of the same organisation; what was said first stays."""
        self.values = {**later.values, **self.values}
        self.others = {**later.others, **self.others}
        self.applications |= later.applications
        self.wanted |= later.wanted
        self.unwanted |= later.unwanted

    def wants(self, before: set[str]) -> set[str]:
        """Return the applications wanted now, of one that wanted those before."""
        return ((self.applications or before) - self.unwanted) | self.wanted


@dataclass(slots=True)
class ListReport:
    """What the import of a list did. `refused` holds the lines that could not be taken, by number."""

    columns: dict[str, str | None]
    lines: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[tuple[int, Malformed]] = field(default_factory=list)
    unknown_applications: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    """The enterprise numbers that were taken, with their lines."""


def read_organisations(content: bytes, told: Mapping[str, str]) -> tuple[list[Entry], ListReport]:
    """Read a list; `told` says what columns mean whose headings do not. Raises `Malformed` when it is no such list."""
    text = CsvText(content)
    columns = columns_of(KIND, text.headings, told)
    report = ListReport(columns.as_json())
    entries: dict[str, Entry] = {}
    for line in text.lines():
        if isinstance(line, tuple):
            report.refused.append(line)
            continue
        try:
            entry = _entry(columns, line.cells)
        except Malformed as fault:
            report.refused.append((line.number, fault))
            continue
        report.numbers.setdefault(entry.number, line.number)
        report.lines += 1
        same = entries.setdefault(entry.number, entry)
        if same is not entry:  # one line an application is usual
            same.merge(entry)
    known = {application for entry in entries.values() for application in entry.applications}
    report.unknown_applications = sorted(one for one in known if catalogue().application(one) is None)
    return list(entries.values()), report


def keep_organisations(tx: Session, entries: Iterable[Entry], report: ListReport) -> None:
    """Merge what was read with what is there: what the list says nothing of stays."""
    rows = {row.number: row for row in tx.exec(select(ListedOrganisation))}
    wanted: dict[str, set[str]] = {}
    for number, application in tx.exec(select(ListedApplication.number, ListedApplication.application)):
        wanted.setdefault(number, set()).add(application)
    added: list[dict[str, Any]] = []
    to_want: list[dict[str, str]] = []
    for entry in entries:
        row = rows.get(entry.number)
        before = wanted.get(entry.number, set())
        applications = entry.wants(before)
        same_applications = applications == before
        if row is None:
            empty: dict[str, Any] = dict.fromkeys(ListedOrganisation.model_fields)
            added.append({**empty, "number": entry.number, **entry.values, "others": entry.others})
            report.added += 1
        else:
            changes = _changes(row, entry)
            report.changed += bool(changes or not same_applications)
            report.unchanged += not (changes or not same_applications)
            for name, value in changes.items():
                setattr(row, name, value)
        if not same_applications:
            if before:
                old = delete(ListedApplication).where(col(ListedApplication.number) == entry.number)
                tx.execute(old, execution_options={"synchronize_session": False})
            to_want += [{"number": entry.number, "application": one} for one in sorted(applications)]
    for table, new in ((ListedOrganisation, added), (ListedApplication, to_want)):
        if new:
            tx.execute(insert(table), new)
    fill_names(tx)


def _changes(row: ListedOrganisation, entry: Entry) -> dict[str, Any]:
    changes: dict[str, Any] = {name: value for name, value in entry.values.items() if getattr(row, name) != value}
    others = {**row.others, **entry.others}
    if others != row.others:
        changes["others"] = others
    return changes


def _entry(columns: Columns, cells: Mapping[str, str]) -> Entry:
    """Read one line. Raises `Malformed`."""
    number = columns.value(cells, NUMBER)
    if number is None:
        raise Malformed("no-number", words("Hier staat geen ondernemingsnummer."))
    entry = Entry(enterprise_number(number))
    for name in _PLAIN:
        if value := columns.value(cells, name):
            entry.values[name] = one_line(value, longest=_LONGEST)
    if email := columns.value(cells, "email"):
        entry.values["email"] = labels.address(email)
    if language := columns.value(cells, "language"):
        entry.values["language"] = _language(language)
    for part in _BETWEEN.split(columns.value(cells, APPLICATIONS) or ""):
        if named := part.strip():
            found = catalogue().application(named)
            entry.applications.add(found.name if found else one_line(named, longest=_LONGEST))
    for heading, application in columns.applications.items():
        if cells[heading]:
            (entry.wanted if _wants(heading, cells[heading]) else entry.unwanted).add(application)
    entry.others = {heading: cells[heading][:_LONGEST] for heading in columns.unknown if cells[heading]}
    return entry


_LANGUAGES = {"nederlands": "nl", "français": "fr", "frans": "fr", "néerlandais": "nl", "duits": "de", "deutsch": "de",
              "dutch": "nl", "french": "fr", "german": "de", "n": "nl", "f": "fr", "d": "de", "english": "en"}  # fmt: skip


def _language(text: str) -> str:
    return labels.language(_LANGUAGES.get(text.strip().lower(), text))


def _wants(heading: str, text: str) -> bool:
    key = look_alike_key(text)
    if key not in _YES | _NO:
        raise Malformed(
            "yes-or-no",
            words("'{given}' onder '{heading}' begrijp ik niet: schrijf ja of nee."),
            given=text[:60],
            heading=heading,
        )
    return key in _YES
