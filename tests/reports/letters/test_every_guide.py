"""A letter can be written at every step of every guide, and it means something on paper."""

import re

import pytest

from assistant.conversation.turn import plain
from assistant.reports.letters.letter import Letter, Task
from assistant.reports.letters.text import as_text
from tests.reports.letters.scene import letters_now
from tests.transcripts.transcript import Transcript, conversation_of, play, transcripts

OF_THE_CHAT = re.compile(r"'(gedaan|later|ik zie iets anders|iemand anders doet dit)'", re.IGNORECASE)
LONGEST = list({one.guide: one for one in sorted(transcripts(), key=lambda one: len(one.answers))}.values())
"""The longest transcript of each guide."""


def told(letter: Letter) -> list[str]:
    return [plain(line) for task in letter.tasks for line in (*task.place, *task.clicks, *task.after)]


@pytest.mark.parametrize("transcript", LONGEST, ids=lambda t: f"{t.guide}-{t.file.stem}")
def test_every_portal_step_makes_a_letter(transcript: Transcript) -> None:
    with transcript.store() as store:
        conversation = conversation_of(transcript, store)
        for _, reply in play(transcript, conversation):
            if reply.turn.instruction is None or reply.turn.finished:
                continue
            found = letters_now(conversation, store, transcript.now)
            steps = [task for letter in found for task in letter.tasks]
            assert any(has_clicks(task, reply.turn.instruction.clicks[0]) for task in steps), reply.turn.key
            for letter in found:
                assert letter.recipient.title or letter.recipient.name
                assert [line for line in told(letter) if OF_THE_CHAT.search(line)] == []
                assert "…" not in as_text(letter).replace("…)", "")


def has_clicks(task: Task, first: tuple) -> bool:
    return plain(first) in map(plain, task.clicks)
