"""Which causes an application can have, by its profile (rulebook §6), and how sure the guides are that each denies."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assistant.domain.catalogue import Application, CapacityKind, Certainty, FunctionNeed, catalogue
from assistant.domain.troubleshooting import Need, troubleshooting
from assistant.domain.vocabulary import Level

_ORDER = (Certainty.OPEN, Certainty.DESCRIBED, Certainty.CERTAIN)

Profile = tuple[Application, CapacityKind | None]


def possible(application: str) -> dict[str, Certainty]:
    """Return the causes that an application can have, each with its certainty; `OPEN` where the guides say nothing.

    An application that the catalogue does not know is one of which everything is left open.
    """
    known = catalogue().application(application) or Application(name=application, source="")
    profile = known, catalogue().capacity(known.capacity) if known.capacity else None
    found: dict[str, Certainty] = {}
    for code, cause in troubleshooting().causes.items():
        certainty = _certainty(code, cause.needs, profile)
        if certainty is not Certainty.OPEN or (cause.when_open and is_left_open(known)):
            found[code] = certainty
    return found


def is_left_open(application: Application) -> bool:
    """Whether no guide says all of what an application needs (`app.capacity-open`)."""
    return (
        application.capacity is None
        or application.function_need is FunctionNeed.OPEN
        or application.tick_on(Level.USER) is Certainty.OPEN
    )


def _certainty(code: str, need: Need | None, profile: Profile) -> Certainty:
    if need is None:
        return Certainty.CERTAIN
    if need is Need.OUTSIDE:
        return max((one.certainty for one in profile[0].outside if one.code == code), key=_ORDER.index, default=_NONE)
    return _NEEDS[need](profile)


_NONE = Certainty.OPEN


def _tick(level: Level) -> Callable[[Profile], Certainty]:
    """Its own box, or one that has to be ticked beside it."""

    def certainty(profile: Profile) -> Certainty:
        application = profile[0]
        beside = [tick.certainty for one in application.companions for tick in one.ticked_on if tick.level == level]
        beside += [one.doctors for one in application.companions if level is Level.USER]
        return max([application.tick_on(level), *beside], key=_ORDER.index)

    return certainty


def _unit(level: Level) -> Callable[[Profile], Certainty]:
    """A unit weighs as the ticks on it or below it (docs/decisions/diagnosis.md)."""

    def certainty(profile: Profile) -> Certainty:
        application, capacity = profile
        if capacity is None or level not in capacity.levels:
            return _NONE
        levels = (Level.SUBDIVISION, Level.SITE, Level.USER)
        return max((application.tick_on(one) for one in levels), key=_ORDER.index)

    return certainty


def _user(profile: Profile) -> Certainty:
    return profile[0].tick_on(Level.USER)


def _only_manager(profile: Profile) -> Certainty:
    """Where no function is wanted some managers are in without being users (A18), so that it proves nothing there."""
    in_without = profile[0].function_need is FunctionNeed.NONE and not profile[0].managers_need_registration
    return min(_user(profile), Certainty.DESCRIBED, key=_ORDER.index) if in_without else _user(profile)


def _user_level(profile: Profile) -> Certainty:
    """Never surer than that there has to be a user at all."""
    return min(profile[0].users_on_certainty, _user(profile), key=_ORDER.index)


def _other_unit(profile: Profile) -> Certainty:
    return _user(profile) if profile[0].users_on in (Level.SUBDIVISION, Level.SITE) else _NONE


def _function(profile: Profile) -> Certainty:
    return profile[0].function_certainty if profile[0].function_need is FunctionNeed.ONE else _NONE


def _function_level(profile: Profile) -> Certainty:
    return profile[0].function_on_certainty if profile[0].function_need is FunctionNeed.ONE else _NONE


_NEEDS: Mapping[Need, Callable[[Profile], Certainty]] = {
    Need.CAPACITY: lambda profile: profile[0].capacity_certainty,
    Need.SUBDIVISION: _unit(Level.SUBDIVISION),
    Need.SITE: _unit(Level.SITE),
    Need.TICK_CAPACITY: _tick(Level.CAPACITY),
    Need.TICK_SUBDIVISION: _tick(Level.SUBDIVISION),
    Need.TICK_SITE: _tick(Level.SITE),
    Need.TICK_USER: _tick(Level.USER),
    Need.USER: _user,
    Need.ONLY_MANAGER: _only_manager,
    Need.USER_LEVEL: _user_level,
    Need.OTHER_UNIT: _other_unit,
    Need.FUNCTION: _function,
    Need.FUNCTION_LEVEL: _function_level,
    Need.SIGN_IN: lambda profile: Certainty.CERTAIN if profile[0].sign_in else _NONE,
    Need.LEFT_OPEN: lambda profile: Certainty.CERTAIN if is_left_open(profile[0]) else _NONE,
}
