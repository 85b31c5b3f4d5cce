"""What is given out of a conversation: plain records, free of any session and of SQLModel."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec


class ConversationRow(msgspec.Struct, frozen=True):
    """One conversation; `enterprise` is a number, None until it was answered; its name is None where not known."""

    id: str
    guide: str
    enterprise: str | None
    enterprise_name: str | None
    language: str
    started_at: datetime
    updated_at: datetime
    finished_at: datetime | None
    frontier: Any
    progress: Any


class Event(msgspec.Struct, frozen=True):
    """One event: `seq` counts from 1; `key` is the instance of a step (`site.hco[1/2]`); the rest is JSON."""

    seq: int
    at: datetime
    kind: str
    key: str
    answer: Any = None
    facts: Any = None
    action_ids: tuple[int, ...] = ()
