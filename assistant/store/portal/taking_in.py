"""Taking a portal's list of users into an enterprise's tree: seen first, then kept as one change in the ledger.

The list says who is there, in which role and with which status. It says nothing of rights and functions: those stay as they
are, and someone new has none yet, except the application by which the list was searched. Who is in the store and not in the
list stays: a list may be a part.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from assistant.domain.catalogue import catalogue
from assistant.domain.malformed import Malformed
from assistant.domain.numbers import spaced_enterprise
from assistant.domain.typed import look_alike_key
from assistant.domain.vocabulary import ManagerStatus, Role, State, UserStatus
from assistant.domain.words import words
from assistant.store.exchange import labels
from assistant.store.exchange.document import FORMAT, Document
from assistant.store.exchange.tree import export_tree, import_tree
from assistant.store.exchange.unit_path import depth, joined, number_and_name, parent_of, step, unit_path
from assistant.store.portal.place import PortalPlace, PortalUnit
from assistant.store.portal.reading import PortalList, PortalUser
from assistant.store.remark import Remark


@dataclass(frozen=True, slots=True)
class Where:
    """Where a list belongs: an enterprise (ten digits), a capacity and the path of a unit below it.

    `told`: the path was told, and does not come from a screen, which may leave out the HCO number of a unit that has one.
    """

    enterprise: str
    capacity: str
    unit: str
    told: bool = False


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What a list changes. `tree` is the tree with it, `changes` what is new in it, `remarks` what else there is to know."""

    where: Where
    tree: Document
    changes: tuple[Remark, ...]
    remarks: tuple[Remark, ...]


def where_of(
    place: PortalPlace, *, enterprise: str | None = None, capacity: str | None = None, unit: str | None = None
) -> Where:
    """Return where a list belongs: as it is told, else as the screen says.

    Raises `Malformed` when neither says it, and when the screen says that it is another enterprise's or capacity's.
    """
    if enterprise and place.enterprise and enterprise != place.enterprise:
        raise Malformed(
            "other-enterprise",
            words("Deze lijst is van onderneming {theirs}, niet van {given}."),
            theirs=spaced_enterprise(place.enterprise),
            given=spaced_enterprise(enterprise),
        )
    number = enterprise or place.enterprise
    if number is None:
        raise Malformed("no-enterprise", words("Zeg van welke onderneming deze lijst is: --enterprise NUMMER."))
    told, seen = (labels.capacity(one) if one else None for one in (capacity, place.capacity))
    if told and seen and told != seen:
        raise Malformed("other-capacity", words("Deze lijst is van de hoedanigheid {theirs}."), theirs=seen)
    if not (told or seen):
        raise Malformed("no-capacity", words("Zeg van welke hoedanigheid deze lijst is: --capacity HOEDANIGHEID."))
    path = place.path if unit is None else unit_path(unit)
    return Where(number, str(told or seen), path, told=unit is not None)


def seen_in(tx: Session, listed: PortalList, where: Where, applications: Sequence[str] = ()) -> TakenIn:
    """Return what a list would change in the store. `applications` are those by which it was searched in the portal.

    Raises `Malformed` when the unit is named by a name that several have.
    """
    return _Taking(export_tree(tx, where.enterprise), listed, where, applications).done()


def take_in(tx: Session, taken: TakenIn, at: datetime) -> bool:
    """Keep what was seen; return whether anything changed. The tree has to be the one that was looked at."""
    return import_tree(tx, taken.tree, at).ledger_id is not None


