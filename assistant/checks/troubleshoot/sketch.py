"""What was found by asking, as an access tree: the part of it that the cause rests on, in order but for that cause.

A tree cannot leave open whether a unit or a tick is there. What was not asked about stands in it as in order, as nobody saw
that it was not; what may be unknown in a tree (interface §2) stays out of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.checks.troubleshoot.telling import Told
from assistant.domain.catalogue import Application, CapacityKind, Certainty, catalogue
from assistant.domain.numbers import spaced_enterprise
from assistant.domain.symptoms import symptom
from assistant.domain.troubleshooting import troubleshooting
from assistant.domain.vocabulary import Level, ManagerStatus, Role, State, UnitStatus, UserStatus
from assistant.store.exchange.unit_path import joined, step

Document = dict[str, Any]

_UNITS = (Level.CAPACITY, Level.SUBDIVISION, Level.SITE)
_NO_HTB = "htb.missing"
_OTHER_FUNCTION = "function.does-not-open"
_WITHOUT_FUNCTION = frozenset(
    {
        "capacity.not-activated",
        "step.unconfirmed",
        "subdivision.missing",
        "site.missing",
        "user.missing",
        "user.wrong-level",
        "user.missing-on-site",
        "manager.not-a-user",
        "function.missing",
    }
)
"""Causes with which the person has no function that matters."""
_DAYS = {"function.not-yet": "begin", "function.expired": "end"}


@dataclass(frozen=True, slots=True)
class About:
    """Who and where it is about: the person, the enterprise, what the unit is called, the function held and the day that it
    begins or ended (ISO)."""

    number: str
    insz: str
    name: str | None = None
    surname: str | None = None
    first_name: str | None = None
    unit: str | None = None
    function: str | None = None
    day: str | None = None


def can_be_kept(code: str, place: str | None) -> bool:
    """Whether a tree can say this: something about an application whose capacity is laid down, or seen on a screen."""
    application = catalogue().application(place or "")
    return code == _NO_HTB or symptom(code).observable or bool(application and application.capacity and application.users_on)


def to_name(place: str | None, code: str | None) -> dict[str, bool | str | None]:
    """What such a tree has to name besides the person: the `unit`, the `function` held, and of the function which `day`:
    `since` when it is held, when it will `begin`, when it came to its `end`."""
    application = catalogue().application(place or "")
    grown = application is not None and application.capacity is not None
    functions = grown and application is not None and bool(catalogue().functions_opening(application))
    has_function = functions and code not in _WITHOUT_FUNCTION
    return {
        "unit": bool(grown and application and application.users_on in (Level.SUBDIVISION, Level.SITE)),
        "function": has_function and code != _OTHER_FUNCTION,
        "day": _DAYS.get(code or "", "since") if has_function else None,
    }


def sketched(told: Told, code: str | None, about: About) -> Document:
    """Return the tree of a case that came to a cause; with None, of one that is solved."""
    person = {"insz": about.insz, "surname": about.surname or "?", "first_name": about.first_name or "?"}
    tree: Document = {
        "format": "access-tree/1",
        "enterprise": {"number": about.number, "name": about.name or spaced_enterprise(about.number)},
        "people": [person],
        "managers": [],
        "capacities": [],
        "expected": [],
    }
    application = catalogue().application(told.place or "")
    capacity = catalogue().capacity(application.capacity) if application and application.capacity else None
    if application and capacity and application.users_on:
        _grow(tree, _Branch(application, capacity, about), told, code)
    if code and symptom(code).observable and not (application and code in _WRONGS):
        seen = {"code": code, "person": about.insz}
        tree["observations"] = [{**seen, "capacity": capacity.label} if capacity else seen]
    return tree


class _Branch:
    """The way down from the capacity to the person, all in order."""

    def __init__(self, application: Application, capacity: CapacityKind, about: About) -> None:
        self.application, self.capacity, self.about = application, capacity, about
        depth = _UNITS.index(application.users_on) if application.users_on else 0
        name = about.unit or about.name or spaced_enterprise(about.number)
        self.units = [self._unit(level, name) for level in _UNITS[: depth + 1]]
        self.user = self._user()
        self.units[-1]["users"].append(self.user)
        self.path = ""
        for unit in self.units[1:]:
            self.path = joined(self.path, step(None, unit["name"]))

    def _unit(self, level: Level, name: str) -> Document:
        unit: Document = {"name": name, "applications": self._ticks(level), "users": []}
        if level is Level.CAPACITY:
            return {**unit, "name": self.capacity.label, "subdivisions": []}
        types = self.capacity.types_on(level)
        kind = types[0].label if types else self.capacity.label
        return {**unit, "type": kind, "hco": None} | ({"sites": []} if level is Level.SUBDIVISION else {})

    def _user(self) -> Document:
        function = {"function": self.about.function or troubleshooting().other_function, "start": self.about.day}
        return {
            "person": self.about.insz,
            "email": None,
            "status": UserStatus.ACTIVE.value,
            "applications": self._ticks(Level.USER),
            "functions": [function] if self.about.day else [],
        }

    def _ticks(self, level: Level) -> list[str]:
        own = [self.application.name] if self.application.tick_on(level) is not Certainty.OPEN else []
        beside = [
            one.application
            for one in self.application.companions
            if level is Level.USER or any(tick.level == level for tick in one.ticked_on)
        ]
        return [*own, *beside]

    def hung(self) -> Document:
        """The capacity, each unit under the one above."""
        for above, unit in zip(self.units, self.units[1:], strict=False):
            above["sites" if "sites" in above else "subdivisions"].insert(0, unit)
        return self.units[0]


def _grow(tree: Document, branch: _Branch, told: Told, code: str | None) -> None:
    expected = {"person": branch.about.insz, "application": branch.application.name}
    tree["expected"] = [{**expected, "unit": branch.path} if branch.path else expected]
    tree["external"] = {}
    if code in _WRONGS:
        _WRONGS[code](branch, tree, told)
    tree["capacities"] = [branch.hung()] if branch.units else []


Wrong = Callable[[_Branch, Document, Told], None]


def _cut(depth: int) -> Wrong:
    def wrong(branch: _Branch, tree: Document, told: Told) -> None:
        del branch.units[depth:]

    return wrong


def _untick(depth: int) -> Wrong:
    def wrong(branch: _Branch, tree: Document, told: Told) -> None:
        branch.units[depth]["applications"] = []

    return wrong


def _user_unticked(branch: _Branch, tree: Document, told: Told) -> None:
    branch.user["applications"] = []


def _unconfirmed(branch: _Branch, tree: Document, told: Told) -> None:
    """What was not confirmed: the first unit that could not be found, else the user."""
    said = dict(told.answers)
    missing = {"geen-hoedanigheid": 0, "geen-subafdeling": 1, "geen-site": 2}.get(said.get("eenheid", ""))
    if missing is None and said.get("plaats") == "geen-eenheid":
        missing = len(branch.units) - 1
    thing = branch.user if missing is None else branch.units[missing]
    thing["state"] = State.SAVED.value


def _no_user(branch: _Branch, tree: Document, told: Told) -> None:
    branch.units[-1]["users"] = []


def _user_above(branch: _Branch, tree: Document, told: Told) -> None:
    _no_user(branch, tree, told)
    branch.units[-2]["users"].append(branch.user)


def _user_elsewhere(branch: _Branch, tree: Document, told: Told) -> None:
    _no_user(branch, tree, told)
    here = branch.units[-1]
    other = {**here, "name": troubleshooting().other_unit, "users": [branch.user]}
    branch.units[-2]["sites" if "sites" in branch.units[-2] else "subdivisions"].append(other)


def _user_blocked(branch: _Branch, tree: Document, told: Told) -> None:
    branch.user["status"] = UserStatus.BLOCKED.value


def _only_manager(branch: _Branch, tree: Document, told: Told) -> None:
    _no_user(branch, tree, told)
    role = Role.SB if len(branch.units) > 1 else Role.CO_TB
    manager = {"role": role.value, "person": branch.about.insz, "status": ManagerStatus.ACTIVE.value}
    branch.units[-1]["managers"] = [manager]


def _unit_blocked(branch: _Branch, tree: Document, told: Told) -> None:
    branch.units[1]["status"] = UnitStatus.BLOCKED.value


def _no_function(branch: _Branch, tree: Document, told: Told) -> None:
    branch.user["functions"] = []


def _function_above(branch: _Branch, tree: Document, told: Told) -> None:
    above = {**branch.user, "functions": branch.user["functions"]}
    branch.user["functions"] = []
    branch.units[-2]["users"].append(above)


def _function_ended(branch: _Branch, tree: Document, told: Told) -> None:
    for function in branch.user["functions"]:
        function["end"] = function["start"]


def _as_it_is(branch: _Branch, tree: Document, told: Told) -> None:
    """The answers, the function or its day say it already; or no tree can."""


def _not_reported(branch: _Branch, tree: Document, told: Told) -> None:
    tree["external"] = {"head_radiologist_reported": False}


def _no_role(branch: _Branch, tree: Document, told: Told) -> None:
    tree["external"] = {"heracles_roles": []}


_WRONGS: Mapping[str | None, Wrong] = {
    "capacity.not-activated": _cut(0),
    "subdivision.missing": _cut(1),
    "site.missing": _cut(2),
    "step.unconfirmed": _unconfirmed,
    "subdivision.blocked": _unit_blocked,
    "app.missing-on-capacity": _untick(0),
    "app.missing-on-subdivision": _untick(1),
    "app.missing-on-site": _untick(2),
    "app.missing-on-user": _user_unticked,
    "user.missing": _no_user,
    "user.wrong-level": _user_above,
    "user.missing-on-site": _user_elsewhere,
    "user.blocked": _user_blocked,
    "manager.not-a-user": _only_manager,
    "function.missing": _no_function,
    "function.wrong-level": _function_above,
    "function.not-yet": _as_it_is,
    "function.expired": _function_ended,
    _OTHER_FUNCTION: _as_it_is,
    "change.pending": _as_it_is,
    "external.head-radiologist": _not_reported,
    "external.heracles-role": _no_role,
}
"""What each cause changes on the branch; those that only a screen shows are observations."""
