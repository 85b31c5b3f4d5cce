"""Of several units that could give an access, the one that counts (rulebook V1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from assistant.checks.compiled import Row
from assistant.checks.conditions import verdict
from assistant.checks.user_facts import Registered


def counting(rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    """Yield one row an access, in their order: that of the best unit, with `units`, the number there were to choose from."""
    accesses: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        accesses.setdefault((row["origin"], row["number"], row["application"]), []).append(row)
    for found in accesses.values():
        yield best(found)


def best(rows: Sequence[Row]) -> dict[str, Any]:
    """Return the row that counts of those of one access, with `units`, and its `verdict`."""
    row: Row = rows[0] if len(rows) == 1 else min(rows, key=_nearest)
    return alone({**row, "units": len(rows)})


def alone(row: dict[str, Any]) -> dict[str, Any]:
    """Add to the row that counts of an access what `best` tells; it is the only one where it does not say otherwise."""
    row.setdefault("units", 1)
    row["verdict"] = verdict(row["certain"], row["wrong"], row["changed"])
    return row


def _nearest(row: Row) -> tuple[Any, ...]:
    """Return the order of units: where it goes best, else where the person is registered, else where least is in the way."""
    places = (row["changed"], row["subdivision_place"], row["site_place"], row["here_id"])
    return (
        -verdict(row["certain"], row["wrong"], row["changed"]),
        row["registered"] != Registered.HERE,
        row["certain"].bit_count(),
        *((place is not None, place) for place in places),
    )
