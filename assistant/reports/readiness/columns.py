"""A row of readiness as people read it: the columns of every table, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from assistant.domain.action_kinds import action_kind
from assistant.domain.catalogue import catalogue
from assistant.domain.contacts import contacts
from assistant.domain.numbers import spaced_enterprise
from assistant.domain.outside import TIME, awaited
from assistant.domain.printable import printable
from assistant.domain.stages import STAGES
from assistant.domain.symptoms import symptoms
from assistant.domain.words import words
from assistant.reports.readiness.report import Row, Say

Cell = str | int


class Column(NamedTuple):
    """A column: its heading (a source text), how wide a spreadsheet makes it, and its cell in a row."""

    heading: str
    width: int
    cell: Callable[[Row, Say], Cell]


def stage_name(stage: str, say: Say) -> str:
    """Return what a stage is called."""
    return say(STAGES[stage]) if stage in STAGES else stage


def finding_title(code: str, say: Say) -> str:
    """Return what a code of rulebook §7 is called."""
    known = symptoms().get(code)
    return say(known.title) if known else code


def action_title(action: str, say: Say) -> str:
    """Return what an action is called."""
    kind = action_kind(action)
    return say(kind.title) if kind else action


def application_name(name: str) -> str:
    """Return how people call an application."""
    known = catalogue().application(name)
    return known.known_as or known.name if known else name


def next_title(row: Row, say: Say) -> str:
    """Return what is next: an action in the portal, what someone does elsewhere, or that it is waited for."""
    if found := awaited(row):
        return say(symptoms()[found.code].remedy)
    action = (row.get("next") or {}).get("action")
    return action_title(action, say) if action else ""


def next_actors(row: Row, say: Say) -> str:
    """Return who does it: the roles that may, or who helps outside the portal; or the time that it takes."""
    if found := awaited(row):
        return say(contacts()[found.contact].name if found.contact else TIME[found.code])
    return ", ".join((row.get("next") or {}).get("who_may") or ())


def _number(row: Row, _say: Say) -> Cell:
    number = str(row.get("enterprise") or "")
    return spaced_enterprise(number) if len(number) == 10 and number.isdigit() else number


def _text(key: str) -> Callable[[Row, Say], Cell]:
    return lambda row, _say: printable(str(row.get(key) or ""))


def _ready(row: Row, say: Say) -> Cell:
    ready = row.get("ready")
    return say(words("onbekend")) if ready is None else say(words("ja")) if ready else say(words("nee"))


def _count(key: str) -> Callable[[Row, Say], Cell]:
    return lambda row, _say: int(row.get(key) or 0)


def _findings(row: Row, say: Say) -> Cell:
    found = row.get("findings") or {}
    return "; ".join(f"{finding_title(code, say)} ({count})" for code, count in found.items())


def _unit(row: Row, _say: Say) -> Cell:
    return printable(str((row.get("next") or {}).get("unit") or ""))


COLUMNS = (
    Column(words("Ondernemingsnummer"), 20, _number),
    Column(words("Organisatie"), 34, _text("name")),
    Column(words("Sector"), 20, _text("sector")),
    Column(words("Toepassing"), 18, lambda row, _say: application_name(str(row.get("application") or ""))),
    Column(words("Stadium"), 22, lambda row, say: stage_name(str(row.get("stage") or ""), say)),
    Column(words("Klaar"), 10, _ready),
    Column(words("Gebruikers"), 11, _count("users")),
    Column(words("Met toegang"), 12, _count("users_ready")),
    Column(words("Wat er mis is"), 60, _findings),
    Column(words("Volgende stap"), 34, next_title),
    Column(words("Door"), 22, next_actors),
    Column(words("Eenheid"), 16, _unit),
)


def headings(say: Say) -> list[str]:
    """Return the headings."""
    return [say(column.heading) for column in COLUMNS]


def cells(row: Row, say: Say) -> list[Cell]:
    """Return the cells of a row."""
    return [column.cell(row, say) for column in COLUMNS]
