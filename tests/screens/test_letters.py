"""A letter by key, from the palette, and never in the middle of a short question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from assistant.conversation.turn import Message, Turn, rich
from assistant.screens.options import Options
from assistant.screens.store_desk import StoreDesk
from assistant.store.location import Embedded
from tests.screens.fake import FakeReply, FakeTalk
from tests.screens.stage import assistant, question, text_of, until

TOLD = "Brief voor de toegangsbeheerder (TB): /map/brief.pdf"


class LetterTalk(FakeTalk):
    """Stands at a portal step and writes letters."""

    letters = 0

    @property
    def turn(self) -> Turn:
        return replace(super().turn, commands=(*super().turn.commands, "letter"))

    def answer(self, given: Any) -> FakeReply:
        if given != "letter":
            return super().answer(given)
        self.letters += 1
        return FakeReply(replace(self.turn, said=(Message(rich(TOLD), "done"),)), "aside")


async def test_f8_writes_a_letter_and_the_question_stays() -> None:
    talk = LetterTalk(at=2)
    async with assistant(talk) as (app, pilot):
        before = question(app).turn.key
        await pilot.press("f8")
        await until(pilot, lambda: "/map/brief.pdf" in text_of(app), "where the letter is")
        assert (talk.letters, talk.given) == (1, [])
        assert question(app).turn.key == before
        assert not question(app).frozen


async def test_f8_does_nothing_in_a_short_question() -> None:
    """There, what is said would be taken for the answer: a name, a reason."""
    talk = LetterTalk(at=2)
    async with assistant(talk) as (app, pilot):
        await pilot.press("2")
        await until(pilot, lambda: "Wat ziet u op het scherm?" in text_of(app), "the short question")
        await pilot.press("f8")
        await pilot.pause()
        assert talk.letters == 0
        assert not question(app).frozen


async def test_the_palette_names_it() -> None:
    async with assistant(LetterTalk(at=2), size=(100, 40)) as (app, pilot):
        await pilot.press("ctrl+p")
        await until(pilot, lambda: "Een brief voor wie deze stap doet" in text_of(app), "the palette")


def test_the_desk_lets_every_conversation_write(tmp_path: Path) -> None:
    def write(*_: Any, **__: Any) -> Sequence[tuple[str, Sequence[Path]]]:
        return []

    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    desk = StoreDesk(Options(Embedded(tmp_path / "s.db"), "nl", lambda: now, letters=write))
    talk: Any = desk.begin("mammografie", "nl")
    assert talk.letters is write
    again: Any = desk.resume(talk.id, "nl")
    assert again.letters is write
    desk.close()
