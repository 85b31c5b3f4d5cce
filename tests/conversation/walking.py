"""A conversation without a store: the events as they would be kept, and the replay of them."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from assistant.conversation.events import Event
from assistant.conversation.flow import Guide
from assistant.conversation.replay import Replay
from assistant.conversation.turn import Rich

GUIDES = Path(__file__).parent / "guides"
START = datetime(2026, 11, 23, 8, tzinfo=UTC)

AN, BO, CIS, DIRK = "90010199992", "90020299969", "90030399946", "90040499923"
"""Made-up people (rulebook N7)."""


def person(insz: str, name: str) -> dict[str, Any]:
    return {"insz": insz, "surname": "Voorbeeld", "first_name": name}


class Walk:
    """Events of one guide, appended one by one as answers are given."""

    def __init__(self, guide: Guide, events: Iterable[Event] = ()) -> None:
        self.guide = guide
        self.events = list(events)

    @property
    def replay(self) -> Replay:
        """Where the events lead, walked from the beginning."""
        return Replay(self.guide, self.events)

    @property
    def here(self) -> str:
        """The key of the step that asks; the pause when none does."""
        replay = self.replay
        return replay.here.key if replay.here else replay.pause

    def say(self, answer: Any, key: str | None = None) -> "Walk":
        """Answer the present question, or the one named."""
        return self.answer({"outcome": "given", "value": answer}, key)

    def answer(self, answer: dict[str, Any], key: str | None = None) -> "Walk":
        """Keep an answer as it is."""
        return self.keep("answer", key or self.here, answer=answer)

    def tell(self, outcome: str, key: str | None = None, **more: Any) -> "Walk":
        """Answer with an outcome: done, later, seen …"""
        return self.answer({"outcome": outcome, **more}, key)

    def keep(self, kind: Any, key: str, **held: Any) -> "Walk":
        seq = len(self.events) + 1
        self.events.append(Event(seq, START + timedelta(minutes=seq), kind, key, **held))
        return self

    def go(self, *answers: Any) -> "Walk":
        """Give answers in turn."""
        for answer in answers:
            self.say(answer)
        return self


def flat(rich: Rich) -> str:
    return "".join(span.text for span in rich)
