"""A made-up sector of any size, the same for the same seed: organisations with some ten users each and realistic faults.

    python bench/sector.py 10000 /tmp/sector.db      (some 25 seconds for each 100,000 users)

Each organisation is drawn by its own number, so that a small sector is the beginning of a large one. Rows go in by
bulk insert, past the ledger: this is for measuring what reads the tree.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sqlalchemy import Connection, Table

from assistant.domain.catalogue import Application, FunctionNeed, catalogue
from assistant.domain.vocabulary import Level
from assistant.store.location import Embedded
from assistant.store.opening import Store, open_store
from assistant.store.tables import TREE, table_of

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
"""The moment for which the faults are made: some functions have ended by then, some changes are not yet in force."""
AT_ONCE = 1_000
"""Organisations whose rows go in together."""

Rows = dict[str, list[tuple[Any, ...]]]


class Sector(NamedTuple):
    """Organisations of one kind: what they want to reach, and the types of their units from the top down."""

    name: str
    share: int
    applications: tuple[str, ...]
    types: tuple[str, ...]


SECTORS = (
    Sector("Mammografie", 15, ("Heracles",), ("Mammografische eenheid", "Mammografische eenheid site")),
    Sector("Jeugdhulp", 30, ("INSISTO", "BINC"), ("Organisatie voor bijzondere jeugdzorg",)),
    Sector("Thuiszorg", 30, ("eVIPA",), ("Thuiszorg",)),
    Sector("Apotheken en laboratoria", 25, ("FAGG portal",), ()),
)

STUCK = {"none": 68, "htb": 4, "capacity": 6, "saved": 3, "subdivision": 6, "site": 5, "ticks": 4, "outside": 4}
"""Where organisations stand still, by chance in a hundred."""

USER_FAULTS = {
    "none": 80,
    "absent": 4,
    "level": 3,
    "other": 2,
    "blocked": 1,
    "saved": 1,
    "no-tick": 3,
    "no-function": 2,
    "ended": 1,
    "ahead": 1,
    "fresh": 1,
    "no-email": 1,
}
"""What is wrong with a user, by chance in a hundred."""


def fill(store: Store, size: int, seed: int = 0, first: int = 0) -> None:
    """Add organisations `first` to `size` to a store that holds those before, or nothing."""
    with store.engine.execution_options(writing=True).begin() as connection:
        for start in range(first, size, AT_ONCE):
            rows = _Writer(connection, {table.name: [] for table in map(table_of, TREE)})
            for number in range(start, min(start + AT_ONCE, size)):
                _Organisation(rows, number, Random(f"{seed}/{number}")).write()
            rows.send()
    with store.engine.execution_options(writing=True).begin() as connection:
        connection.exec_driver_sql("ANALYZE")


class _Writer:
    """Rows by table, with the ids they will get."""

    def __init__(self, connection: Connection, rows: Rows) -> None:
        self._connection = connection
        self._rows = rows
        self._last = {table.name: _last_id(connection, table) for table in map(table_of, TREE)}

    def add(self, table: str, **values: Any) -> int:
        """Add a row; what is not given has its default. Return its id."""
        self._last[table] += 1
        row_id = self._last[table]
        self._rows[table].append(tuple({**_defaults(table), **values, "id": row_id}.values()))
        return row_id

    def send(self) -> None:
        """Insert all."""
        for table in map(table_of, TREE):
            if rows := self._rows[table.name]:
                _insert(self._connection, table, rows)


def _last_id(connection: Connection, table: Table) -> int:
    return connection.exec_driver_sql(f"SELECT coalesce(max(id), 0) FROM {table.name}").scalar_one()


@cache
def _defaults(table: str) -> dict[str, Any]:
    columns = next(found for found in map(table_of, TREE) if found.name == table).columns
    return {column.name: column.default.arg if column.default else None for column in columns}


def _insert(connection: Connection, table: Table, rows: list[tuple[Any, ...]]) -> None:
    dialect = connection.dialect
    kinds = [column.type.dialect_impl(dialect).bind_processor(dialect) for column in table.columns]
    at = [(place, kind) for place, kind in enumerate(kinds) if kind]
    mark = "?" if dialect.paramstyle == "qmark" else "%s"
    sql = f"INSERT INTO {table.name} ({', '.join(c.name for c in table.columns)}) VALUES ({', '.join([mark] * len(kinds))})"
    ready = []
    for row in rows:
        values = list(row)
        for place, kind in at:
            values[place] = kind(values[place])
        ready.append(tuple(values))
    connection.exec_driver_sql(sql, ready)


class _Organisation:
    """One organisation: drawn from above to below, and written as it is drawn."""

    def __init__(self, rows: _Writer, number: int, chance: Random) -> None:
        self.rows = rows
        self.number = number
        self.chance = chance
        self.sector = _drawn(chance, {one: one.share for one in SECTORS})
        self.stuck = _drawn(chance, STUCK)
        self.applications = [_application(name) for name in self.sector.applications]
        self.depth = len(self.sector.types)
        self.people: list[int] = []
        self.homes: list[tuple[int, str]] = []
        """The units where users live, with their path."""
        self.above: list[tuple[int, str]] = []
        """The units above those."""

    def write(self) -> None:
        """Write it with all that belongs to it."""
        reported = {"outside": self.chance.choice([False, None])}.get(self.stuck, True)
        self.id = self.rows.add(
            "enterprise",
            number=enterprise_number(self.number),
            name=f"{self.sector.name} {self.number:06d}",
            sector=self.sector.name,
            legal_representatives_known=True,
            employees_known=True,
            heracles_roles_known=self.chance.random() < 0.9,
            head_radiologist_reported=reported,
        )
        chief = self.person(0)
        self.rows.add("listed_person", enterprise_id=self.id, listed_as="legal_representatives", person_id=chief, position=0)
        self.rows.add("listed_person", enterprise_id=self.id, listed_as="employees", person_id=chief, position=0)
        status = "left" if self.stuck == "htb" else "active"
        self.rows.add("manager", enterprise_id=self.id, person_id=chief, role="HTB", status=status, since=date(2024, 1, 8))
        capacity = None if self.stuck == "capacity" else self.units(chief)
        for place in range(1, 1 + self.chance.randint(8, 16)):
            self.user(place, capacity)
        for place, (_, path) in enumerate(self.homes):
            if path:
                self.plan(place, path)

    def person(self, place: int) -> int:
        """Add a person and return the row's id."""
        person = self.rows.add(
            "person",
            enterprise_id=self.id,
            insz=insz(self.number * 20 + place),
            surname="Voorbeeld",
            first_name=f"Gebruiker {place}",
            email=f"gebruiker{place}@voorbeeld.be",
            language="nl",
            doctor=_drawn(self.chance, {False: 70, True: 20, None: 10}),
            position=place,
        )
        self.people.append(person)
        return person

    def units(self, chief: int) -> int:
        """Add the capacity and what is below it."""
        capacity = self.unit(Level.CAPACITY, None, None, "", state="saved" if self.stuck == "saved" else "confirmed")
        self.rows.add("manager", enterprise_id=self.id, unit_id=capacity, person_id=chief, role="TB", since=date(2024, 1, 9))
        self.homes = [(capacity, "")]
        if self.depth == 0 or self.stuck == "saved":
            return capacity
        missing = self.stuck == "subdivision"
        self.above, self.homes = [(capacity, "")], []
        for place in range(1 if self.depth == 2 else self.chance.choice([1, 1, 2, 3])):
            path = str(90000 + place)
            absent = missing and place == 0
            unit = 0 if absent else self.unit(Level.SUBDIVISION, capacity, capacity, path, position=place)
            if self.depth == 1 or absent:
                self.homes.append((unit, path if self.depth == 1 else f"{path}/91000"))
                continue
            self.above.append((unit, path))
            for below in range(self.chance.choice([1, 1, 1, 2])):
                here, absent = f"{path}/{91000 + below}", self.stuck == "site" and below == 0
                site = 0 if absent else self.unit(Level.SITE, unit, capacity, here, position=below)
                self.homes.append((site, here))
        return capacity

    def unit(self, level: Level, parent: int | None, capacity_id: int | None, path: str, **more: Any) -> int:
        """Add a unit with its ticks."""
        hco = path.rpartition("/")[2] or None
        unit = self.rows.add(
            "unit",
            enterprise_id=self.id,
            level=level.value,
            parent_id=parent,
            capacity_id=capacity_id,
            capacity=self.applications[0].capacity,
            type=None if level is Level.CAPACITY else self.sector.types[0 if level is Level.SUBDIVISION else 1],
            name=None if level is Level.CAPACITY else f"Campus {hco}",
            hco=hco,
            path=path,
            email="campus@voorbeeld.be",
            created_at=NOW - timedelta(days=90),
            **more,
        )
        if capacity_id is None:
            self.rows._rows["unit"][-1] = _with_capacity(self.rows._rows["unit"][-1], unit)
        for application in self.applications:
            wanted = [application.name, *(one.application for one in application.companions)]
            for place, box in enumerate(wanted):
                if not (self.stuck == "ticks" and self.chance.random() < 0.5):
                    self.rows.add("unit_tick", enterprise_id=self.id, unit_id=unit, application=box, position=place)
        return unit

    def user(self, place: int, capacity: int | None) -> None:
        """Add somebody who should reach the applications, and mostly does."""
        person, chance = self.person(place), self.chance
        unit, path = chance.choice(self.homes) if self.homes else (0, "90000/91000" if self.depth == 2 else "90000")
        if self.depth == 0:
            path = ""
        for place_of, application in enumerate(self.applications):
            if place_of == 0 or chance.random() < 0.3:
                wanted = None if chance.random() < 0.1 else path
                self.rows.add(
                    "expected_access",
                    enterprise_id=self.id,
                    person_id=person,
                    application=application.name,
                    unit=wanted,
                    position=place * 2 + place_of,
                )
        if chance.random() < 0.97:
            listed = {"listed_as": "heracles_roles", "person_id": person, "position": place}
            self.rows.add("listed_person", enterprise_id=self.id, **listed)
        fault = _drawn(chance, USER_FAULTS)
        if capacity is None or fault == "absent":
            return
        if fault == "level" and self.above:
            unit = self.above[-1][0]
        elif fault == "other":
            unit = chance.choice(self.homes)[0]
        if unit:
            self.register(person, unit, place, fault)

    def register(self, person: int, unit: int, place: int, fault: str) -> None:
        """Register somebody with ticks and a function."""
        fresh = NOW - timedelta(minutes=5)
        user = self.rows.add(
            "registration",
            enterprise_id=self.id,
            unit_id=unit,
            person_id=person,
            username=f"gebruiker{self.number}x{place}",
            email=None if fault == "no-email" else f"gebruiker{place}@voorbeeld.be",
            status="Geblokkeerd" if fault == "blocked" else "Actief",
            state="saved" if fault == "saved" else "confirmed",
            changed_at=fresh if fault == "fresh" else NOW - timedelta(days=self.chance.randint(1, 80)),
            position=place,
        )
        for at, application in enumerate(self.applications):
            boxes = [application.name, *(one.application for one in application.companions)]
            for offset, box in enumerate(boxes):
                if not (fault == "no-tick" and offset == 0):
                    ticked = {"registration_id": user, "application": box, "position": at * 2 + offset}
                    self.rows.add("registration_tick", enterprise_id=self.id, **ticked)
        first = self.applications[0]
        if first.function_need is FunctionNeed.ONE and fault != "no-function":
            starts = NOW.date() + timedelta(days=10 if fault == "ahead" else -60)
            self.rows.add(
                "function_given",
                enterprise_id=self.id,
                registration_id=user,
                function=self.chance.choice(first.functions),
                first_day=starts,
                last_day=NOW.date() - timedelta(days=5) if fault == "ended" else None,
                changed_at=NOW - timedelta(days=60),
                position=0,
            )

    def plan(self, place: int, path: str) -> None:
        """Add a unit to the plan."""
        self.rows.add(
            "planned_unit",
            enterprise_id=self.id,
            capacity=self.applications[0].capacity,
            unit=path,
            type=self.sector.types[-1],
            name=f"Campus {path.rpartition('/')[2]}",
            position=place,
        )


