"""What exists in the portal: capacities, applications with what each needs, functions (rulebook §6, T4 to T8).

Everything that differs from one capacity or application to the next stands in `data/`, nothing of it in code. What
is typed is matched as rulebook §6 says: without regard to case, spaces and kinds of dash, misprints being aliases.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from typing import Protocol, TypeVar

from assistant.domain.places import data_folder
from assistant.domain.rows import DataRow, Words, read_rows
from assistant.domain.typed import look_alike_key
from assistant.domain.vocabulary import Level


class Certainty(StrEnum):
    """How sure a condition is (rulebook §6): whether a guide says that access fails without it."""

    CERTAIN = "certain"
    DESCRIBED = "described"
    """The guide does it this way and says no more: not met makes a verdict unknown, never denied."""
    OPEN = "open"
    """No guide says it: the assistant says so, and asks."""


class UnitType(DataRow, frozen=True):
    """A type that a sub-division or a site can have ("subdivisie")."""

    label: str
    level: Level
    aliases: tuple[str, ...] = ()


class Relogin(DataRow, frozen=True):
    """Log out fully after one action before doing the other (rulebook O3). Both are names of actions."""

    after: str
    before: str


class CapacityKind(DataRow, frozen=True):
    """A capacity that an enterprise can activate (hoedanigheid), and what is particular to it (rulebook T4 to T6)."""

    label: str
    source: str
    aliases: tuple[str, ...] = ()
    guides: tuple[str, ...] = ()
    about: Words = ""
    levels: tuple[Level, ...] = ()
    """The levels of units below it, from the top."""
    users_on: Level | None = None
    """Where its users live; None where no guide says it."""
    types: tuple[UnitType, ...] = ()
    more_types: bool = False
    """Whether the portal offers more types of unit than the guides name."""
    applications_editable: bool = False
    """Whether its own list of applications can be ticked, or only read (rulebook A12)."""
    relogins: tuple[Relogin, ...] = ()
    units_before_users: bool = False
    """Whether all units are to be made before the first user (rulebook O4)."""
    wrong_levels_first: bool = False
    """Whether users on a wrong level are deleted there before they are added on the right one (rulebook O5)."""
    profile_to_activate: str | None = None
    """Key of the label to choose at sign-in for managing managers and capacities (rulebook §7, signin.wrong-profile)."""
    profile_to_manage: str | None = None
    """Key of the label to choose at sign-in for units and users."""

    def types_on(self, level: Level) -> tuple[UnitType, ...]:
        """Return the known types of unit on a level."""
        return tuple(kind for kind in self.types if kind.level == level)


class Tick(DataRow, frozen=True):
    """The application has to be ticked on this level."""

    level: Level
    certainty: Certainty


class FunctionNeed(StrEnum):
    """Whether an application wants a function."""

    ONE = "one"
    NONE = "none"
    OPEN = "open"


class Companion(DataRow, frozen=True):
    """Another application that has to be ticked beside this one."""

    application: str
    ticked_on: tuple[Tick, ...]
    doctors: Certainty
    """How sure it is that a doctor's own registration has to be ticked too."""
    doctor_functions: tuple[str, ...] = ()
    """Functions whose holders count as doctors, besides those known to be one."""


class Outside(DataRow, frozen=True):
    """Something that has to be done outside the portal."""

    code: str
    """The symptom when it is missing (rulebook §7)."""
    fact: str
    """The key under `external` in an access tree that tells whether it was done."""
    per_person: bool
    who: str
    """Key of the contact where it is done, or a word for the person who does it."""
    what: Words
    certainty: Certainty
    source: str


class SignIn(DataRow, frozen=True):
    """Where and how a user opens the application."""

    address: str
    choose: Words
    way: str | None = None


