"""The list of organisations: one page of it is drawn, the one under the arrow; the pages come from the store."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from assistant.screens.board.desk import Mark
from assistant.screens.board.telling import columns, heading, line
from assistant.screens.speech import Speech
from assistant.screens.widgets.gutter import GutterList
from assistant.store.board_view import Entry


def mark_of(entry: Entry) -> Mark:
    """Return by what a row is marked."""
    return str(entry.row["enterprise"]), str(entry.row["application"] or "")


def _room(width: int) -> int:
    """Return the cells that a row has, beside the gutter and the scroll bar."""
    return max(1, width - BoardList.GUTTER - 1)


class Headings(Widget):
    """The line above the list."""

    DEFAULT_CSS = "Headings { width: 100%; height: 1; }"

    def __init__(self, speech: Speech, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.speech = speech

    def render(self) -> Content:
        """The headings at the present width."""
        return Content(" " * BoardList.GUTTER) + heading(columns(_room(self.content_size.width)), self.speech)


class BoardList(GutterList):
    """A page of rows. `Leaf` asks for another page, `Pointed` says which row is looked at, `Chosen` is Enter or a click."""

    GUTTER = 4

    class Leaf(Message):
        """Past the end of the page: downwards or upwards."""

        def __init__(self, down: bool) -> None:
            super().__init__()
            self.down = down

    class Pointed(Message):
        """A row is looked at; None when there is none."""

        def __init__(self, entry: Entry | None) -> None:
            super().__init__()
            self.entry = entry

    class Chosen(Message):
        """A row was chosen."""

        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    def __init__(self, speech: Speech, **kwargs: Any) -> None:
        super().__init__(markup=False, compact=True, **kwargs)
        self.speech = speech
        self.entries: Sequence[Entry] = ()
        self.marks: Mapping[Mark, Entry] = {}
        self._drawn_for = 0

    @property
    def entry(self) -> Entry | None:
        """The row that is looked at."""
        at = self.highlighted
        return self.entries[at] if at is not None and at < len(self.entries) else None

    def show(self, entries: Sequence[Entry], at: int = 0) -> None:
        """Show a page, the arrow at one of its rows."""
        self.entries = entries
        self.redraw()
        self.highlighted = max(0, min(at, len(entries) - 1)) if entries else None
        if not entries:
            self.post_message(self.Pointed(None))

    def redraw(self) -> None:
        """Draw the page again: at another width, in another language."""
        at = self.highlighted
        width = self._drawn_for = self.size.width
        shown = columns(_room(width))
        self.clear_options()
        self.add_options([Option(line(entry.row, shown, self.speech)) for entry in self.entries])
        self.highlighted = at if at is not None and at < len(self.entries) else None

    def on_resize(self, event: events.Resize) -> None:
        """Other columns fit."""
        if event.size.width != self._drawn_for:
            self.redraw()

    def before(self, index: int) -> str:
        """The arrow, and the mark."""
        marked = index < len(self.entries) and mark_of(self.entries[index]) in self.marks
        return ("❯ " if index == self.highlighted else "  ") + ("✓ " if marked else "  ")

    def move(self, by: int) -> None:
        """Move the arrow; past the end of the page another one is asked for."""
        if not self.entries:
            return
        now = self.highlighted or 0
        then = max(0, min(now + by, len(self.entries) - 1))
        if then != now:
            self.highlighted = then
        else:
            self.post_message(self.Leaf(by > 0))

    def _on_option_highlighted(self, then: Callable[[Entry], Message], index: int) -> None:
        if index < len(self.entries):
            self.post_message(then(self.entries[index]))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Another one is looked at."""
        event.stop()
        self._on_option_highlighted(self.Pointed, event.option_index)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click."""
        event.stop()
        self._on_option_highlighted(self.Chosen, event.option_index)
