"""What mends a decision: for each condition that denies, the action that meets it, with what it has to be told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from assistant.checks.decisions import Decision
from assistant.checks.profiles import CERTAIN, UNITS
from assistant.checks.repair.known import Known
from assistant.domain.catalogue import Application, catalogue
from assistant.domain.vocabulary import Level, UnitStatus


class Stage(IntEnum):
    """The order of things (rulebook O1, O4, O5): what stands higher is mended first, what is wrong goes first."""

    CHIEF, CAPACITY, SUBDIVISION, SITE, LEAVING, USER, FUNCTION_ENDED, FUNCTION = range(8)


@dataclass(slots=True)
class Proposal:
    """An action of interface §3 without its actor. `assumed` names the fields that were made up."""

    stage: Stage
    action: dict[str, Any]
    because: list[str]
    assumed: list[str] = field(default_factory=list)
    choices: list[str] | None = None
    """What to choose from for the field `chosen`, where it may not be guessed."""
    chosen: str | None = None

    @property
    def key(self) -> tuple[Any, ...]:
        """What makes two proposals the same step."""
        data = self.action["data"]
        about = (self.action.get(name) for name in ("action", "capacity", "unit", "person"))
        return (*about, data.get("application"), data.get("function"), tuple(self.choices or ()))

    def join(self, other: Proposal) -> None:
        """Take over what another proposal of the same step wants besides."""
        self.because += [code for code in other.because if code not in self.because]
        mine, theirs = self.action["data"], other.action["data"]
        if "applications" in mine:
            mine["applications"] += [name for name in theirs["applications"] if name not in mine["applications"]]

    def chosen_action(self) -> dict[str, Any]:
        """Return the action with the first of the choices taken."""
        if not self.choices:
            return dict(self.action)
        top, _, below = (self.chosen or "").partition(".")
        first = self.choices[0]
        return {**self.action, top: {**self.action[top], below: first} if below else first}


def proposals(decision: Decision, known: Known) -> Iterator[Proposal]:
    """Yield what the organisation can do in the portal about what denies a decision."""
    profile = catalogue().application(decision.application)
    denying = {one.column: one.code for one, weight in decision.wrong if weight == CERTAIN}
    if profile is None or "is_open" in denying:  # nothing done in this capacity gives the application
        return
    remedy = _Remedy(decision, known, profile)
    for column, code in denying.items():
        for proposal in remedy.of(column):
            proposal.because = proposal.because or [code]
            yield proposal


class _Remedy:
    def __init__(self, decision: Decision, known: Known, profile: Application) -> None:
        self._row = decision.row
        self._decision = decision
        self._known = known
        self._profile = profile
        self._capacity = decision.capacity
        self._home = UNITS[decision.row["depth"]] if decision.row["depth"] >= 0 else Level.CAPACITY

    def of(self, column: str) -> Iterator[Proposal]:
        """Yield the actions for one condition, by its column in the rule table."""
        if column.startswith("no_tick"):
            yield self._tick(column)
        elif column in _WAYS:
            yield from _WAYS[column](self)

    def _proposal(self, stage: Stage, name: str, unit: str | None, data: dict[str, Any], person: bool = False) -> Proposal:
        action = {"action": name, "enterprise": self._known.number, "capacity": self._capacity}
        if unit:
            action["unit"] = unit
        if person:
            action["person"] = self._decision.person
        return Proposal(stage, {**action, "data": data}, [])

    def _path(self, level: Level) -> str:
        """Return the path of the unit that the decision looked at."""
        return str(self._row[f"{level}_path"] or "")

    @property
    def _here(self) -> str:
        return self._path(self._home)

    def _tick(self, column: str) -> Proposal:
        box, _, level = column.removeprefix("no_tick").partition("_")
        application = self._boxes()[int(box)]
        at_user = level == Level.USER
        unit = self._here if at_user else self._path(Level(level))
        stage = Stage.USER if at_user else _STAGES[Level(level)]
        return self._proposal(stage, "application.tick", unit, {"application": application}, person=at_user)

    def _boxes(self) -> list[str]:
        return [self._profile.name, *(one.application for one in self._profile.companions)]

    def _boxes_on(self, level: Level) -> list[str]:
        """Return what has to be ticked on a new unit."""
        wanted = [self._profile.ticked_on, *(one.ticked_on for one in self._profile.companions)]
        return [
            name for name, ticks in zip(self._boxes(), wanted, strict=True) if any(tick.level == level for tick in ticks)
        ]

    def activate(self) -> Iterator[Proposal]:
        """Activate the capacity, with its boxes ticked."""
        data = {
            "email": self._known.chief_email(),
            "applications": self._boxes_on(Level.CAPACITY),
            "confirmed": True,
        }
        proposal = self._proposal(Stage.CAPACITY, "capacity.activate", None, data)
        proposal.assumed = ["data.email"]
        yield proposal

    def add(self, level: Level) -> Iterator[Proposal]:
        """Make a unit, with its boxes ticked."""
        path = self._known.unit_to_make(self._decision, level)
        planned = self._known.planned(self._capacity, path)
        assumed = {
            "type": planned.get("type") or self._known.unit_type(self._capacity, level),
            "name": planned.get("name") or self._known.unit_name(path),
            "email": planned.get("email") or self._known.chief_email(),
        }
        data = {**assumed, "applications": self._boxes_on(level), "confirmed": True}
        proposal = self._proposal(_STAGES[level], f"{level}.add", path, data)
        proposal.assumed = [f"data.{name}" for name in assumed if not planned.get(name)]
        if not planned and path != (self._decision.unit or "")[: len(path)]:
            proposal.assumed.insert(0, "unit")
        yield proposal

    def confirm(self, level: Level) -> Iterator[Proposal]:
        """Press 'Bevestigen' (O2)."""
        at_user = level is Level.USER
        unit = self._here if at_user else self._path(level)
        yield self._proposal(_STAGES[level], f"{level}.confirm", unit, {}, person=at_user)

    def unblock_subdivision(self) -> Iterator[Proposal]:
        """Let the sub-division work again."""
        data = {"status": UnitStatus.ACTIVE.value}
        yield self._proposal(Stage.SUBDIVISION, "subdivision.edit", self._path(Level.SUBDIVISION), data)

    def unblock_user(self) -> Iterator[Proposal]:
        """Let the user work again."""
        yield self._proposal(Stage.USER, "user.unblock", self._here, {}, person=True)

    def register(self) -> Iterator[Proposal]:
        """Add the person on the unit, with the boxes ticked; what stands on a wrong level is deleted first (O5)."""
        for path in self._known.misplaced(self._decision, self._home):
            leaving = self._proposal(Stage.LEAVING, "user.delete", path, {}, person=True)
            leaving.because = ["user.wrong-level"]
            yield leaving
        person = self._known.person(self._decision.person)
        boxes = self._boxes()[:1] + [
            one.application
            for one in self._profile.companions
            if self._known.is_doctor(self._decision, one.doctor_functions, self._function_to_give()[0])
        ]
        data = {"username": None, "email": person.get("email"), "applications": boxes, "confirmed": True}
        proposal = self._proposal(Stage.USER, "user.register", self._here, data, person=True)
        proposal.assumed = ["data.username", "data.email"]
        if self._decision.is_anywhere:
            proposal.assumed.insert(0, "unit")
        yield proposal

    def give(self) -> Iterator[Proposal]:
        """Give a function from today on."""
        function, choices = self._function_to_give()
        data = {"function": function, "start": self._known.today.isoformat()}
        proposal = self._proposal(Stage.FUNCTION, "function.give", self._here, data, person=True)
        proposal.assumed = ["data.start"]
        if choices:
            proposal.choices, proposal.chosen = choices, "data.function"
        elif function != self._row["function"]:
            proposal.assumed.insert(0, "data.function")
        yield proposal

    def _function_to_give(self) -> tuple[str | None, list[str]]:
        """Return the function expected, else the one held before, else the only one that opens; else what to choose from."""
        opening = [one.label for one in catalogue().functions_opening(self._profile)]
        if self._row["function"] in opening:
            return str(self._row["function"]), []
        held = self._known.held_before(self._decision, opening)
        if held or len(opening) == 1:
            return held or opening[0], []
        doctors = {name for one in self._profile.companions for name in one.doctor_functions}
        if not self._known.is_doctor(self._decision, (), None):  # first what asks for nothing more
            opening.sort(key=lambda name: name in doctors)
        return None, opening

    def move_function(self) -> Iterator[Proposal]:
        """End it on a wrong level, where it opens nothing (on another unit of the right level it stays); give it here."""
        elsewhere = self._row["is_on"]
        if self._known.level_of(elsewhere) != self._home:
            data = {"function": self._row["function_held"], "end": self._known.today.isoformat()}
            yield self._proposal(Stage.FUNCTION_ENDED, "function.end", elsewhere, data, person=True)
        yield from self.give()


_STAGES = {
    Level.CAPACITY: Stage.CAPACITY,
    Level.SUBDIVISION: Stage.SUBDIVISION,
    Level.SITE: Stage.SITE,
    Level.USER: Stage.USER,
}

_WAYS: dict[str, Callable[[_Remedy], Iterator[Proposal]]] = {
    "no_capacity": _Remedy.activate,
    "saved_capacity": lambda remedy: remedy.confirm(Level.CAPACITY),
    "no_subdivision": lambda remedy: remedy.add(Level.SUBDIVISION),
    "saved_subdivision": lambda remedy: remedy.confirm(Level.SUBDIVISION),
    "blocked_subdivision": _Remedy.unblock_subdivision,
    "no_site": lambda remedy: remedy.add(Level.SITE),
    "saved_site": lambda remedy: remedy.confirm(Level.SITE),
    "saved_user": lambda remedy: remedy.confirm(Level.USER),
    "other_unit": _Remedy.register,
    "other_level": _Remedy.register,
    "only_manager": _Remedy.register,
    "no_user": _Remedy.register,
    "blocked_user": _Remedy.unblock_user,
    "function_elsewhere": _Remedy.move_function,
    "function_ended": _Remedy.give,
    "function_other": _Remedy.give,
    "no_function": _Remedy.give,
}
"""How each condition is met, by its column; what is missing here is not for the organisation, or only for time, to mend."""
