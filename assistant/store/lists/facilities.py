"""`import hco`: facilities with their HCO numbers, which become planned units where their capacity is clear.

A facility's capacity is the one that the list names, else the one that the user gives for the whole list, else the
only one that has its type. Under which sub-division a site stands has to be in the list (`parent`): it is never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from assistant.domain.catalogue import CapacityKind, catalogue
from assistant.domain.malformed import Malformed
from assistant.domain.numbers import enterprise_number, hco, spaced_enterprise
from assistant.domain.typed import one_line
from assistant.domain.vocabulary import Level
from assistant.domain.words import words
from assistant.store.elsewhere import known_elsewhere
from assistant.store.exchange import labels
from assistant.store.exchange.document import FORMAT
from assistant.store.exchange.tree import export_tree, import_tree
from assistant.store.lists.columns import NUMBER, Columns, columns_of
from assistant.store.lists.csv_text import CsvText
from assistant.store.reference import names_of
from assistant.store.reference_tables import ListedFacility

KIND = "hco"


@dataclass(frozen=True, slots=True)
class Facility:
    """A line of an HCO list. `unit` is the path that it should have below `capacity`; `None` where that is not clear."""

    enterprise: str
    hco: str
    name: str | None
    type: str | None
    email: str | None
    capacity: str | None
    unit: str | None


@dataclass(slots=True)
class HcoReport:
    """What the import of an HCO list did. `refused` holds the lines that could not be taken, by number."""

    columns: dict[str, str | None]
    lines: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    planned: int = 0
    """Units that were not planned before."""
    unclear: int = 0
    """Facilities of which it is not clear to what capacity, or under what, they belong."""
    refused: list[tuple[int, Malformed]] = field(default_factory=list)


def read_facilities(content: bytes, told: Mapping[str, str], capacity: str | None) -> tuple[list[Facility], HcoReport]:
    """Read a list; `capacity` is of all lines that name none. Raises `Malformed` when it is no such list."""
    text = CsvText(content)
    columns = columns_of(KIND, text.headings, told)
    capacity = labels.capacity(capacity) if capacity else None
    if "hco" not in columns.fields:
        raise Malformed(
            "no-hco",
            words('Geen kolom met het HCO-nummer. De koppen zijn: {headings}. Zeg welke het is: --column "Kop=hco".'),
            headings=", ".join(text.headings)[:300],
        )
    report = HcoReport(columns.as_json())
    found: dict[tuple[str, str, str | None], Facility] = {}
    for line in text.lines():
        if isinstance(line, tuple):
            report.refused.append(line)
            continue
        try:
            one = _facility(columns, line.cells, capacity)
        except Malformed as fault:
            report.refused.append((line.number, fault))
            continue
        report.lines += 1
        found[one.enterprise, one.hco, one.type] = one
    report.unclear = sum(one.unit is None for one in found.values())
    return list(found.values()), report


def keep_facilities(tx: Session, facilities: list[Facility], report: HcoReport) -> None:
    """Keep the facilities as they were listed, merged with those that are there."""
    rows = {(row.enterprise, row.hco, row.type): row for row in tx.exec(select(ListedFacility))}
    for one in facilities:
        row = rows.get((one.enterprise, one.hco, one.type or ""))
        if row is None:
            tx.add(ListedFacility(enterprise=one.enterprise, hco=one.hco, type=one.type or "", name=one.name))
            report.added += 1
        elif one.name and row.name != one.name:
            row.name = one.name
            tx.add(row)
            report.changed += 1
        else:
            report.unchanged += 1


def plan_units(tx: Session, enterprise: str, facilities: list[Facility], at: datetime) -> int:
    """Plan the units of one enterprise that are clear, besides those planned before; an unknown enterprise is made.

    That one has no tree yet (`elsewhere.is_only_planned`). The ledger keeps it as an import of the tree. Returns how many
    are new.
    """
    clear = [one for one in facilities if one.enterprise == enterprise and one.unit]
    tree = export_tree(tx, enterprise) or _new_tree(tx, enterprise)
    planned: list[dict[str, Any]] = tree.setdefault("planned_units", [])
    there = {(unit["capacity"], unit["unit"], unit.get("type")) for unit in planned}
    new = [one for one in clear if (one.capacity, one.unit, one.type) not in there]
    for one in new:
        given = {"capacity": one.capacity, "unit": one.unit, "name": one.name, "type": one.type, "email": one.email}
        planned.append({key: value for key, value in given.items() if value is not None})
    if new:
        import_tree(tx, tree, at)
    return len(new)


def _new_tree(tx: Session, number: str) -> dict[str, Any]:
    known = known_elsewhere(tx, number)
    name = (known.name if known else None) or names_of(tx, [number]).get(number) or spaced_enterprise(number)
    return {"format": FORMAT, "enterprise": {"number": number, "name": name}, "people": [], "managers": [], "capacities": []}


def _facility(columns: Columns, cells: Mapping[str, str], capacity: str | None) -> Facility:
    """Read one line. Raises `Malformed`."""
    number, own = columns.value(cells, NUMBER), columns.value(cells, "hco")
    if number is None:
        raise Malformed("no-number", words("Hier staat geen ondernemingsnummer."))
    if own is None:
        raise Malformed("no-hco", words("Hier staat geen HCO-nummer."))
    enterprise, own = enterprise_number(number), hco(own)
    name, type_, email = (columns.value(cells, field) for field in ("name", "type", "email"))
    parent, named = columns.value(cells, "parent"), columns.value(cells, "capacity")
    known = catalogue().subdivision_type(type_) if type_ else None
    given = named or capacity
    kind = catalogue().capacity(labels.capacity(given)) if given else _capacity_of(type_)
    return Facility(
        enterprise,
        own,
        one_line(name) if name else None,
        (known.label if known else one_line(type_)) if type_ else None,
        labels.address(email) if email else None,
        kind.label if kind else None,
        _unit(kind, own, hco(parent) if parent else None, known.label if known else None),
    )


def _capacity_of(type_: str | None) -> CapacityKind | None:
    """Return the only capacity that has this type."""
    known = catalogue().subdivision_type(type_) if type_ else None
    having = [kind for kind in catalogue().capacities if known and any(one.label == known.label for one in kind.types)]
    return having[0] if len(having) == 1 else None


def _unit(kind: CapacityKind | None, own: str, parent: str | None, type_: str | None) -> str | None:
    """Return the path of the unit; `None` without a capacity that has units, and for a site whose parent is not named."""
    if kind is None or not kind.levels:
        return None
    if parent and Level.SITE in kind.levels:
        return f"{parent}/{own}"
    on_site = type_ is not None and any(one.label == type_ for one in kind.types_on(Level.SITE))
    return None if on_site else own
