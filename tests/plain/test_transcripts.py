"""Every transcript through the plain door: it ends where it says, with the tree that it says, and reads as plain lines."""

import json

import pytest

from assistant.conversation.texts import Texts
from assistant.plain import Scripted, converse
from tests.transcripts.transcript import Transcript, conversation_of, transcripts, tree_of


@pytest.mark.parametrize("transcript", transcripts(), ids=lambda t: f"{t.guide}-{t.file.stem}")
def test_a_transcript_in_plain_lines(transcript: Transcript) -> None:
    script, lines = transcript.script(), list[str]()
    with transcript.store() as store:
        conversation = conversation_of(transcript, store)
        last = converse(conversation, Scripted(script, lines.append), lines.append, Texts("nl"))
        assert last == conversation.turn
        assert script.left == (), f"not asked for; it stands at {last.key}"
        assert last.finished == (transcript.expect.get("finished", "true") == "true")
        if "tree" in transcript.expect:
            wanted = json.loads((transcript.file.parent / transcript.expect["tree"]).read_text(encoding="utf-8"))
            assert tree_of(store, last.enterprise) == wanted
    # Nothing of how texts are written shows: no placeholder, no name of a label.
    assert not [line for line in lines if "{" in line or "label." in line]
