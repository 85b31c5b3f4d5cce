"""How to reach a spot in the portal: addresses and clicks from `data/places.yaml`."""

from __future__ import annotations

from functools import cache

from assistant.domain.places import data_folder
from assistant.domain.rows import DataRow, Words, read_rows


class Way(DataRow, frozen=True):
    """The way to one spot: from an address, or on from where another way ends.

    `clicks` are one instruction each; `{label.x}` in them stands for a label of the portal.
    """

    title: Words
    source: str
    address: str | None = None
    after: str | None = None
    """The way to go first."""
    clicks: tuple[Words, ...] = ()
    synonyms: tuple[str, ...] = ()
    """Other words by which people look for the spot."""
    contact: str | None = None
    """Key of the contact who helps on these screens, where that is not the one of the portal."""


@cache
def ways() -> dict[str, Way]:
    """Return all ways by key, read once. Raises `RowFaults`."""
    return read_rows(data_folder() / "places.yaml", dict[str, Way])


def way(key: str) -> Way:
    """Return the way to one spot. Raises `KeyError` when there is none of that key."""
    return ways()[key]


def whole_way(key: str) -> tuple[Way, ...]:
    """Return the ways to go one after another, the first with an address, the last the one asked for.

    Raises `KeyError` when there is none of that key.
    """
    return tuple(way(leg) for leg in legs_of(key))


def legs_of(key: str) -> tuple[str, ...]:
    """Return the keys of the ways to go one after another, the one asked for last. Raises `KeyError`."""
    legs = [key]
    while (before := way(legs[0]).after) is not None:
        legs.insert(0, before)
    return tuple(legs)
