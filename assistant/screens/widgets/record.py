"""Blocks of rows under each other, any number of them in one widget, of which only the lines in sight are drawn.

A widget for each block would have to be mounted, styled and laid out, at every answer anew.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Any

from textual.content import Content
from textual.geometry import Size
from textual.selection import Selection
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from assistant.screens.widgets.rows import Flow, Row


class _Block(Flow):
    """Rows with a blank line under them, drawn once for a width and a look."""

    def __init__(self, rows: Iterable[Row]) -> None:
        super().__init__(rows)
        self._drawn: tuple[int, list[Strip]] = (-1, [])

    def line(self, y: int, width: int, widget: Widget) -> Strip | None:
        """One of its lines as drawn; None for the blank one."""
        if self._drawn[0] != width:
            flowed, style = self.at(width), widget.visual_style
            self._drawn = (width, Visual.to_strips(widget, flowed, width, None, style, apply_selection=False, pad=True))
        return self._drawn[1][y] if y < len(self._drawn[1]) else None

    def fade(self) -> None:
        """Forget how it looked."""
        self._drawn = (-1, [])


class Record(Widget):
    """The widget. What is drawn changes by `put` alone."""

    DEFAULT_CSS = "Record { width: 100%; height: auto; }"

    def __init__(self, blocks: Iterable[Iterable[Row]] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._blocks = list(map(_Block, blocks))
        self._tops: dict[int, list[int]] = {}
        self.styles.display = None if self._blocks else "none"

    def __len__(self) -> int:
        return len(self._blocks)

    def put(self, blocks: Iterable[Iterable[Row]], *, at: int | None = None, instead_of: int = 0) -> None:
        """Put blocks at a place (None: at the end), `instead_of` so many that stand there."""
        at = len(self._blocks) if at is None else at
        self._blocks[at : at + instead_of] = map(_Block, blocks)
        self._tops.clear()
        self.styles.display = None if self._blocks else "none"
        self.refresh(layout=True)

    def tops(self, width: int) -> list[int]:
        """The lines on which the blocks begin at this width, and the one after the last."""
        if width not in self._tops:
            self._tops[width] = list(accumulate((block.height(width) + 1 for block in self._blocks), initial=0))
        return self._tops[width]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """How many lines there are at this width."""
        return self.tops(max(1, width))[-1]

    def render_line(self, y: int) -> Strip:
        """A line of the block that stands there."""
        width = max(1, self.content_size.width)
        if self.text_selection is not None:  # seldom: what is selected is drawn as one text
            return super().render_line(y)
        tops = self.tops(width)
        if 0 <= y < tops[-1]:
            at = bisect_right(tops, y) - 1
            line = self._blocks[at].line(y - tops[at], width, self)
            if line is not None:
                return line.apply_offsets(0, y)
        return Strip.blank(width, self.visual_style.rich_style)

    def render(self) -> Content:
        """All of it as one text, for selecting."""
        width = max(1, self.content_size.width)
        return Content("\n\n").join([block.at(width) for block in self._blocks])

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw what is selected, or as it was."""
        self._dirty_regions.add(self.size.region)
        super().selection_updated(selection)

    def notify_style_update(self) -> None:
        """Another theme, or another look: drawn anew."""
        for block in self._blocks:
            block.fade()
        super().notify_style_update()
