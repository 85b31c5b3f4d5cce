"""The form of an access tree (interface §2): checked as a whole before anything of it is stored.

What breaks a rule of form is a fault: numbers, roles, capacities, dates, two active HTBs, a person who is not
described, the same thing twice. What breaks a rule of practice (a user on the wrong level) is taken: finding that is
the work of the checks. Labels come out in the catalogue's spelling, unknown ones as they were written.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from functools import lru_cache
from typing import TypeVar

from assistant.domain import days, numbers, people
from assistant.domain.malformed import Malformed
from assistant.domain.vocabulary import ManagerStatus, Role, State, UnitStatus, UserStatus
from assistant.domain.words import words
from assistant.store.exchange.document import FORMAT, Document
from assistant.store.exchange.faulty import Node, Reading, free_text, named_text
from assistant.store.exchange.labels import Labels, address, capacity, language, one_of
from assistant.store.exchange.unit_path import step, unit_path, units_of
from assistant.store.remark import Remark

H = TypeVar("H", bound=Hashable)

# Remembered: a tree names the same people, moments and days again and again.
_insz = lru_cache(maxsize=50_000)(numbers.insz)
_moment = lru_cache(maxsize=10_000)(days.moment)
_day = lru_cache(maxsize=10_000)(days.day)

_STATE = one_of(State)
_MANAGER_STATUS = one_of(ManagerStatus)
_USER_STATUS = one_of(UserStatus)
_UNIT_STATUS = one_of(UnitStatus)
_TOP = one_of(Role, Role.HTB, Role.CO_HTB)
_CAPACITY = one_of(Role, Role.TB, Role.CO_TB)
_UNIT = one_of(Role, Role.SB)


def checked(document: object) -> tuple[Document, tuple[Remark, ...]]:
    """Return a tree in its normal form, with warnings. Raises `TreeFaults` with every fault and its place."""
    form = _Form()
    tree = form.tree(Node(form.reading, "", document))
    return tree, form.reading.end()


class _Form:
    """Reads the document node by node."""

    def __init__(self) -> None:
        self.reading = Reading()
        self._labels = Labels(self.reading)
        self._described: set[str] = set()

    def tree(self, top: Node) -> Document:
        found = top.must("format", str, FORMAT)
        if found != FORMAT:
            top.fault(
                "format",
                "format",
                words("'{given}' ken ik niet, hier hoort {known} te staan."),
                given=found[:60],
                known=FORMAT,
            )
            self.reading.end()
        people = [self._person(node) for node in top.nodes("people")]
        self._once(top.at("people"), (person["insz"] for person in people), words("deze persoon staat er dubbel."))
        self._described.update(person["insz"] for person in people)
        tree: Document = {
            "format": FORMAT,
            "enterprise": self._enterprise(top.node("enterprise")),
            "people": people,
            "managers": self._managers(top, _TOP),
            "capacities": [self._capacity(node) for node in top.nodes("capacities")],
            "expected": self._expectations(top),
            "external": self._external(top.node("external")),
            "planned_units": [self._planned(node) for node in top.nodes("planned_units")],
            "observations": [self._observation(node) for node in top.nodes("observations")],
        }
        active = [m for m in tree["managers"] if (m["role"], m["status"], m["state"]) == ("HTB", "active", "confirmed")]
        if len(active) > 1:
            top.fault(
                "managers", "two-htbs", words("er kan maar één actieve HTB zijn, hier staan er {found}."), found=len(active)
            )
        labels = (capacity["name"] for capacity in tree["capacities"])
        self._once(top.at("capacities"), labels, words("deze hoedanigheid staat er dubbel."))
        top.close()
        return tree

    def _once(self, place: str, keys: Iterable[Hashable], text: str) -> None:
        """Note a fault at each item of a list that stands there for the second time."""
        seen: set[Hashable] = set()
        for number, key in enumerate(keys):
            if key in seen:
                self.reading.fault(f"{place}[{number}]", "twice", text)
            seen.add(key)

    def _each_once(self, node: Node, key: str, found: list[H]) -> list[H]:
        """Return a list without what stands in it twice, with a warning."""
        once = list(dict.fromkeys(found))
        if len(once) < len(found):
            self.reading.remark("tree.twice", words("{place}: wat dubbel staat, telt één keer."), place=node.at(key))
        return once

    def _described_person(self, text: str) -> str:
        number = _insz(text)
        if number not in self._described:
            raise Malformed("not-described", words("deze persoon is niet beschreven onder 'people'."))
        return number

    def _persons(self, node: Node, key: str) -> list[str] | None:
        found = node.maybe_texts(key, self._described_person)
        return None if found is None else self._each_once(node, key, found)

    def _labels_in(self, node: Node, key: str, read: Callable[[str], str]) -> list[str]:
        return self._each_once(node, key, node.texts(key, read))

    def _enterprise(self, node: Node) -> Document:
        found: Document = {
            "number": node.must("number", numbers.enterprise_number, ""),
            "name": node.must("name", named_text, ""),
            "sector": node.maybe("sector", free_text),
            "legal_representatives": self._persons(node, "legal_representatives"),
            "employees": self._persons(node, "employees"),
        }
        node.close()
        return found

    def _person(self, node: Node) -> Document:
        found: Document = {
            "insz": node.must("insz", _insz, ""),
            "surname": node.must("surname", named_text, ""),
            "first_name": node.must("first_name", named_text, ""),
            "email": node.maybe("email", address),
            "language": node.maybe("language", language),
            "title": node.maybe("title", free_text),
            "doctor": node.flag("doctor"),
        }
        node.close()
        return found

    def _managers(self, owner: Node, role: Callable[[str], str]) -> list[Document]:
        found = []
        for node in owner.nodes("managers"):
            found.append(
                {
                    "role": node.must("role", role, ""),
                    "person": node.must("person", self._described_person, ""),
                    "status": node.maybe("status", _MANAGER_STATUS) or ManagerStatus.ACTIVE.value,
                    "since": _iso(node.maybe("since", _day)),
                    "state": node.maybe("state", _STATE) or State.CONFIRMED.value,
                }
            )
            node.close()
        return found

    def _capacity(self, node: Node) -> Document:
        found: Document = {"name": node.must("name", capacity, ""), **self._inside(node, _CAPACITY)}
        found["subdivisions"] = [self._subdivision(one) for one in node.nodes("subdivisions")]
        self._facilities_once(node.at("subdivisions"), found["subdivisions"])
        found["technical_user"] = node.maybe("technical_user", self._described_person)
        paths = {"", *(path for path, _ in units_of(found))}
        found["responsibilities"] = [self._responsibility(one, paths) for one in node.nodes("responsibilities")]
        node.close()
        return found

    def _subdivision(self, node: Node) -> Document:
        found = self._facility(node)
        found["status"] = node.maybe("status", _UNIT_STATUS) or UnitStatus.ACTIVE.value
        found["sites"] = [self._site(one) for one in node.nodes("sites")]
        self._facilities_once(node.at("sites"), found["sites"])
        node.close()
        return found

    def _site(self, node: Node) -> Document:
        found = self._facility(node)
        node.close()
        return found

    def _facility(self, node: Node) -> Document:
        return {
            "type": node.must("type", self._labels.unit_type, ""),
            "name": node.must("name", named_text, ""),
            "hco": node.maybe("hco", numbers.hco),
            **self._inside(node, _UNIT),
        }

    def _facilities_once(self, place: str, units: list[Document]) -> None:
        """A unit is known by its type and HCO number under one parent; without a number, by its name."""
        keys = ((unit["type"], step(unit["hco"], unit["name"])) for unit in units)
        self._once(place, keys, words("deze eenheid staat er dubbel: zelfde type, zelfde HCO-nummer of naam."))

    def _inside(self, node: Node, role: Callable[[str], str]) -> Document:
        """Return what a capacity, a sub-division and a site all hold."""
        found: Document = {
            "state": node.maybe("state", _STATE) or State.CONFIRMED.value,
            "email": node.maybe("email", address),
            "created_at": _iso(node.maybe("created_at", _moment)),
            "managers": self._managers(node, role),
            "applications": self._labels_in(node, "applications", self._labels.application),
            "users": [self._user(one) for one in node.nodes("users")],
        }
        persons = (user["person"] for user in found["users"])
        self._once(node.at("users"), persons, words("deze gebruiker staat er dubbel."))
        return found

    def _user(self, node: Node) -> Document:
        found: Document = {
            "person": node.must("person", self._described_person, ""),
            "username": node.maybe("username", people.username),
            "email": node.maybe("email", address),
            "local_email": node.maybe("local_email", address),
            "status": node.maybe("status", _USER_STATUS) or UserStatus.ACTIVE.value,
            "state": node.maybe("state", _STATE) or State.CONFIRMED.value,
            "applications": self._labels_in(node, "applications", self._labels.application),
            "changed_at": _iso(node.maybe("changed_at", _moment)),
            "functions": [self._function(one) for one in node.nodes("functions")],
        }
        node.close()
        return found

    def _function(self, node: Node) -> Document:
        start, end = node.must("start", _day, date(2000, 1, 1)), node.maybe("end", _day)
        if end and end < start:
            node.fault("end", "wrong-date", words("de einddatum ligt voor de begindatum."))
        found: Document = {
            "function": node.must("function", self._labels.function, ""),
            "start": _iso(start),
            "end": _iso(end),
            "changed_at": _iso(node.maybe("changed_at", _moment)),
        }
        node.close()
        return found

    def _responsibility(self, node: Node, paths: set[str]) -> Document:
        found: Document = {
            "function": node.must("function", self._labels.function, ""),
            "unit": node.maybe("unit", unit_path) or "",
            "responsible": node.must("responsible", self._described_person, ""),
            "coworkers": self._persons(node, "coworkers") or [],
        }
        if found["unit"] not in paths:
            node.fault("unit", "unknown-unit", words("deze eenheid bestaat niet in deze hoedanigheid."))
        node.close()
        return found

    def _expectations(self, top: Node) -> list[Document]:
        found = [self._expected(node) for node in top.nodes("expected")]
        once = self._each_once(top, "expected", [tuple(entry.items()) for entry in found])
        return [dict(entry) for entry in once]

    def _expected(self, node: Node) -> Document:
        found: Document = {
            "person": node.must("person", self._described_person, ""),
            "application": node.must("application", self._labels.application, ""),
            "unit": node.maybe("unit", unit_path),
            "capacity": node.maybe("capacity", capacity),
            "function": node.maybe("function", self._labels.function),
        }
        node.close()
        return found

    def _external(self, node: Node) -> Document:
        found: Document = {
            "head_radiologist_reported": node.flag("head_radiologist_reported"),
            "heracles_roles": self._persons(node, "heracles_roles"),
        }
        node.close()
        return found

    def _planned(self, node: Node) -> Document:
        found: Document = {
            "capacity": node.must("capacity", capacity, ""),
            "unit": node.must("unit", _below_a_capacity, ""),
            "name": node.maybe("name", free_text),
            "type": node.maybe("type", self._labels.unit_type),
            "email": node.maybe("email", address),
        }
        node.close()
        return found

    def _observation(self, node: Node) -> Document:
        found: Document = {
            "code": node.must("code", named_text, ""),
            "at": _iso(node.maybe("at", _moment)),
            "capacity": node.maybe("capacity", capacity),
            "unit": node.maybe("unit", unit_path),
            "person": node.maybe("person", self._described_person),
        }
        node.close()
        return found


def _below_a_capacity(text: str) -> str:
    path = unit_path(text)
    if not path:
        raise Malformed("empty", words("Geef de subafdeling of de site, bijvoorbeeld 90005/90001."))
    return path


def _iso(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
