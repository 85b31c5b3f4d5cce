"""What the overview of all organisations pages through: the rows of one reading of the whole store, kept after it.

To judge a hundred thousand organisations takes longer than anyone waits for a page of a table. So the rows of a reading
are kept, dated, until a later reading has all of its own; its sums stay, so that progress over weeks shows. None
of it is part of a tree, and it names no persons.
"""

# No `from __future__ import annotations` here: SQLModel reads the annotations themselves.

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field

from assistant.store.columns import Moment
from assistant.store.tables import Row


class BoardReading(Row, table=True):
    """One reading of the whole store at a moment; the newest finished one is shown."""

    __tablename__ = "board_reading"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=Moment)
    finished: bool = False
    seconds: float = 0
    """How long it took."""
    totals: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """The sums of `readiness/1`."""


class BoardRow(Row, table=True):
    """An organisation and an application, as in `readiness/1`, with what it is looked for and put in order by."""

    __tablename__ = "board_row"
    __table_args__ = (
        Index("ix_board_row_name", "reading", "name_key", "enterprise", "application"),
        Index("ix_board_row_stage", "reading", "stage_rank", "enterprise", "application"),
        {"sqlite_with_rowid": False},
    )

    reading: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    enterprise: str = Field(primary_key=True)
    application: str = Field(primary_key=True)
    name: str
    name_key: str
    """The name in small letters, for looking and for order."""
    sector: str
    """Empty where it is not known."""
    stage: str
    stage_rank: int
    ready: bool | None = None
    users: int
    users_ready: int
    findings: dict[str, int] = Field(sa_type=JSON)
    codes: str
    """The codes of the findings, each between bars, for looking."""
    next: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    who: str
    """Who may do what is next, each between bars; empty where nobody of the organisation may."""
    actor: str
    """What it waits for: the first of them, or who helps outside the portal, or time (`domain.outside.waits_for`).
    Empty where it waits for nobody, and where it is not ready and nobody knows for whom."""
    signs: dict[str, int] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    """How each of the findings is marked (`domain.symptoms.Sign`); NULL where that is not known."""
