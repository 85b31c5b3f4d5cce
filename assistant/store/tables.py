"""The tables of the tree: an enterprise with its people, managers, units, users and functions (rulebook §2).

Depth is data: a capacity, a sub-division and a site are rows of one table, `unit`, that name their parent and their
capacity, so that no query over all enterprises needs recursion. Every row names its enterprise, and has a
`position` among its brothers, so that a tree is given out in the order in which it came. What was left open in
the source (not known) is NULL; lists that can be unknown as a whole have a flag `…_known` on the enterprise.

The tables validate nothing: form is checked at the edge (`exchange`, `actions`), CHECK constraints hold the line.
"""

# No `from __future__ import annotations` here: SQLModel reads the annotations themselves.

from datetime import date, datetime
from typing import Any, ClassVar, cast

from sqlalchemy import CheckConstraint, Index, MetaData, Table, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from assistant.store.columns import Insz, Moment

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Row(SQLModel):
    """What all tables share: the names of their constraints."""

    metadata: ClassVar[MetaData] = METADATA


def one_of(column: str, *values: str) -> CheckConstraint:
    """Return the constraint that a column holds one of these values (NULL is left to the column)."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def _key() -> Any:
    return Field(default=None, primary_key=True)


def _of(table: str, *, index: bool = True) -> Any:
    return Field(foreign_key=f"{table}.id", index=index)


def _maybe_of(table: str) -> Any:
    return Field(default=None, foreign_key=f"{table}.id", index=True)


def _moment() -> Any:
    return Field(default=None, sa_type=Moment)


class Enterprise(Row, table=True):
    """An organisation with its number in the KBO."""

    __tablename__ = "enterprise"
    __table_args__ = (CheckConstraint("length(number) = 10", name="number"),)

    id: int | None = _key()
    number: str = Field(unique=True)
    name: str = Field(index=True)
    sector: str | None = Field(default=None, index=True)
    version: int = 0
    """Counts the performed actions and imports, for `expect_version`; no part of the tree."""
    legal_representatives_known: bool = False
    employees_known: bool = False
    heracles_roles_known: bool = False
    head_radiologist_reported: bool | None = None


class Person(Row, table=True):
    """Someone an enterprise names; the same human in two enterprises is two rows with one INSZ."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("enterprise_id", "insz"),)

    id: int | None = _key()
    enterprise_id: int = _of("enterprise", index=False)
    insz: str = Field(sa_type=Insz, index=True)
    surname: str = Field(index=True)
    first_name: str = Field(index=True)
    email: str | None = None
    language: str | None = None
    title: str | None = None
    doctor: bool | None = None
    position: int = 0


class ListedPerson(Row, table=True):
    """A person on one of the enterprise's lists, which exist apart from managers and users."""

    __tablename__ = "listed_person"
    __table_args__ = (
        UniqueConstraint("enterprise_id", "listed_as", "person_id"),
        one_of("listed_as", "legal_representatives", "employees", "heracles_roles"),
    )

    id: int | None = _key()
    enterprise_id: int = _of("enterprise", index=False)
    listed_as: str
    person_id: int = _of("person")
    position: int = 0


class Unit(Row, table=True):
    """A capacity, a sub-division or a site (T2, T4, T6).

    `capacity` is the label of the capacity on all three; `capacity_id` is the row of the capacity, on the capacity
    itself its own. `path` is how files and commands name the unit below its capacity: `90005/90001`, `~name` where
    the HCO number is not known, empty for the capacity.
    """

    __tablename__ = "unit"
    __table_args__ = (
        one_of("level", "capacity", "subdivision", "site"),
        one_of("state", "saved", "confirmed"),
        one_of("status", "active", "blocked"),
        CheckConstraint("(level = 'capacity') = (parent_id IS NULL)", name="parent"),
        CheckConstraint("level <> 'capacity' OR (type IS NULL AND hco IS NULL AND path = '')", name="capacity"),
        CheckConstraint("level = 'capacity' OR (type IS NOT NULL AND name IS NOT NULL)", name="facility"),
        CheckConstraint("level = 'subdivision' OR status = 'active'", name="blocked"),
        CheckConstraint("level = 'capacity' OR technical_user_id IS NULL", name="technical_user"),
        UniqueConstraint("parent_id", "type", "hco"),
        Index("ix_unit_enterprise_id_capacity_path", "enterprise_id", "capacity", "path"),
        Index(
            "uq_unit_one_capacity",
            "enterprise_id",
            "capacity",
            unique=True,
            sqlite_where=text("level = 'capacity'"),
        ),
    )

    id: int | None = _key()
    enterprise_id: int = _of("enterprise", index=False)
    level: str
    parent_id: int | None = Field(default=None, foreign_key="unit.id")
    capacity_id: int | None = _maybe_of("unit")
    capacity: str
    type: str | None = None
    name: str | None = Field(default=None, index=True)
    hco: str | None = Field(default=None, index=True)
    path: str = ""
    email: str | None = None
    state: str = "confirmed"
    status: str = "active"
    created_at: datetime | None = _moment()
    technical_user_id: int | None = _maybe_of("person")
    position: int = 0


