"""A coordinator's morning on the full screen, over a real store: who is stuck, letters to them, a workbook."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from assistant.domain.days import BRUSSELS
from assistant.screens.board.screen import BoardScreen
from assistant.screens.helpdesk.screen import HelpdeskScreen
from assistant.screens.options import Options
from assistant.screens.program import Assistant
from assistant.screens.store_desk import StoreDesk
from assistant.store.demo.story import fill
from assistant.store.location import Embedded
from assistant.store.opening import open_store
from tests.screens.stage import text_of, type_in, until

NOW = datetime(2026, 11, 23, 9, tzinfo=BRUSSELS)


async def test_who_is_stuck_letters_and_a_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TOEGANGSWIJZER_KEY_FILE", raising=False)
    monkeypatch.chdir(tmp_path)
    where = Embedded(tmp_path / "opslag.db")
    with open_store(where, create=True, environ={}) as store:
        fill(store, NOW, lambda _at: None)
    desk = StoreDesk(Options(where, "nl", lambda: NOW))
    app = Assistant(Options(where, "nl", lambda: NOW), desk, settings=tmp_path / "s.json", environ={})
    try:
        async with app.run_test(size=(120, 40), notifications=True) as pilot:
            await pilot.pause()
            await pilot.press("down", "down", "enter")
            await until(pilot, lambda: isinstance(app.screen, BoardScreen))
            screen = app.screen
            assert isinstance(screen, BoardScreen)
            await until(pilot, lambda: screen.sums.organisations == 60, "the store is read")

            await pilot.press("f3")
            await until(pilot, lambda: "Welke organisaties wilt u zien?" in text_of(app))
            await type_in(pilot, "niet klaar")
            await pilot.press("enter")
            await until(pilot, lambda: screen.wish.stuck and screen.sums.ready == 0)
            await type_in(pilot, "jeugdhuis tes")
            await until(pilot, lambda: screen.sums.rows == 1)
            assert "de gebruiker toevoegen" in text_of(app)

            await pilot.press("f5")
            await until(pilot, lambda: "Wat wilt u bewaren" in text_of(app))
            await type_in(pilot, "brieven")
            await pilot.press("enter")
            await until(pilot, lambda: "In welke nieuwe map" in text_of(app))
            await pilot.press("enter")
            await until(pilot, lambda: "voor 1 organisatie in" in " ".join(one.message for one in app._notifications))
            assert {path.suffix for path in (tmp_path / "brieven-2026-11-23").iterdir()} == {".eml", ".pdf"}

            await pilot.press("escape")
            await until(pilot, lambda: screen.sums.organisations == 60)
            await pilot.press("f5")
            await until(pilot, lambda: "Wat wilt u bewaren" in text_of(app))
            await pilot.press("enter")
            await until(pilot, lambda: "Waar wilt u het bewaren?" in text_of(app))
            await pilot.press("enter")
            await until(pilot, (tmp_path / "overzicht-2026-11-23.xlsx").exists)
            await until(pilot, lambda: app.screen is screen)

            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, HelpdeskScreen))
            await until(pilot, lambda: "Begeleidingstehuis" in text_of(app))
    finally:
        app.backstage.finish()
        desk.close()
