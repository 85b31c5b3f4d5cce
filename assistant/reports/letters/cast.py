"""Who is who in an enterprise: the people of its access tree and the roles that they hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from assistant.domain.typed import look_alike_key
from assistant.domain.vocabulary import ManagerStatus, Role, State
from assistant.reports.letters.duty import Actor
from assistant.store.exchange.unit_path import units_of

Document = Mapping[str, Any]


class Cast:
    """The people of an access tree (`access-tree/1`), or nobody."""

    def __init__(self, tree: Document | None) -> None:
        self._tree: Document = tree or {}
        self._people = {person["insz"]: person for person in self._tree.get("people", ())}

    def name(self, insz: str) -> str:
        """What a person is called, empty when not described."""
        person = self._people.get(insz, {})
        return f"{person.get('first_name', '')} {person.get('surname', '')}".strip()

    def email(self, insz: str) -> str:
        """A person's e-mail address, empty when not known."""
        return str(self._people.get(insz, {}).get("email") or "")

    def language(self, insz: str) -> str:
        """A person's language, empty when not known."""
        return str(self._people.get(insz, {}).get("language") or "")

    def of_role(self, role: str, capacity: str | None = None, unit: str | None = None) -> Actor:
        """The one who holds a role there, the nearest to the unit; with several, nobody in particular."""
        holders = self._holders(role, capacity, unit)
        return self._actor(role, holders[0] if len(holders) == 1 else "")

    def of_step(self, by: Mapping[str, Any], may: Iterable[str], action: Mapping[str, Any]) -> Actor:
        """Who does a step of a plan, that says `by`: whoever manages the place itself, where that is someone who may.

        A plan takes the first who may, so the HTB. But once a capacity has a TB, that one manages it (rulebook T2), and a
        unit's own manager does what is to be done there.
        """
        capacity, unit = action.get("capacity"), action.get("unit") or ""
        if capacity:
            for nearest in (role for role in _NEAREST_FIRST if role in may):
                if (found := self.of_role(nearest, capacity, unit)).person:
                    return found
        role, person = str(by["role"]), str(by.get("person") or "")
        return self._actor(role, person) if person else self.of_role(role)

    def role_of(self, insz: str, among: Iterable[str]) -> str:
        """The first of some roles that a person holds anywhere, empty for none."""
        return next((role for role in among if insz in self._holders(role, None, None)), "")

    def called(self, role: str, name: str, email: str) -> Actor:
        """Someone of whom the name was told: the person of that name, when there is just one."""
        wanted = look_alike_key(name)
        same = [insz for insz in self._people if look_alike_key(self.name(insz)) == wanted]
        if len(same) == 1:
            found = self._actor(role, same[0])
            return Actor(role, same[0], found.name, found.email or email)
        return Actor(role, "", name, email)

    def manager(self) -> Actor:
        """Who looks after it all: the HTB, a co-HTB, or whoever is HTB by then."""
        for role in (Role.HTB, Role.CO_HTB):
            if (found := self.of_role(role)).person:
                return found
        return Actor(Role.HTB)

    def _actor(self, role: str, insz: str) -> Actor:
        return Actor(role, insz, self.name(insz), self.email(insz))

    def _holders(self, role: str, capacity: str | None, unit: str | None) -> list[str]:
        """The active holders of a role in the place nearest to a unit; where no unit is named, in all places."""
        if role == Role.WV:
            return list(self._tree.get("enterprise", {}).get("legal_representatives") or ())
        everywhere: list[str] = []
        for place in (self._tree, *self._places(capacity, unit)):
            here = [one["person"] for one in place.get("managers", ()) if one["role"] == role and _is_active(one)]
            everywhere = here or everywhere if unit is not None else [*everywhere, *here]
        return list(dict.fromkeys(everywhere))

    def _places(self, capacity: str | None, unit: str | None) -> Iterator[Document]:
        """The capacity and the units on the way to one, from the top; all of them where no place is named."""
        for one in self._tree.get("capacities", ()):
            if capacity in (None, one["name"]):
                for path, place in (("", one), *units_of(one)):
                    if unit is None or not path or unit == path or unit.startswith(f"{path}/"):
                        yield place


_NEAREST_FIRST = (Role.SB, Role.TB)


def _is_active(manager: Document) -> bool:
    return (manager["status"], manager.get("state", State.CONFIRMED)) == (ManagerStatus.ACTIVE, State.CONFIRMED)
