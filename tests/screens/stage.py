"""Running the screens in a test, and reading them as text.

Screens are compared as text: what stands where, in words. SVG snapshots change with every release of Textual (and their
plugin holds pytest back), and a colour that moved says nothing about whether a person can read the question.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from textual.app import App
from textual.pilot import Pilot

from assistant.screens.chat import ChatScreen
from assistant.screens.desk import Opening
from assistant.screens.program import Assistant
from assistant.screens.speech import Speech
from assistant.screens.widgets.question import Question
from tests.screens.fake import FakeDesk, FakeTalk, options

NAMED = {" ": "space", ".": "full_stop", "?": "question_mark", "-": "minus", "@": "at", ";": "semicolon", "/": "slash"}


def text_of(app: App[Any]) -> str:
    """The present screen, line by line."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


def question(app: App[Any]) -> Question:
    return app.screen.query_one(Question)


async def type_in(pilot: Pilot[Any], text: str) -> None:
    await pilot.press(*(NAMED.get(character, character) for character in text))


PATIENCE = 60
"""Seconds to wait for what has to come: only for a test that fails, so never in vain."""


async def until(pilot: Pilot[Any], met: Callable[[], bool], what: str = "") -> None:
    """Wait for something that a worker does, however busy the machine is."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if met():
            await pilot.pause()
            return
        await pilot.pause(0.01)
    raise AssertionError(f"did not come: {what}\n{text_of(pilot.app)}")


@asynccontextmanager
async def assistant(
    talk: FakeTalk | None = None,
    *,
    size: tuple[int, int] = (80, 24),
    desk: FakeDesk | None = None,
    start: bool = False,
    settle: float = 0.0,
    speech: Callable[[str], Speech] = Speech,
    settings: Path | None = None,
    environ: dict[str, str] | None = None,
) -> AsyncIterator[tuple[Assistant, Pilot[int]]]:
    """The whole app, in front of `talk` (or at the start screen)."""
    desk = desk or FakeDesk(talk or FakeTalk())
    opening = None if start else Opening(desk.talk.turn, lambda: desk.begin("", "nl"))
    with TemporaryDirectory() as folder:
        app = Assistant(
            options(),
            desk,
            opening,
            speech=speech,
            settings=settings or Path(folder) / "s.json",
            settle=settle,
            environ=environ or {},
        )
        try:
            async with app.run_test(size=size, notifications=True) as pilot:
                await pilot.pause()
                screen = app.screen
                if isinstance(screen, ChatScreen) and desk.opened.is_set() and desk.fault is None:
                    await until(pilot, screen._opened.is_set, "the conversation is open")
                yield app, pilot
        finally:
            app.backstage.finish()
