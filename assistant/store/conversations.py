"""The rows of a guided conversation and its append-only events.

The events are the truth, position is a replay of them; `frontier` and `progress` of the row only remember the last
replay, so that the first question can be shown at once (`peek`). An event goes through the same transaction as the
actions it caused. What is given out are plain records, free of any session.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert
from sqlmodel import Session, col, func, select

from assistant.store.conversation_rows import ConversationRow, Event
from assistant.store.records import Conversation, ConversationEvent
from assistant.store.tables import Enterprise


class Conflict(Exception):
    """Someone else went on with this conversation meanwhile; read its events again."""


# Written out once: to put a statement together takes longer than to execute it, and this is done at every answer.
_EVENTS = getattr(ConversationEvent, "__table__")  # noqa: B009 (SQLModel's types do not tell of it)
_AT = select(
    Conversation,
    select(func.max(ConversationEvent.seq))
    .where(col(ConversationEvent.conversation_id) == Conversation.id)
    .scalar_subquery(),
).where(col(Conversation.id) == bindparam("conversation"))
_ADD = insert(_EVENTS)


def start(
    tx: Session, conversation: str, *, guide: str, language: str, at: datetime, enterprise: str | None = None
) -> ConversationRow:
    """Begin a conversation under an id of the caller's own making. Raises `Conflict` when it exists."""
    if tx.get(Conversation, conversation):
        raise Conflict(conversation)
    row = Conversation(id=conversation, guide=guide, enterprise=enterprise, language=language, started_at=at, updated_at=at)
    tx.add(row)
    tx.flush()
    return _found(tx, _all().where(Conversation.id == conversation))[0]


def get(tx: Session, conversation: str) -> ConversationRow | None:
    """Return a conversation by its id."""
    return next(iter(_found(tx, _all().where(Conversation.id == conversation))), None)


def append(tx: Session, conversation: str, event: Event) -> None:
    """Add the next event. Raises `Conflict` unless `seq` follows the last one; the caller then reads again.

    The write lock of the transaction makes that sure: nobody else appends between the look and the commit.
    """
    row, last = tx.info.get(("at", conversation)) or _look_up(tx, conversation)
    if event.seq != last + 1:
        raise Conflict(conversation)
    tx.info["at", conversation] = row, event.seq
    row.updated_at = event.at
    held = {name: getattr(event, name) for name in ("seq", "at", "kind", "key", "answer", "facts")}
    tx.execute(_ADD, {"conversation_id": conversation, **held, "action_ids": list(event.action_ids) or None})


def events(tx: Session, conversation: str) -> tuple[Event, ...]:
    """Return all events of a conversation, in order."""
    rows = tx.exec(
        select(ConversationEvent)
        .where(ConversationEvent.conversation_id == conversation)
        .order_by(col(ConversationEvent.seq))
    )
    return tuple(
        Event(row.seq, row.at, row.kind, row.key, row.answer, row.facts, tuple(row.action_ids or ())) for row in rows
    )


def set_frontier(
    tx: Session, conversation: str, *, at: datetime, frontier: Any, progress: Any, enterprise: str | None = None
) -> None:
    """Remember where a conversation stands, and its enterprise once that is known (None leaves it)."""
    row = _row(tx, conversation)
    row.updated_at, row.frontier, row.progress = at, frontier, progress
    row.enterprise = enterprise or row.enterprise


def set_language(tx: Session, conversation: str, language: str) -> None:
    """Remember the language in which a conversation goes on."""
    _row(tx, conversation).language = language


def finish(tx: Session, conversation: str, at: datetime) -> None:
    """Close a conversation."""
    row = _row(tx, conversation)
    row.finished_at = row.updated_at = at


def reopen(tx: Session, conversation: str, at: datetime) -> None:
    """Open a closed conversation again, because an earlier answer is changed."""
    row = _row(tx, conversation)
    row.finished_at, row.updated_at = None, at


def open_conversations(tx: Session) -> tuple[ConversationRow, ...]:
    """Return the conversations that are not finished, the latest first."""
    return _found(tx, _open())


def find_open(tx: Session, guide: str, enterprise: str | None) -> ConversationRow | None:
    """Return the latest open conversation of a guide about an enterprise (None: not known yet)."""
    query = _open().where(Conversation.guide == guide, col(Conversation.enterprise).is_not_distinct_from(enterprise))
    return next(iter(_found(tx, query.limit(1))), None)


def _all() -> Any:
    return select(Conversation, Enterprise.name).join(
        Enterprise, col(Enterprise.number) == Conversation.enterprise, isouter=True
    )


def _open() -> Any:
    latest_first = (col(Conversation.updated_at).desc(), col(Conversation.id))
    return _all().where(col(Conversation.finished_at).is_(None)).order_by(*latest_first)


def _row(tx: Session, conversation: str) -> Conversation:
    row, _ = tx.info.get(("at", conversation)) or _look_up(tx, conversation)
    return row


def _look_up(tx: Session, conversation: str) -> tuple[Conversation, int]:
    """Return a conversation and its last event. A session forgets what nobody holds, and every event of the transaction
    asks for it: so it is held for as long."""
    found = tx.execute(_AT, {"conversation": conversation}).first()
    if found is None:
        raise Conflict(conversation)
    row, last = found
    tx.info["at", conversation] = at = (row, last or 0)
    return at


def _found(tx: Session, query: Any) -> tuple[ConversationRow, ...]:
    return tuple(
        ConversationRow(
            row.id,
            row.guide,
            row.enterprise,
            name,
            row.language,
            row.started_at,
            row.updated_at,
            row.finished_at,
            row.frontier,
            row.progress,
        )
        for row, name in tx.exec(query)
    )
