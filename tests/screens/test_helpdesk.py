"""The help desk on the screen, in front of a desk of plain data."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.pilot import Pilot

from assistant.screens.chat import ChatScreen
from assistant.screens.desk import GuideCard
from assistant.screens.helpdesk.cases import Asked
from assistant.screens.helpdesk.lazy_tree import LazyTree
from assistant.screens.helpdesk.panes import TreePane
from assistant.screens.helpdesk.screen import HelpdeskScreen
from assistant.screens.program import Assistant
from assistant.screens.widgets.line import Line
from assistant.screens.widgets.rows import Rows
from tests.screens import fake
from tests.screens.fake import FakeDesk
from tests.screens.fake_helpdesk import BO, CHOICE, NUMBER, STEP, WRONG_LEVEL, FakeHelpDesk, case
from tests.screens.stage import assistant, text_of, type_in, until

WIDE = (140, 40)


class Desk(FakeDesk):
    """A desk with the guide that asks for a cause."""

    began: list[Any]

    def guides(self, language: str) -> list[GuideCard]:
        return [*super().guides(language), GuideCard("probleem", "Er is iets mis", "")]

    def begin(self, guide: str, language: str, *, enterprise: str | None = None, **more: Any) -> fake.FakeTalk:
        self.began = [guide, enterprise]
        return super().begin(guide, language, **more)


@asynccontextmanager
async def helpdesk(
    desk: FakeHelpDesk | None = None, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Assistant, Pilot[int], FakeHelpDesk]]:
    desk = desk or FakeHelpDesk()
    doors = Desk()
    doors.help = desk
    async with assistant(desk=doors, start=True, size=size) as (app, pilot):
        app.show_helpdesk()
        await until(pilot, lambda: isinstance(app.screen, HelpdeskScreen) and ("warm", None) in desk.asked, "the help desk")
        yield app, pilot, desk


async def open_bo(app: Assistant, pilot: Pilot[int]) -> HelpdeskScreen:
    screen = app.screen
    assert isinstance(screen, HelpdeskScreen)
    await type_in(pilot, "bo")
    await pilot.press("enter")
    await until(pilot, lambda: screen.plan is not None and screen.view._tree is not None, "the case of Bo")
    return screen


async def test_it_says_what_can_be_typed() -> None:
    async with helpdesk() as (app, _, desk):
        assert "Een foutmelding" in text_of(app)
        assert ("warm", None) in desk.asked, "the store is opened while someone types"


async def test_search_as_one_types_then_enter_opens_the_case() -> None:
    async with helpdesk() as (app, pilot, desk):
        await type_in(pilot, "campus")
        await until(pilot, lambda: "❯ Campus A  eenheid" in text_of(app))
        assert ("find", "campus") in desk.asked
        await pilot.press("enter")
        await until(pilot, lambda: "Oorzaak" in text_of(app))
        assert ("case", Asked(NUMBER)) in desk.asked


async def test_one_pane_at_a_time_in_80_columns() -> None:
    async with helpdesk() as (app, pilot, _):
        await open_bo(app, pilot)
        shown = text_of(app)
        assert "✗ Bo Proef mag niet binnen in Heracles" in shown
        assert "Bijna goed: dit is het enige wat in de weg staat." in shown
        assert "Kliks in het portaal" not in shown
        await pilot.press("f4")
        await pilot.pause()
        shown = text_of(app)
        assert "1 De functie beëindigen TB An Voorbeeld" in shown
        assert "Meld u daarna af en opnieuw aan." in shown
        assert "Oorzaak  3" not in shown
        await pilot.press("f2")
        await pilot.pause()
        assert "✗ Campus Z · De site ontbreekt" in text_of(app), "what is missing stands where it should be"
        await pilot.press("f3")
        await pilot.pause()
        assert "? Het diensthoofd is misschien niet gemeld" in text_of(app), "not known is not shown as wrong"


async def test_the_panes_stand_beside_each_other_in_140_columns() -> None:
    async with helpdesk(size=WIDE) as (app, pilot, _):
        screen = await open_bo(app, pilot)
        shown = text_of(app)
        assert "Boom" in shown and "Oorzaak  3" in shown
        tree = screen.query_one(LazyTree)
        await until(pilot, lambda: tree.cursor_node is not None and tree.cursor_node.data.place.person == BO)
        await pilot.press("down")
        await until(pilot, lambda: "Campus Z" in str(tree.cursor_node.data.name))
        await pilot.press("f4")
        await pilot.pause()
        shown = text_of(app)
        assert "Boom" in shown and "Plan" in shown and "Oorzaak  3" not in shown


async def test_all_three_panes_in_170_columns() -> None:
    async with helpdesk(size=(170, 40)) as (app, pilot, _):
        await open_bo(app, pilot)
        shown = text_of(app)
        assert all(title in shown for title in ("Boom", "Oorzaak  3", "Kliks in het portaal"))


async def test_the_plan_says_what_others_do_and_who_else_is_touched() -> None:
    async with helpdesk(size=WIDE) as (app, pilot, _):
        await open_bo(app, pilot)
        await pilot.press("f4")
        await pilot.pause()
        shown = text_of(app)
        assert "Buiten het portaal (1)" in shown
        assert "Wie hierdoor ook toegang krijgt (1)" in shown
        assert "Wat daarna nog in de weg staat (1)" in shown
        await pilot.press("down", "down", "down", "down")
        await pilot.pause()
        assert "Cas Voorbeeld, Heracles: mag niet binnen → mag binnen" in text_of(app)


async def test_a_step_is_carried_out_and_taken_back() -> None:
    async with helpdesk() as (app, pilot, desk):
        screen = await open_bo(app, pilot)
        await pilot.press("f4", "enter")
        await until(pilot, lambda: "Voer deze stap uit als TB An Voorbeeld" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: ("apply", (STEP,)) in desk.asked and screen.case.troubles == ())
        await until(pilot, lambda: "Eén stap uitgevoerd." in text_of(app) and "Bo Proef mag binnen" in text_of(app))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: len(screen.case.troubles) == 3)
        await until(pilot, lambda: "Ongedaan gemaakt: De functie" in text_of(app))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "Er is niets om ongedaan te maken." in text_of(app))


async def test_what_is_told_of_the_node_is_as_things_stand_after_a_step() -> None:
    async with helpdesk(FakeHelpDesk(case(troubles=(WRONG_LEVEL,))), size=(170, 40)) as (app, pilot, _):
        screen = await open_bo(app, pilot)
        told = screen.query_one(TreePane).query_one(".pane-detail Rows", Rows)

        def detail() -> str:
            return " ".join(each.text.plain for each in told.rows)

        await until(pilot, lambda: WRONG_LEVEL.message in detail())
        await pilot.press("f4", "enter")
        await until(pilot, lambda: "Voer deze stap uit als TB An Voorbeeld" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "Heracles: mag binnen" in detail(), "the node as it is now")
        assert WRONG_LEVEL.message not in detail()


async def test_where_a_plan_may_not_guess_it_asks() -> None:
    async with helpdesk() as (app, pilot, desk):
        await open_bo(app, pilot)
        await pilot.press("f4", "down", "enter")
        await until(pilot, lambda: "Voer stap 1 tot 2 uit" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "welke kiest u?" in text_of(app))
        assert not [what for what, _ in desk.asked if what == "apply"]
        await pilot.press("down", "enter")
        await until(pilot, lambda: any(what == "apply" for what, _ in desk.asked))
        ((_, steps),) = [one for one in desk.asked if one[0] == "apply"]
        assert steps == (STEP, CHOICE.with_choice("coördinator"))
        assert steps[1].row["action"]["data"] == {"function": "coördinator"}
        assert steps[1].row["choices"] is None


async def test_another_way_than_the_plan() -> None:
    async with helpdesk(size=WIDE) as (app, pilot, desk):
        await open_bo(app, pilot)
        await pilot.press("f4", "down", "down")
        await until(pilot, lambda: "1.  Een toegang verwachten" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "Voer deze ene stap uit in plaats van het plan" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: any(what == "apply" for what, _ in desk.asked))
        ((_, steps),) = [one for one in desk.asked if one[0] == "apply"]
        assert [step.title for step in steps] == ["Een toegang verwachten"]


async def test_someone_else_carries_the_plan_out() -> None:
    async with helpdesk() as (app, pilot, desk):
        await open_bo(app, pilot)
        await pilot.press("f4", "enter")
        await until(pilot, lambda: "Iemand anders voert het plan uit" in text_of(app))
        await pilot.press(*["down"] * 3, "enter")
        await until(pilot, lambda: "Wie voert het uit?" in text_of(app))
        await pilot.press("down", "enter")
        await until(pilot, lambda: "De functie beëindigen HTB Bo Proef" in text_of(app))
        assert ("plan", {"role": "HTB", "person": BO}) in desk.asked


async def test_the_tree_after_the_plan_and_back() -> None:
    async with helpdesk() as (app, pilot, _):
        await open_bo(app, pilot)
        await pilot.press("f4", "enter")
        await until(pilot, lambda: "Toon de boom" in text_of(app))
        await pilot.press(*["down"] * 2, "enter")
        await until(pilot, lambda: "Boom na het plan" in text_of(app) and "✓ Campus Z" in text_of(app))
        await pilot.press("f2")
        await pilot.pause()
        assert "Boom na het plan" not in text_of(app) and "De site ontbreekt" in text_of(app)


async def test_a_message_is_explained_and_leads_to_the_conversation() -> None:
    async with helpdesk() as (app, pilot, _):
        await type_in(pilot, "geweigerd")
        await until(pilot, lambda: "1. Klik op Sluiten." in text_of(app))
        await pilot.press("down")
        await pilot.pause()
        assert "❯ Zoek de oorzaak samen met mij" in text_of(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ChatScreen))
        assert app.desk.began == ["probleem", None]


async def test_an_enterprise_without_a_tree_leads_to_the_conversation_about_it() -> None:
    async with helpdesk() as (app, pilot, _):
        await type_in(pilot, "0123456749")
        await until(pilot, lambda: "Deze onderneming staat niet in de opslag" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ChatScreen))
        await until(pilot, lambda: app.desk.began == ["probleem", NUMBER])


async def test_another_screen_opens_an_enterprise_here() -> None:
    async with helpdesk() as (app, pilot, desk):
        await pilot.press("f7")
        await until(pilot, lambda: not isinstance(app.screen, HelpdeskScreen))
        app.show_case(NUMBER)
        await until(pilot, lambda: ("case", Asked(NUMBER)) in desk.asked and "Oorzaak" in text_of(app))


async def test_nothing_found_is_said() -> None:
    async with helpdesk() as (app, pilot, _):
        await type_in(pilot, "zzz")
        await until(pilot, lambda: "Niets gevonden." in text_of(app))


async def test_a_mistyped_number_is_told() -> None:
    async with helpdesk() as (app, pilot, _):
        await type_in(pilot, "0123.456.748")
        await until(pilot, lambda: "Niets gevonden. Dit ondernemingsnummer klopt niet" in text_of(app))
        assert "Typ het anders" not in text_of(app)


async def test_what_goes_wrong_is_told_and_searching_goes_on() -> None:
    async with helpdesk() as (app, pilot, _):
        await type_in(pilot, "boem")
        await until(pilot, lambda: "RuntimeError: [/] zomaar" in text_of(app))
        app.screen.query_one(Line).value = "bo"
        await until(pilot, lambda: "❯ Bo Proef" in text_of(app))


async def test_typing_is_never_held_up_and_what_comes_too_late_is_dropped() -> None:
    desk = FakeHelpDesk(held="find")
    async with helpdesk(desk) as (app, pilot, _):
        desk.hold.clear()
        await type_in(pilot, "campus")
        await until(pilot, lambda: ("find", "campus") in desk.asked)
        line = app.screen.query_one(Line)
        line.value = "b"
        await pilot.pause(0.2)
        line.value = "bo"
        await pilot.pause(0.2)
        assert line.value == "bo", "the screen goes on while the store works"
        desk.hold.set()
        await until(pilot, lambda: "❯ Bo Proef" in text_of(app))
        assert "Campus A" not in text_of(app)
        assert ("find", "b") not in desk.asked, "nobody waited for it any more"


async def test_enter_never_takes_what_was_found_for_something_else() -> None:
    desk = FakeHelpDesk(held="find")
    async with helpdesk(desk) as (app, pilot, _):
        await type_in(pilot, "bo")
        await until(pilot, lambda: "❯ Bo Proef" in text_of(app))
        desk.hold.clear()
        app.screen.query_one(Line).value = "campus"
        await until(pilot, lambda: ("find", "campus") in desk.asked)
        await pilot.press("enter")
        await pilot.pause()
        desk.hold.set()
        await until(pilot, lambda: any(what == "case" for what, _ in desk.asked))
        assert [given for what, given in desk.asked if what == "case"] == [Asked(NUMBER)], "the campus, not Bo"


async def test_a_slow_plan_holds_up_nothing() -> None:
    desk = FakeHelpDesk(held="plan")
    async with helpdesk(desk) as (app, pilot, _):
        desk.hold.clear()
        try:
            await type_in(pilot, "bo")
            await pilot.press("enter")
            await until(pilot, lambda: any(what == "plan" for what, _ in desk.asked))
            await pilot.press("f4")
            await until(pilot, lambda: "Het plan wordt gemaakt" in text_of(app))
            await pilot.press("ctrl+f")
            await type_in(pilot, "campus")
            await until(pilot, lambda: "❯ Campus A" in text_of(app))
        finally:
            desk.hold.set()


async def test_a_case_that_cannot_be_read_leaves_the_one_that_is_on() -> None:
    async with helpdesk() as (app, pilot, _):
        screen = await open_bo(app, pilot)
        screen.view.open(Asked(NUMBER, application="BelRAI"))
        await until(pilot, lambda: "Onderneming [/] staat niet in de" in text_of(app))
        assert screen.case.asked == Asked(NUMBER, BO)


async def test_help_palette_and_escape() -> None:
    async with helpdesk() as (app, pilot, _):
        await open_bo(app, pilot)
        await pilot.press("f1")
        await until(pilot, lambda: "zo werkt het" in text_of(app))
        await pilot.press("escape", "ctrl+p")
        await until(pilot, lambda: "Wat wilt u doen?" in text_of(app))
        await type_in(pilot, "volgorde")
        await pilot.press("enter")
        await until(pilot, lambda: "2 stappen te doen. Daarna staat er nog iets in de weg." in text_of(app))
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.focused, Line)
        await type_in(pilot, "c")
        await until(pilot, lambda: app.screen.has_class("-found"))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen.has_class("-case"))


@pytest.mark.parametrize("size", [(20, 5), (1, 1), (40, 12), (100, 30), (200, 60), (80, 24)])
async def test_resizing_does_no_harm(size: tuple[int, int]) -> None:
    async with helpdesk() as (app, pilot, _):
        await open_bo(app, pilot)
        for key in ("f2", "f3", "f4"):
            await pilot.press(key)
            await pilot.resize_terminal(*size)
            await pilot.pause()
            await pilot.resize_terminal(80, 24)
            await pilot.pause()
        assert "1 De functie beëindigen" in text_of(app)
        await pilot.press("down")
        await pilot.pause()
        assert "❯  2 De functie geven" in text_of(app)


async def test_at_20_by_5_the_first_thing_found_is_to_be_seen() -> None:
    async with helpdesk(size=(20, 5)) as (app, pilot, _):
        await type_in(pilot, "bo")
        await until(pilot, lambda: "❯ Bo Proef" in text_of(app))


def test_the_desk_of_these_tests_is_used_backstage_only() -> None:
    with pytest.raises(AssertionError):
        FakeHelpDesk().warm()
    assert threading.current_thread() is threading.main_thread()
