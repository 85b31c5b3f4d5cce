"""An action on its way: what it is about, as far as the store has it, and what is looked up again and again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import bindparam
from sqlmodel import Session, col, func, select

from assistant.domain.catalogue import CapacityKind, catalogue
from assistant.domain.vocabulary import Level
from assistant.domain.words import words
from assistant.store.actions.asking import Asked
from assistant.store.actions.result import Refusal
from assistant.store.enterprises import enterprise_of
from assistant.store.exchange.unit_path import depth, parent_of
from assistant.store.remark import Remark
from assistant.store.tables import Enterprise, Person, PlannedUnit, Registration, Row, Unit, id_of

R = TypeVar("R", bound=Row)

# Written out once: to put a statement together takes longer than to execute it, and every action asks these.
_UNITS = (
    select(Unit)
    .where(col(Unit.enterprise_id) == bindparam("enterprise"), col(Unit.capacity) == bindparam("capacity"))
    .where(col(Unit.path).in_(bindparam("paths", expanding=True)))
    .order_by(col(Unit.level), col(Unit.position), col(Unit.id))
)
_PEOPLE = select(Person).where(
    col(Person.enterprise_id) == bindparam("enterprise"), col(Person.insz).in_(bindparam("people", expanding=True))
)

LEVELS = (Level.CAPACITY, Level.SUBDIVISION, Level.SITE)
"""The levels of units by their depth."""


@dataclass(slots=True)
class Deed:
    """An action with the rows it is about. Rows that are not there are None; `_need…` refuse for them."""

    tx: Session
    asked: Asked
    at: datetime
    enterprise: Enterprise
    capacity: Unit | None = None
    unit: Unit | None = None
    """The unit that `unit` names, the capacity itself where it names none; for a new unit None."""
    parent: Unit | None = None
    """The unit above a new one."""
    path: str = ""
    """The path of `unit`, or of the new unit."""
    person: Person | None = None
    actor: Person | None = None
    subject: int | None = None
    """The row of the unit that was made or changed, for the ledger."""
    warnings: list[Remark] = field(default_factory=list)
    _described: dict[str, Person] = field(default_factory=dict)
    _registration: Registration | None = None
    """Who and what was found before: it is asked for again and again."""

    @property
    def data(self) -> Any:
        """What was given besides."""
        return self.asked.data

    @property
    def enterprise_id(self) -> int:
        """The enterprise's row."""
        return id_of(self.enterprise)

    @property
    def capacity_kind(self) -> CapacityKind | None:
        """What the catalogue knows of the capacity concerned."""
        return catalogue().capacity(self.asked.capacity) if self.asked.capacity else None

    @property
    def confirmed(self) -> bool:
        """Whether a unit or user is confirmed at once (O2)."""
        return bool(self.data.get("confirmed"))

    def warn(self, code: str, text: str, **facts: object) -> None:
        """Say something beside the result."""
        self.warnings.append(Remark(code, text, facts))

    def add(self, row: R) -> R:
        """Add a row and give it its id."""
        self.tx.add(row)
        self.tx.flush()
        return row

    def remove(self, *rows: Row) -> None:
        """Remove rows, those that others refer to last."""
        for row in rows:
            self.tx.delete(row)
            self.tx.flush()
            if row is self._registration:
                self._registration = None

    def next_position(self, model: Any, *where: Any) -> int:
        """Return the place after the last row of a table that fits `where`."""
        query = select(func.max(model.position)).where(model.enterprise_id == self.enterprise_id, *where)
        last = self.tx.exec(query).one()
        return 0 if last is None else last + 1

    def need_capacity(self) -> Unit:
        """Return the capacity. Raises `Refusal` (O1) when it was not activated."""
        if self.capacity is None:
            raise Refusal(
                "not-yet",
                words("De hoedanigheid {capacity} is nog niet geactiveerd. Activeer ze eerst."),
                ["capacity.activate"],
                capacity=self.asked.capacity,
            )
        return self.capacity

    def need_unit(self) -> Unit:
        """Return the unit the action is about. Raises `Refusal`."""
        capacity = self.need_capacity()
        if not self.path:
            return capacity
        if self.unit is None:
            raise self.no_unit(self.path)
        return self.unit

    def no_unit(self, path: str) -> Refusal:
        """Return the refusal for a unit that is not there: still to be made when it is planned, else unknown."""
        planned = self.tx.exec(
            select(PlannedUnit.id).where(
                PlannedUnit.enterprise_id == self.enterprise_id,
                PlannedUnit.capacity == self.asked.capacity,
                PlannedUnit.unit == path,
            )
        ).first()
        if planned is None:
            return Refusal("unknown", words("De eenheid {unit} bestaat niet in deze hoedanigheid."), unit=path)
        action = f"{LEVELS[depth(path)]}.add"
        return Refusal("not-yet", words("De eenheid {unit} is nog niet gemaakt. Maak ze eerst."), [action], unit=path)

    def need_person(self) -> Person:
        """Return the person the action is about. Raises `Refusal`."""
        if self.person is None:
            raise no_person()
        return self.person

    def described(self, insz: str) -> Person | None:
        """Return someone of this enterprise by INSZ."""
        if insz not in self._described:
            self._described |= _people(self, {insz})
        return self._described.get(insz)

    def remember(self, people: Iterable[Person]) -> None:
        """Keep people of this enterprise that were looked up already."""
        self._described.update((person.insz, person) for person in people)

    def need_described(self, insz: str) -> Person:
        """Return someone of this enterprise by INSZ. Raises `Refusal`."""
        found = self.described(insz)
        if found is None:
            raise no_person()
        return found

    def registration(self) -> Registration | None:
        """Return the person's registration on the unit."""
        if self._registration is None and self.unit is not None and self.person is not None:
            query = select(Registration).where(
                Registration.unit_id == id_of(self.unit), Registration.person_id == id_of(self.person)
            )
            self._registration = self.tx.exec(query).one_or_none()
        return self._registration

    def need_registration(self) -> Registration:
        """Return the person's registration on the unit, for what is built on it. Raises `Refusal` (`not-yet`)."""
        found = self._registration_of_known()
        if found is None:
            raise Refusal(
                "not-yet",
                words("Deze persoon is geen gebruiker op deze eenheid. Voeg hem eerst toe."),
                ["user.register"],
            )
        return found

    def known_registration(self) -> Registration:
        """Return the person's registration on the unit, for what changes it. Raises `Refusal` (`unknown`)."""
        found = self._registration_of_known()
        if found is None:
            raise Refusal("unknown", words("Deze persoon is geen gebruiker op deze eenheid."))
        return found

    def _registration_of_known(self) -> Registration | None:
        self.need_person()
        self.need_unit()
        return self.registration()


