"""Who may do what, read from `data/rights.yaml` (rulebook §3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache

from assistant.domain.catalogue import catalogue
from assistant.domain.places import data_folder
from assistant.domain.rows import DataRow, Words, read_rows
from assistant.domain.verdict import YES, Verdict
from assistant.domain.vocabulary import Level, Role
from assistant.domain.words import words


class Reach(StrEnum):
    """How far a role's right goes: what the actor has to hold, seen from what the action is about."""

    ENTERPRISE = "enterprise"
    """The role in the enterprise."""
    CAPACITY = "capacity"
    """The role in this capacity."""
    BRANCH = "branch"
    """The role on this unit, or on the one above it."""
    UNIT = "unit"
    """The role on this very unit."""
    PARENT = "parent"
    """The role on the sub-division above this site, not on a site."""
    SELF = "self"
    """To be the person it is about."""


class CapacityRoles(DataRow, frozen=True):
    """Other roles than usual in one capacity."""

    capacity: str
    roles: dict[Role, Reach]
    source: str


class Right(DataRow, frozen=True):
    """A line of the table of rights: what, and which roles may, how far."""

    id: str
    what: Words
    roles: dict[Role, Reach]
    source: str
    actions: tuple[str, ...] = ()
    exceptions: tuple[CapacityRoles, ...] = ()
    note: Words = ""
    synonyms: tuple[str, ...] = ()
    """How people ask about it."""
    holder: Role | None = None
    """The role whose holders it is about, where it is about that."""
    deeds: tuple[str, ...] = ()
    """What people call it that is done with them ("mag een TB een co-TB aanstellen")."""

    def roles_in(self, capacity: str | None) -> Mapping[Role, Reach]:
        """Return the roles that may, how far, in a capacity (its label)."""
        return next((one.roles for one in self.exceptions if one.capacity == capacity), self.roles)


class Follow(DataRow, frozen=True):
    """An action that needs the right of another (rulebook A22)."""

    action: str
    same_as: str
    level: Level | None = None
    only_where_editable: bool = False
    """Only in capacities whose own list of applications can be ticked (rulebook A12)."""


class Rights(DataRow, frozen=True):
    """`data/rights.yaml`."""

    rights: tuple[Right, ...]
    follow: tuple[Follow, ...]
    free: tuple[str, ...]


@cache
def rights() -> Rights:
    """Return the table of rights, read once. Raises `RowFaults`."""
    return read_rows(data_folder() / "rights.yaml", Rights)


def right_for(action: str, *, level: Level = Level.USER) -> Right | None:
    """Return the line that decides an action, None for one that needs no right.

    `level` is what is ticked, where the action is a tick. Raises `KeyError` for an action that no line covers.
    """
    if action in rights().free:
        return None
    followed = _followed(action, level)
    wanted = followed.same_as if followed else action
    for right in rights().rights:
        if wanted in right.actions:
            return right
    raise KeyError(action)


def who_may(action: str, capacity: str | None = None, *, level: Level = Level.USER) -> tuple[Role, ...]:
    """Return the roles that may do an action, the one that suits best first (the order of rulebook §3).

    `capacity` is the label of the capacity concerned, `level` what is ticked. Raises `KeyError` as `right_for`.
    """
    roles = _roles(action, capacity, level)
    return tuple(Role) if roles is None else tuple(role for role in Role if role in roles)


def reach(action: str, role: Role, capacity: str | None = None, *, level: Level = Level.USER) -> Reach | None:
    """Return how far a role's right to an action goes, None where it has none. Raises `KeyError` as `right_for`."""
    roles = _roles(action, capacity, level)
    return Reach.ENTERPRISE if roles is None else roles.get(role)


def may(
    action: str,
    role: Role,
    *,
    capacity: str | None = None,
    level: Level = Level.USER,
    own: Callable[[Reach], bool] = lambda reach: True,
) -> Verdict:
    """Tell whether a role may do an action, and if not, why and who may.

    `own` is asked whether the actor holds the role within this reach of what the action is about; without it only the
    role counts. `capacity` and `level` as in `who_may`, `KeyError` as in `right_for`. The facts of a refusal are
    `role`, `who_may` (a tuple of roles) and `who` (those roles as one text).
    """
    right = right_for(action, level=level)
    if right is None:
        return YES
    allowed = who_may(action, capacity, level=level)
    facts: dict[str, object] = {"role": role.value, "who_may": allowed, "who": ", ".join(allowed)}
    if not allowed:
        return Verdict(
            False,
            "Deze lijst van toepassingen kunt u alleen lezen: niemand kan ze op de hoedanigheid aan- of afvinken.",
            facts,
            right.source,
        )
    how_far = reach(action, role, capacity, level=level)
    if how_far is None:
        return Verdict(False, "Een {role} mag dit niet. Dit kan: {who}.", facts, right.source)
    if not own(how_far):
        return Verdict(False, _NOT_OWN[how_far], facts, right.source)
    return Verdict(True, source=right.source)


_NOT_OWN = {
    Reach.ENTERPRISE: words("Deze persoon is geen actieve {role} van deze onderneming. Dit kan: {who}."),
    Reach.CAPACITY: words("Deze persoon is geen actieve {role} van deze hoedanigheid. Dit kan: {who}."),
    Reach.BRANCH: words("Deze persoon is geen actieve {role} van deze eenheid of van die erboven. Dit kan: {who}."),
    Reach.UNIT: words("Deze persoon is geen actieve {role} van deze eenheid zelf. Dit kan: {who}."),
    Reach.PARENT: words("Deze persoon is geen actieve {role} van de subafdeling boven deze site. Dit kan: {who}."),
    Reach.SELF: words("Dit kan iedereen alleen voor zichzelf."),
}


def _roles(action: str, capacity: str | None, level: Level) -> Mapping[Role, Reach] | None:
    """Return who may, how far; None where no right is needed."""
    right = right_for(action, level=level)
    if right is None:
        return None
    followed = _followed(action, level)
    if followed and followed.only_where_editable and capacity is not None:
        kind = catalogue().capacity(capacity)
        if kind is None or not kind.applications_editable:
            return {}
    return right.roles_in(capacity)


def _followed(action: str, level: Level) -> Follow | None:
    return next(
        (one for one in rights().follow if one.action == action and one.level in (None, level)),
        None,
    )
