"""The help desk: search, then the case that was found. Everything slow is done backstage."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input

from assistant.domain.numbers import spaced_enterprise
from assistant.domain.words import words
from assistant.screens.helpdesk.case_view import CaseView, leaving, unless
from assistant.screens.helpdesk.cases import Alternative, Asked, Case, Hit, Plan
from assistant.screens.helpdesk.keys import HELPDESK_DEEDS
from assistant.screens.helpdesk.panes import PlanPane
from assistant.screens.helpdesk.search_pane import SearchLine, SearchPane, Way
from assistant.screens.helpdesk.telling import error_rows
from assistant.screens.keys import bindings
from assistant.screens.speech import Speech
from assistant.screens.widgets.bars import KeyBar, TitleBar
from assistant.screens.widgets.text import QUIET, content, one_line

if TYPE_CHECKING:
    from assistant.screens.helpdesk.cases import HelpDesk
    from assistant.screens.program import Assistant

T = TypeVar("T")

PAUSE = 0.15
"""Seconds without typing after which is searched."""
ASKING_GUIDE = "probleem"
"""The guide that finds a cause by questions."""


class HelpdeskScreen(Screen[None]):
    """Either what was found is on, or a case."""

    CSS_PATH = "helpdesk.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("helpdesk", HELPDESK_DEEDS),
        Binding("escape", "back", show=False),
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
    ]

    app: Assistant
    deeds = HELPDESK_DEEDS

    def __init__(self, desk: Callable[[], HelpDesk], speech: Speech, *, pause: float = PAUSE) -> None:
        """`desk` makes the desk; it is called backstage."""
        super().__init__()
        self.speech = speech
        self._make_desk = desk
        self._searched = ""
        """What is searched for; nothing any more once a case is open."""
        self._found_for = ""
        """What the list was found for."""
        self._takes_only = False
        self._pause = pause
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Title, line, what was found or the case, keys."""
        yield TitleBar([""], id="title")
        yield SearchLine(self._placeholder, id="line")
        yield SearchPane(self.speech, id="found")
        yield CaseView(lambda: self.desk, self.speech, id="case")
        yield KeyBar(HELPDESK_DEEDS, self.speech)

    @cached_property
    def desk(self) -> HelpDesk:
        """The desk. Asked for backstage only: making it loads what a store needs."""
        return self._make_desk()

    @property
    def view(self) -> CaseView:
        """Where a case is shown."""
        return self.query_one(CaseView)

    @property
    def case(self) -> Case | None:
        """The case that is open."""
        return self.view.case

    @property
    def plan(self) -> Plan | None:
        """Its plan, once it is made."""
        return self.view.plan

    @property
    def _placeholder(self) -> str:
        return self.speech(words("Zoek: nummer, naam, gebruikersnaam of foutmelding"))

    def on_mount(self) -> None:
        """Paint first; have the store opened meanwhile."""
        self._state("found")
        self._say_title()
        self.query_one(SearchLine).focus()
        self.call_after_refresh(self._warm)

    @work(group="warm")
    async def _warm(self) -> None:
        try:
            await self.app.backstage.do(lambda: self.desk.warm())  # noqa: PLW0108 (the desk is made backstage too)
        except Exception as error:
            with leaving:
                self.query_one(SearchPane).fault(error_rows(error, self.speech))

    # What is on

    def _state(self, state: str) -> None:
        self.set_class(state == "found", "-found")
        self.set_class(state == "case", "-case")

    def _say_title(self) -> None:
        title = content(self.speech(words("Er is iets mis")), "bold $primary")
        if self.case is None:
            self.query_one(TitleBar).show([title], content(self.speech(words("helpdesk")), QUIET))
            return
        name = content(one_line(self.case.name, 80), "bold")
        self.query_one(TitleBar).show([title + " · " + name, name], spaced_enterprise(self.case.asked.enterprise))

    def on_case_view_opened(self, event: CaseView.Opened) -> None:
        """A case stands there."""
        event.stop()
        self._searched = ""
        self._say_title()
        self.action_pane(self.view.pane)

    def on_case_view_failed(self, event: CaseView.Failed) -> None:
        """What is on stays, and what went wrong is told."""
        event.stop()
        self.alert(event.error)

    def look_at(self, enterprise: str) -> None:
        """Open an enterprise (10 digits), whatever was on."""
        self.call_after_refresh(lambda: self.view.open(Asked(enterprise)))

    # Searching

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search once the typing pauses."""
        event.stop()
        self._takes_only = False
        if self._timer is not None:
            self._timer.stop()
        if event.value.strip():
            self._timer = self.set_timer(self._pause, partial(self._search, event.value))
        else:
            self._searched = ""
            self.query_one(SearchPane).invite()

    def on_line_entered(self, event: SearchLine.Entered) -> None:
        """Take the present one; what was just typed is searched first, and taken when nothing else is found."""
        event.stop()
        item = self.query_one(SearchPane).item
        if event.text == self._found_for and item is not None:
            self.query_one(SearchPane).post_message(SearchPane.Chosen(item))
        elif event.text.strip():  # never something of the list that was found for what stood here before
            self._takes_only = True
            self._search(event.text)

    @work(group="search", exclusive=True)
    async def _search(self, text: str) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._searched = text
        self._state("found")
        pane, language = self.query_one(SearchPane), self.speech.language
        try:
            found = await self.app.backstage.do(
                unless(lambda: self._searched != text, lambda: self.desk.find(text, language))
            )
            asks = found is not None and bool(found.unknown or not found.hits) and await self._can_ask()
        except Exception as error:
            with leaving:
                pane.fault(error_rows(error, self.speech))
            return
        if found is None or self._searched != text:
            return
        self._found_for = text
        taken, self._takes_only = self._takes_only, False
        with leaving:
            pane.show(found, self._way(found.unknown) if asks else None)
        if taken and len(found.hits) == 1 and not found.answers and not found.unknown:
            pane.post_message(SearchPane.Chosen(found.hits[0]))

    async def _can_ask(self) -> bool:
        """Whether there is a guide that finds a cause by questions."""
        guides = await self.app.backstage.do(self.app.desk.guides, self.speech.language)
        return any(guide.id == ASKING_GUIDE for guide in guides)

    def _way(self, enterprise: str | None) -> Way:
        return Way(
            self.speech(words("Zoek de oorzaak samen met mij")),
            self.speech(words("Ik stel enkele vragen. ‘Weet ik niet’ mag altijd.")),
            enterprise,
        )

    def on_search_pane_chosen(self, event: SearchPane.Chosen) -> None:
        """Open what was found; an answer is read already."""
        event.stop()
        if isinstance(event.item, Hit):
            self.view.open(event.item.asked, event.item.place)
        elif isinstance(event.item, Way):
            self.app.begin_guide(ASKING_GUIDE, event.item.enterprise)

    def on_search_line_pasted(self, event: SearchLine.Pasted) -> None:
        """Several lines were pasted: a screen of the portal, else a message."""
        event.stop()
        from assistant.screens.helpdesk.pasting import take_in  # noqa: PLC0415

        take_in(self, event.text)

    # Saying

    def alert(self, error: BaseException) -> None:
        """Say what went wrong; what is on stays."""
        rows = error_rows(error, self.speech)
        self.tell(" ".join(each.text.plain for each in rows), severity="error")
        if self.case is None:
            self.query_one(SearchPane).fault(rows)

    def tell(self, text: str, severity: SeverityLevel = "information") -> None:
        """A notice."""
        self.notify(one_line(text, 600), markup=False, severity=severity, timeout=8)

    async def do(self, job: Callable[[], T]) -> T | None:
        """Do a job backstage; what goes wrong is told, and nothing comes back."""
        try:
            return await self.app.backstage.do(job)
        except Exception as error:
            self.alert(error)
            return None

    async def relabel(self, speech: Speech) -> None:
        """Go on in another language."""
        self.speech = self.query_one(SearchPane).speech = speech
        self.query_one(KeyBar).relabel(speech)
        line = self.query_one(SearchLine)
        line.placeholder = self._placeholder
        self._say_title()
        self.view.relabel(speech)
        if self.has_class("-found") and line.value.strip():
            self._search(line.value)
        elif self.has_class("-found"):
            self.query_one(SearchPane).invite()

    # What the keys do

    def action_help(self) -> None:
        """F1."""
        from assistant.screens.helpdesk.help import help_page  # noqa: PLC0415

        self.app.push_screen(help_page(self.speech))

    def action_search(self) -> None:
        """Ctrl+F: to the line, with what stands there ready to be typed over."""
        line = self.query_one(SearchLine)
        line.focus()
        line.select_all()

    def action_back(self) -> None:
        """Esc: from what was found back to the case, from the case to the line."""
        if self.has_class("-found") and self.case is not None:
            self._searched = ""
            self.action_pane(self.view.pane)
        else:
            self.action_search()

    def action_move(self, by: int) -> None:
        """Up and down from the line: in what was found, or on into the case."""
        if self.has_class("-found"):
            self.query_one(SearchPane).move(by)
        elif by > 0:
            self.action_pane(self.view.pane)

    def action_pane(self, name: str) -> None:
        """F2, F3, F4: a pane."""
        if self.case is not None:
            self._state("case")
            self.view.show_pane(name)

    def on_plan_pane_chosen(self, event: PlanPane.Chosen) -> None:
        """Enter on a step, or on another way: what can be done with it."""
        event.stop()
        from assistant.screens.helpdesk.mending import choose_deed, go_another_way  # noqa: PLC0415

        plan, item = self.plan, event.item
        if plan is not None and isinstance(item, Alternative):
            go_another_way(self, plan, item)
        elif plan is not None and not isinstance(item, Alternative):
            choose_deed(self, plan, item)

    def action_plan_all(self) -> None:
        """Ctrl+G: a plan for many people at once."""
        self.view.plan_for_all()

    def action_conversations(self) -> None:
        """F7."""
        self.app.show_start()

    def action_filter(self) -> None:
        """F8: one person or application."""
        from assistant.screens.helpdesk.choosing import choose_filter  # noqa: PLC0415

        choose_filter(self)

    def action_since(self) -> None:
        """F9: what was different at an earlier moment; from there, back to now."""
        from assistant.screens.helpdesk.choosing import ask_since  # noqa: PLC0415

        if self.case is not None and self.case.asked.as_of is not None:
            self.view.open(self.case.asked._replace(as_of=None))
        else:
            ask_since(self)

    def action_copy(self) -> None:
        """F5: what can be given out."""
        from assistant.screens.helpdesk.giving_out import choose_text  # noqa: PLC0415

        choose_text(self)

    def action_undo(self) -> None:
        """Ctrl+Z: what was carried out last."""
        from assistant.screens.helpdesk.mending import take_back  # noqa: PLC0415

        take_back(self)

    def on_resize(self, event: events.Resize) -> None:
        """The pane in front has the cursor, whichever are to be seen."""
        focused = self.focused
        if self.has_class("-case") and focused is not None and not isinstance(focused, SearchLine):
            self.call_after_refresh(self.action_pane, self.view.pane)
