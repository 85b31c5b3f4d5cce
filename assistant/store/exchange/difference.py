"""Bringing the rows of an enterprise from what they are to what a tree says, each change recorded.

Rows are matched by what they are about in the field (an INSZ, a unit's type and number, …), never by their place
in the file, so that the ledger tells what really changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlmodel import Session

from assistant.store.exchange.rows import REFERENCES, Rows, Values
from assistant.store.exchange.unit_path import step
from assistant.store.recording import change_rows, insert_rows, remove_rows
from assistant.store.tables import TREE, Row, table_of

Key = tuple[Any, ...]

_MODELS: dict[str, type[Row]] = {table_of(model).name: model for model in TREE}
_ORDER = tuple(_MODELS)

_LEVELS = {"capacity": 0, "subdivision": 1, "site": 2}


def bring(tx: Session, present: Rows, wanted: Rows) -> None:
    """Change the rows of an enterprise into `wanted`, whose ids mean nothing. To be called inside a recording."""
    have, want = _keys(present), _keys(wanted)
    ids = {name: _matched(have[name], want[name]) for name in _ORDER}
    # People go last and come first: until then rows name those who leave, from then on those who came.
    for name in reversed(_ORDER):
        if name != "person":
            _remove(tx, name, present[name], ids[name])
    for name in ("enterprise", "person"):
        _add(tx, name, wanted[name], ids)
    for name in _ORDER:
        _change(tx, name, present[name], wanted[name], ids)
    for name in _ORDER:
        if name == "unit":
            for level in _LEVELS:
                of_level = {n: row for n, row in wanted["unit"].items() if row["level"] == level}
                _add(tx, "unit", of_level, ids)
        else:
            _add(tx, name, wanted[name], ids)
    _remove(tx, "person", present["person"], ids["person"])
    tx.expire_all()


def _matched(have: dict[Key, int], want: dict[Key, int]) -> dict[int, int]:
    """Return the present id of each wanted row that is there already."""
    return {want_id: have[key] for key, want_id in want.items() if key in have}


def _remove(tx: Session, name: str, present: Mapping[int, Values], ids: Mapping[int, int]) -> None:
    kept = set(ids.values())
    going = {row_id: row for row_id, row in present.items() if row_id not in kept}
    if name == "unit":
        for level in reversed(_LEVELS):
            remove_rows(tx, _MODELS[name], {n: row for n, row in going.items() if row["level"] == level})
    else:
        remove_rows(tx, _MODELS[name], going)


def _add(tx: Session, name: str, wanted: Mapping[int, Values], ids: dict[str, dict[int, int]]) -> None:
    coming = {row_id: row for row_id, row in wanted.items() if row_id not in ids[name]}
    rows = [_translated(name, row, ids) for row in coming.values()]
    ids[name].update(zip(coming, insert_rows(tx, _MODELS[name], rows), strict=True))
    if name == "unit":  # a capacity names itself, which only a row that exists can
        itself = {ids[name][n]: {"capacity_id": ids[name][n]} for n, row in coming.items() if row["parent_id"] is None}
        change_rows(tx, _MODELS[name], {n: ({"capacity_id": None}, after) for n, after in itself.items()})


def _change(
    tx: Session, name: str, present: Mapping[int, Values], wanted: Mapping[int, Values], ids: dict[str, dict[int, int]]
) -> None:
    changes = {}
    for want_id, row in wanted.items():
        row_id = ids[name].get(want_id)
        if row_id is None or row_id not in present:
            continue
        before, after = present[row_id], _translated(name, row, ids)
        different = [column for column in after if column != "version" and before[column] != after[column]]
        if different:
            changes[row_id] = ({c: before[c] for c in different}, {c: after[c] for c in different})
    # Who stops being the HTB stops before another starts: there is never more than one.
    starting = {row_id for row_id, (_, after) in changes.items() if after.get("status") == "active"}
    change_rows(tx, _MODELS[name], {row_id: found for row_id, found in changes.items() if row_id not in starting})
    change_rows(tx, _MODELS[name], {row_id: changes[row_id] for row_id in starting})


def _translated(name: str, row: Values, ids: Mapping[str, Mapping[int, int]]) -> Values:
    """Return a wanted row with the ids of the store; its own, which it may not have yet, stays empty."""
    translated = dict(row)
    for column, table in REFERENCES[name].items():
        if row[column] is not None:
            translated[column] = ids[table].get(row[column])
    return translated


def _keys(rows: Rows) -> dict[str, dict[Key, int]]:
    """Return the rows of each table by what they are about."""
    finder = _Keys(rows)
    return {name: finder.of(name) for name in _ORDER}


class _Keys:
    """Finds the key of a row, which is built from the keys of the rows it refers to."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._found: dict[str, dict[int, Key]] = {}

    def of(self, name: str) -> dict[Key, int]:
        keys = self._found[name] = {}
        times: Counter[Key] = Counter()
        for row_id, row in sorted(self._rows[name].items(), key=lambda found: (found[1].get("position", 0), found[0])):
            key = tuple(_KEYS[name](self, row))
            # The same thing may be there more than once (a manager who left and came back): counted in order.
            keys[row_id] = (*key, times[key])
            times[key] += 1
        return {key: row_id for row_id, key in keys.items()}

    def person(self, row_id: int | None) -> str | None:
        return None if row_id is None else self._rows["person"][row_id]["insz"]

    def unit(self, row_id: int | None) -> Key:
        if row_id is None:
            return ()
        row = self._rows["unit"][row_id]
        return (*self.unit(row["parent_id"]), row["capacity"], row["type"], step(row["hco"], row["name"]))

    def __getitem__(self, reference: tuple[str, int]) -> Key:
        table, row_id = reference
        return self._found[table][row_id]


def _plain(*columns: str) -> Callable[[_Keys, Values], Iterator[Any]]:
    return lambda keys, row: (row[column] for column in columns)


_KEYS: dict[str, Callable[[_Keys, Values], Any]] = {
    "enterprise": _plain("number"),
    "person": _plain("insz"),
    "listed_person": lambda keys, row: (row["listed_as"], keys.person(row["person_id"])),
    "unit": lambda keys, row: (keys.unit(row["parent_id"]), row["capacity"], row["type"], step(row["hco"], row["name"])),
    "manager": lambda keys, row: (keys.unit(row["unit_id"]), row["role"], keys.person(row["person_id"])),
    "unit_tick": lambda keys, row: (keys.unit(row["unit_id"]), row["application"]),
    "registration": lambda keys, row: (keys.unit(row["unit_id"]), keys.person(row["person_id"])),
    "registration_tick": lambda keys, row: (keys["registration", row["registration_id"]], row["application"]),
    "function_given": lambda keys, row: (keys["registration", row["registration_id"]], row["function"]),
    "responsibility": lambda keys, row: (keys.unit(row["unit_id"]), row["function"], keys.person(row["responsible_id"])),
    "coworker": lambda keys, row: (keys["responsibility", row["responsibility_id"]], keys.person(row["person_id"])),
    "expected_access": lambda keys, row: (
        keys.person(row["person_id"]),
        row["application"],
        row["unit"],
        row["capacity"],
        row["function"],
    ),
    "planned_unit": _plain("capacity", "unit", "type"),
    "observation": lambda keys, row: (row["code"], row["at"], row["capacity"], row["unit"], keys.person(row["person_id"])),
}