class Application(DataRow, frozen=True):
    """An application and what access to it needs: the profile of rulebook §6.

    `name` is the word used in files; `label` what stands beside the tick-box, None where no guide gives it. What is
    left out is open: no guide says it.
    """

    name: str
    source: str
    label: str | None = None
    aliases: tuple[str, ...] = ()
    known_as: str = ""
    about: Words = ""
    capacity: str | None = None
    capacity_certainty: Certainty = Certainty.OPEN
    capacities_seen: tuple[str, ...] = ()
    """Further capacities whose screens show it."""
    users_on: Level | None = None
    users_on_certainty: Certainty = Certainty.OPEN
    ticked_on: tuple[Tick, ...] = ()
    function_need: FunctionNeed = FunctionNeed.OPEN
    function_certainty: Certainty = Certainty.OPEN
    functions: tuple[str, ...] = ()
    """Functions that open it; where the need is open, functions that a guide names for it."""
    function_on: Level | None = None
    function_on_certainty: Certainty = Certainty.OPEN
    neutral_functions: tuple[str, ...] = ()
    """Functions that the guides neither promise nor deny to open it."""
    companions: tuple[Companion, ...] = ()
    managers_need_registration: bool = False
    """Whether managers who want it are registered as users too (rulebook A18)."""
    outside: tuple[Outside, ...] = ()
    sign_in: SignIn | None = None
    ask: Words = ""
    """Whom or what to ask, where the guides leave something open."""
    contact: str | None = None
    """Key of the contact for questions about it."""

    def tick_on(self, level: Level) -> Certainty:
        """Return how sure it is that it has to be ticked on a level."""
        return next((tick.certainty for tick in self.ticked_on if tick.level == level), Certainty.OPEN)


class FunctionKind(DataRow, frozen=True):
    """A function offered in 'Functies en Verantwoordelijkheden Hiërarchie'."""

    label: str
    source: str
    aliases: tuple[str, ...] = ()
    named_for: tuple[str, ...] = ()
    """Applications that the function's own name, or a guide, connects with it: no promise that it opens them."""
    retired: bool = False
    """Still in the list, no longer used."""


class Applications(DataRow, frozen=True):
    """`data/applications.yaml`: the applications with a profile, and the other tick-boxes that were seen."""

    applications: tuple[Application, ...]
    tick_boxes: tuple[Application, ...]


class _Named(Protocol):
    @property
    def aliases(self) -> tuple[str, ...]: ...


N = TypeVar("N", bound=_Named)


class Catalogue:
    """The three tables, and the look-ups by what people write."""

    def __init__(
        self,
        capacities: tuple[CapacityKind, ...],
        applications: Applications,
        functions: tuple[FunctionKind, ...],
    ) -> None:
        self.capacities = capacities
        self.applications = applications.applications
        self.tick_boxes = applications.tick_boxes
        self.functions = functions
        everything = (*self.applications, *self.tick_boxes)
        self._capacities = _by_name((kind.label, kind) for kind in capacities)
        self._functions = _by_name((kind.label, kind) for kind in functions)
        self._applications = _by_name((kind.name, kind) for kind in everything)
        self._applications |= _by_name((kind.label, kind) for kind in everything if kind.label)
        self._applications |= _by_name((kind.known_as, kind) for kind in everything if kind.known_as)
        self._types = _by_name((kind.label, kind) for capacity in capacities for kind in capacity.types)

    def capacity(self, text: str) -> CapacityKind | None:
        """Return the capacity that is meant, None when it is not known."""
        return self._capacities.get(look_alike_key(text))

    def application(self, text: str) -> Application | None:
        """Return the application or tick-box that is meant, None when it is not known."""
        return self._applications.get(look_alike_key(text))

    def function(self, text: str) -> FunctionKind | None:
        """Return the function that is meant, None when it is not known."""
        return self._functions.get(look_alike_key(text))

    def subdivision_type(self, text: str) -> UnitType | None:
        """Return the type of sub-division or site that is meant, None when it is not known."""
        return self._types.get(look_alike_key(text))

    def functions_opening(self, application: Application) -> tuple[FunctionKind, ...]:
        """Return the functions of which one is needed for an application; none where that is open or none is needed."""
        if application.function_need is not FunctionNeed.ONE:
            return ()
        return tuple(self._functions[look_alike_key(name)] for name in application.functions)

    def applications_of(self, capacity: CapacityKind) -> tuple[Application, ...]:
        """Return the applications whose profile names this capacity."""
        return tuple(kind for kind in self.applications if kind.capacity == capacity.label)


def _by_name(named: Iterable[tuple[str, N]]) -> dict[str, N]:
    """Index rows by their name and aliases; the first row that claims a spelling keeps it."""
    index: dict[str, N] = {}
    for name, row in named:
        for spelling in (name, *row.aliases):
            index.setdefault(look_alike_key(spelling), row)
    return index


@cache
def catalogue() -> Catalogue:
    """Return the catalogue of `data/`, read once. Raises `RowFaults`."""
    data = data_folder()
    return Catalogue(
        read_rows(data / "capacities.yaml", tuple[CapacityKind, ...]),
        read_rows(data / "applications.yaml", Applications),
        read_rows(data / "functions.yaml", tuple[FunctionKind, ...]),
    )
