"""What the demonstration is made of: the rows of `data/demo/`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec

from assistant.domain.places import data_folder
from assistant.domain.rows import DataRow, read_rows


class Sector(DataRow, frozen=True):
    """A kind of organisation; what is left out follows from its application's profile."""

    key: str
    sector: str
    organisation: str
    """What its organisations are called, before the name of a place."""
    application: str
    """What it is mainly for; what goes wrong, goes wrong there."""
    besides: tuple[str, ...] = ()
    """Further applications that all its people are to reach."""
    unit: str = ""
    """What its units are called."""
    capacity: str | None = None
    type: str | None = None
    """The type of its sub-divisions, where its capacity knows several."""
    sites: int = 0
    people: int = 2
    """How many people are to reach the application."""
    doctors: tuple[str, ...] = ()
    """Functions whose holders are doctors."""


class Sectors(DataRow, frozen=True):
    """`data/demo/sectors.yaml`: the sectors and the made-up names."""

    places: tuple[str, ...]
    surnames: tuple[str, ...]
    first_names: tuple[str, ...]
    sectors: tuple[Sector, ...]


class Change(DataRow, frozen=True):
    """One change to a tree, at one of its parts; see `data/demo/faults.yaml`."""

    at: str | None = None
    set: dict[str, Any] = msgspec.field(default_factory=dict)
    untick: bool = False
    remove: bool = False
    move_to: str | None = None
    copy_to: str | None = None
    plan: bool = False
    seen: tuple[str, ...] | None = None


class Organisation(DataRow, frozen=True):
    """One organisation: how far it came, what went wrong since, how many weeks ago it began."""

    sector: str
    stage: str = "ready"
    faults: tuple[str, ...] = ()
    begun: int = 0


@dataclass(frozen=True, slots=True)
class Described:
    """The three tables."""

    names: Sectors
    organisations: tuple[Organisation, ...]
    faults: dict[str, tuple[Change, ...]]

    def sector(self, key: str) -> Sector:
        """Return a sector by its key."""
        return next(sector for sector in self.names.sectors if sector.key == key)


@cache
def described() -> Described:
    """Return the tables, read once. Raises `RowFaults`."""
    folder = data_folder() / "demo"
    return Described(
        read_rows(folder / "sectors.yaml", Sectors),
        read_rows(folder / "organisations.yaml", tuple[Organisation, ...]),
        read_rows(folder / "faults.yaml", dict[str, tuple[Change, ...]]),
    )
