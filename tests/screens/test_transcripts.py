"""Every transcript of the guides through the full screen, typed as a person would: it ends where and as it says."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot
from textual.widgets import TextArea

from assistant.screens.desk import Opening
from assistant.screens.program import Assistant
from assistant.screens.widgets.line import Line
from assistant.screens.widgets.transcript import Transcript as Talked
from tests.screens.fake import FakeDesk, options
from tests.screens.stage import question, text_of, until
from tests.transcripts.transcript import Transcript, conversation_of, transcripts, tree_of


async def answer(pilot: Pilot[Any], given: Any) -> None:
    """Give an answer with the keyboard, as far as it is text; a script's own shapes go in as the widget would send them."""
    asked = question(pilot.app)
    if not isinstance(given, str):
        asked._answer(given, str(given))
    elif given == "" and asked.turn.choices:
        asked.take_focus()  # what is ticked already is sent by the last row, else the arrow stands at the default
        await pilot.press(*(("end",) if asked.turn.kind == "multi" else ()), "enter")
    elif asked.turn.kind == "people" and "\n" in given:
        asked.query_one(TextArea).text = given
        await pilot.press("ctrl+s")
    elif asked.turn.kind == "multi":  # key by key, from the boxes, which have keys of their own
        await pilot.press(*("space" if character == " " else character for character in given), "enter")
    else:
        asked.query_one(Line).value = given
        asked.query_one(Line).focus()
        await pilot.press("enter")


def newest_in_sight(app: Any) -> bool:
    """Whether the talk stands at its end, or at the beginning of what is longer than the screen."""
    talk = app.screen.query_one(Talked)
    most = talk.max_scroll_y
    return bool(talk.scroll_y == min(most, max(0, talk._revealed(max(1, talk._record.content_size.width), most))))


EACH_TIME = ("een-eenheid", "van-gedacht-veranderd", "weigering")
"""The transcripts that are walked with every run of the tests; all of them take minutes (`-m long`)."""


def walks() -> list[Any]:
    return [
        pytest.param(one, id=f"{one.guide}-{one.file.stem}", marks=[] if one.file.stem in EACH_TIME else pytest.mark.long)
        for one in transcripts()
    ]


@pytest.mark.parametrize("transcript", walks())
async def test_a_transcript_on_the_full_screen(transcript: Transcript, tmp_path: Path) -> None:
    script = transcript.script()
    with transcript.store() as store:
        talk = conversation_of(transcript, store)
        app = Assistant(
            replace(options(), now=lambda: transcript.now),
            FakeDesk(),
            Opening(talk.turn, lambda: talk),
            settings=tmp_path / "s.json",
            settle=0,
            environ={},
        )
        try:
            async with app.run_test() as pilot:
                await until(pilot, app.screen._opened.is_set, "open")  # type: ignore[attr-defined]
                while (item := script.answer_for(question(app).turn)) is not None:
                    replies = app.screen.replies  # type: ignore[attr-defined]
                    await answer(pilot, item.answer)
                    while app.screen.replies == replies:  # type: ignore[attr-defined]
                        told = question(app).query_one(".question-note")
                        assert question(app).frozen or not told.display, text_of(app)
                        await asyncio.sleep(0.002)
                    await until(pilot, lambda: newest_in_sight(app), f"the newest in sight after {item.step}")
                last = question(app).turn
        finally:
            app.backstage.finish()  # before the store is closed under it
        assert script.left == (), f"not asked for; it stands at {last.key}"
        assert last == talk.turn
        assert last.finished == (transcript.expect.get("finished", "true") == "true")
        if "tree" in transcript.expect:
            wanted = json.loads((transcript.file.parent / transcript.expect["tree"]).read_text(encoding="utf-8"))
            assert tree_of(store, last.enterprise) == wanted
