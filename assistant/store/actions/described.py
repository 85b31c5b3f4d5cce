"""Describing the world to the assistant: nothing of it changes the portal, nobody needs a right for it.

What is described twice is described anew; `remove` withdraws it, as far as nothing rests on it.
"""

from __future__ import annotations

from sqlmodel import col, select

from assistant.domain.words import words
from assistant.store.actions.deed import Deed
from assistant.store.actions.listed import list_people
from assistant.store.actions.people import FIELDS, can_be_described, described_person
from assistant.store.actions.registry import action
from assistant.store.exchange.rows import REFERENCES
from assistant.store.tables import TREE, ExpectedAccess, PlannedUnit, id_of, table_of

_LISTS = ("legal_representatives", "employees")


def _ready_to_describe_enterprise(deed: Deed) -> None:
    for name in _LISTS:
        for insz in deed.data.get(name) or ():
            deed.need_described(insz)


@action("enterprise.describe", ready=_ready_to_describe_enterprise)
def describe_enterprise(deed: Deed) -> None:
    """Say what an enterprise is called, of which sector it is, who represents it and who works there."""
    if deed.data.get("name"):
        deed.enterprise.name = deed.data["name"]
    if "sector" in deed.data:
        deed.enterprise.sector = deed.data["sector"]
    for name in _LISTS:
        if name in deed.data:
            people = deed.data[name]
            list_people(deed, name, None if people is None else [deed.need_described(insz) for insz in people])


def _ready_to_describe_person(deed: Deed) -> None:
    if not deed.data.get("remove"):
        can_be_described(deed)


@action("person.describe", ready=_ready_to_describe_person)
def describe_person(deed: Deed) -> None:
    """Say who someone is."""
    if deed.data.get("remove"):
        _forget_person(deed)
        return
    if deed.person is None:
        described_person(deed)
        return
    for name in FIELDS:
        if name in deed.data and (deed.data[name] is not None or name not in ("surname", "first_name")):
            setattr(deed.person, name, deed.data[name])


def _forget_person(deed: Deed) -> None:
    if deed.person is None:
        return
    for model in TREE:
        table = table_of(model)
        for column, of in REFERENCES[table.name].items():
            if (
                of == "person"
                and deed.tx.execute(select(table.c.id).where(table.c[column] == id_of(deed.person)).limit(1)).first()
            ):
                deed.warn("person.in-use", words("Deze persoon blijft beschreven: hij komt nog ergens voor."))
                return
    deed.remove(deed.person)


@action("unit.plan")
def plan_unit(deed: Deed) -> None:
    """Say which sub-division or site should exist."""
    row = deed.tx.exec(
        select(PlannedUnit).where(
            PlannedUnit.enterprise_id == deed.enterprise_id,
            PlannedUnit.capacity == deed.asked.capacity,
            PlannedUnit.unit == deed.path,
        )
    ).first()
    if deed.data.get("remove"):
        if row is not None:
            deed.remove(row)
        return
    if row is None:
        row = deed.add(
            PlannedUnit(
                enterprise_id=deed.enterprise_id,
                capacity=deed.asked.capacity or "",
                unit=deed.path,
                position=deed.next_position(PlannedUnit),
            )
        )
    for name in ("name", "type", "email"):
        if name in deed.data:
            setattr(row, name, deed.data[name])


def _ready_to_expect(deed: Deed) -> None:
    if not deed.data.get("remove"):
        deed.need_person()


@action("access.expect", ready=_ready_to_expect)
def expect_access(deed: Deed) -> None:
    """Say who should reach which application, where, and by which function."""
    if deed.person is None:
        return
    rows = deed.tx.exec(
        select(ExpectedAccess).where(
            ExpectedAccess.person_id == id_of(deed.person),
            ExpectedAccess.application == deed.data["application"],
            col(ExpectedAccess.unit).is_not_distinct_from(deed.asked.unit),
            col(ExpectedAccess.capacity).is_not_distinct_from(deed.asked.capacity),
        )
    ).all()
    if deed.data.get("remove"):
        deed.remove(*rows)
    elif rows:
        if "function" in deed.data:
            rows[0].function = deed.data["function"]
    else:
        deed.add(
            ExpectedAccess(
                enterprise_id=deed.enterprise_id,
                person_id=id_of(deed.person),
                application=deed.data["application"],
                unit=deed.asked.unit,
                capacity=deed.asked.capacity,
                function=deed.data.get("function"),
                position=deed.next_position(ExpectedAccess),
            )
        )
