"""The tables beside the tree: what was done (the ledger), what was said (conversations), and settings."""

# No `from __future__ import annotations` here: SQLModel reads the annotations themselves.

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from assistant.store.columns import Insz, Moment, PackedJson, SealedJson
from assistant.store.tables import Row


class LedgerEntry(Row, table=True):
    """One performed action or import: who, when, what was asked, and every row it changed, before and after.

    `changes` maps a table's name to a list of `[row id, before, after]`: `before` is null for a new row, `after`
    for one that went, and for one that changed both hold the changed columns only. The enterprise is named by
    number, since an entry outlives the row.
    """

    __tablename__ = "ledger_entry"
    __table_args__ = (
        Index("ix_ledger_entry_enterprise_id", "enterprise", "id"),
        Index("ix_ledger_entry_enterprise_actor_person_action", "enterprise", "actor_person", "action"),
    )

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=Moment)
    enterprise: str
    action: str
    unit_id: int | None = None
    """The unit that was made, changed or worked on, as it was numbered then."""
    actor_role: str | None = None
    actor_person: str | None = Field(default=None, sa_type=Insz)
    request: Any = Field(default=None, sa_type=SealedJson, nullable=True)
    changes: Any = Field(sa_type=PackedJson)
    conversation: str | None = Field(default=None, index=True)
    step: str | None = None


class Conversation(Row, table=True):
    """A guided conversation; its position is a replay of its events, `frontier` and `progress` only remember it."""

    __tablename__ = "conversation"
    __table_args__ = (Index("ix_conversation_finished_at_updated_at", "finished_at", "updated_at"),)

    id: str = Field(primary_key=True)
    guide: str
    enterprise: str | None = Field(default=None, index=True)
    language: str
    started_at: datetime = Field(sa_type=Moment)
    updated_at: datetime = Field(sa_type=Moment)
    finished_at: datetime | None = Field(default=None, sa_type=Moment)
    frontier: Any = Field(default=None, sa_type=SealedJson, nullable=True)
    progress: Any = Field(default=None, sa_type=SealedJson, nullable=True)


class ConversationEvent(Row, table=True):
    """One answer of a conversation, with the facts its guards read and the ledger entries it caused. Never changed."""

    __tablename__ = "conversation_event"
    __table_args__ = (UniqueConstraint("conversation_id", "seq"),)

    id: int | None = Field(default=None, primary_key=True)
    conversation_id: str = Field(foreign_key="conversation.id")
    seq: int
    at: datetime = Field(sa_type=Moment)
    kind: str
    key: str
    answer: Any = Field(default=None, sa_type=SealedJson, nullable=True)
    facts: Any = Field(default=None, sa_type=SealedJson, nullable=True)
    action_ids: Any = Field(default=None, sa_type=SealedJson, nullable=True)


class Setting(Row, table=True):
    """One setting of the store, by name."""

    __tablename__ = "setting"

    name: str = Field(primary_key=True)
    value: str
