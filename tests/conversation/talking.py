"""A conversation with a store in memory, on the tests' own guides, with a clock that goes on."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest

from assistant.conversation import load
from assistant.conversation.reading import Given
from assistant.conversation.session import Conversation, Reply, begin, resume
from assistant.conversation.turn import Message, plain
from assistant.store import conversations
from assistant.store.actions import Refused, perform
from assistant.store.conversation_rows import Event
from assistant.store.exchange.tree import export_tree
from assistant.store.opening import Store, memory_store
from tests.conversation.walking import AN, GUIDES, START

NUMBER = "0123456749"
TO_THE_PORTAL = (NUMBER, "Kliniek Voorbeeld", "90.01.01-999.92", "gedaan", "me@voorbeeld.be", "gedaan")
"""The answers of the guide `eenheid` up to an active capacity."""
TO_THE_USERS = (
    *TO_THE_PORTAL, "1", "Noord", "90001", "gedaan", "gedaan", "Bo Voorbeeld 90.02.02-999.69 bo@voorbeeld.be", "radioloog",
)  # fmt: skip
"""And on to the first user, who is to be added."""


class Desk:
    """A store and what is done with it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.now = START
        self._ids = count(1)

    def clock(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def begin(self, guide: str, *answers: Given, **how: Any) -> "Talk":
        """Begin a conversation, or go on with the open one."""
        new_id = lambda: f"gesprek-{next(self._ids)}"  # noqa: E731
        return Talk(begin(self.store, guide, language="nl", now=self.clock, new_id=new_id, **how)).say(*answers)

    def resume(self, talk: "Talk") -> "Talk":
        return Talk(resume(self.store, talk.conversation.id, language="nl", now=self.clock))

    def do(self, action: dict[str, Any], role: str = "HTB") -> None:
        """Do something in the store, outside of any conversation."""
        with self.store.transaction() as tx:
            done = perform(tx, {**action, "enterprise": NUMBER, "as": {"role": role, "person": AN}}, self.clock())
        assert not isinstance(done, Refused), done

    def events(self, talk: "Talk") -> tuple[Event, ...]:
        with self.store.reading() as tx:
            return conversations.events(tx, talk.conversation.id)

    def tree(self, number: str = NUMBER) -> dict[str, Any] | None:
        with self.store.reading() as tx:
            return export_tree(tx, number)

    def units(self) -> list[str]:
        """The paths of all units below the capacity."""
        tree = self.tree()
        found = []
        for capacity in tree["capacities"] if tree else ():
            for unit in capacity["subdivisions"]:
                found += [unit["hco"], *(f"{unit['hco']}/{site['hco']}" for site in unit["sites"])]
        return found

    def users(self) -> list[str]:
        tree = self.tree()
        assert tree is not None
        [capacity] = tree["capacities"]
        return [user["person"] for unit in capacity["subdivisions"] for site in unit["sites"] for user in site["users"]]


class Talk:
    """A conversation and the last reply."""

    def __init__(self, conversation: Conversation) -> None:
        self.conversation = conversation
        self.reply: Reply | None = None

    @property
    def key(self) -> str:
        return self.conversation.turn.key

    @property
    def text(self) -> str:
        return plain(self.conversation.turn.text)

    @property
    def said(self) -> list[str]:
        return [plain(message.text) for message in self.messages]

    @property
    def messages(self) -> tuple[Message, ...]:
        return self.conversation.turn.said

    @property
    def choices(self) -> list[str]:
        return [choice.value for choice in self.conversation.turn.choices]

    def say(self, *answers: Given) -> "Talk":
        """Give answers that all have to be accepted."""
        for answer in answers:
            assert self.give(answer) == "accepted", f"{answer!r} at {self.key}: {self.said}"
        return self

    def give(self, answer: Given) -> str:
        """Give something; what came of it."""
        self.reply = self.conversation.answer(answer)
        assert self.reply.turn == self.conversation.turn
        return self.reply.outcome


@contextmanager
def desk_in_memory() -> Iterator[Desk]:
    """A new desk whose guides are those of the tests."""
    with pytest.MonkeyPatch.context() as patch, memory_store() as store:
        patch.setattr(load, "flows_folder", lambda: GUIDES)
        yield Desk(store)


def visible(talk: Talk) -> tuple[Any, ...]:
    """What a turn asks, without what was said just before."""
    turn = talk.conversation.turn
    return turn.key, turn.text, turn.choices, turn.instruction, turn.progress, turn.waiting, turn.finished
