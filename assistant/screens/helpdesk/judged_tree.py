"""The enterprise's tree with what is wrong on its place: ✗ blocks, ! breaks a rule, ? is not known, ✓ gets in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.domain.outside import COMING
from assistant.domain.words import words
from assistant.screens.helpdesk.cases import Access, Case, Trouble, Verdict
from assistant.screens.speech import Speech
from assistant.screens.twigs import Place, Tone, Twig

MOST_OPEN = 40
"""Blocking findings up to which every branch that holds one is opened."""
MOST_FIRST = 50
"""Users with something wrong who stand before the crowd of the others."""

_TONES: dict[Verdict, Tone] = {"allowed": "good", "pending": "wait", "denied": "bad", "unknown": "unknown"}

VERDICTS: dict[Verdict, str] = {
    "allowed": words("mag binnen"),
    "pending": words("mag straks binnen"),
    "denied": words("mag niet binnen"),
    "unknown": words("niet zeker"),
}
"""Each verdict as a word."""


def tone_of(trouble: Trouble) -> Tone:
    """Return how a finding looks: not known is never shown as wrong."""
    if not trouble.known:
        return "unknown"
    if trouble.blocking:
        return "bad"
    return "wait" if trouble.code in COMING else "warn"


def verdict_tone(verdict: Verdict) -> Tone:
    """Return how a verdict looks."""
    return _TONES[verdict]


def judged(twig: Twig, case: Case, say: Speech) -> Twig:
    """Return a tree with the findings and verdicts of a case in it. What is missing stands where it should be."""
    return _Judge(twig, case, say).tree()


class _Judge:
    """One tree, one case, one language."""

    def __init__(self, twig: Twig, case: Case, say: Speech) -> None:
        self._twig = twig
        self._case = case
        self._say = say
        self._places = set(_places(twig))
        self._troubles: dict[Place | None, list[Trouble]] = defaultdict(list)
        self._ghosts: dict[Place | None, dict[Place, list[Trouble]]] = defaultdict(lambda: defaultdict(list))
        self._accesses: dict[Place, list[Access]] = defaultdict(list)
        for trouble in case.troubles:
            self._put(trouble)
        for access in case.accesses:
            place = access.place
            if place.capacity is not None and place.unit is not None:
                self._accesses[Place(place.capacity, place.unit, place.person)].append(access)
        self._opens = sum(one.blocking for one in case.troubles) <= MOST_OPEN

    def tree(self) -> Twig:
        return self._judged(self._twig)[0]

    def _put(self, trouble: Trouble) -> None:
        """Put a finding at its node, or at a new one under the lowest node above it that is there."""
        place = _place(trouble)
        if place is None or place in self._places:
            self._troubles[place].append(trouble)
            return
        above: Place | None = place._replace(person=None)
        while above is not None and above not in self._places:
            above = above._replace(unit=above.unit.rpartition("/")[0]) if above.unit else None
        if place.person is None and above is not None and place == above:
            self._troubles[place].append(trouble)
        else:
            self._ghosts[above][place].append(trouble)

    def _judged(self, twig: Twig) -> tuple[Twig, int]:
        """Return a node judged, and how many findings block at it and below."""
        is_root = twig is self._twig
        place = None if is_root else twig.place
        own = self._troubles.get(place, []) if is_root or place is not None else []
        under, blocking = self._under(twig, place, is_root)
        own_blocking = sum(one.blocking for one in own)
        total = blocking + own_blocking
        tone, word = twig.tone, twig.word
        if own:
            tone, word = _worst(own), self._titles(own)
        elif place is not None and place in self._accesses:
            tone, word = self._verdict(self._accesses[place])
        elif blocking:
            word = self._say(words("{count} ✗ hieronder"), count=blocking)
        facts = (*twig.facts, *self._facts(place, own))
        calm = not total and not own and _is_user(twig)
        folded = (twig.folded and not total) or calm or (bool(total) and not self._opens and not is_root)
        return replace(twig, tone=tone, word=word, facts=facts, under=tuple(under), folded=folded), total

    def _under(self, twig: Twig, place: Place | None, is_root: bool) -> tuple[list[Twig], int]:
        """Return what hangs under a node, with who has something wrong before the others."""
        children: list[Twig] = []
        first: list[Twig] = []
        blocking = 0
        for ghost_place, found in self._ghosts.get(place, {}).items() if is_root or place is not None else ():
            ghost = self._ghost(twig, ghost_place, found)
            (first if ghost_place.person else children).append(ghost)
            blocking += sum(one.blocking for one in found)
        for child in twig.under:
            if _is_crowd(child):
                wrong, others, count = self._crowd(child)
                first += wrong
                children += others
            else:
                grown, count = self._judged(child)
                children.append(grown)
            blocking += count
        return [*self._few(twig, first), *children], blocking

    def _crowd(self, crowd: Twig) -> tuple[list[Twig], list[Twig], int]:
        """Return of many users those who are looked at or have something wrong, and the others, folded."""
        first: list[Twig] = []
        others: list[Twig] = []
        blocking = 0
        for child in crowd.under:
            grown, count = self._judged(child)
            blocking += count
            wanted = child.place is not None and (
                child.place in self._troubles or child.place.person == self._case.asked.person
            )
            (first if wanted else others).append(grown)
        if not others:
            return first, [], blocking
        several = words("{count} andere gebruikers") if len(others) > 1 else words("{count} andere gebruiker")
        name = self._say(several, count=len(others)) if first else crowd.name
        return first, [replace(crowd, name=name, under=tuple(others), folded=True)], blocking

    def _few(self, above: Twig, people: list[Twig]) -> list[Twig]:
        """Return people, the many after the first ones under a fold."""
        if len(people) <= MOST_FIRST + 1:
            return people
        left = people[MOST_FIRST:]
        name = self._say(words("{count} anderen met iets dat mis is"), count=len(left))
        return [*people[:MOST_FIRST], Twig(f"{above.id}/wrong", name, _worst_of(left), under=tuple(left), folded=True)]

    def _ghost(self, above: Twig, place: Place, found: list[Trouble]) -> Twig:
        """Return a node for what is not there."""
        name = found[0].who or self._case.people.get(place.person or "", "") if place.person else found[0].where
        return Twig(
            f"{above.id}/missing/{place.unit}/{place.person or ''}",
            name or place.unit or place.capacity,
            _worst(found),
            self._titles(found),
            tuple(self._facts(None, found)),
            place=place,
        )

    def _titles(self, found: Sequence[Trouble]) -> str:
        titles = list(dict.fromkeys(one.title for one in found))
        return (
            titles[0] if len(titles) == 1 else self._say(words("{first} (+{more})"), first=titles[0], more=len(titles) - 1)
        )

    def _verdict(self, accesses: Sequence[Access]) -> tuple[Tone, str]:
        order: tuple[Verdict, ...] = ("denied", "unknown", "pending", "allowed")
        worst = min(accesses, key=lambda one: order.index(one.verdict))
        return _TONES[worst.verdict], self._say(VERDICTS[worst.verdict])

    def _facts(self, place: Place | None, troubles: Sequence[Trouble]) -> Iterable[tuple[str, str]]:
        several = len(troubles) > 1
        for trouble in troubles:
            yield trouble.title if several else "", trouble.message
        for access in self._accesses.get(place, ()) if place is not None else ():
            begins = self._say(words("vanaf {moment}"), moment=access.begins) if access.begins else ""
            yield access.application, " ".join(part for part in (self._say(VERDICTS[access.verdict]), begins) if part)


def _worst_of(twigs: Iterable[Twig]) -> Tone:
    order: tuple[Tone, ...] = ("bad", "warn", "unknown")
    return min((one.tone for one in twigs if one.tone in order), key=order.index, default="none")


def _place(trouble: Trouble) -> Place | None:
    """Return the node that a finding is about, None for the enterprise itself."""
    at = trouble.place
    if at.capacity is None:
        return Place("", "", at.person) if at.person else None
    return Place(at.capacity, at.unit or "", at.person)


def _places(twig: Twig) -> Iterable[Place]:
    if twig.place is not None:
        yield twig.place
    for child in twig.under:
        yield from _places(child)


def _is_user(twig: Twig) -> bool:
    return twig.place is not None and twig.place.person is not None


def _is_crowd(twig: Twig) -> bool:
    """Tell whether a node only gathers users."""
    return twig.place is None and bool(twig.under) and all(map(_is_user, twig.under))


def _worst(found: Iterable[Trouble]) -> Tone:
    order: tuple[Tone, ...] = ("bad", "warn", "unknown")
    return min((tone_of(one) for one in found), key=order.index)
