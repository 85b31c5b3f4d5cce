"""Naming an enterprise for which a conversation is open goes on with that one, unless a new one was asked for."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

import pytest

from assistant.conversation.session import Conversation, begin
from assistant.store import conversations
from assistant.store.opening import Store, memory_store

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def talks() -> tuple[Store, itertools.count[int]]:
    return memory_store(), itertools.count(1)


def _begin(store: Store, ids: itertools.count[int], *, new: bool = False) -> Conversation:
    return begin(store, "mammografie", language="nl", now=lambda: NOW, new_id=lambda: f"talk-{next(ids)}", new=new)


def test_the_open_one_goes_on(talks: tuple[Store, itertools.count[int]]) -> None:
    store, ids = talks
    first = _begin(store, ids)
    first.answer("0123456749")
    first.answer("Ziekenhuis Voorbeeld")
    second = _begin(store, ids)
    assert second.id != first.id
    reply = second.answer("0123456749")
    assert (reply.outcome, second.id, second.turn.step) == ("accepted", first.id, "start.wie")
    with store.reading() as tx:
        assert [row.id for row in conversations.open_conversations(tx)] == [first.id]


def test_a_new_one_stays_a_new_one(talks: tuple[Store, itertools.count[int]]) -> None:
    store, ids = talks
    first = _begin(store, ids)
    first.answer("0123456749")
    second = _begin(store, ids, new=True)
    second.answer("0123456749")
    assert second.id != first.id
    with store.reading() as tx:
        assert len(conversations.open_conversations(tx)) == 2


def test_another_enterprise_has_its_own(talks: tuple[Store, itertools.count[int]]) -> None:
    store, ids = talks
    first = _begin(store, ids)
    first.answer("0123456749")
    second = _begin(store, ids)
    second.answer("0100000070")
    assert second.id != first.id
    assert second.turn.enterprise == "0100000070"
