"""What the columns of a list mean: by their headings (`data/list_columns.yaml`), or as the user says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.domain.catalogue import catalogue
from assistant.domain.list_columns import fields_of, rank
from assistant.domain.malformed import Malformed
from assistant.domain.typed import look_alike_key
from assistant.domain.words import words

NUMBER = "number"
APPLICATIONS = "applications"


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one list: the heading of each field, the headings that are applications, and those unknown."""

    fields: Mapping[str, str]
    applications: Mapping[str, str]
    """By heading, the application that it names."""
    unknown: tuple[str, ...]

    def value(self, cells: Mapping[str, str], field: str) -> str | None:
        """Return what a line says of a field; `None` when it says nothing."""
        heading = self.fields.get(field)
        return (cells[heading] or None) if heading else None

    def as_json(self) -> dict[str, str | None]:
        """Return by heading what it was taken for; null for one that is kept as it is."""
        named = {heading: field for field, heading in self.fields.items()}
        return {**named, **self.applications, **dict.fromkeys(self.unknown)}


def columns_of(kind: str, headings: Sequence[str], told: Mapping[str, str]) -> Columns:
    """Find out what the headings of a list mean. `told` maps headings to fields, as the user does with `--column`.

    Raises `Malformed` for a heading or field that is not there, and for a list without enterprise numbers.
    """
    fields = _told(kind, headings, told)
    for field in fields_of(kind):
        free = [heading for heading in headings if heading not in fields.values()]
        fitting = [(place, heading) for heading in free if (place := rank(field, heading)) is not None]
        if fitting and field not in fields:
            fields[field] = min(fitting)[1]
    left = [heading for heading in headings if heading not in fields.values()]
    named = {heading: catalogue().application(heading) for heading in left if APPLICATIONS in fields_of(kind)}
    applications = {heading: application.name for heading, application in named.items() if application}
    if NUMBER not in fields:
        raise Malformed(
            "no-number",
            words(
                'Geen kolom met het ondernemingsnummer. De koppen zijn: {headings}. Zeg welke het is: --column "Kop=number".'
            ),
            headings=", ".join(headings)[:300],
        )
    return Columns(fields, applications, tuple(heading for heading in left if heading not in applications))


def _told(kind: str, headings: Sequence[str], told: Mapping[str, str]) -> dict[str, str]:
    by_key = {look_alike_key(heading): heading for heading in headings}
    known = fields_of(kind)
    chosen: dict[str, str] = {}
    for heading, field in told.items():
        if look_alike_key(heading) not in by_key:
            raise Malformed(
                "no-heading",
                words("De kop '{heading}' staat niet in de lijst. De koppen zijn: {headings}."),
                heading=heading[:60],
                headings=", ".join(headings)[:300],
            )
        if field not in known:
            raise Malformed(
                "no-field", words("'{field}' is geen veld. Kies uit: {known}."), field=field[:60], known=", ".join(known)
            )
        chosen[field] = by_key[look_alike_key(heading)]
    return chosen
