"""A list of any length, of which one page is drawn: page up and page down turn it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from assistant.screens.widgets.gutter import GutterList

PAGE = 200
"""Rows that are drawn at a time: ten thousand take Textual more than a second."""


class PagedList(GutterList):
    """Items, each drawn by `prompt`. `Pointed` goes out when another one is looked at, `Chosen` on Enter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "leaf(1)", show=False),
        Binding("pageup", "leaf(-1)", show=False),
    ]

    class Pointed(Message):
        """The item that is looked at, None when there is none. `list` is the list."""

        def __init__(self, list_: PagedList, item: Any) -> None:
            super().__init__()
            self.list = list_
            self.item = item

    class Chosen(Pointed):
        """The item that was chosen."""

    def __init__(self, prompt: Callable[[Any], Content], **kwargs: Any) -> None:
        super().__init__(markup=False, compact=True, **kwargs)
        self._draw = prompt
        self._items: Sequence[Any] = ()
        self._start = 0

    @property
    def page(self) -> tuple[int, int, int]:
        """The first and last item drawn, counted from 1, and how many there are."""
        return self._start + 1, min(self._start + PAGE, len(self._items)), len(self._items)

    @property
    def item(self) -> Any:
        """The item that is looked at, None when there is none."""
        index = self._start + (self.highlighted or 0)
        return self._items[index] if self.highlighted is not None and index < len(self._items) else None

    def offer(self, items: Sequence[Any], at: int = 0) -> None:
        """Show other items, the arrow at one of them."""
        self._items = items
        self._turn_to(at)

    def _turn_to(self, at: int) -> None:
        at = max(0, min(at, len(self._items) - 1))
        self._start = at - at % PAGE
        self.clear_options()
        self.add_options([Option(self._draw(item)) for item in self._items[self._start : self._start + PAGE]])
        self.highlighted = at - self._start if self._items else None
        if not self._items:
            self.post_message(self.Pointed(self, None))

    def redraw(self) -> None:
        """Draw the same page again, in another language or with other marks."""
        self._turn_to(self._start + (self.highlighted or 0))

    def action_leaf(self, by: int) -> None:
        """Half a screen up or down; past the end of a page, the next one."""
        at = self._start + (self.highlighted or 0) + by * max(1, self.size.height // 2)
        at = max(0, min(at, len(self._items) - 1))
        if self._start <= at < self._start + PAGE:
            self.highlighted = at - self._start if self._items else None
        else:
            self._turn_to(at)

    def action_cursor_down(self) -> None:
        """Down; past the last row of a page, the next page."""
        at = self._start + (self.highlighted or 0)
        if len(self._items) > PAGE and self.highlighted == self.option_count - 1:
            self._turn_to(at + 1)
        else:
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        """Up; past the first row of a page, the page before."""
        if len(self._items) > PAGE and self.highlighted == 0:
            self._turn_to(self._start - 1)
        else:
            super().action_cursor_up()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Another one is looked at."""
        event.stop()
        self.post_message(self.Pointed(self, self.item))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click."""
        event.stop()
        self.post_message(self.Chosen(self, self.item))
