"""Each transcript goes as it says, and those of a guide take every way from every step (one play serves both)."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from assistant.conversation.flow import Guide
from assistant.conversation.lint.routes import edges
from assistant.conversation.load import load_guide
from assistant.conversation.machine import SECTION_END
from assistant.conversation.replay import Replay
from assistant.conversation.session import Conversation
from assistant.conversation.turn import plain
from assistant.store.opening import Store
from tests.transcripts.transcript import Transcript, conversation_of, play, transcripts, tree_of

Pair = tuple[str, str]
GUIDES = ("mammografie", "jeugdhulp", "fagg", "departement-zorg", "gebruikersbeheer", "probleem")
EVERY_MESSAGE = ("jeugdhulp", "fagg", "gebruikersbeheer")
"""Guides whose transcripts see each message of each step too."""


@pytest.mark.parametrize("name", GUIDES)
def test_the_transcripts_go_as_they_say_and_take_every_way(name: str) -> None:
    guide = load_guide(name)
    ways = {(step, to) for section in guide.sections for step, found in edges(section).items() for to in found}
    messages = set(_messages(guide))
    faults: dict[str, str] = {}
    for transcript in transcripts():
        if transcript.guide != name:
            continue
        with transcript.store() as store:
            conversation = conversation_of(transcript, store)
            try:
                for item, reply in play(transcript, conversation):
                    said = [plain(message.text) for message in reply.turn.said]
                    assert reply.outcome != "refused", f"antwoord {item.number} {item.answer!r} bij {item.step}: {said}"
                    if isinstance(item.answer, dict) and item.answer.get("outcome") == "seen":
                        messages.discard((str(item.step).partition("[")[0], item.answer["code"]))
                _ends_as_it_says(transcript, conversation, store)
            except AssertionError as fault:  # the others are told too
                faults[transcript.file.stem] = str(fault)
            ways -= _taken(conversation._replay)
    assert faults == {}
    assert sorted(ways) == []
    assert name not in EVERY_MESSAGE or sorted(messages) == []


def _ends_as_it_says(transcript: Transcript, conversation: Conversation, store: Store) -> None:
    turn, expect = conversation.turn, transcript.expect
    assert turn.finished == (expect.get("finished", "true") == "true"), turn.key
    if "at" in expect and not turn.finished:
        assert turn.step == expect["at"]
    if "tree" in expect:
        wanted = json.loads((transcript.file.parent / expect["tree"]).read_text(encoding="utf-8"))
        assert tree_of(store, turn.enterprise) == wanted


def _messages(guide: Guide) -> Iterator[Pair]:
    for section in guide.sections:
        for step in section.steps:
            yield from ((step.id, seen.code) for seen in (step.portal.seen if step.portal else ()))


def _taken(replay: Replay) -> set[Pair]:
    """The ways along which a conversation came; where a round waits or asks, it has not gone on."""
    stands = {id(visit) for visit in (*replay.waiting, replay.here)}
    found = set()
    for visit, after in zip(replay.visits, [*replay.visits[1:], None], strict=True):
        same_round = after is not None and after.section is visit.section and dict(after.round) == dict(visit.round)
        if id(visit) not in stands:
            found.add((visit.step.id, after.step.id if after is not None and same_round else SECTION_END))
    return found
