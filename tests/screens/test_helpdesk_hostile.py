"""Whatever stands in a text of a case, it shows as text: in the lists, the tree, the details, the dialogs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

from assistant.screens.ascii import PlainCells
from assistant.screens.helpdesk.cases import Applied, Asked, Case, Change, Deed, Found, Hit, Plan, Since, Written
from assistant.screens.twigs import Twig
from assistant.screens.widgets.line import Line
from tests.screens import fake
from tests.screens.fake_helpdesk import ASKED, BO, CAPACITY, SITE, FakeHelpDesk
from tests.screens.fake_helpdesk import Place as At
from tests.screens.stage import assistant, text_of, type_in, until
from tests.screens.test_helpdesk import helpdesk
from tests.screens.test_hostile import no_harm
from tests.screens.test_text import ON_SCREENS


@dataclass
class Hostile(FakeHelpDesk):
    """A desk with one text wherever one can stand."""

    def find(self, text: str, language: str) -> Found:
        self._note("find", text)
        return Found((Hit("person", ASKED, self.text, self.text),))

    def case(self, asked: Asked, language: str) -> Case:
        found = super().case(asked, language)
        said = self.text
        wrong = [
            one._replace(
                title=said, message=said, remedy=said, where=said, who=said, application=said, source=said, who_may=(said,)
            )
            for one in found.troubles
        ]
        accesses = tuple(one._replace(who=said, application=said, begins=said) for one in found.accesses)
        return found._replace(name=said, troubles=tuple(wrong), accesses=accesses, people={BO: said}, applications=(said,))

    def tree(self, asked: Asked, language: str) -> Twig:
        from assistant.screens.speech import Speech
        from assistant.screens.twigs import enterprise_twig
        from tests.screens.test_hostile import tree_of

        return enterprise_twig(tree_of(self.text), Speech(language))

    def plan(self, asked: Asked, actor: Any, language: str) -> Plan:
        said = self.text
        step = self.steps[1]._replace(
            title=said,
            about=said,
            by=said,
            who_may=(said,),
            clicks=(said,),
            because=(said,),
            assumed=((said, said),),
            choices=(said,),
        )
        change = Change(said, said, said, "denied", "allowed", said)
        return (
            super()
            .plan(asked, actor, language)
            ._replace(steps=(step._replace(number=1),), outside=((said, said),), gains=(change,), losses=(change,))
        )

    def since(self, asked: Asked, then: Any, language: str) -> Since:
        return Since(
            then,
            (Change(self.text, self.text, self.text, "allowed", "denied", self.text),),
            (Deed(then, self.text, self.text),),
        )

    def apply(self, plan: Plan, steps: Any, language: str) -> Applied:
        return Applied(0, self.text)

    def write(self, what: Any, asked: Asked, language: str) -> Written:
        return Written(self.text, self.text)


@pytest.mark.parametrize("text", ON_SCREENS)
async def test_the_whole_screen(text: str) -> None:
    desk = Hostile()
    desk.text = text
    async with helpdesk(desk, size=(140, 60)) as (app, pilot, _):
        await type_in(pilot, "bo")
        await until(pilot, lambda: ("find", "bo") in desk.asked and app.screen.query_one("#hits").option_count == 1)
        no_harm(app, text)
        await pilot.press("enter")
        screen = app.screen
        await until(pilot, lambda: screen.plan is not None and screen.view._tree is not None)
        for key in ("f2", "f3", "f4", "down"):
            await pilot.press(key)
            await pilot.pause()
            no_harm(app, text)
        shown = text_of(app)
        if text.isascii() and text.isprintable() and 0 < len(text) < 20:
            assert shown.count(text) >= 10
        for size in ((80, 24), (20, 5), (140, 60)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            no_harm(app, text)
        for key in ("f8", "f5", "f1", "ctrl+p"):
            await pilot.press(key)
            await until(pilot, lambda: app.screen is not screen)
            no_harm(app, text)
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is screen)
        await pilot.press("f9")
        await until(pilot, lambda: app.screen is not screen)
        app.screen.query_one(Line).value = "gisteren"
        await pilot.press("enter")
        await until(pilot, lambda: "Sinds 2" in text_of(app))
        no_harm(app, text)
        await pilot.press("escape", "f4", "home", "enter")
        await until(pilot, lambda: app.screen is not screen)
        no_harm(app, text)
        await pilot.press("escape")
        screen.tell(text)
        screen.alert(RuntimeError(text))
        screen.query_one(Line).value = text
        await pilot.pause()
        no_harm(app, text)


async def test_in_ascii_every_cell_stays_where_it_was() -> None:
    doors = fake.FakeDesk()
    doors.help = FakeHelpDesk()
    async with assistant(desk=doors, start=True, size=(140, 40), environ={"LANG": "C"}) as (app, pilot):
        screen = app.show_helpdesk()
        await pilot.pause()
        screen.view.open(ASKED._replace(person=BO))
        await until(pilot, lambda: screen.plan is not None and screen.view._tree is not None)
        (plain,) = [one for one in app._filters if isinstance(one, PlainCells)]
        for strip in app.screen._compositor.render_strips():
            drawn = strip.apply_filter(plain, app.screen.background_colors[1])
            assert drawn.text.isascii()
            assert drawn.cell_length == strip.cell_length


async def test_a_place_that_is_nowhere_in_the_tree_does_no_harm() -> None:
    shown = FakeHelpDesk().shown
    lost = replace(
        FakeHelpDesk(), shown=shown._replace(troubles=(shown.troubles[0]._replace(place=At("Nergens", SITE, "1")),))
    )
    async with helpdesk(lost, size=(140, 40)) as (app, pilot, _):
        screen = app.screen
        screen.view.open(ASKED, At(CAPACITY, "9/9", None))
        await until(pilot, lambda: screen.view._tree is not None and screen.plan is not None)
        assert "De functie staat op een verkeerd niveau" in text_of(app)