def _with_capacity(row: tuple[Any, ...], unit: int) -> tuple[Any, ...]:
    """Return the row of a capacity, which is its own."""
    columns = list(_defaults("unit"))
    return tuple(unit if name == "capacity_id" else value for name, value in zip(columns, row, strict=True))


@cache
def _application(name: str) -> Application:
    return catalogue().application(name) or next(one for one in catalogue().applications if one.known_as == name)


def _drawn(chance: Random, weights: dict[Any, int]) -> Any:
    return chance.choices(list(weights), weights.values())[0]


def enterprise_number(number: int) -> str:
    """Return a made-up enterprise number (rulebook N7); `number` below 1,000,000."""
    eight = f"01{number:06d}"
    return f"{eight}{97 - int(eight) % 97:02d}"


def insz(number: int) -> str:
    """Return a made-up person number; they come round again after some 2,000 organisations."""
    birth = date(1940, 1, 1) + timedelta(days=(number // 2) % 20_000)
    nine = f"{birth:%y%m%d}{999 - number % 2}"
    return f"{nine}{97 - int(nine) % 97:02d}"


def sizes(store: Store) -> Iterator[tuple[str, int]]:
    """Yield how many rows each table holds."""
    with store.reading() as tx:
        for table in map(table_of, TREE):
            yield table.name, tx.connection().exec_driver_sql(f"SELECT count(*) FROM {table.name}").scalar_one()


def main() -> None:
    size, path = int(sys.argv[1]), Path(sys.argv[2])
    started = time.perf_counter()
    with open_store(Embedded(path), create=True) as store:
        fill(store, size)
        print(f"{time.perf_counter() - started:.1f} s", dict(sizes(store)))


if __name__ == "__main__":
    main()
