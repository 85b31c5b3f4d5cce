"""Of what a portal's screen is: the lines above the table, "Benaming: … Hoedanigheid: … Subafdeling: …"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.domain.catalogue import catalogue
from assistant.domain.malformed import Malformed
from assistant.domain.numbers import enterprise_number, hco
from assistant.store.exchange.unit_path import step

_LABEL = re.compile(r"(?<!\w)(Benaming|Hoedanigheid|Subafdeling(?:-site)?)\s*:\s*", re.IGNORECASE)
_NUMBER = re.compile(r"(?:Ondernemingsnummer|KBO-nummer)\s*:\s*([\d. ]{9,14}\d|[\d.]+)", re.IGNORECASE)
_HCO = re.compile(r"(?:HCO-nummer|Identificatiecode)\s*:\s*(\d+)", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\((?:[^()]|\([^()]*\))*\)\s*$")


@dataclass(frozen=True, slots=True)
class PortalUnit:
    """A sub-division or site as a screen names it."""

    type: str | None
    name: str | None
    hco: str | None


@dataclass(frozen=True, slots=True)
class PortalPlace:
    """An enterprise (ten digits), a capacity, the units below it, from the top; what the screen does not say is None."""

    enterprise: str | None = None
    enterprise_name: str | None = None
    capacity: str | None = None
    units: tuple[PortalUnit, ...] = ()

    @property
    def path(self) -> str:
        """The path of the lowest unit, empty for the capacity itself."""
        return "/".join(step(unit.hco, unit.name) for unit in self.units)


def place_of(lines: Iterable[str]) -> PortalPlace:
    """Return what the lines above a table say. The last capacity counts, with the units after it."""
    number: str | None = None
    name: str | None = None
    capacity: str | None = None
    units: list[PortalUnit] = []
    for label, value in _labelled(lines):
        if number is None and (found := _NUMBER.search(value)):
            number = _enterprise(found[1])
        head = value.split(";")[0].strip()
        match label.casefold():
            case "benaming":
                name = name or _bare(_NUMBER.sub("", head)) or None
            case "hoedanigheid":
                known = catalogue().capacity(_bare(head))
                capacity, units = (known.label if known else _bare(head)) or None, []
            case _:
                unit = _unit(head, value)
                if unit not in units and (unit.hco or unit.name):
                    units.append(unit)
    return PortalPlace(number, name, capacity, tuple(units[-2:]))


def _labelled(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each label with what follows it on its line, up to the next label; a number on the next line belongs to it."""
    found: list[list[str]] = []
    for raw in lines:
        line = raw.replace("*", " ").replace("[", " ").replace("]", " ")
        marks = list(_LABEL.finditer(line))
        if not marks and found and _NUMBER.search(line):
            found[-1][1] += "; " + line
        for mark, end in zip(marks, [*(one.start() for one in marks[1:]), None][: len(marks)], strict=True):
            found.append([mark[1], line[mark.end() : end].strip()])
    yield from ((label, value) for label, value in found)


def _unit(head: str, value: str) -> PortalUnit:
    """Read "Gezondheidszorg: Voorziening X; HCO-nummer: 90001"; the type need not be there."""
    number = _HCO.search(value)
    type_, colon, name = head.partition(":")
    if not colon:
        known = catalogue().subdivision_type(_bare(head))
        type_, name = (known.label, "") if known else ("", head)
    else:
        known = catalogue().subdivision_type(type_)
        type_ = known.label if known else type_.strip()
    try:
        own = hco(number[1]) if number else None
    except Malformed:
        own = None
    return PortalUnit(type_ or None, _bare(_HCO.sub("", name)) or None, own)


def _bare(text: str) -> str:
    """Return a name without what stands in brackets behind it: a role, a number, a kind of facility."""
    return _BRACKETS.sub("", text).strip(" ;,#\t")


def _enterprise(text: str) -> str | None:
    try:
        return enterprise_number(text)
    except Malformed:
        return None
