"""A list of people as it is typed, pasted from a sheet or read from a CSV file.

One person a line, in any order of columns and with any of `;` `,` tab or | between them: what is an INSZ, an e-mail address
or a name shows by itself. A first line of headings ("Naam;Voornaam;INSZ;E-mail") settles the order of the names.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from assistant.domain import numbers, people
from assistant.domain.malformed import Malformed
from assistant.domain.words import words

LONGEST_LIST = 2_000
LONGEST_LINE = 2_000
LARGEST_FILE = 4_000_000
"""Bytes that a file of people may have; a list of ten thousand people stays well below it."""

_HEADINGS = {
    "insz": "insz", "rijksregisternummer": "insz", "rrn": "insz", "niss": "insz",
    "naam": "surname", "familienaam": "surname", "achternaam": "surname",
    "voornaam": "first_name",
    "e-mail": "email", "email": "email", "e-mailadres": "email", "mail": "email",
    "gebruikersnaam": "username", "type": "", "status": "", "titel": "title",
}  # fmt: skip

NO_FILE = words("Dit bestand kan ik niet lezen. Kijk de naam en de map na.")

Person = dict[str, Any]


def read_people(text: str) -> list[Person]:
    """The people in a text, in order: dicts with `insz` and, as far as given, `surname`, `first_name`, `email`.

    Raises `Malformed` that names the line (empty ones count too) and what is the matter with it, also for a person who
    stands there twice.
    """
    lines = [(n, line) for n, line in enumerate(text.replace("\ufeff", "").splitlines(), 1) if line.strip()]
    if not lines:
        raise Malformed(
            "empty", words("Hier staat niemand. Zet op elke lijn een persoon: naam, voornaam, INSZ en e-mailadres.")
        )
    if len(lines) > LONGEST_LIST:
        raise Malformed("too-many", words("Dat zijn te veel lijnen: het mogen er {most} zijn."), most=LONGEST_LIST)
    for number, line in lines:
        if len(line) > LONGEST_LINE:
            raise Malformed("too-long", words("Lijn {line} is te lang voor één persoon."), line=number)
    first = lines[0][1]
    between = _separator(first)
    columns = _columns(first, between)
    found: list[Person] = []
    for number, line in lines[1:] if columns else lines:
        person = _person(line, number, between if between and between in line else _separator(line), columns)
        if any(other["insz"] == person["insz"] for other in found):
            raise Malformed(
                "twice", words("Op lijn {line} staat iemand die u al hebt gegeven. Haal de dubbele weg."), line=number
            )
        found.append(person)
    if not found:
        raise Malformed("empty", words("Onder de titels staat niemand. Zet op elke lijn een persoon."))
    return found


def people_lines(people: Iterable[Person]) -> str:
    """The people as a text that `read_people` reads, a line each."""
    lines = io.StringIO()
    csv.writer(lines, delimiter=";", lineterminator="\n").writerows(
        [one.get(field, "") for field in ("surname", "first_name", "insz", "email")] for one in people
    )
    return lines.getvalue().rstrip("\n")


def read_people_file(path: Path) -> list[Person]:
    """The people in a CSV file (UTF-8 or Windows-1252). Raises `Malformed`."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError):
        raise Malformed("no-file", NO_FILE) from None
    if len(raw) > LARGEST_FILE:
        raise Malformed("too-large", words("Dit bestand is te groot. Is het wel een lijst van personen?"))
    if b"\0" in raw:
        raise Malformed("no-text", words("Dit is geen tekstbestand. Bewaar de lijst als CSV en probeer opnieuw."))
    try:
        return read_people(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return read_people(raw.decode("cp1252", errors="replace"))


def _separator(line: str) -> str:
    """What stands between the cells of a line; lists are put together of lines from several places."""
    return next((mark for mark in (";", "\t", "|", ",") if mark in line), "")


def _columns(line: str, between: str) -> list[str] | None:
    """The fields that a line of headings names, or `None` when the first line is a person already."""
    cells = [cell.casefold() for cell in _cells(line, between)] if between else []
    known = [_HEADINGS.get(cell) for cell in cells]
    return [name or "" for name in known] if "insz" in known else None


def _cells(line: str, between: str) -> list[str]:
    row = next(csv.reader(io.StringIO(line), delimiter=between), [])
    return [cell.strip() for cell in row]


def _person(line: str, number: int, between: str, columns: list[str] | None) -> Person:
    cells = _cells(line, between) if between else _words_of(line)
    try:
        person = _by_heading(cells, columns) if columns else _by_looks(cells)
        if "insz" not in person:
            raise Malformed("no-insz", words("het rijksregisternummer (INSZ) ontbreekt"))
        return person
    except Malformed as fault:
        raise Malformed(fault.code, words("Lijn {line}: {fault}"), line=number, fault=fault) from None


def _by_heading(cells: list[str], columns: list[str]) -> Person:
    person: Person = {}
    for name, cell in zip(columns, cells, strict=False):
        if name and cell:
            person[name] = _READERS.get(name, people.person_name)(cell)
    return person


def _by_looks(cells: list[str]) -> Person:
    """What each cell is shows by itself. Two cells of names are surname and first name, as in the portal's own list; a
    single one is read as people write it, the first name first."""
    person: Person = {}
    names: list[str] = []
    for cell in filter(None, cells):
        digits = re.sub(r"[\s.\-]", "", cell)
        if "@" in cell:
            person["email"] = people.email(cell)
        elif digits.isdigit() and len(digits) >= 6:
            person["insz"] = numbers.insz(cell)
        else:
            names.append(people.person_name(cell))
    if len(names) == 1 and " " in names[0]:
        person["first_name"], _, person["surname"] = names[0].partition(" ")
    elif names:
        person["surname"] = names[0]
        if len(names) > 1:
            person["first_name"] = " ".join(names[1:])
    return person


def _words_of(line: str) -> list[str]:
    """A line without separators: the number (with its dots and spaces) and the address apart, the other words one name."""
    insz = re.search(r"\d{2}[ .]?\d{2}[ .]?\d{2}[ .\-]*\d{3}[ .\-]*\d{2}", line)
    rest = (line.replace(insz[0], " ") if insz else line).split()
    name = " ".join(word for word in rest if "@" not in word)
    return [name, *(word for word in rest if "@" in word), *([insz[0]] if insz else [])]


_READERS = {"insz": numbers.insz, "email": people.email, "username": people.username}
