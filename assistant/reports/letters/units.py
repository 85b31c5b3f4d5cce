"""What the units of an enterprise are called in letters: by their name and number, those that are still to be made too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from assistant.store.exchange.unit_path import number_and_name, units_of

Document = Mapping[str, Any]


class UnitNames:
    """The names of the units in an access tree, planned ones included, and of those that some actions make."""

    def __init__(self, tree: Document, actions: Iterable[Document] = ()) -> None:
        self._names: dict[tuple[str, str], str] = {}
        for action in actions:
            self._add(action.get("capacity"), action.get("unit"), action["data"].get("name"))
        for unit in tree.get("planned_units", ()):
            self._add(unit["capacity"], unit["unit"], unit.get("name"))
        for capacity in tree.get("capacities", ()):
            for path, unit in units_of(capacity):
                self._add(capacity["name"], path, unit.get("name"))

    def called(self, capacity: str | None, path: str) -> str:
        """What a unit is called: its name and number; the capacity itself by its own name."""
        if not path:
            return capacity or ""
        number, in_path = number_and_name(path)
        name = self._names.get((capacity or "", path)) or in_path or ""
        return f"{name} ({number})" if name and number else name or str(number)

    def _add(self, capacity: str | None, path: str | None, name: str | None) -> None:
        if capacity and path and name:
            self._names[capacity, path] = name
