"""What is known of an enterprise, from which the plan takes what it would otherwise have to make up (interface §5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from assistant.checks.decisions import Decision
from assistant.checks.profiles import UNITS
from assistant.domain.catalogue import catalogue
from assistant.domain.vocabulary import Level, ManagerStatus, Role
from assistant.store.exchange.document import Document
from assistant.store.exchange.unit_path import depth, joined, number_and_name, step, units_of


class Known:
    """An access tree, asked for this and that."""

    def __init__(self, tree: Document, today: date) -> None:
        self.tree = tree
        self.today = today
        self.number: str = tree["enterprise"]["number"]
        self._people: dict[str, Document] = {person["insz"]: person for person in tree["people"]}
        self._planned: dict[tuple[str, str], Document] = {
            (unit["capacity"], unit["unit"]): unit for unit in tree.get("planned_units", ())
        }
        self.chief = next((one["person"] for one in tree["managers"] if _is_chief(one)), None)
        """The INSZ of the HTB; a plan that appoints one says so here."""

    def person(self, insz: str) -> Mapping[str, Any]:
        """Return what is known of someone, nothing of someone not described."""
        return self._people.get(insz, {})

    def chief_email(self) -> str | None:
        """Return the HTB's e-mail address, which stands in for that of a unit or capacity."""
        found: str | None = self.person(self.chief or "").get("email")
        return found

    def lend_email(self, action: Document) -> None:
        """Give a new unit or capacity the HTB's e-mail address, if it has none and there is one by now."""
        if "person" not in action and action["data"].get("email", "") is None:
            action["data"]["email"] = self.chief_email()

    def possible_chiefs(self) -> tuple[str | None, list[str]]:
        """Return who becomes HTB, a legal representative if one is known; else among whom to choose (T1)."""
        representatives, employees = (self.tree["enterprise"][name] for name in ("legal_representatives", "employees"))
        if representatives:
            return representatives[0], []
        return None, list(employees or self._people)

    def planned(self, capacity: str | None, path: str) -> Mapping[str, Any]:
        """Return the plan of a unit, nothing where there is none."""
        return self._planned.get((capacity or "", path), {})

    def unit_to_make(self, decision: Decision, level: Level) -> str:
        """Return the path of a missing unit: the one asked for, else the first planned, else named as the enterprise."""
        wanted, steps = (decision.unit or "").split("/"), UNITS.index(level)
        if decision.unit and len(wanted) >= steps:
            return "/".join(wanted[:steps])
        above = "" if level is Level.SUBDIVISION else str(decision.row["subdivision_path"])
        present = set(self._paths(decision.capacity))
        for capacity, path in sorted(self._planned):
            top = path if depth(path) == steps else "/".join(path.split("/")[:steps])
            under = not above or top.startswith(f"{above}/")
            if capacity == decision.capacity and depth(top) == steps and under and top not in present:
                return top
        return joined(above, step(None, self.tree["enterprise"]["name"]))

    def unit_name(self, path: str) -> str:
        """Return the name of a new unit: the one in its path, else that of the enterprise."""
        _, name = number_and_name(path)
        return name or str(self.tree["enterprise"]["name"])

    def unit_type(self, capacity: str | None, level: Level) -> str:
        """Return the type of a new unit: the catalogue's first, else that of a sister, else as the capacity is called."""
        kind = catalogue().capacity(capacity or "")
        types = [one.label for one in kind.types_on(level)] if kind else []
        sisters = [unit["type"] for path, unit in self._units(capacity) if UNITS[depth(path)] is level and path]
        return str(next(iter([*types, *sisters]), capacity))

    def misplaced(self, decision: Decision, home: Level) -> list[str]:
        """Return the paths of the units where someone is a user on a wrong level, if that has to go first."""
        kind = catalogue().capacity(decision.capacity or "")
        if kind is None or not kind.wrong_levels_first:
            return []
        return [
            path
            for path, unit in self._units(decision.capacity)
            if UNITS[depth(path)] is not home and any(user["person"] == decision.person for user in unit["users"])
        ]

    def level_of(self, path: str) -> Level:
        """Return the level of a unit by its path."""
        return UNITS[depth(path)]

    def is_doctor(self, decision: Decision, functions: Sequence[str], coming: str | None) -> bool:
        """Tell whether someone counts as a doctor: known to be one, or by a function that is held or will be."""
        if self.person(decision.person).get("doctor") or coming in functions:
            return True
        return any(function["function"] in functions for function in self._functions(decision))

    def held_before(self, decision: Decision, opening: Iterable[str]) -> str | None:
        """Return the opening function that someone has or had last in the capacity."""
        held = [function for function in self._functions(decision) if function["function"] in set(opening)]
        latest = sorted(held, key=lambda one: (one["end"] is None, one["end"] or "", one["start"]), reverse=True)
        return str(latest[0]["function"]) if latest else None

    def _functions(self, decision: Decision) -> Iterator[Document]:
        for _, unit in self._units(decision.capacity):
            for user in unit["users"]:
                if user["person"] == decision.person:
                    yield from user["functions"]

    def _paths(self, capacity: str | None) -> Iterator[str]:
        return (path for path, _ in self._units(capacity))

    def _units(self, capacity: str | None) -> Iterator[tuple[str, Document]]:
        for top in self.tree["capacities"]:
            if top["name"] == capacity:
                yield "", top
                yield from units_of(top)


def _is_chief(manager: Document) -> bool:
    active = manager["status"] == ManagerStatus.ACTIVE and manager.get("state", "confirmed") == "confirmed"
    return bool(manager["role"] == Role.HTB and active)
