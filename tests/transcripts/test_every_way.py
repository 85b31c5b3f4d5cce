"""The transcripts of a guide together take every way from every step, and see every message that a step knows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.conversation.flow import Guide
from assistant.conversation.lint.routes import edges
from assistant.conversation.load import load_guide
from assistant.conversation.machine import SECTION_END
from assistant.conversation.replay import Replay
from tests.transcripts.transcript import conversation_of, play, transcripts

Pair = tuple[str, str]
GUIDES = ("mammografie", "jeugdhulp", "fagg", "departement-zorg", "gebruikersbeheer", "probleem")
EVERY_MESSAGE = ("jeugdhulp", "fagg", "gebruikersbeheer")
"""Guides whose transcripts see each message of each step too."""


@pytest.mark.parametrize("name", GUIDES)
def test_every_way_is_taken(name: str) -> None:
    guide = load_guide(name)
    ways = {(step, to) for section in guide.sections for step, found in edges(section).items() for to in found}
    messages = set(_messages(guide))
    for transcript in transcripts():
        if transcript.guide != name:
            continue
        with transcript.store() as store:
            conversation = conversation_of(transcript, store)
            for item, _ in play(transcript, conversation):
                if isinstance(item.answer, dict) and item.answer.get("outcome") == "seen":
                    messages.discard((str(item.step).partition("[")[0], item.answer["code"]))
            ways -= _taken(conversation._replay)
    assert sorted(ways) == []
    assert name not in EVERY_MESSAGE or sorted(messages) == []


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
