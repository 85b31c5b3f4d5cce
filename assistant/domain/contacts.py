"""Whom to call or write, for what, and when: `data/contacts.yaml` (rulebook §9)."""

from __future__ import annotations

from functools import cache

from assistant.domain.days import OpeningHours
from assistant.domain.places import data_folder
from assistant.domain.rows import DataRow, Words, read_rows


class Contact(DataRow, frozen=True):
    """Someone outside the organisation who can help. Numbers are written as the guides write them."""

    name: Words
    called: Words
    """The name inside a sentence: with its article."""
    helps_with: Words
    source: str
    telephones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    web: str | None = None
    hours: OpeningHours | None = None
    languages: tuple[str, ...] = ()
    note: Words = ""
    synonyms: tuple[str, ...] = ()
    """Other names by which people ask for them."""


@cache
def contacts() -> dict[str, Contact]:
    """Return all contacts by key, read once. Raises `RowFaults`."""
    return read_rows(data_folder() / "contacts.yaml", dict[str, Contact])


def contact(key: str) -> Contact:
    """Return one contact. Raises `KeyError` when there is none of that key."""
    return contacts()[key]
