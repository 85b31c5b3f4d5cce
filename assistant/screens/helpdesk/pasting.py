"""A screen of the portal, pasted: what would be taken in is shown first, and what it does not say is asked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from assistant.domain.malformed import Malformed
from assistant.domain.numbers import enterprise_number
from assistant.domain.words import words
from assistant.screens.helpdesk.cases import Asked, Belongs
from assistant.screens.helpdesk.dialogs import AskLine, Page
from assistant.screens.helpdesk.search_pane import SearchLine
from assistant.screens.helpdesk.telling import mark
from assistant.screens.picker import Item, Picker
from assistant.screens.widgets.rows import row, spaced
from assistant.screens.widgets.text import QUIET

if TYPE_CHECKING:
    from assistant.screens.helpdesk.cases import TakenIn
    from assistant.screens.helpdesk.screen import HelpdeskScreen
    from assistant.screens.widgets.rows import Row


def take_in(screen: HelpdeskScreen, text: str) -> None:
    """Show what stands on a pasted screen and take it in; what is no screen of the portal is searched for."""
    screen.run_worker(_take_in(screen, text), group="dialog")


async def _take_in(screen: HelpdeskScreen, text: str) -> None:
    say = screen.speech
    belongs = Belongs(screen.case.asked.enterprise if screen.case is not None else None)
    while True:
        found = await screen.do(partial(_read, screen, text, belongs))
        if found is None:
            return
        read = found[0]
        if read is None:
            screen.query_one(SearchLine).take(text)
            return
        if read.missing is None:
            break
        told = await _ask(screen, read)
        if told is None:
            return
        belongs = belongs._replace(**{read.missing: told})
    take = read.take
    go = say(words("Enter: inlezen")) if take is not None else ""
    title = say(words("Dit wordt ingelezen")) if take is not None else say(words("Hier is niets nieuws om in te lezen"))
    if not await screen.app.push_screen_wait(Page(title, _rows(read), say, go=go)) or take is None:
        return
    number = await screen.do(take)
    if number is not None:
        screen.view.open(Asked(number))


def _read(screen: HelpdeskScreen, text: str, belongs: Belongs) -> tuple[TakenIn | None]:
    """Backstage: what stands on it, in brackets: nothing at all is what comes back when it fails."""
    return (screen.desk.read_screen(text, belongs, screen.speech.language),)


async def _ask(screen: HelpdeskScreen, read: TakenIn) -> str | None:
    """Ask of which enterprise or capacity the list is."""
    say = screen.speech
    if read.missing == "capacity":
        items = [Item(choice, choice) for choice in read.choices]
        return await screen.app.push_screen_wait(Picker(say(words("Van welke hoedanigheid is deze lijst?")), items, say))

    def fault(text: str) -> str:
        try:
            enterprise_number(text)
        except Malformed as malformed:
            return say.fault(malformed)
        return ""

    title = say(words("Van welke onderneming is deze lijst?"))
    typed = await screen.app.push_screen_wait(AskLine(title, say, hint="0123.456.749", fault=fault))
    return enterprise_number(typed) if typed is not None else None


def _rows(read: TakenIn) -> list[Row]:
    will = [row(line, "+", indent=2) for line in read.will]
    doubts = [row(line, mark("warn"), indent=2) for line in read.doubts]
    return spaced([row(read.title, style=QUIET)] if read.title else [], will, doubts)
