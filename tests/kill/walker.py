"""The one that gets killed: walks a conversation by a script, and says of each answer when it was acknowledged."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlmodel import Session

from assistant.conversation.session import Conversation, begin, resume
from assistant.store.location import Embedded
from assistant.store.opening import Store, open_store

KILL_POINTS = ("before_commit", "after_commit", "after_flush", "before_flush")
"""Places around the commit of an answer at which a walker can be told to die."""


CONVERSATION = "walk"


@dataclass(frozen=True)
class Walk:
    """What is walked: a guide in a store, with the answer to each step instance by its key."""

    store: Path
    guide: str
    answers: dict[str, Any]
    now: datetime


def opened(walk: Walk) -> tuple[Store, Conversation]:
    """The store, and the conversation as it stands in it; a new one when it was never begun."""
    store = open_store(Embedded(walk.store), create=True, now=lambda: walk.now)
    try:
        return store, resume(store, CONVERSATION, language="nl", now=lambda: walk.now)
    except KeyError:
        return store, begin(store, walk.guide, language="nl", now=lambda: walk.now, new_id=lambda: CONVERSATION, new=True)


def go_on(walk: Walk, acknowledge: Callable[[str], None]) -> None:
    """Answer until the guide is done. Each accepted answer is acknowledged by its key."""
    store, conversation = opened(walk)
    with store:
        while not conversation.turn.finished:
            key = conversation.turn.key
            reply = conversation.answer(walk.answers[key])
            if reply.outcome == "accepted":
                acknowledge(key)
            elif reply.outcome == "refused":
                raise AssertionError(f"{key}: {[m.text for m in reply.turn.said]}")


def die_at(point: str, count: int) -> None:
    """Kill this process at the n-th time that the store comes by a point."""
    left = count

    def die(*_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Session, point, die)


def acknowledge_to(descriptor: int) -> Callable[[str], None]:
    """Acknowledge through a pipe: what is in it was said before any later kill."""

    def acknowledge(key: str) -> None:
        os.write(descriptor, f"{key}\n".encode())

    return acknowledge


if __name__ == "__main__":
    given = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    given["store"], given["now"] = Path(given["store"]), datetime.fromisoformat(given["now"])
    if len(sys.argv) > 2:
        die_at(sys.argv[2], int(sys.argv[3]))
    go_on(Walk(**given), acknowledge_to(1))
