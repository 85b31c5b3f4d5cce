"""Each transcript goes as it says: every answer accepted, the end where it should be, the tree that was told."""

from __future__ import annotations

import json

import pytest

from tests.transcripts.transcript import Transcript, conversation_of, play, transcripts, tree_of


@pytest.mark.parametrize("transcript", transcripts(), ids=lambda t: f"{t.guide}-{t.file.stem}")
def test_a_transcript_goes_as_it_says(transcript: Transcript) -> None:
    with transcript.store() as store:
        conversation = conversation_of(transcript, store)
        for item, reply in play(transcript, conversation):
            said = ["".join(span.text for span in message.text) for message in reply.turn.said]
            assert reply.outcome != "refused", f"antwoord {item.number} {item.answer!r} bij {item.step}: {said}"
        turn = conversation.turn
        assert turn.finished == (transcript.expect.get("finished", "true") == "true"), turn.key
        if "at" in transcript.expect and not turn.finished:
            assert turn.step == transcript.expect["at"]
        if "tree" in transcript.expect:
            wanted = json.loads((transcript.file.parent / transcript.expect["tree"]).read_text(encoding="utf-8"))
            assert tree_of(store, turn.enterprise) == wanted