def no_person() -> Refusal:
    """Return the refusal for someone who is not described in the enterprise."""
    return Refusal(
        "unknown",
        words("Deze persoon is niet bekend bij de onderneming. Beschrijf hem eerst: naam en voornaam."),
        ["person.describe"],
    )


def prepare(tx: Session, asked: Asked, at: datetime) -> Deed:
    """Look up what an action is about. Raises `Refusal` (`unknown`) for an enterprise the store does not know."""
    enterprise = enterprise_of(tx, asked.enterprise)
    if enterprise is None:
        raise Refusal(
            "unknown",
            words("De onderneming {number} staat niet in de opslag. Beschrijf ze eerst, of importeer ze."),
            ["enterprise.describe"],
            number=asked.enterprise,
        )
    deed = Deed(tx, asked, at, enterprise, warnings=list(asked.warnings))
    deed.path = asked.unit or ""
    if asked.capacity is not None:
        above = parent_of(deed.path) if deed.path else None
        found = _units_at(deed, {"", deed.path, above or ""})
        deed.capacity, deed.unit = found.get(""), found.get(deed.path)
        deed.parent = found.get(above) if above is not None else None
    people = _people(deed, {asked.person, asked.actor} - {None})
    deed.remember(people.values())
    deed.person, deed.actor = people.get(asked.person or ""), people.get(asked.actor or "")
    return deed


def unit_at(deed: Deed, path: str) -> Unit | None:
    """Return a unit of the capacity by its path; the first of several under one path."""
    return _units_at(deed, {path}).get(path)


def _units_at(deed: Deed, paths: set[str]) -> dict[str, Unit]:
    """Return the units of the capacity on these paths, in one question to the store."""
    found: dict[str, Unit] = {}
    where = {"enterprise": deed.enterprise_id, "capacity": deed.asked.capacity, "paths": list(paths)}
    for unit in deed.tx.exec(_UNITS, params=where):
        found.setdefault(unit.path, unit)
    return found


def _people(deed: Deed, insz: set[Any]) -> dict[str, Person]:
    """Return those of these people whom the enterprise describes, in one question to the store."""
    if not insz:
        return {}
    found = deed.tx.exec(_PEOPLE, params={"enterprise": deed.enterprise_id, "people": list(insz)})
    return {person.insz: person for person in found}
