"""Draws the pictures of the readme from the program itself: `python docs/pictures/draw.py`."""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from assistant.domain.places import flows_folder
from assistant.screens.chat import ChatScreen
from assistant.screens.options import Options
from assistant.screens.program import Assistant
from assistant.screens.store_desk import StoreDesk
from assistant.store.location import Embedded
from assistant.store.opening import open_store
from tests.transcripts.transcript import conversation_of, read

TRANSCRIPT = "mammografie/transcripts/een-eenheid.yaml"
STEP = "site.toevoegen"


async def draw(size: tuple[int, int], file: Path) -> None:
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
        app = Assistant(options, desk, desk.opening(), settings=Path(folder) / "settings.json", settle=0, environ={})
        async with app.run_test(size=size) as pilot:
            assert isinstance(app.screen, ChatScreen)
            await app.screen._opened.wait()
            await pilot.pause(0.5)
            picture = app.export_screenshot(title="Toegangswijzer")
        app.backstage.finish()
        desk.close()
    # The fonts that Textual names are fetched from elsewhere; a reader's own will do.
    file.write_text(re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(draw((120, 58), HERE / "chat.svg"))
    asyncio.run(draw((80, 24), HERE / "chat-small.svg"))
