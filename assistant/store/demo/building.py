"""The whole access tree of a made-up organisation, in which everyone expected reaches the application."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from assistant.domain.catalogue import Application, CapacityKind, catalogue
from assistant.domain.vocabulary import Level
from assistant.store.demo.described import Organisation, Sector, Sectors
from assistant.store.demo.made_up import Somebody, enterprise_number, hco_number, somebody
from assistant.store.exchange.document import FORMAT

Tree = dict[str, Any]

_PEOPLE = 12
"""Made-up people that an organisation may name, the HTB first, the co-TB second."""


def whole_tree(organisation: Organisation, index: int, sector: Sector, names: Sectors, at: datetime) -> Tree:
    """Return the tree of an organisation that is ready; `at` is the present moment, its work began before it."""
    return _Builder(organisation, index, sector, names, at).tree()


class _Builder:
    def __init__(self, organisation: Organisation, index: int, sector: Sector, names: Sectors, at: datetime) -> None:
        self._index = index
        self._sector = sector
        named = (catalogue().application(name) for name in (sector.application, *sector.besides))
        self._applications: list[Application] = [application for application in named if application is not None]
        main = self._applications[0]
        capacity = catalogue().capacity(sector.capacity or main.capacity or "")
        assert capacity is not None
        self._capacity: CapacityKind = capacity
        self._home = main.users_on or capacity.users_on or Level.CAPACITY
        self._place = names.places[(index * 4 + index // 15) % len(names.places)]
        self._name = f"{sector.organisation} {self._place}"
        self._domain = f"{self._place.lower()}{index + 1:02d}.voorbeeld.be"
        self._people = [somebody(index * _PEOPLE + n, names) for n in range(2 + sector.people)]
        self._begun = at - timedelta(weeks=organisation.begun)
        self._day = self._begun.date().isoformat()
        self._moment = self._begun.replace(microsecond=0).isoformat()

    def tree(self) -> Tree:
        htb, *_ = self._people
        return {
            "format": FORMAT,
            "enterprise": {
                "number": enterprise_number(self._index),
                "name": self._name,
                "sector": self._sector.sector,
                "legal_representatives": [htb.insz],
                "employees": [person.insz for person in self._people],
            },
            "people": [self._person(n, person) for n, person in enumerate(self._people)],
            "managers": [self._manager("HTB", htb)],
            "capacities": [self._capacity_tree()],
            "expected": [
                self._expected(application, n, person)
                for application in self._applications
                for n, person in enumerate(self._users())
            ],
            "external": self._external(),
            "planned_units": self._planned(),
            "observations": [],
        }

    def _users(self) -> list[Somebody]:
        return self._people[2:]

    def _functions(self, n: int) -> list[str]:
        """Return the functions of the user of this index: of each application one, turn by turn."""
        found: list[str] = []
        for application in self._applications:
            opening = catalogue().functions_opening(application)
            named = [kind.label for kind in opening] or list(application.functions)
            if named and not set(named) & set(found):
                found.append(named[n % len(named)])
        return found

    def _is_doctor(self, n: int) -> bool:
        return n >= 2 and any(function in self._sector.doctors for function in self._functions(n - 2))

    def _person(self, n: int, person: Somebody) -> Tree:
        return {
            "insz": person.insz,
            "surname": person.surname,
            "first_name": person.first_name,
            "email": person.email(self._domain),
            "language": "nl",
            "title": "Dr." if self._is_doctor(n) else None,
            "doctor": self._is_doctor(n),
        }

    def _manager(self, role: str, person: Somebody) -> Tree:
        return {"role": role, "person": person.insz, "status": "active", "since": self._day}

    def _ticks(self, level: Level) -> list[str]:
        """Return what is ticked on a level of unit: the applications, and what goes with them."""
        ticks = [(one.name, tick) for one in self._applications for tick in one.ticked_on]
        ticks += [
            (kind.application, tick) for one in self._applications for kind in one.companions for tick in kind.ticked_on
        ]
        return list(dict.fromkeys(name for name, tick in ticks if tick.level == level))

    def _capacity_tree(self) -> Tree:
        htb, deputy, *_ = self._people
        return {
            "name": self._capacity.label,
            "state": "confirmed",
            "email": f"info@{self._domain}",
            "created_at": self._moment,
            "managers": [self._manager("TB", htb), self._manager("co-TB", deputy)],
            "applications": self._ticks(Level.CAPACITY),
            "users": self._users_on(Level.CAPACITY, 0, 1),
            "subdivisions": [self._subdivision()] if self._home is not Level.CAPACITY else [],
        }

    def _subdivision(self) -> Tree:
        sites = self._sector.sites
        return {
            **self._unit(Level.SUBDIVISION, 0, self._name if sites else f"{self._sector.unit} {self._place}"),
            "users": self._users_on(Level.SUBDIVISION, 0, 1),
            "sites": [
                {**self._unit(Level.SITE, n + 1, self._site_name(n)), "users": self._users_on(Level.SITE, n, sites)}
                for n in range(sites)
            ],
        }

    def _site_name(self, n: int) -> str:
        return f"{self._sector.unit} {'Noord' if n == 0 else 'Zuid'}"

    def _type(self, level: Level) -> str:
        return (level is Level.SUBDIVISION and self._sector.type) or self._capacity.types_on(level)[0].label

    def _unit(self, level: Level, number: int, name: str) -> Tree:
        return {
            "type": self._type(level),
            "name": name,
            "hco": hco_number(self._index, number),
            "email": f"eenheid{number}@{self._domain}",
            "state": "confirmed",
            "created_at": self._moment,
            "managers": [],
            "applications": self._ticks(level),
        }

    def _users_on(self, level: Level, place: int, places: int) -> list[Tree]:
        if level is not self._home:
            return []
        return [self._user(n, person) for n, person in enumerate(self._users()) if n % places == place]

    def _user(self, n: int, person: Somebody) -> Tree:
        companions = [kind.application for one in self._applications for kind in one.companions]
        given = {"start": self._day, "end": None, "changed_at": self._moment}
        return {
            "person": person.insz,
            "username": f"{person.first_name}{person.surname}{self._index:02d}{n}".lower(),
            "email": person.email(self._domain),
            "status": "Actief",
            "applications": [*(one.name for one in self._applications), *(companions if self._is_doctor(n + 2) else [])],
            "changed_at": self._moment,
            "functions": [{"function": function, **given} for function in self._functions(n)],
        }

    def _path(self, n: int) -> str:
        """Return where the user of this index lives."""
        top = hco_number(self._index, 0)
        return f"{top}/{hco_number(self._index, n % self._sector.sites + 1)}" if self._sector.sites else top

    def _expected(self, application: Application, n: int, person: Somebody) -> Tree:
        place = {"unit": self._path(n)} if self._sector.sites else {}
        capacity = {"capacity": self._sector.capacity} if self._sector.capacity else {}
        return {"person": person.insz, "application": application.name, **place, **capacity}

    def _external(self) -> Tree:
        everyone = [person.insz for person in self._users()]
        return {kind.fact: everyone if kind.per_person else True for one in self._applications for kind in one.outside}

    def _planned(self) -> list[Tree]:
        if self._home is Level.CAPACITY:
            return []
        top = self._subdivision()
        found = [(hco_number(self._index, 0), top), *((f"{top['hco']}/{site['hco']}", site) for site in top["sites"])]
        return [
            {"capacity": self._capacity.label, "unit": path, **{key: unit[key] for key in ("name", "type", "email")}}
            for path, unit in found
        ]
