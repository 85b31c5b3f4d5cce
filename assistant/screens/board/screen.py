"""The overview of all organisations: a list that pages from the store, its figures, and what is next in each.

Pages and sums are read backstage, and what comes too late is dropped. Reading the whole store again has a thread of its
own: meanwhile the reading that is there stays in use.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial
from threading import Event
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input

from assistant.domain.words import words
from assistant.screens.backstage import Backstage
from assistant.screens.board.desk import Chosen, Mark, Standing
from assistant.screens.board.figures import Figures
from assistant.screens.board.keys import BOARD_DEEDS
from assistant.screens.board.table import BoardList, Headings, mark_of
from assistant.screens.board.telling import detail, moment, name_of, summary, why_empty
from assistant.screens.board.working import Far
from assistant.screens.faults import what_happened
from assistant.screens.keys import bindings
from assistant.screens.speech import Speech
from assistant.screens.widgets.bars import KeyBar, TitleBar
from assistant.screens.widgets.line import Line
from assistant.screens.widgets.rows import Rows, row
from assistant.screens.widgets.text import QUIET, content, one_line
from assistant.store.board_view import Entry, Key, Sums, Wish

if TYPE_CHECKING:
    from assistant.screens.board.desk import BoardDesk
    from assistant.screens.program import Assistant

T = TypeVar("T")

PAUSE = 0.15
"""Seconds without typing after which is searched."""
BOTH = 120
"""Columns from which the figures stand beside the list."""
QUICK = 3.0
"""Seconds: a store that is read in less is read again whenever the overview is opened."""


class BoardScreen(Screen[None]):
    """The line is where is typed; the list moves under it."""

    CSS_PATH = "board.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("board", BOARD_DEEDS),
        Binding("escape", "back", show=False),
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "leaf(1)", show=False),
        Binding("pageup", "leaf(-1)", show=False),
        Binding("ctrl+home", "edge(False)", show=False),
        Binding("ctrl+end", "edge(True)", show=False),
    ]

    app: Assistant
    deeds = BOARD_DEEDS

    def __init__(self, desk: Callable[[], BoardDesk], speech: Speech, *, pause: float = PAUSE) -> None:
        super().__init__()
        self.speech = speech
        self._make_desk = desk
        self.standing: Standing | None = None
        self.wish = Wish()
        self.marks: dict[Mark, Entry] = {}
        self.sums = Sums(0, 0, 0, {}, {})
        """What the rows of the wish come to."""
        self._pause = pause
        self._timer: Timer | None = None
        self._reader = Backstage()
        self._read = 0
        self._is_reading = False
        self._left = Event()

    @cached_property
    def desk(self) -> BoardDesk:
        """The desk. Asked for backstage only: making it loads what a store needs."""
        return self._make_desk()

    def compose(self) -> ComposeResult:
        """Title, line, list with its headings and the present row's details, figures, keys."""
        yield TitleBar([""], id="title")
        with Vertical(id="asking"):
            yield Line(self._placeholder, id="line")
            yield Rows(id="shown")
        with Horizontal(id="board"):
            with Vertical(id="organisations"):
                yield Headings(self.speech)
                yield BoardList(self.speech, id="list")
                yield Rows(id="empty")
                yield Rows(id="detail")
            yield Figures(self.speech, id="figures")
        yield KeyBar(BOARD_DEEDS, self.speech)

    @property
    def chosen(self) -> Chosen:
        """What would be given out."""
        assert self.standing is not None
        return Chosen(self.standing, self.wish, tuple(self.marks))

    def _now_standing(self) -> Standing | None:
        return self.desk.standing()

    def _read_all(self) -> bool:
        return self.desk.renew(self._tell_read, self._left.is_set)

    @property
    def _placeholder(self) -> str:
        return self.speech(words("Zoek een naam of een nummer"))

    @property
    def list(self) -> BoardList:
        """The list."""
        return self.query_one(BoardList)

    def on_mount(self) -> None:
        """Paint first; then what was read before, then what is so now."""
        self.list.can_focus = False
        self.list.marks = self.marks
        self._say_title()
        self.query_one(Line).focus()
        self.call_after_refresh(self._begin)

    def on_resize(self, event: events.Resize) -> None:
        """The figures stand beside the list where both have room."""
        self.set_class(event.size.width < BOTH, "-one-thing")

    def on_unmount(self) -> None:
        """Nobody waits for a reading any more."""
        self._left.set()
        self._reader.drop()

    # What is on

    @work(group="begin")
    async def _begin(self) -> None:
        self._say_empty(self.speech(words("Even geduld: de opslag wordt geopend …")))
        standing = await self.do(self._now_standing)
        if standing is not None:
            self.look_for(self.wish)
        if standing is None or standing.seconds < QUICK:
            self.action_renew()

    def look_for(self, wish: Wish) -> None:
        """Show what is wished, from its first row."""
        self.wish = wish
        line = self.query_one(Line)
        if line.value.strip() != wish.text:
            line.value = wish.text
        self._look(wish)

    @work(group="look", exclusive=True)
    async def _look(self, wish: Wish) -> None:
        standing = await self.do(self._now_standing)  # someone else may have read the store again meanwhile
        if standing is None or self.wish != wish:
            return
        self.standing = standing

        def still() -> bool:
            return self.wish == wish and self.standing is standing

        found = await self.do(lambda: self.desk.page(standing.reading, wish) if still() else None)
        if found is None or not still():
            return
        with self.app.batch_update():
            self.list.show(found)
            self._say_wish(None)
            self._say_title()
            self._say_empty("" if found else why_empty(wish, self.speech))
        # What they come to takes longer than the first page: that is there to be read already.
        sums = await self.do(lambda: self.desk.sums(standing, wish) if still() else None)
        if sums is not None and still():
            self.sums = sums
            self.query_one(Figures).show(standing, sums)
            self._say_wish(sums)

    def on_board_list_leaf(self, event: BoardList.Leaf) -> None:
        """Another page."""
        event.stop()
        entries = self.list.entries
        if self.standing is not None and entries:
            self._turn(self.standing, self.wish, event.down, entries[-1 if event.down else 0].key)

    @work(group="leaf", exclusive=True)
    async def _turn(self, standing: Standing, wish: Wish, down: bool, edge: Key | None) -> None:
        """The page beyond a row; without one, the first or the last page of all."""
        after, before, last = (edge, None, edge is None) if down else (None, edge, False)
        found = await self.do(lambda: self.desk.page(standing.reading, wish, after=after, before=before, last=last))
        if found and self.wish == wish and self.standing is standing:
            self.list.show(found, len(found) - 1 if down == (edge is None) else 0)

    def on_board_list_pointed(self, event: BoardList.Pointed) -> None:
        """What is next in the present row."""
        event.stop()
        self.query_one("#detail", Rows).show(detail(event.entry.row, self.speech) if event.entry else [])

    def on_board_list_chosen(self, event: BoardList.Chosen) -> None:
        """A row was clicked."""
        event.stop()
        self._open(event.entry)

    # Typing

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search once the typing pauses."""
        event.stop()
        if self._timer is not None:
            self._timer.stop()
        if event.value.strip() != self.wish.text:
            self._timer = self.set_timer(self._pause, partial(self._search, event.value))

    def _search(self, text: str) -> None:
        if text.strip() != self.wish.text:
            self.look_for(replace(self.wish, text=text.strip()))

    def on_line_entered(self, event: Line.Entered) -> None:
        """Open the present row; what was just typed is searched first."""
        event.stop()
        if event.text.strip() != self.wish.text:
            self._search(event.text)
        elif self.list.entry is not None:
            self._open(self.list.entry)

    @work(group="open", exclusive=True)
    async def _open(self, entry: Entry) -> None:
        enterprise = str(entry.row["enterprise"])
        there = await self.do(lambda: self.desk.has_tree(enterprise))
        if there:
            self.app.show_case(enterprise)
        elif there is not None:
            told = words("Van {name} staat er geen boom in de opslag: ze is alleen bekend van een lijst of een verklaring.")
            self.tell(self.speech(told, name=one_line(name_of(entry.row), 60)), severity="warning")

    # What the keys do

    def action_move(self, by: int) -> None:
        """Up and down."""
        self.list.move(by)

    def action_leaf(self, by: int) -> None:
        """A screen up or down, in the figures where they are in the place of the list."""
        if self.list.is_on_screen:
            self.list.move(by * max(2, self.list.size.height - 1))
        else:
            self.query_one(Figures).scroll_relative(y=by * 10, animate=False)

    def action_edge(self, last: bool) -> None:
        """To the first row of all, or the last one."""
        if self.standing is not None:
            self._turn(self.standing, self.wish, last, None)

    def action_figures(self) -> None:
        """F2: the figures: in the place of the list, or beside it and gone."""
        self.toggle_class("-figures")

    def action_narrow(self) -> None:
        """F3."""
        from assistant.screens.board.narrowing import choose_narrowing  # noqa: PLC0415

        self.run_worker(choose_narrowing(self), group="dialog")

    def action_order(self) -> None:
        """F4."""
        from assistant.screens.board.narrowing import choose_order  # noqa: PLC0415

        self.run_worker(choose_order(self), group="dialog")

    def action_give(self) -> None:
        """F5."""
        from assistant.screens.board.giving_out import choose_giving  # noqa: PLC0415

        self.run_worker(choose_giving(self), group="dialog")

    def action_help(self) -> None:
        """F1."""
        from assistant.screens.board.help import help_page  # noqa: PLC0415

        self.app.push_screen(help_page(self.speech))

    def action_mark(self) -> None:
        """F8: mark the present row, or take its mark away, and go on to the next."""
        entry = self.list.entry
        if entry is None:
            return
        mark = mark_of(entry)
        if self.marks.pop(mark, None) is None:
            self.marks[mark] = entry
        self.list.move(1)
        self.list.refresh()
        self._say_wish(self.sums)

    def action_unmark(self) -> None:
        """Ctrl+N: no marks any more."""
        self.marks.clear()
        self.list.refresh()
        self._say_wish(self.sums)

    def action_back(self) -> None:
        """Esc: the list again, then everything again, then the start screen."""
        if self.has_class("-figures") and self.has_class("-one-thing"):
            self.action_figures()
        elif self.wish != Wish(order=self.wish.order):
            self.look_for(Wish(order=self.wish.order))
        else:
            self.action_conversations()

    def action_conversations(self) -> None:
        """F7."""
        self.app.show_start()

    # Reading again

    def action_renew(self) -> None:
        """F9: read the whole store again; what is there stays in use until that is done."""
        if not self._is_reading:
            self._is_reading, self._read = True, 0
            self._say_title()
            self._renew()

    @work(group="renew")
    async def _renew(self) -> None:
        try:
            done = await self._reader.do(self._read_all)
        except Exception as error:
            self.alert(error)
            done = False
        self._is_reading = False
        if done:
            self.look_for(self.wish)
        self._say_title()

    def _tell_read(self, count: int) -> None:
        self.post_message(Far(count))

    def on_far(self, event: Far) -> None:
        """Say how far the reading is."""
        event.stop()
        self._read = event.done
        self._say_title()

    # Saying

    def _say_title(self) -> None:
        say = self.speech
        told = [moment(self.standing.at, self.app.now(), say)] if self.standing is not None else []
        if self._is_reading:
            told.append(say(words("lezen: {count}"), count=self._read) if self._read else say(words("lezen …")))
        title = content(say(words("Overzicht")), "bold $primary")
        self.query_one(TitleBar).show([title], content(" · ".join(told), QUIET))

    def _say_wish(self, sums: Sums | None) -> None:
        told = summary(self.wish, sums, len(self.marks), self.speech)
        self.query_one("#shown", Rows).show([row(told)])

    def _say_empty(self, text: str) -> None:
        self.query_one("#empty", Rows).show([row(text, style=QUIET)] if text else [])

    def alert(self, error: BaseException) -> None:
        """Say what went wrong; what is on stays."""
        self.tell(" ".join(each.text.plain for each in what_happened(error, self.speech)), severity="error")
        if self.standing is None:
            self.query_one("#empty", Rows).show(what_happened(error, self.speech))

    def tell(self, text: str, severity: Any = "information") -> None:
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
        self.speech = speech
        for part in (self.query_one(Headings), self.list, self.query_one(Figures)):
            part.speech = speech
        self.query_one(KeyBar).relabel(speech)
        self.query_one(Line).placeholder = self._placeholder
        self.query_one(Headings).refresh()
        self.list.redraw()
        self.query_one(Figures).redraw()
        self._say_title()
        self._say_wish(self.sums)
