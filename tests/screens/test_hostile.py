"""Whatever stands in a text, it shows as text: through every widget, every label, list, tree and dialog."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from msgspec.structs import replace
from textual.app import App
from textual.widgets import TextArea

from assistant.conversation.turn import Choice, Field, Instruction, Line, Message, rich
from assistant.screens.desk import KeyNotice
from assistant.screens.widgets.bars import TitleBar
from assistant.screens.widgets.line import Line as TypingLine
from assistant.store.fault import StoreFault
from tests.screens import fake
from tests.screens.fake import FakeDesk, FakeTalk
from tests.screens.stage import assistant, question, text_of, until
from tests.screens.test_text import ON_SCREENS


def all_of(text: str) -> fake.Turn:
    """A turn with this text wherever one can stand."""
    said = tuple(Message(rich(text, kind), tone, text) for kind, tone in (("label", "info"), ("value", "warning")))
    return replace(
        fake.PORTAL,
        guide_title=text,
        enterprise=text,
        enterprise_name=text,
        text=rich(text),
        help=rich(text),
        find_out=rich(text),
        example=rich(text),
        said=said,
        waiting=said,
        source=text,
        default=text,
        choices=(Choice("a", rich(text), rich(text)), Choice("b", rich(text, "term"))),
        progress=tuple(replace(section, title=text, why=text) for section in fake.progress(2)),
        instruction=Instruction(
            text,
            (rich(text),),
            text,
            (rich(text, "label"),),
            (Field(text, text, rich(text)),),
            rich(text),
            rich(text),
            "todo",
        ),
    )


def tree_of(text: str) -> dict[str, Any]:
    document = copy.deepcopy(fake.DOCUMENT)
    document["enterprise"]["name"] = text
    document["people"][0]["surname"] = text
    document["capacities"][0]["name"] = text
    document["capacities"][0]["email"] = text
    document["capacities"][0]["subdivisions"][0]["name"] = text
    document["capacities"][0]["subdivisions"][0]["sites"][0]["users"][0]["functions"][0]["function"] = text
    return document


class HostileTalk(FakeTalk):
    text = ""

    def lines(self) -> tuple[Line, ...]:
        return tuple(Line(f"k{n}", "k", "s0", rich(self.text), self.text, "", n > 0) for n in range(3))

    def document(self) -> dict[str, Any]:
        return tree_of(self.text)


def no_harm(app: App[Any], text: str) -> str:
    """The screen holds nothing that acts on a terminal, no line is wider than it; returned as text."""
    for strip in app.screen._compositor.render_strips():
        assert strip.cell_length <= app.size.width
        for segment in strip:
            assert segment.control is None
            assert "\x1b" not in segment.text and "\x9b" not in segment.text and "\u202e" not in segment.text
    return text_of(app)


@pytest.mark.parametrize("text", ON_SCREENS)
async def test_the_chat_its_panel_and_its_dialogs(text: str) -> None:
    turn = all_of(text)
    talk = HostileTalk(walk=[turn, replace(turn, key="x", kind="multi"), fake.END])
    talk.text = text
    async with assistant(talk, size=(120, 60)) as (app, pilot):
        for size in ((120, 60), (80, 24), (20, 5), (120, 60)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            no_harm(app, text)
        for key in ("f1", "f3", "ctrl+p"):
            await pilot.press(key)
            await pilot.pause()
            no_harm(app, text)
            await pilot.press("escape")
        await pilot.press("f5", "f2", "f2")
        await pilot.pause()
        assert app.clipboard == text or not text
        app.screen.query_one(TypingLine).value = text
        await pilot.pause()
        shown = no_harm(app, text)
        if text.isascii() and text.isprintable() and 0 < len(text) < 40:
            assert shown.count(text) >= 10
        question(app)._answer("a", text)
        await until(pilot, lambda: question(app).turn.key == "x")
        no_harm(app, text)


@pytest.mark.parametrize("text", ON_SCREENS)
async def test_the_start_screen(text: str) -> None:
    kept = [one._replace(enterprise=text, enterprise_name=text, guide_title=text, section=text) for one in fake.KEPT]
    desk = FakeDesk(kept=tuple(kept), key_notice=KeyNotice(text, text))
    async with assistant(desk=desk, start=True) as (app, pilot):
        await until(pilot, lambda: len(app.screen._kept) == len(fake.KEPT))  # type: ignore[attr-defined]
        assert "Ga verder met" in no_harm(app, text)


@pytest.mark.parametrize("text", ON_SCREENS)
async def test_notices_faults_and_people(text: str) -> None:
    async with assistant(FakeTalk(walk=[replace(fake.PEOPLE, text=rich(text)), fake.END])) as (app, pilot):
        app.copy(text, text)
        app._complain(StoreFault("locked", "{path}", "{path}", path=text))
        app.screen._alert(RuntimeError(text))  # type: ignore[attr-defined]
        app.screen.query_one(TitleBar).show([text, text], text)
        app.screen.query_one(TextArea).text = text
        await pilot.pause()
        no_harm(app, text)
