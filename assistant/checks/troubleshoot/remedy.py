"""How a cause is mended: who may do it, the way to the spot, the clicks there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from assistant.domain.catalogue import Application, catalogue
from assistant.domain.portal_steps import portal_step
from assistant.domain.rights import who_may
from assistant.domain.symptoms import symptom
from assistant.domain.troubleshooting import troubleshooting
from assistant.domain.vocabulary import Level, Role
from assistant.domain.ways import Way, whole_way

_GROUPS = {
    "htb": Level.ENTERPRISE,
    "session": Level.ENTERPRISE,
    "capacity": Level.CAPACITY,
    "subdivision": Level.SUBDIVISION,
    "site": Level.SITE,
}
"""The level of what an action is about, by the first word of its name; users are on the level of the application."""

_TICKS = {
    "app.missing-on-capacity": Level.CAPACITY,
    "app.missing-on-subdivision": Level.SUBDIVISION,
    "app.missing-on-site": Level.SITE,
}


@dataclass(frozen=True, slots=True)
class Mending:
    """Who may mend a cause (nobody is named where anybody may, or where it is mended elsewhere), the legs of the way
    there, the clicks on the spot, and what is known of their placeholders.

    `level` is that of the unit it is done on. Without clicks the guides show no way that holds for every case.
    """

    who: tuple[Role, ...] = ()
    legs: tuple[Way, ...] = ()
    clicks: tuple[str, ...] = ()
    level: Level | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


def mending(code: str, place: str | None) -> Mending:
    """Return how a cause is mended for an application; `place` as in `Told`."""
    actions, action = symptom(code).actions, troubleshooting().causes[code].clicks
    application = catalogue().application(place or "")
    capacity = application.capacity if application else None
    if action is None:
        return Mending(_who({role for one in actions for role in who_may(one, capacity)}))
    level = _level(code, action, application)
    at_user = action == "application.tick" and code not in _TICKS
    step = portal_step(action, capacity, level, at_user=at_user) if level else None
    who = _who(who_may(action, capacity, level=Level.USER if at_user or level is None else level))
    if step is None or (capacity is None and level not in (Level.ENTERPRISE, None)):
        return Mending(who, level=level)
    legs = whole_way(step.way) if step.way else ()
    return Mending(who, legs, step.clicks, level, _facts(application))


def _who(roles: Iterable[Role]) -> tuple[Role, ...]:
    """Roles in the rulebook's order; none when all of them may."""
    named = set(roles)
    return () if named == set(Role) else tuple(role for role in Role if role in named)


def _level(code: str, action: str, application: Application | None) -> Level | None:
    group = action.partition(".")[0]
    if code in _TICKS:
        return _TICKS[code]
    return _GROUPS.get(group) or (application.users_on if application else None)


def _facts(application: Application | None) -> dict[str, str]:
    if application is None:
        return {}
    name = application.label or application.name
    found = {"application": name, "applications": ", ".join((name, *(one.application for one in application.companions)))}
    return {**found, "capacity": application.capacity} if application.capacity else found
