"""Each transcript goes through the full screen as it goes without one: the same answers kept, the same tree at the end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from assistant.screens.chat import ChatScreen
from assistant.screens.options import Options
from assistant.screens.program import Assistant
from assistant.screens.store_desk import StoreDesk
from assistant.screens.widgets.line import Line
from assistant.screens.widgets.question import Question
from assistant.store import conversations
from assistant.store.location import Embedded
from assistant.store.opening import Store, open_store
from tests.screens.stage import until
from tests.transcripts.transcript import Transcript, conversation_of, play, transcripts, tree_of


@pytest.mark.parametrize("transcript", transcripts(), ids=lambda t: f"{t.guide}-{t.file.stem}")
async def test_the_full_screen_comes_to_the_same(transcript: Transcript, tmp_path: Path) -> None:
    with transcript.store() as store:
        conversation = conversation_of(transcript, store)
        for _ in play(transcript, conversation):
            pass
        wanted = _kept(store, conversation.id), tree_of(store, conversation.turn.enterprise)
    options = Options(Embedded(tmp_path / "store.db"), "nl", lambda: transcript.now, guide=transcript.guide)
    with open_store(options.location, create=True) as store:
        transcript.plant(store)
    talk = await _walk(transcript, options, tmp_path)
    with open_store(options.location) as store:
        assert (_kept(store, talk), tree_of(store, conversation.turn.enterprise)) == wanted


async def _walk(transcript: Transcript, options: Options, folder: Path) -> str:
    """Give every answer on the screen; returns the conversation's identifier."""
    desk = StoreDesk(options)
    app = Assistant(options, desk, desk.opening(), settings=folder / "settings.json", settle=0, environ={})
    try:
        async with app.run_test(size=(80, 24)) as pilot:
            screen = app.screen
            assert isinstance(screen, ChatScreen)
            await until(pilot, screen._opened.is_set, "the conversation is open")
            script = transcript.script()
            while (item := script.answer_for(screen.turn)) is not None:
                await _answer(pilot, screen, item.answer)
            assert not script.left
            return screen.talk_id or ""
    finally:
        app.backstage.finish()
        desk.close()


async def _answer(pilot: Pilot[Any], screen: ChatScreen, given: Any) -> None:
    """Type what can be typed, and press Enter; hand over what a list, a file or a shorthand of a script stands for."""
    question = screen.query_one(Question)
    before = screen.turn
    if isinstance(given, str) and "\n" not in given and before.kind != "people":
        line = question.query_one(Line)
        line.focus()
        line.value = given
        await pilot.press("enter")
    else:
        question.post_message(Question.Answered(question.turn, given, ""))
    await until(pilot, lambda: screen.turn is not before and not question.frozen, f"after {given!r} at {before.key}")


def _kept(store: Store, conversation: str) -> list[tuple[str, str, Any]]:
    """What a conversation kept, in order: kind, step instance, answer."""
    with store.reading() as tx:
        return [(event.kind, event.key, event.answer) for event in conversations.events(tx, conversation)]
