"""A screen of the portal, pasted: what would be taken in is shown first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain.words import words
from assistant.screens.helpdesk.cases import Asked
from assistant.screens.helpdesk.dialogs import Page
from assistant.screens.helpdesk.search_pane import SearchLine
from assistant.screens.helpdesk.telling import mark
from assistant.screens.widgets.rows import row, spaced

if TYPE_CHECKING:
    from assistant.screens.helpdesk.cases import TakenIn
    from assistant.screens.helpdesk.screen import HelpdeskScreen
    from assistant.screens.widgets.rows import Row


def take_in(screen: HelpdeskScreen, text: str) -> None:
    """Show what stands on a pasted screen and take it in; what is no screen of the portal is searched for."""
    screen.run_worker(_take_in(screen, text), group="dialog")


async def _take_in(screen: HelpdeskScreen, text: str) -> None:
    say = screen.speech
    enterprise = screen.case.asked.enterprise if screen.case is not None else None
    found = await screen.do(lambda: (screen.desk.read_screen(text, enterprise, say.language),))
    if found is None:
        return
    read = found[0]
    if read is None:
        screen.query_one(SearchLine).take(text)
        return
    take = read.take
    go = say(words("Enter: inlezen")) if take is not None else ""
    rows = _rows(read, screen)
    if not await screen.app.push_screen_wait(Page(say(words("Dit staat op het scherm")), rows, say, go=go)) or take is None:
        return
    number = await screen.do(take)
    if number is not None:
        screen.view.open(Asked(number))


def _rows(read: TakenIn, screen: HelpdeskScreen) -> list[Row]:
    will = [row(line, mark("good"), indent=2) for line in read.will]
    doubts = [row(line, mark("unknown"), indent=2) for line in read.doubts]
    return spaced(will, doubts)
