"""A case: what the help desk knows of one enterprise when it speaks about it, in the language of the one who reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlmodel import Session

from assistant.checks.diagnosis import diagnosis, unknown_enterprise
from assistant.checks.wording import Names, Say
from assistant.conversation.texts import Texts
from assistant.domain.numbers import is_insz, masked_insz
from assistant.store.exchange.document import Document
from assistant.store.exchange.tree import export_tree
from assistant.store.exchange.unit_path import units_of
from assistant.store.ledger import tree_as_of

_ELEVEN = re.compile(r"(?<!\d)\d{2}[. ]?\d{2}[. ]?\d{2}[-. ]?\d{3}[-. ]?\d{2}(?!\d)")
"""Eleven digits, as an INSZ is written."""

_TABLES = ("symptoms", "portal_steps", "places", "contacts", "actions", "")
"""The contexts of the texts that a diagnosis or a plan takes from `data/`; a text does not say from which."""


def saying(texts: Texts) -> Say:
    """Return what the checks translate with: a text of `data/` or of the program, in the language of `texts`."""

    def say(text: str) -> str:
        table = next((table for table in _TABLES if texts.has(text, table)), "")
        return texts.template(text, table)

    return say


@dataclass(frozen=True)
class Case:
    """The tree of an enterprise and its diagnosis (`diagnosis/1`), whole or of one person (INSZ) or application."""

    tree: Document
    diagnosis: Mapping[str, Any]
    texts: Texts
    person: str | None = None
    application: str | None = None

    @property
    def at(self) -> datetime:
        """When it was judged."""
        return datetime.fromisoformat(self.diagnosis["at"])

    @property
    def number(self) -> str:
        """The enterprise's number, ten digits."""
        return str(self.tree["enterprise"]["number"])

    @property
    def name(self) -> str:
        """The enterprise's name."""
        return str(self.tree["enterprise"]["name"])

    @cached_property
    def people(self) -> dict[str, Document]:
        """The people described, by INSZ."""
        return {person["insz"]: person for person in self.tree["people"]}

    @cached_property
    def names(self) -> Names:
        """What the units are called."""
        return Names([*_units(self.tree), *self._planned()], saying(self.texts))

    def who(self, insz: str | None) -> str:
        """Return the name of someone; of someone who is not described, the masked number."""
        found = self.people.get(insz or "")
        if found is None:
            return masked_insz(insz) if insz else ""
        return f"{found['first_name']} {found['surname']}".strip()

    def where(self, capacity: str | None, unit: str | None) -> str:
        """Return what a unit is called; the capacity where no unit is named."""
        return self.names.unit(capacity, unit) if capacity and unit else capacity or ""

    def masked(self, text: str) -> str:
        """Return a text with the personal numbers in it masked, however they are written."""
        return _ELEVEN.sub(self._mask, text)

    def _mask(self, found: re.Match[str]) -> str:
        digits = re.sub(r"\D", "", found[0])
        return masked_insz(digits) if digits in self.people or digits == self.person or is_insz(digits) else found[0]

    def _planned(self) -> Iterator[Document]:
        present = {(unit["capacity"], unit["path"]) for unit in _units(self.tree)}
        for planned in self.tree.get("planned_units", ()):
            if (planned["capacity"], planned["unit"]) not in present:
                yield {"capacity": planned["capacity"], "path": planned["unit"], "name": planned["name"]}


def read_case(
    tx: Session,
    number: str,
    texts: Texts,
    *,
    at: datetime,
    application: str | None = None,
    person: str | None = None,
    as_of: datetime | None = None,
) -> Case:
    """Return the case of an enterprise (10 digits), judged at a moment, or as it stood at another.

    Raises `Malformed` when the store does not know the enterprise, or did not know it then.
    """
    tree = export_tree(tx, number) if as_of is None else tree_as_of(tx, number, as_of)
    if tree is None:
        raise unknown_enterprise(tx, number)
    found = diagnosis(tx, number, application=application, person=person, at=at, as_of=as_of, say=saying(texts))
    return Case(tree, found, texts, person, application)


def language_of(case: Case, insz: str | None) -> str:
    """Return the language in which someone wants to be spoken to, Dutch where that is not known."""
    found: str | None = case.people.get(insz or "", {}).get("language")
    return found or "nl"


def email_of(case: Case, insz: str | None) -> str | None:
    """Return where someone gets mail: the address of the person, else that of a registration."""
    found: str | None = case.people.get(insz or "", {}).get("email")
    if found:
        return found
    registered = (user for unit in _units(case.tree) for user in unit["users"] if user["person"] == insz)
    return next((user["email"] for user in registered if user["email"]), None)


def _units(tree: Document) -> Iterator[dict[str, Any]]:
    """Yield all units with `capacity`, `path`, `name` and their `users`."""
    for capacity in tree["capacities"]:
        label = capacity["name"]
        for path, unit in (("", capacity), *units_of(capacity)):
            yield {"capacity": label, "path": path, "name": unit["name"], "users": unit["users"]}
