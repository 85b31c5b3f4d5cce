"""A case on the screen: who gets in, then the tree, the causes and the plan, each read when it can be shown.

Two things may be slow: reading a case, and making a plan. Each has a thread of its own, so that someone who searches on
never waits for a plan that nobody looks at any more; what comes too late is dropped.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.css.query import NoMatches
from textual.message import Message
from textual.timer import Timer

from assistant.domain.words import words
from assistant.screens.backstage import Backstage
from assistant.screens.helpdesk import cases
from assistant.screens.helpdesk.cases import Actor, Asked, Case, Plan, Trouble
from assistant.screens.helpdesk.judged_tree import judged
from assistant.screens.helpdesk.panes import Pane, PlanPane, TreePane, TroublePane
from assistant.screens.helpdesk.telling import error_rows, headline
from assistant.screens.sizes import WIDE
from assistant.screens.speech import Speech
from assistant.screens.twigs import Place, Twig
from assistant.screens.widgets.rows import Rows

if TYPE_CHECKING:
    from assistant.screens.helpdesk.cases import HelpDesk
    from assistant.screens.program import Assistant

T = TypeVar("T")

MANY = 200
"""People who cannot get in from which a plan for all of them is made only when it is asked for."""

leaving = suppress(NoMatches)
"""Around what is shown after something slow: the program may be stopping, and the places for it gone."""

PATIENCE = 0.7
"""Seconds after which someone who waits for a case is told that it is being read."""

PANES = ("tree", "troubles", "plan")
"""The panes by their ids."""


class CaseView(Vertical):
    """One case. `Opened` goes out when it is there, `Failed` with what went wrong on the way."""

    app: Assistant

    class Opened(Message):
        """A case was read and stands there."""

    class Failed(Message):
        """Something could not be read."""

        def __init__(self, error: BaseException) -> None:
            super().__init__()
            self.error = error

    def __init__(self, desk: Callable[[], HelpDesk], speech: Speech, *, id: str) -> None:
        """`desk` is called backstage only."""
        super().__init__(id=id)
        self.speech = speech
        self.case: Case | None = None
        self.plan: Plan | None = None
        self._desk = desk
        self._actor: Actor | None = None
        self._tree: Twig | None = None
        self._asked: Asked | None = None
        self._planning = Backstage()
        self._wait: Timer | None = None

    def compose(self) -> ComposeResult:
        """Headline, and the panes beside each other."""
        yield Rows(id="headline")
        with Horizontal(id="panes"):
            yield TreePane(self.speech, id="tree")
            yield TroublePane(self.speech, id="troubles")
            yield PlanPane(self.speech, id="plan")

    def on_mount(self) -> None:
        """The causes first."""
        self._front("troubles")

    def on_unmount(self) -> None:
        """Nobody waits for a plan any more."""
        self._planning.drop()

    # Reading

    def open(self, asked: Asked, place: cases.Place | None = None, actor: Actor | None = None) -> None:
        """Show a case: the diagnosis first, then the tree, with the cursor at `place`, then the plan."""
        self._asked, self._actor = asked, actor
        self._waited()
        self._wait = self.set_timer(PATIENCE, self._say_wait)
        self._open(asked, place)

    def _waited(self) -> None:
        if self._wait is not None:
            self._wait.stop()

    def _say_wait(self) -> None:
        """It takes a while: say that it is being done."""
        told = self.speech(words("Even geduld: alle toegangen worden nagekeken …"))
        self.app.notify(told, markup=False, timeout=3)

    def reopen(self) -> None:
        """The same case as things stand now."""
        if self._asked is not None:
            self.open(self._asked, None, self._actor)

    @work(group="case", exclusive=True)
    async def _open(self, asked: Asked, place: cases.Place | None) -> None:
        language = self.speech.language
        try:
            case = await self.app.backstage.do(
                unless(lambda: self._asked != asked, lambda: self._desk().case(asked, language))
            )
        except Exception as error:
            self._waited()
            self.post_message(self.Failed(error))
            return
        if case is None or self._asked != asked:
            return
        self._waited()
        with leaving:
            self._show(case)
            self._grow(case, place)

    def _show(self, case: Case) -> None:
        new = self.case is None or self.case.asked.enterprise != case.asked.enterprise
        self.case, self.plan = case, None
        with self.app.batch_update():
            self.query_one("#headline", Rows).show(headline(case, self.speech))
            self.query_one(TroublePane).show(case)
            if new:
                self._tree = None
                self.query_one(TreePane).clear()
                self._front("troubles")
            self.post_message(self.Opened())
        self._make_plan(case)

    @work(group="tree", exclusive=True)
    async def _grow(self, case: Case, place: cases.Place | None) -> None:
        speech = self.speech
        try:
            twig = await self.app.backstage.do(
                unless(lambda: self.case is not case, lambda: _judged_tree(self._desk(), case, speech))
            )
        except Exception as error:
            self.post_message(self.Failed(error))
            return
        if twig is None or self.case is not case:
            return
        self._tree = twig
        with leaving:
            tree = self.query_one(TreePane)
            tree.show(twig)
            if place is not None and place.capacity is not None:
                tree.go_to(Place(place.capacity, place.unit or "", place.person))
            elif case.troubles:
                self._point_at(case.troubles[0])

    # The plan

    def plan_for_all(self) -> None:
        """Make the plan, however many people it is for."""
        if self.case is not None:
            self._make_plan(self.case, ask_first=False)

    def plan_as(self, actor: Actor) -> None:
        """Make the plan again, with everything that this actor may done by him."""
        self._actor = actor
        self.plan_for_all()

    def _make_plan(self, case: Case, ask_first: bool = True) -> None:
        pane, say = self.query_one(PlanPane), self.speech
        denied = sum(one.verdict == "denied" for one in case.accesses)
        if case.asked.as_of is not None:
            pane.wait(say(words("Een plan herstelt wat nu mis is. Ga met F9 terug naar nu.")))
        elif denied > MANY and ask_first:
            told = words(
                "{count} personen mogen niet binnen. Kies er een met F8, of druk Ctrl+G voor een plan voor iedereen."
            )
            pane.wait(say(told, count=denied))
        else:
            pane.wait(say(words("Het plan wordt gemaakt …")))
            self._plan_it(case)

    @work(group="plan", exclusive=True)
    async def _plan_it(self, case: Case) -> None:
        actor, language = self._actor, self.speech.language
        try:
            plan = await self._planning.do(
                unless(lambda: self.case is not case, lambda: self._desk().plan(case.asked, actor, language))
            )
        except Exception as error:
            with leaving:
                if self.case is case:
                    told = error_rows(error, self.speech)
                    self.query_one(PlanPane).wait(" ".join(each.text.plain for each in told))
            return
        if plan is not None and self.case is case:
            self.plan = plan
            with leaving:
                self.query_one(PlanPane).show(plan)

    async def do_slowly(self, job: Callable[[], T]) -> T | None:
        """Do a job where plans are made; what goes wrong is told, and nothing comes back."""
        try:
            return await self._planning.do(job)
        except Exception as error:
            self.post_message(self.Failed(error))
            return None

    def show_after(self, twig: Twig) -> None:
        """Show the tree with the plan carried out, until it is asked for again."""
        self.show_pane("tree")
        self.query_one(TreePane).show(twig, after=True)

    # The panes

    @property
    def pane(self) -> str:
        """Which pane is in front, by its id."""
        return next(name for name in PANES if self.has_class(f"-{name}"))

    def _front(self, name: str) -> None:
        for each in PANES:
            self.set_class(each == name, f"-{each}")
        if name != "tree":  # beside the tree stands the last one of the others
            self.set_class(name == "plan", "-plan-beside")

    def show_pane(self, name: str) -> None:
        """Bring a pane to the front, and the cursor to it."""
        if name == "tree" and self._tree is not None:
            self.query_one(TreePane).show(self._tree)  # where the tree after the plan was looked at
        self._front(name)
        self.query_one(f"#{name}", Pane).take_focus()

    def on_trouble_pane_looked(self, event: TroublePane.Looked) -> None:
        """The tree goes along, where it is to be seen."""
        event.stop()
        if self.app.size.width >= WIDE and self.pane == "troubles":
            self._point_at(event.trouble)

    def on_trouble_pane_chosen(self, event: TroublePane.Chosen) -> None:
        """Enter on a finding: the plan that mends it."""
        event.stop()
        self.show_pane("plan")

    def _point_at(self, trouble: Trouble) -> None:
        if self._tree is not None:
            at = trouble.place
            self.query_one(TreePane).go_to(Place(at.capacity or "", at.unit or "", at.person))

    def relabel(self, speech: Speech) -> None:
        """Go on in another language."""
        self.speech = speech
        for pane in self.query(Pane):
            pane.speech = speech
        self.reopen()


def unless(stale: Callable[[], bool], job: Callable[[], T]) -> Callable[[], T | None]:
    """A job that is not begun when nobody waits for it any more."""
    return lambda: None if stale() else job()


def _judged_tree(desk: HelpDesk, case: Case, speech: Speech) -> Twig:
    """Backstage: the tree with what is wrong in it."""
    return judged(desk.tree(case.asked, speech.language), case, speech)
