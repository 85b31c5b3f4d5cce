"""A list whose gutter tells what colour may not tell alone: an arrow at the present row, a number, a tick."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.strip import Strip
from textual.widgets import OptionList


class GutterList(OptionList, inherit_bindings=False):
    """Textual's OptionList with a gutter, drawn as its own SelectionList draws one. Rows are content, never markup.

    Page up and down stay free for the transcript.
    """

    keeps = 2

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "cursor_down", show=False),
        Binding("up", "cursor_up", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
        Binding("enter", "select", show=False),
    ]

    def before(self, index: int) -> str:
        """What stands before a row; as wide for every row."""
        return "❯ " if index == self.highlighted else "  "

    def _get_left_gutter_width(self) -> int:
        return len(self.before(0)) if self.options else 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """How many lines the rows take beside the gutter."""
        return super().get_content_height(container, viewport, max(1, width - self._get_left_gutter_width()))

    def render_line(self, y: int) -> Strip:
        """A line of the list, the gutter before it."""
        line = super().render_line(y)
        try:
            index, offset = self._lines[self.scroll_offset.y + y]
        except IndexError:
            return line
        text = self.before(index) if offset == 0 else " " * self._get_left_gutter_width()
        style = next(iter(line)).style or Style()
        return Strip([Segment(text, style + Style(meta={"option": index}, dim=False)), *line], None)
