"""The line at the top: what gives way when there is no room for all of it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from textual.app import App, ComposeResult

from assistant.conversation.turn import SectionProgress
from assistant.screens.speech import Speech
from assistant.screens.turns import title_of
from assistant.screens.widgets.bars import TitleBar
from tests.screens import fake
from tests.screens.stage import text_of

LONG = replace(
    fake.HTB,
    enterprise_name="Ziekenhuis Voorbeeld aan Zee",
    progress=(*fake.progress(7)[:7], SectionProgress("x", "De hoofdradioloog doorgeven aan het CvKO", "now", 0)),
)


class Alone(App[None]):
    def compose(self) -> ComposeResult:
        yield TitleBar(*title_of(LONG, Speech("nl")))


@pytest.mark.parametrize("width", [30, 60, 76, 80, 120])
async def test_how_many_sections_there_are_is_not_cut_off(width: int) -> None:
    app = Alone()
    async with app.run_test(size=(width, 3)):
        shown = text_of(app).splitlines()[0]
        assert shown.endswith(" · 8 van 8")
        assert "De hoofd" in shown
