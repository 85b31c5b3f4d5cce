"""The ways to the spots in the portal, each told once in a letter: who has been there is only reminded of it."""

from __future__ import annotations

from assistant.conversation.texts import Texts
from assistant.conversation.turn import Rich, join
from assistant.conversation.view import WAYS
from assistant.domain.action_kinds import RELOGIN
from assistant.domain.portal_steps import portal_step
from assistant.domain.vocabulary import Level
from assistant.domain.ways import ways, whole_way
from assistant.domain.words import words


class Routes:
    """What a letter told so far of how to get about, and in which step."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._told: dict[str, int] = {}
        self._relogin_told = False

    def to(self, way: str | None, number: int) -> tuple[tuple[Rich, ...], str]:
        """The way to a spot for step `number`, and the address to begin at; both empty for none."""
        if way is None:
            return (), ""
        legs = whole_way(way)
        keys = _keys(way)
        known = [at for at, key in enumerate(keys) if key in self._told]
        told = known[-1] + 1 if known else 0
        lines: list[Rich] = []
        if told:
            facts = {
                "place": self._texts.text(legs[told - 1].title, WAYS),
                "number": self._told[keys[told - 1]],
            }
            lines.append(self._texts.rich(words("Ga naar {place}, zoals in stap {number}."), "", facts))
        lines += [self._texts.rich(click, WAYS) for leg in legs[told:] for click in leg.clicks]
        for key in keys[told:]:
            self._told[key] = number
        return tuple(lines), "" if told else legs[0].address or ""

    def relogin(self) -> Rich:
        """How to log out and in again: the first time click by click."""
        found = portal_step(RELOGIN, None, Level.ENTERPRISE, at_user=False)
        if self._relogin_told or found is None:
            return self._texts.rich(words("Log daarna weer volledig uit en opnieuw aan."))
        self._relogin_told = True
        first = self._texts.rich(words("Log daarna volledig uit en opnieuw aan:"))
        return join((first, *(self._texts.rich(click, "portal_steps") for click in found.clicks)))


def _keys(way: str) -> list[str]:
    """The keys of a whole way, in order."""
    keys = [way]
    while (before := ways()[keys[0]].after) is not None:
        keys.insert(0, before)
    return keys
