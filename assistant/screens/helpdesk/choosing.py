"""Narrowing a case (F8) and looking back in time (F9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.domain.malformed import Malformed
from assistant.domain.numbers import masked_insz
from assistant.domain.past_moments import past_moment
from assistant.domain.words import words
from assistant.screens.helpdesk.dialogs import AskLine, Page
from assistant.screens.helpdesk.telling import shown, since_rows
from assistant.screens.picker import Item, Picker

if TYPE_CHECKING:
    from assistant.screens.helpdesk.cases import Case
    from assistant.screens.helpdesk.screen import HelpdeskScreen
    from assistant.screens.speech import Speech

EVERYTHING = "all"


def choose_filter(screen: HelpdeskScreen) -> None:
    """Ask for a person or an application, and show the case of that alone."""
    case = screen.case
    if case is None:
        return

    async def ask() -> None:
        picker = Picker(screen.speech(words("Wie of wat wilt u zien?")), filter_items(case, screen.speech), screen.speech)
        picked = await screen.app.push_screen_wait(picker)
        kind, _, value = (picked or "").partition(":")
        asked = case.asked
        if kind == EVERYTHING:
            screen.view.open(asked._replace(person=None, application=None))
        elif kind == "person":
            screen.view.open(asked._replace(person=value))
        elif kind == "application":
            screen.view.open(asked._replace(application=value))

    screen.run_worker(ask(), group="dialog")


def filter_items(case: Case, say: Speech) -> list[Item]:
    """What a case can be narrowed to: first what is narrowed already, back to everything."""
    asked = case.asked
    whole = [Item(EVERYTHING, say(words("Iedereen en alle toepassingen")))] if asked.person or asked.application else []
    denied = {one.place.person for one in case.accesses if one.verdict == "denied"}
    people = sorted(case.people.items(), key=lambda one: (one[0] not in denied, one[1].casefold()))
    applications = [Item(f"application:{name}", name, beside=say(words("toepassing"))) for name in case.applications]
    persons = [
        Item(f"person:{insz}", name, masked_insz(insz), say(words("mag niet binnen")) if insz in denied else "")
        for insz, name in people
    ]
    # Someone who was chosen still needs an application; who chose nothing most often wants a person.
    return [*whole, *applications, *persons] if asked.person else [*whole, *persons, *applications]


def ask_since(screen: HelpdeskScreen) -> None:
    """Ask for a moment at which it still worked, and show what was different then."""
    case = screen.case
    if case is None:
        return
    say = screen.speech

    def fault(text: str) -> str:
        try:
            past_moment(text, screen.app.now())
        except Malformed as malformed:
            return say.fault(malformed)
        return ""

    async def ask() -> None:
        title = say(words("Sinds wanneer lukt het niet meer? Wanneer werkte het nog?"))
        hint = say(words("maandag, gisteren 14:30, 12-11-2026 …"))
        typed = await screen.app.push_screen_wait(AskLine(title, say, hint=hint, fault=fault))
        if not typed:
            return
        then = past_moment(typed, screen.app.now())
        since = await screen.view.do_slowly(lambda: screen.desk.since(case.asked, then, say.language))
        if since is None:
            return
        head = say(words("Sinds {moment}"), moment=shown(then, say))
        go = say(words("Enter: toon hoe het toen stond")) if since.known else ""
        if await screen.app.push_screen_wait(Page(head, since_rows(since, say), say, go=go)):
            screen.view.open(case.asked._replace(as_of=then))

    screen.run_worker(ask(), group="dialog")