class Manager(Row, table=True):
    """Someone in a role: HTB and co-HTB of the enterprise, TB and co-TB of a capacity, SB of a unit (rulebook §3)."""

    __tablename__ = "manager"
    __table_args__ = (
        one_of("role", "HTB", "co-HTB", "TB", "co-TB", "SB"),
        one_of("status", "active", "blocked", "left"),
        one_of("state", "saved", "confirmed"),
        CheckConstraint("(role IN ('HTB', 'co-HTB')) = (unit_id IS NULL)", name="place"),
        Index(
            "uq_manager_one_htb",
            "enterprise_id",
            unique=True,
            sqlite_where=text("role = 'HTB' AND status = 'active' AND state = 'confirmed'"),
        ),
    )

    id: int | None = _key()
    enterprise_id: int = _of("enterprise")
    unit_id: int | None = _maybe_of("unit")
    person_id: int = _of("person")
    role: str
    status: str = "active"
    state: str = "confirmed"
    since: date | None = None
    position: int = 0


class UnitTick(Row, table=True):
    """A secured application ticked on a unit."""

    __tablename__ = "unit_tick"
    __table_args__ = (UniqueConstraint("unit_id", "application"),)

    id: int | None = _key()
    enterprise_id: int = _of("enterprise")
    unit_id: int = _of("unit", index=False)
    application: str
    position: int = 0


class Registration(Row, table=True):
    """A person registered as user on a unit (T7)."""

    __tablename__ = "registration"
    __table_args__ = (
        UniqueConstraint("unit_id", "person_id"),
        one_of("status", "Actief", "Geblokkeerd"),
        one_of("state", "saved", "confirmed"),
    )

    id: int | None = _key()
    enterprise_id: int = _of("enterprise")
    unit_id: int = _of("unit", index=False)
    person_id: int = _of("person")
    username: str | None = Field(default=None, index=True)
    email: str | None = None
    local_email: str | None = None
    status: str = "Actief"
    state: str = "confirmed"
    changed_at: datetime | None = _moment()
    """When it was last changed: in force 20 minutes later (O6); NULL is long ago."""
    position: int = 0


class RegistrationTick(Row, table=True):
    """A secured application ticked for a user."""

    __tablename__ = "registration_tick"
    __table_args__ = (UniqueConstraint("registration_id", "application"),)

    id: int | None = _key()
    enterprise_id: int = _of("enterprise")
    registration_id: int = _of("registration", index=False)
    application: str
    position: int = 0


class FunctionGiven(Row, table=True):
    """A function given to a user on a unit; both days are included (T8)."""

    __tablename__ = "function_given"
    __table_args__ = (CheckConstraint("last_day IS NULL OR last_day >= first_day", name="days"),)

    id: int | None = _key()
    enterprise_id: int = _of("enterprise")
    registration_id: int = _of("registration")
    function: str
    first_day: date
    last_day: date | None = None
    changed_at: datetime | None = _moment()
    position: int = 0


class Responsibility(Row, table=True):
    """Who is responsible, for one function on one unit (T9); the co-workers are `Coworker` rows."""

    __tablename__ = "responsibility"

    id: int | None = _key()
    enterprise_id: int = _of("enterprise")
    unit_id: int = _of("unit")
    function: str
    responsible_id: int = _of("person")
    position: int = 0


class Coworker(Row, table=True):
    """Someone a responsible person is responsible for."""

    __tablename__ = "coworker"
    __table_args__ = (UniqueConstraint("responsibility_id", "person_id"),)

    id: int | None = _key()
    enterprise_id: int = _of("enterprise")
    responsibility_id: int = _of("responsibility", index=False)
    person_id: int = _of("person")
    position: int = 0


class ExpectedAccess(Row, table=True):
    """Who should reach what, where. `unit` is a path, as the unit may not exist; NULL is any unit of the capacity."""

    __tablename__ = "expected_access"

    id: int | None = _key()
    enterprise_id: int = _of("enterprise")
    person_id: int = _of("person")
    application: str
    unit: str | None = None
    capacity: str | None = None
    function: str | None = None
    position: int = 0


class PlannedUnit(Row, table=True):
    """A sub-division or site that should exist; `unit` is its path below the capacity."""

    __tablename__ = "planned_unit"

    id: int | None = _key()
    enterprise_id: int = _of("enterprise")
    capacity: str
    unit: str
    name: str | None = None
    type: str | None = None
    email: str | None = None
    position: int = 0


class Observation(Row, table=True):
    """What someone saw on a screen and no tree can show; it goes when a later action of that kind succeeds."""

    __tablename__ = "observation"

    id: int | None = _key()
    enterprise_id: int = _of("enterprise")
    code: str
    at: datetime | None = _moment()
    capacity: str | None = None
    unit: str | None = None
    person_id: int | None = _maybe_of("person")
    position: int = 0


TREE: tuple[type[Row], ...] = (
    Enterprise,
    Person,
    ListedPerson,
    Unit,
    Manager,
    UnitTick,
    Registration,
    RegistrationTick,
    FunctionGiven,
    Responsibility,
    Coworker,
    ExpectedAccess,
    PlannedUnit,
    Observation,
)
"""The tables of the tree, each after those it refers to. Changes to them go to the ledger."""


def table_of(model: type[Row]) -> Table:
    """Return SQLAlchemy's table of a table model, for statements over columns instead of objects."""
    return cast(Table, cast(Any, model).__table__)


def id_of(row: Row) -> int:
    """Return the id of a row that was flushed."""
    found = cast(Any, row).id
    assert isinstance(found, int)
    return found
