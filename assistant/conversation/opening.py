"""The first thing on the screen, made from the guide and the conversation's events alone: SQLModel has not been loaded yet.

What a step wants to read from the store is not known here; a conversation that stands before such a reading shows its last
answered question's follow-up only once the store is open (`None`).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from assistant.conversation.events import event_of
from assistant.conversation.load import load_guide
from assistant.conversation.replay import Replay
from assistant.conversation.texts import Texts
from assistant.conversation.turn import Turn
from assistant.conversation.view import scene, statements

if TYPE_CHECKING:
    from assistant.store.peek import Peeked


def first_turn(guide: str, *, language: str, now: datetime) -> Turn | None:
    """A new conversation's first question. Raises `UnknownGuide`, `RowFaults`."""
    return _turn(Replay(load_guide(guide), ()), Texts(language), now)


def stored_turn(peeked: Peeked, *, language: str, now: datetime) -> Turn | None:
    """The question at which a stored conversation stands. Raises `UnknownGuide`, `RowFaults`."""
    replay = Replay(load_guide(peeked.conversation.guide), map(event_of, peeked.events))
    return _turn(replay, Texts(language), now)


def _turn(replay: Replay, texts: Texts, now: datetime) -> Turn | None:
    if replay.pause == "reads":
        return None
    known = {visit.key for visit in replay.visits} if any(visit.answer for visit in replay.visits) else set()
    return scene(replay, texts, now, said=statements(replay, known, texts)).turn
