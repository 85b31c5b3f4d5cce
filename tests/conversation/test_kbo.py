"""Where an enterprise number is asked for, imported KBO data say what they know of it (rulebook N6)."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.conversation.session import Conversation, Reply, begin
from assistant.conversation.turn import plain
from assistant.store.opening import memory_store
from tests.store.kbo.extracts import CLINIC, FULL, GONE, HOSPITAL, bring_in, full

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
UNHEARD_OF = "0199.999.944"

Talk = Callable[[], Conversation]


@pytest.fixture(params=["mammografie", "gebruikersbeheer"])
def talk(request: pytest.FixtureRequest, tmp_path: Path) -> Talk:
    """Begin a conversation on a store with the KBO's data, in which one enterprise has stopped."""
    store, ids = memory_store(), itertools.count(1)
    bring_in(store, full(tmp_path))
    bring_in(store, full(tmp_path, 101, "02-11-2026", enterprise=[row for row in FULL["enterprise"] if row[0] != GONE]))
    guide = request.param
    return lambda: begin(store, guide, language="nl", now=lambda: NOW, new_id=lambda: f"talk-{next(ids)}", new=True)


def said(reply: Reply) -> str:
    return " ".join(plain(message.text) for message in reply.turn.said)


def test_a_number_that_is_found_brings_its_name_and_address(talk: Talk) -> None:
    conversation = talk()
    text = said(conversation.answer(HOSPITAL))
    assert 'gevonden in de KBO-gegevens van 02-11-2026: Ziekenhuis "Voorbeeld", vzw, Voorbeeldstraat 1' in text
    assert conversation.turn.step == "start.naam"
    assert conversation.turn.default == 'Ziekenhuis "Voorbeeld", vzw'
    assert conversation.answer("").outcome == "accepted"
    tree = conversation.document()
    assert tree is not None
    assert tree["enterprise"]["name"] == 'Ziekenhuis "Voorbeeld", vzw'
    again = talk()
    assert "gevonden in de KBO" not in said(again.answer(HOSPITAL)), "the store knows it now"


def test_a_situation_that_is_not_normal_is_said(talk: Talk) -> None:
    assert "bijzondere toestand: Opening faillissement" in said(talk().answer(CLINIC))


def test_one_that_stopped_and_one_that_is_not_there(talk: Talk) -> None:
    text = said(talk().answer(GONE))
    assert "niet meer in de KBO-gegevens van 02-11-2026" in text
    text = said(talk().answer(UNHEARD_OF))
    assert "goed gevormd, maar het staat niet in de KBO-gegevens van 02-11-2026" in text


def test_without_data_nothing_is_claimed() -> None:
    conversation = begin(memory_store(), "mammografie", language="nl", now=lambda: NOW, new_id=lambda: "talk")
    assert "KBO-gegevens" not in said(conversation.answer(HOSPITAL))
    assert conversation.turn.default is None