class _Taking:
    def __init__(self, tree: Document | None, listed: PortalList, where: Where, applications: Sequence[str]) -> None:
        self._listed, self._where, self._applications = listed, where, list(applications)
        self._changes: list[Remark] = []
        self._remarks: list[Remark] = []
        self._tree = tree or self._new_tree()

    def done(self) -> TakenIn:
        capacity = self._capacity()
        holder, path = self._unit(capacity, self._where.unit)
        for one in self._listed.users:
            self._person(one)
            if one.role is Role.USER:
                self._user(holder, one)
            else:
                self._manager(capacity, holder, one)
        self._remark_left(holder)
        return TakenIn(replace(self._where, unit=path), self._tree, tuple(self._changes), tuple(self._remarks))

    def _changed(self, code: str, text: str, **facts: object) -> None:
        self._changes.append(Remark(code, text, facts))

    def _new_tree(self) -> Document:
        name = self._listed.place.enterprise_name or spaced_enterprise(self._where.enterprise)
        self._changed("enterprise.new", words("De onderneming {name} komt in de opslag."), name=name)
        return {
            "format": FORMAT,
            "enterprise": {"number": self._where.enterprise, "name": name},
            "people": [],
            "managers": [],
            "capacities": [],
        }

    def _capacity(self) -> dict[str, Any]:
        for capacity in self._tree["capacities"]:
            if capacity["name"] == self._where.capacity:
                return self._confirmed(capacity)
        self._changed("capacity.new", words("De hoedanigheid {name} is er: ze komt in de boom."), name=self._where.capacity)
        capacity = {"name": self._where.capacity, "email": None, **_empty(), "subdivisions": []}
        self._tree["capacities"].append(capacity)
        return capacity

    def _unit(self, capacity: dict[str, Any], path: str) -> tuple[dict[str, Any], str]:
        """Return a unit with its own path, made with those above it where it is not there: who has a list has seen it."""
        if not path:
            return capacity, ""
        above, over = self._unit(capacity, parent_of(path))
        brothers: list[dict[str, Any]] = above.setdefault("subdivisions" if depth(path) == 1 else "sites", [])
        there = self._there(brothers, path, over)
        if there is not None:
            return self._confirmed(there), _path(over, there)
        number, name = number_and_name(path)
        seen = self._seen(path)
        kinds = catalogue().capacity(self._where.capacity)
        level = list(kinds.levels)[depth(path) - 1] if kinds and len(kinds.levels) >= depth(path) else None
        types = [one.label for one in kinds.types_on(level)] if kinds and level else []
        unit = {
            "type": seen.type or next(iter(types), self._where.capacity),
            "name": seen.name or name or number,
            "hco": number,
            "email": None,
            **_empty(),
            **({"sites": []} if depth(path) == 1 else {}),
        }
        brothers.append(unit)
        made = _path(over, unit)
        self._changed(
            "unit.new", words("De eenheid {name} ({path}) is er: ze komt in de boom."), name=unit["name"], path=made
        )
        return unit, made

    def _there(self, brothers: Sequence[dict[str, Any]], path: str, over: str) -> dict[str, Any] | None:
        """Return the unit of these that the last step of a path names: by its number, else by its name (rulebook §6)."""
        seen = self._seen(path)
        number, name = number_and_name(path)
        same_type = [unit for unit in brothers if seen.type is None or seen.type == unit["type"]]
        if name is None:
            return next((unit for unit in same_type if unit.get("hco") == number), None)
        alike = [unit for unit in same_type if look_alike_key(unit["name"]) == look_alike_key(name)]
        # A path that is told names one without a number, where there is such a one.
        exact = [unit for unit in alike if self._where.told and not unit.get("hco") and unit["name"].strip() == name]
        found = exact or alike
        if len(found) > 1:
            raise Malformed(
                "several-units",
                words(
                    "Verschillende eenheden heten {name}: {units}. Zeg welke het is: zet haar HCO-nummer erbij, of "
                    "geef haar met --unit."
                ),
                name=name,
                units=_few([f"{_path(over, unit)} ({unit['type']})" for unit in found]),
            )
        return next(iter(found), None)

    def _seen(self, path: str) -> PortalUnit:
        """Return what the screen says of a unit on the way, if it is of this place."""
        shown = self._listed.place
        here = f"{shown.path}/".startswith(f"{path}/")
        return shown.units[depth(path) - 1] if here else PortalUnit(None, None, None)

    def _confirmed(self, thing: dict[str, Any]) -> dict[str, Any]:
        if thing.get("state") == State.SAVED.value:
            thing["state"] = State.CONFIRMED.value
            self._changed("confirmed", words("{name} is bevestigd."), name=thing["name"])
        return thing

    def _person(self, one: PortalUser) -> None:
        people: list[dict[str, Any]] = self._tree["people"]
        known = next((person for person in people if person["insz"] == one.insz), None)
        if known is None:
            new = {"insz": one.insz, "surname": one.surname, "first_name": one.first_name, "email": one.email}
            people.append(new)
        elif one.surname and (known["surname"], known["first_name"]) != (one.surname, one.first_name):
            theirs = f"{known['first_name']} {known['surname']}"
            text = words("{name} (regel {line}) heet in de opslag {theirs}. Die naam blijft.")
            self._remarks.append(Remark("other-name", text, {"name": one.name, "line": one.line, "theirs": theirs}))

    def _user(self, holder: dict[str, Any], one: PortalUser) -> None:
        known = next((user for user in holder["users"] if user["person"] == one.insz), None)
        if known is None:
            ticks = {"applications": list(self._applications), "functions": []}
            new = {"person": one.insz, "username": one.username, "email": one.email, "status": one.status, **ticks}
            holder["users"].append(new)
            self._changed("user.new", words("{name} komt erbij als gebruiker ({status})."), name=one.name, status=one.status)
            return
        self._confirmed_user(known, one)
        if known["status"] != one.status:
            was, known["status"] = known["status"], one.status
            text = words("{name} gaat van {was} naar {status}.")
            self._changed("user.status", text, name=one.name, was=was, status=one.status)
        for field, value in (("username", one.username), ("email", one.email)):
            if value and known.get(field) != value:
                known[field] = value
                self._changed(f"user.{field}", words("{name} krijgt {value}."), name=one.name, value=value)
        for application in self._applications:
            if application not in known["applications"]:
                known["applications"].append(application)
                self._changed("user.tick", words("{name} heeft {application}."), name=one.name, application=application)

    def _confirmed_user(self, known: dict[str, Any], one: PortalUser) -> None:
        if known.get("state") == State.SAVED.value:
            known["state"] = State.CONFIRMED.value
            self._changed("confirmed", words("{name} is bevestigd."), name=one.name)

    def _manager(self, capacity: dict[str, Any], holder: dict[str, Any], one: PortalUser) -> None:
        """Put a manager where the role belongs: TB and co-TB on the capacity, SB on the unit (T7)."""
        at_unit = one.role is Role.SB
        if at_unit == (holder is capacity):
            text = words("{name} (regel {line}) staat als {role} op een plaats waar die rol niet hoort. Niet ingelezen.")
            self._remarks.append(Remark("misplaced", text, {"name": one.name, "line": one.line, "role": one.role.value}))
            return
        managers: list[dict[str, Any]] = holder["managers"]
        status = _MANAGER_STATUS[one.status]
        known = next((row for row in managers if (row["role"], row["person"]) == (one.role.value, one.insz)), None)
        facts = {"name": one.name, "role": one.role.value, "status": one.status}
        if known is None:
            self._replace(managers, one)
            managers.append({"role": one.role.value, "person": one.insz, "status": status})
            self._changed("manager.new", words("{name} is {role} ({status}) en komt in de boom."), **facts)
        elif known["status"] != status:
            self._replace(managers, one)
            known["status"] = status
            self._changed("manager.status", words("{name}, {role}, staat nu op {status}."), **facts)

    def _replace(self, managers: Iterable[dict[str, Any]], one: PortalUser) -> None:
        """Let the one who was TB go: a capacity has one (T4)."""
        for row in managers:
            if one.role is Role.TB and row["role"] == Role.TB.value and row["status"] != ManagerStatus.LEFT.value:
                row["status"] = ManagerStatus.LEFT.value
                self._changed(
                    "manager.left", words("De vorige TB, {name}, is het niet meer."), name=self._name(row["person"])
                )

    def _name(self, insz: str) -> str:
        found = next((person for person in self._tree["people"] if person["insz"] == insz), None)
        return f"{found['first_name']} {found['surname']}" if found else "…"

    def _remark_left(self, holder: dict[str, Any]) -> None:
        listed = {one.insz for one in self._listed.users if one.role is Role.USER}
        left = [self._name(user["person"]) for user in holder["users"] if user["person"] not in listed]
        if left:
            text = words("Niet in deze lijst, wel in de opslag: {names}. Ze blijven staan. Verwijder wie weg is.")
            self._remarks.append(Remark("not-listed", text, {"names": _few(left)}))
        new = sum(one.code == "user.new" for one in self._changes)
        if new and not self._applications:
            one = words(
                "De lijst zegt niet welke rechten en functies iemand heeft. Bij één nieuwe gebruiker staan er dus nog geen."
            )
            several = words(
                "De lijst zegt niet welke rechten en functies iemand heeft. Bij {count} nieuwe gebruikers staan er dus "
                "nog geen."
            )
            text = one if new == 1 else several
            self._remarks.append(Remark("rights-unknown", text, {"count": new}))


_MANAGER_STATUS = {
    UserStatus.ACTIVE.value: ManagerStatus.ACTIVE.value,
    UserStatus.BLOCKED.value: ManagerStatus.BLOCKED.value,
}
_MOST_NAMED = 10


def _empty() -> dict[str, Any]:
    return {"state": State.CONFIRMED.value, "managers": [], "applications": [], "users": []}


def _path(over: str, unit: dict[str, Any]) -> str:
    return joined(over, step(unit.get("hco"), unit["name"]))


def _few(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_MOST_NAMED])
    return shown if len(names) <= _MOST_NAMED else f"{shown} … ({len(names)})"
