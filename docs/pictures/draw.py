"""Draws the pictures of the readme from the program itself: `python docs/pictures/draw.py`."""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from assistant.checks.readiness.keeping import keep
from assistant.domain.places import flows_folder
from assistant.screens.chat import ChatScreen
from assistant.screens.options import Options
from assistant.screens.program import Assistant
from assistant.screens.store_desk import StoreDesk
from assistant.store.demo.story import fill
from assistant.store.location import Embedded
from assistant.store.opening import open_store
from tests.screens.stage import text_of
from tests.transcripts.transcript import conversation_of, read

TRANSCRIPT = "mammografie/transcripts/een-eenheid.yaml"
STEP = "site.toevoegen"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
STUCK = "0119001677"


async def draw_chat(size: tuple[int, int], file: Path) -> None:
    """The conversation at the step that makes a site, as it stands on a screen of this size."""
    transcript = read(flows_folder() / TRANSCRIPT)
    with tempfile.TemporaryDirectory() as folder:
        location = Embedded(Path(folder) / "store.db")
        with open_store(location, create=True) as store:
            conversation = conversation_of(transcript, store)
            script = transcript.script()
            while conversation.turn.step != STEP and (item := script.answer_for(conversation.turn)):
                conversation.answer(item.answer)
        enterprise = conversation.turn.enterprise
        options = Options(location, "nl", lambda: transcript.now, guide=transcript.guide, enterprise=enterprise)
        desk = StoreDesk(options)
        async with _running(Assistant(options, desk, desk.opening(), **_alone(folder)), size) as (app, pilot):
            assert isinstance(app.screen, ChatScreen)
            await app.screen._opened.wait()
            await pilot.pause(0.5)
            _write(app, file)


async def draw_desks(size: tuple[int, int], helpdesk: Path, board: Path) -> None:
    """The help desk and the overview, over the made-up organisations."""
    with tempfile.TemporaryDirectory() as folder:
        location = Embedded(Path(folder) / "store.db")
        with open_store(location, create=True) as store:
            fill(store, NOW, lambda at: keep(store, at) and None)
        options = Options(location, "nl", lambda: NOW)
        desk = StoreDesk(options)
        async with _running(Assistant(options, desk, **_alone(folder)), size) as (app, pilot):
            app.show_board()
            await _shows(app, pilot, "Op wie wordt er gewacht")
            _write(app, board)
            app.show_case(STUCK)
            await _shows(app, pilot, "Wat te doen")
            _write(app, helpdesk)


@asynccontextmanager
async def _running(app: Assistant, size: tuple[int, int]) -> AsyncIterator[tuple[Assistant, Pilot[Any]]]:
    async with app.run_test(size=size) as pilot:
        yield app, pilot
    app.backstage.finish()
    app.desk.close()


async def _shows(app: Assistant, pilot: Pilot[Any], text: str) -> None:
    while text not in text_of(app):
        await pilot.pause(0.1)
    await pilot.pause(1)


def _alone(folder: str) -> dict[str, Any]:
    return {"settings": Path(folder) / "settings.json", "settle": 0, "environ": {}}


def _write(app: Assistant, file: Path) -> None:
    # The fonts that Textual names are fetched from elsewhere; a reader's own will do.
    picture = app.export_screenshot(title="Toegangswijzer")
    file.write_text(re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(draw_chat((120, 58), HERE / "chat.svg"))
    asyncio.run(draw_chat((80, 24), HERE / "chat-small.svg"))
    asyncio.run(draw_desks((130, 34), HERE / "helpdesk.svg", HERE / "overview.svg"))
