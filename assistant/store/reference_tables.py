"""The tables of what comes from elsewhere: the KBO's open data, a coordinator's list, statements that were sent in.

None of it is part of a tree, so the ledger knows nothing of it. It names enterprises by their ten digits, since an
organisation may be known from a list, from the KBO or from its statement without having a tree here.

The KBO's rows come in loads. A load that is under way stands beside the one in use; readers look at rows of the
newest finished load alone, so that half an extract never looks like a whole one. No foreign keys lead to the load:
looking it up for each of ten million rows would take longer than writing them.
"""

# No `from __future__ import annotations` here: SQLModel reads the annotations themselves.

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from assistant.store.columns import Moment, SealedJson
from assistant.store.tables import Row

_BY_KEY = {"sqlite_with_rowid": False}
"""Rows lie in the order of their key: nothing else finds them, and they are written in that order."""


def _part_of_key() -> Any:
    return Field(primary_key=True)


def _load() -> Any:
    return Field(primary_key=True, sa_column_kwargs={"autoincrement": False})


class KboLoad(Row, table=True):
    """One full extract of the KBO's open data, and how far its import came; updates move number and date on."""

    __tablename__ = "kbo_load"

    id: int | None = Field(default=None, primary_key=True)
    extract_number: int
    extract_date: date
    """What the data say, they say of this day."""
    fingerprint: str
    """Tells the zip that was begun from another one of the same number."""
    file: str | None = None
    rows: int = 0
    """Rows done of `file` so far; an import that was broken off goes on behind them."""
    started_at: datetime = Field(sa_type=Moment)
    finished_at: datetime | None = Field(default=None, sa_type=Moment)


class KboEnterprise(Row, table=True):
    """An enterprise in the KBO. Only active ones are in the open data (rulebook §11)."""

    __tablename__ = "kbo_enterprise"
    __table_args__ = (_BY_KEY,)

    load: int = _load()
    number: str = _part_of_key()
    status: str | None = None
    """The KBO's code; `AC` is active."""
    situation: str | None = None
    """The KBO's code of the legal situation; `000` is the normal one."""
    start: date | None = None


class KboEstablishment(Row, table=True):
    """A place of business (vestigingseenheid) of an enterprise; names and addresses know it by its own number."""

    __tablename__ = "kbo_establishment"
    __table_args__ = (Index("ix_kbo_establishment_load_enterprise", "load", "enterprise"), _BY_KEY)

    load: int = _load()
    number: str = _part_of_key()
    enterprise: str
    start: date | None = None


class KboName(Row, table=True):
    """A name of an enterprise or establishment: `kind` and `language` are the KBO's codes (001 name; 2 Dutch)."""

    __tablename__ = "kbo_name"
    __table_args__ = (_BY_KEY,)

    load: int = _load()
    entity: str = _part_of_key()
    kind: str = _part_of_key()
    language: str = _part_of_key()
    name: str = _part_of_key()


class KboAddress(Row, table=True):
    """An address of an enterprise (`kind` REGO, the seat) or establishment (BAET)."""

    __tablename__ = "kbo_address"
    __table_args__ = (_BY_KEY,)

    load: int = _load()
    entity: str = _part_of_key()
    kind: str = _part_of_key()
    country: str | None = None
    """In Dutch; NULL is Belgium."""
    zipcode: str | None = None
    municipality_nl: str | None = None
    municipality_fr: str | None = None
    street_nl: str | None = None
    street_fr: str | None = None
    house_number: str | None = None
    box: str | None = None
    struck_off: date | None = None


class KboCode(Row, table=True):
    """What a code of the KBO means, in a language of the KBO's (`NL`, `FR`, `DE`, `EN`)."""

    __tablename__ = "kbo_code"
    __table_args__ = (_BY_KEY,)

    load: int = _load()
    category: str = _part_of_key()
    code: str = _part_of_key()
    language: str = _part_of_key()
    description: str


class KboStopped(Row, table=True):
    """An enterprise that an earlier extract had and a later one has no more."""

    __tablename__ = "kbo_stopped"
    __table_args__ = (_BY_KEY,)

    number: str = _part_of_key()
    noticed: date
    """The day of the extract in which it was missing."""


class ListedOrganisation(Row, table=True):
    """An organisation on the coordinator's list (`import organisations`)."""

    __tablename__ = "listed_organisation"
    __table_args__ = (CheckConstraint("length(number) = 10", name="number"),)

    number: str = _part_of_key()
    name: str | None = None
    sector: str | None = Field(default=None, index=True)
    municipality: str | None = None
    email: str | None = None
    telephone: str | None = None
    language: str | None = None
    others: Any = Field(default_factory=dict, sa_type=SealedJson, nullable=False)
    """What stood in columns that mean nothing to us, by heading: text, of which we cannot know that it names nobody."""


class ListedApplication(Row, table=True):
    """An application that a listed organisation wants, by its label (or as the list has it, when it is unknown)."""

    __tablename__ = "listed_application"
    __table_args__ = (Index("ix_listed_application_application", "application"),)

    number: str = _part_of_key()
    application: str = _part_of_key()


class ListedFacility(Row, table=True):
    """A facility on an HCO list (`import hco`): what an enterprise should have as sub-division or site."""

    __tablename__ = "listed_facility"
    __table_args__ = (UniqueConstraint("enterprise", "hco", "type"),)

    id: int | None = Field(default=None, primary_key=True)
    enterprise: str
    hco: str
    name: str | None = None
    type: str = ""
    """The subdivision type as the list has it; empty when it says none."""


class ReceivedStatement(Row, table=True):
    """One row of a readiness statement that an organisation sent in (interface §6); it names no persons."""

    __tablename__ = "received_statement"
    __table_args__ = (
        CheckConstraint("length(enterprise) = 10", name="enterprise"),
        UniqueConstraint("enterprise", "application", "at"),
        Index(
            "uq_received_statement_newest",
            "enterprise",
            "application",
            unique=True,
            sqlite_where=text("newest"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    enterprise: str
    application: str = ""
    """Empty when the statement names none."""
    at: datetime = Field(sa_type=Moment)
    newest: bool
    """Whether this is the one that counts for the enterprise and application; older ones show progress."""
    name: str | None = None
    sector: str | None = None
    stage: str
    ready: bool | None = None
    users: int = 0
    users_ready: int = 0
    findings: dict[str, int] = Field(default_factory=dict, sa_type=JSON)
    next: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    received_at: datetime = Field(sa_type=Moment)
