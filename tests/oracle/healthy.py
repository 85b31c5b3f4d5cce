"""A healthy organisation: everybody expected can do what is expected; and what else trees are made of."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from tests.oracle.wants import (
    BINC,
    EHEALTH,
    EVIPA,
    FAGG,
    HERACLES,
    INSISTO,
    JEUGD,
    LINKED,
    ME,
    MODULES,
    RESIDENTIEEL,
)
from tests.store.trees import made_up_enterprise, made_up_insz

NOW = datetime.fromisoformat("2026-11-22T10:00:00+01:00")
TODAY = NOW.date()

Doc = dict[str, Any]


class Pick:
    """Choices; `draw` chooses a number from 0 up to (not with) a bound."""

    def __init__(self, draw: Callable[[int], int]) -> None:
        self._draw = draw

    def one(self, options: Sequence[Any]) -> Any:
        return options[self._draw(len(options))]

    def number(self, first: int, last: int) -> int:
        return first + self._draw(last - first + 1)

    def chance(self, percent: int) -> bool:
        return self._draw(100) >= 100 - percent


def by_chance(seed: int) -> Pick:
    return Pick(random.Random(seed).randrange)


HOMES = {ME: "site", JEUGD: "subdivision", EHEALTH: "subdivision", RESIDENTIEEL: "subdivision", LINKED: "capacity"}
TYPES = {
    ME: ("Mammografische eenheid", "Mammografische eenheid site"),
    JEUGD: ("Contextbegeleiding", "Contextbegeleiding site"),
    EHEALTH: ("Gezondheidszorg", "Gezondheidszorg site"),
    RESIDENTIEEL: ("Residentiële zorginstelling", "Residentiële zorginstelling site"),
    LINKED: ("Instelling", "Instelling site"),
}
APPLICATIONS = {ME: [HERACLES], JEUGD: [INSISTO, BINC, MODULES], EHEALTH: [EVIPA], RESIDENTIEEL: [EVIPA], LINKED: [FAGG]}
OPENING = {
    HERACLES: ["hoofdradioloog", "radioloog", "laborant", "administratief medewerker"],
    INSISTO: ["Aanmelder binnen een voorziening (INSISTO)", "Groepsbeheerder binnen een voorziening (INSISTO)"],
    BINC: ["Wachtlijstbeheerder binnen een voorziening (INSISTO)"],
    MODULES: ["Moduleerder"],
}


class Growth:
    """One organisation in the making."""

    def __init__(self, pick: Pick) -> None:
        self.pick = pick
        self.people = [made_up_insz(pick.number(0, 1999) // 20 * 20 + n) for n in range(pick.number(1, 4))]

    def tree(self) -> Doc:
        pick = self.pick
        labels = [pick.one([ME, ME, ME, JEUGD, JEUGD, EHEALTH, LINKED])]
        if pick.chance(20):
            labels += [label for label in (JEUGD, RESIDENTIEEL) if label not in labels]
        capacities = [self.capacity(label) for label in labels]
        htb = pick.one(self.people)
        return {
            "format": "access-tree/1",
            "enterprise": {
                "number": made_up_enterprise(pick.number(0, 9)),
                "name": "Voorbeeld",
                "sector": None,
                "legal_representatives": [htb],
                "employees": list(self.people),
            },
            "people": [self.described(insz) for insz in self.people],
            "managers": [manager("HTB", htb)],
            "capacities": capacities,
            "expected": each_once([entry for capacity in capacities for entry in self.expected(capacity)]),
            "external": {"head_radiologist_reported": True, "heracles_roles": list(self.people)},
            "planned_units": [],
            "observations": [],
        }

    def described(self, insz: str) -> Doc:
        doctor = self.pick.one([True, False, None])
        name = {"surname": "Voorbeeld", "first_name": "An", "email": "an@voorbeeld.be", "language": "nl", "title": None}
        return {"insz": insz, **name, "doctor": doctor}

    def capacity(self, label: str) -> Doc:
        pick, home = self.pick, HOMES[label]
        subdivisions = [
            self.facility(label, "subdivision", f"9000{n}") for n in range(pick.number(1, 2) if home != "capacity" else 0)
        ]
        for subdivision in subdivisions:
            under = pick.number(1, 2) if home == "site" else 0
            subdivision["status"] = "active"
            subdivision["sites"] = [self.facility(label, "site", f"{subdivision['hco']}{n}") for n in range(under)]
        managers = [manager("TB", pick.one(self.people))] if pick.chance(70) else []
        top = {"name": label, **self.unit(label, "capacity"), "managers": managers, "subdivisions": subdivisions}
        return {**top, "technical_user": None, "responsibilities": []}

    def unit(self, label: str, level: str) -> Doc:
        return {
            "state": "confirmed",
            "email": None,
            "created_at": None,
            "managers": [],
            "applications": [*APPLICATIONS[label], *(["eHealthBox"] if label == ME else [])],
            "users": [self.user(label, insz) for insz in self.people] if level == HOMES[label] else [],
        }

    def facility(self, label: str, level: str, hco: str) -> Doc:
        kind = TYPES[label][level == "site"]
        return {"type": kind, "name": f"Eenheid {hco}", "hco": hco, **self.unit(label, level)}

    def user(self, label: str, insz: str) -> Doc:
        functions = [given(self.pick.one(OPENING[name])) for name in APPLICATIONS[label] if name in OPENING]
        return user(insz, [*APPLICATIONS[label], *(["eHealthBox"] if label == ME else [])], functions)

    def expected(self, capacity: Doc) -> list[Doc]:
        pick, entries = self.pick, []
        for insz in self.people:
            if pick.chance(20):
                continue
            name = pick.one(APPLICATIONS[capacity["name"]])
            homes = [path for path, unit in units(capacity) if unit["users"]]
            entry = expectation(insz, name, pick.one([None, *homes, *homes]))
            if name == EVIPA and capacity["name"] == RESIDENTIEEL and pick.chance(70):
                entry["capacity"] = RESIDENTIEEL
            entries.append(entry)
        return entries


def expectation(insz: str, application: str, unit: str | None = None, capacity: str | None = None) -> Doc:
    return {"person": insz, "application": application, "unit": unit, "capacity": capacity, "function": None}


def each_once(entries: list[Doc]) -> list[Doc]:
    return list({tuple(entry.items()): entry for entry in entries}.values())


def manager(role: str, insz: str, status: str = "active", state: str = "confirmed") -> Doc:
    return {"role": role, "person": insz, "status": status, "since": None, "state": state}


def user(insz: str, applications: list[str], functions: list[Doc]) -> Doc:
    return {
        "person": insz,
        "username": None,
        "email": "an@voorbeeld.be",
        "local_email": None,
        "status": "Actief",
        "state": "confirmed",
        "applications": list(applications),
        "changed_at": None,
        "functions": list(functions),
    }


def given(function: str, start: str = "2024-01-10", end: str | None = None, changed_at: str | None = None) -> Doc:
    return {"function": function, "start": start, "end": end, "changed_at": changed_at}


def units(capacity: Doc) -> list[tuple[str, Doc]]:
    """The units of a capacity with their paths, its own first."""
    found = [("", capacity)]
    for subdivision in capacity["subdivisions"]:
        path = subdivision["hco"] or "~" + subdivision["name"]
        found.append((path, subdivision))
        found += [(f"{path}/{site['hco'] or '~' + site['name']}", site) for site in subdivision["sites"]]
    return found
