"""Organisations without a tree here: known from a coordinator's list, an HCO list, or their own statement.

An HCO list plans units. Where nothing else is known, that makes an enterprise with plans alone: no tree, since it says
nothing of who manages what.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, Table, and_, bindparam, case, exists, func, or_, select, union
from sqlmodel import Session

from assistant.domain.words import words
from assistant.store.reference_tables import ListedOrganisation, ReceivedStatement
from assistant.store.tables import Enterprise, Person, PlannedUnit, Unit, table_of

Source = Literal["list", "statement"]
"""Where it is known from, as `readiness/1` says it; a statement tells more than a list."""

NO_TREE = {
    "list": words("alleen bekend van een lijst: er is geen boom"),
    "statement": words("alleen bekend van haar verklaring: er is geen boom"),
}
"""What is said behind the name, by source."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An organisation (ten digits) of which there is no tree; the name is None where none is known."""

    number: str
    name: str | None
    source: Source


Condition = Callable[[ColumnElement[str]], ColumnElement[bool]]
"""A condition on a column of numbers."""


def is_only_planned(enterprise: Table) -> ColumnElement[bool]:
    """Whether an enterprise has planned units and nothing else, so that there is no tree of it."""
    of_table = [table_of(model).c.enterprise_id == enterprise.c.id for model in (Person, Unit, PlannedUnit)]
    person, unit, planned = (exists().where(condition) for condition in of_table)
    return and_(~person, ~unit, planned)


def has_tree(tx: Session, number: str) -> bool:
    """Tell whether the store holds an organisation's tree."""
    return tx.connection().execute(_WITH_TREE, {"number": number}).first() is not None


def known_elsewhere(tx: Session, number: str) -> Elsewhere | None:
    """Return what is known of an organisation that has no tree; None when nothing is, or when it has one."""
    return next(iter(read_elsewhere(tx, lambda column: column == number, 1)), None)


def read_elsewhere(tx: Session, condition: Condition, limit: int) -> list[Elsewhere]:
    """Return the organisations without a tree of whose number the condition holds, by number."""
    rows = tx.connection().execute(_query(condition).limit(limit))
    return [Elsewhere(row.number, row.name, "statement" if row.said else "list") for row in rows]


# Written out once, as every diagnosis asks it.
_WITH_TREE = select(table_of(Enterprise).c.id).where(
    table_of(Enterprise).c.number == bindparam("number"), ~is_only_planned(table_of(Enterprise))
)

_E, _L, _S = (table_of(model).c for model in (Enterprise, ListedOrganisation, ReceivedStatement))


def _query(condition: Condition) -> Select[Any]:
    enterprise = table_of(Enterprise)
    numbers = union(
        select(_L.number).where(condition(_L.number)),
        select(_S.enterprise).where(condition(_S.enterprise)),
        select(_E.number).where(condition(_E.number), is_only_planned(enterprise)),
    ).subquery("numbers")
    number = numbers.c.number
    said = (
        select(_S.enterprise, func.max(_S.name).label("name"))
        .where(_S.newest.is_(True), condition(_S.enterprise))
        .group_by(_S.enterprise)
        .subquery("said")
    )
    listed = table_of(ListedOrganisation)
    return (
        select(
            number,
            func.coalesce(_L.name, said.c.name, _E.name).label("name"),
            case((said.c.enterprise.is_(None), False), else_=True).label("said"),
        )
        .select_from(
            numbers.outerjoin(listed, _L.number == number)
            .outerjoin(said, said.c.enterprise == number)
            .outerjoin(enterprise, _E.number == number)
        )
        .where(or_(_E.id.is_(None), is_only_planned(enterprise)))
        .order_by(number)
    )
