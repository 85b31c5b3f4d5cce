"""Each code of rulebook §7 has a transcript that reaches it; what is kept at the end is diagnosed as what was found."""

import pytest

from assistant.checks.diagnosis import diagnosis
from assistant.conversation.session import Conversation
from assistant.domain.symptoms import symptoms
from assistant.store.opening import Store
from tests.transcripts.transcript import Transcript, conversation_of, play, transcripts, tree_of

OURS = [one for one in transcripts() if one.guide == "probleem"]
BY_CODE = {one.file.stem: one for one in OURS if one.file.stem in symptoms()}


def played(transcript: Transcript, store: Store) -> Conversation:
    conversation = conversation_of(transcript, store)
    for _ in play(transcript, conversation):
        pass
    return conversation


def test_each_code_has_its_transcript() -> None:
    assert set(BY_CODE) == set(symptoms())
    assert {code: one.expect["cause"] for code, one in BY_CODE.items()} == {code: code for code in symptoms()}


@pytest.mark.parametrize("transcript", OURS, ids=lambda one: one.file.stem)
def test_a_transcript_comes_to_its_cause(transcript: Transcript) -> None:
    with transcript.store() as store:
        facts = played(transcript, store)._replay.facts
        assert facts.get("found.code") == transcript.expect.get("cause")


def kept(transcript: Transcript) -> list[str]:
    """The answers at the end, where something is kept."""
    given = {one["step"]: str(one["answer"]) for one in transcript.answers}
    return ["kept", given.get("besluit.gelukt", given["besluit.klopt"])] if given.get("bewaren.doe") == "ja" else []


@pytest.mark.parametrize("code", [code for code, one in BY_CODE.items() if kept(one)])
def test_what_was_kept_is_diagnosed_as_what_was_found(code: str) -> None:
    transcript = BY_CODE[code]
    with transcript.store() as store:
        played(transcript, store)
        assert tree_of(store, "0123456749") is not None
        with store.reading() as tx:
            found = diagnosis(tx, "0123456749", at=transcript.now)
    blocking = {one["code"] for one in found["findings"] if one["severity"] == "blocking"}
    codes = {one["code"] for one in found["findings"]}
    if kept(transcript)[1] == "opgelost":
        assert blocking == set()
    elif blocking or code not in ("change.pending", "app.capacity-open", "htb.missing"):
        assert blocking == {code} or (not blocking and symptoms()[code].observable and code in codes)
    else:
        assert code == "change.pending" or code in codes


def test_a_tree_that_is_known_is_left_alone() -> None:
    transcript = next(one for one in OURS if one.file.stem == "bekende-onderneming")
    with transcript.store() as store:
        before = tree_of(store, "0123456749")
        conversation = played(transcript, store)
        assert "bewaren.gekend" in {visit.step.id for visit in conversation._replay.visits}
        assert tree_of(store, "0123456749") == before
