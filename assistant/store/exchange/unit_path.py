"""How files and commands name a unit below its capacity (interface §1): `90005/90001`, `~name` without HCO number.

In a name that stands in a path, `/` is written `%2F` and `%` is written `%25`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assistant.domain.malformed import Malformed
from assistant.domain.numbers import hco
from assistant.domain.words import words

DEEPEST = 2
"""A sub-division and a site."""


def step(number: str | None, name: str | None) -> str:
    """Return how one unit is named in a path: by its HCO number, else by its name."""
    return number or "~" + (name or "").strip().replace("%", "%25").replace("/", "%2F")


def joined(parent: str, last: str) -> str:
    """Return the path of a unit under another (the empty path: the capacity itself)."""
    return f"{parent}/{last}" if parent else last


def unit_path(text: str) -> str:
    """Return a path as it is kept: HCO numbers as digits, names as they are. Raises `Malformed`."""
    plain = text.strip().strip("/")
    if not plain:
        return ""
    steps = plain.split("/")
    if len(steps) > DEEPEST:
        raise Malformed(
            "too-deep",
            words("Een eenheid heeft hoogstens twee delen: subafdeling/site, bijvoorbeeld 90005/90001."),
        )
    return "/".join(map(_step, steps))


def _step(text: str) -> str:
    plain = text.strip()
    if not plain.startswith("~"):
        return hco(plain)
    if not plain[1:].strip():
        raise Malformed("no-name", words("Na '~' hoort de naam van de eenheid."))
    return "~" + plain[1:].strip()


def units_of(capacity: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the sub-divisions of a capacity of an access tree and their sites, each with its path."""
    for subdivision in capacity["subdivisions"]:
        path = step(subdivision["hco"], subdivision["name"])
        yield path, subdivision
        for site in subdivision["sites"]:
            yield joined(path, step(site["hco"], site["name"])), site


def parent_of(path: str) -> str:
    """Return the path of the unit above; that of a sub-division is the capacity's, empty."""
    return path.rpartition("/")[0]


def depth(path: str) -> int:
    """Return how far a unit is below its capacity: 0 the capacity itself, 1 a sub-division, 2 a site."""
    return path.count("/") + 1 if path else 0


def number_and_name(path: str) -> tuple[str | None, str | None]:
    """Return what the last step of a path says: an HCO number, or a name."""
    last = path.rpartition("/")[2]
    if last.startswith("~"):
        return None, last[1:].replace("%2F", "/").replace("%25", "%")
    return last, None
