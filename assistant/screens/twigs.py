"""An enterprise's access tree (`access-tree/1`) as the screens draw it: a glyph, a name, a word, and what hangs under it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from assistant.domain.words import words
from assistant.screens.speech import Speech
from assistant.store.exchange.unit_path import step

Tone = Literal["good", "wait", "bad", "warn", "unknown", "plan", "none"]

GLYPHS: dict[Tone, str] = {"good": "✓", "wait": "…", "bad": "✗", "warn": "!", "unknown": "?", "plan": "○", "none": "·"}

MANY = 8
"""Users in one unit from which they are folded."""

Row = Mapping[str, Any]


class Place(NamedTuple):
    """Where a node stands: a capacity, the path of a unit in it (empty: the capacity itself), the INSZ of a user there."""

    capacity: str
    unit: str = ""
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Twig:
    """A node. `id` stays the same while the tree grows, so that what is folded stays folded; `facts` is its detail."""

    id: str
    name: str
    tone: Tone = "none"
    word: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    under: tuple[Twig, ...] = ()
    folded: bool = False
    place: Place | None = None


def enterprise_twig(document: Row, say: Speech) -> Twig:
    """The whole tree of a document."""
    return _Grower(document, say).enterprise()


class _Grower:
    """One document, one language."""

    def __init__(self, document: Row, say: Speech) -> None:
        self._document = document
        self._say = say
        self._names = {str(p.get("insz")): _person_name(p) for p in document.get("people") or ()}

    def enterprise(self) -> Twig:
        from assistant.domain.numbers import spaced_enterprise  # noqa: PLC0415

        own = self._document.get("enterprise") or {}
        number = str(own.get("number", ""))
        shown = spaced_enterprise(number) if len(number) == 10 and number.isdigit() else number
        under = (
            *self._managers(self._document, "enterprise"),
            *(self._capacity(capacity) for capacity in self._document.get("capacities") or ()),
            *self._planned(),
        )
        return Twig("enterprise", str(own.get("name") or shown), facts=((self._say(words("Nummer")), shown),), under=under)

    def _capacity(self, capacity: Row) -> Twig:
        name = str(capacity.get("name", ""))
        path, place = f"capacity/{name}", Place(name)
        under = (
            *self._managers(capacity, path),
            *self._users(capacity, path, place),
            *(self._unit(unit, path, place) for unit in capacity.get("subdivisions") or ()),
        )
        return Twig(path, name, *self._state(capacity), self._unit_facts(capacity), under, place=place)

    def _unit(self, unit: Row, above: str, over: Place) -> Twig:
        place = over._replace(unit=f"{over.unit}/{_ref(unit)}".lstrip("/"))
        hco = str(unit.get("hco") or "")
        path = f"{above}/{unit.get('type')}/{hco or unit.get('name')}"
        tone, word = self._state(unit)
        if unit.get("status") == "blocked":
            tone, word = "bad", self._say(words("geblokkeerd"))
        under = (
            *self._managers(unit, path),
            *self._users(unit, path, place),
            *(self._unit(site, path, place) for site in unit.get("sites") or ()),
        )
        name = str(unit.get("name") or hco or "…")
        shown = f"{name} {hco}" if hco and hco not in name else name
        return Twig(path, shown, tone, word, self._unit_facts(unit), under, place=place)

    def _unit_facts(self, unit: Row) -> tuple[tuple[str, str], ...]:
        say = self._say
        facts = [
            (say(words("Soort")), str(unit.get("type") or "")),
            (say(words("HCO-nummer")), str(unit.get("hco") or "")),
            (say(words("E-mail")), str(unit.get("email") or "")),
            (say(words("Toepassingen")), ", ".join(map(str, unit.get("applications") or ()))),
        ]
        return tuple((name, value) for name, value in facts if value)

    def _managers(self, holder: Row, above: str) -> Iterable[Twig]:
        for manager in holder.get("managers") or ():
            role, person, status = manager.get("role"), str(manager.get("person")), manager.get("status")
            if status == "left":
                continue
            tone, word = self._state(manager)
            if status == "blocked":
                tone, word = "bad", self._say(words("geblokkeerd"))
            elif tone == "good":
                word = self._say(words("actief"))
            yield Twig(f"{above}/{role}/{person}", f"{role} {self._name(person)}", tone, word)

    def _users(self, holder: Row, above: str, place: Place) -> Iterable[Twig]:
        users = [self._user(user, above, place) for user in holder.get("users") or ()]
        if len(users) <= MANY:
            return users
        name = self._say(words("{count} gebruikers"), count=len(users))
        return [Twig(f"{above}/users", name, under=tuple(users), folded=True)]

    def _user(self, user: Row, above: str, place: Place) -> Twig:
        say = self._say
        person = str(user.get("person"))
        path = f"{above}/user/{person}"
        tone, word = self._state(user)
        if user.get("status") == "Geblokkeerd":
            tone, word = "bad", say(words("geblokkeerd"))
        elif tone == "good":
            word = say(words("actief"))
        applications = ", ".join(map(str, user.get("applications") or ()))
        under = [self._function(function, path) for function in user.get("functions") or ()]
        if applications:
            under.insert(0, Twig(f"{path}/applications", applications, "none", say(words("recht"))))
        own = place._replace(person=person)
        return Twig(path, self._name(person), tone, word, self._user_facts(user), tuple(under), place=own)

    def _user_facts(self, user: Row) -> tuple[tuple[str, str], ...]:
        say = self._say
        facts = [
            (say(words("Gebruikersnaam")), str(user.get("username") or "")),
            (say(words("E-mail")), str(user.get("email") or "")),
        ]
        return tuple((name, value) for name, value in facts if value)

    def _function(self, function: Row, above: str) -> Twig:
        name = str(function.get("function"))
        since = _day(function.get("start"))
        until = _day(function.get("end"))
        word = self._say(words("vanaf {day}"), day=since) if since else ""
        facts = ((self._say(words("Tot")), until),) if until else ()
        return Twig(f"{above}/function/{name}", name, "good", word, facts)

    def _planned(self) -> Iterable[Twig]:
        there = {path for capacity in self._document.get("capacities") or () for path in _paths(capacity)}
        for unit in self._document.get("planned_units") or ():
            if (unit.get("capacity"), unit.get("unit")) in there:
                continue
            name = str(unit.get("name") or unit.get("unit"))
            place = Place(str(unit.get("capacity")), str(unit.get("unit")))
            yield Twig(f"planned/{place.capacity}/{place.unit}", name, "plan", self._say(words("gepland")), place=place)

    def _state(self, thing: Row) -> tuple[Tone, str]:
        if thing.get("state", "confirmed") == "saved":
            return "wait", self._say(words("opgeslagen"))
        return "good", self._say(words("bevestigd"))

    def _name(self, person: str) -> str:
        return self._names.get(person) or "…"


def _person_name(person: Row) -> str:
    return " ".join(str(part) for part in (person.get("first_name"), person.get("surname")) if part)


def _day(text: Any) -> str:
    year, _, rest = str(text or "").partition("-")
    month, _, day = rest.partition("-")
    return f"{day}-{month}-{year}" if day else ""


def _paths(capacity: Row) -> Iterable[tuple[str, str]]:
    """The units of a capacity that exist, as capacity and path."""
    name = str(capacity.get("name", ""))
    for unit in capacity.get("subdivisions") or ():
        path = _ref(unit)
        yield name, path
        yield from ((name, f"{path}/{_ref(site)}") for site in unit.get("sites") or ())


def _ref(unit: Row) -> str:
    """How a unit is named in a path: as the plan and the store name it, so that each is drawn once."""
    return step(unit.get("hco"), unit.get("name"))
