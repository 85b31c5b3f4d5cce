"""Text in rows, each with a marker in front; a long row hangs under its own first letter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from assistant.screens.widgets.text import Said, content

EMPTY = Content("")

_LEAST = 8
"""Cells that text needs beside its marker; with less it starts under it."""


class Row(NamedTuple):
    """A row: `marker` in a column of `indent` cells, `text` beside it, `below` that many blank lines."""

    text: Content
    marker: Content = EMPTY
    indent: int = 0
    below: int = 0


def row(text: Said, marker: Said = "", *, style: str = "", indent: int | None = None, below: int = 0) -> Row:
    """A row of anything that can be said; `indent` fits the marker unless given."""
    mark = content(marker)
    width = indent if indent is not None else mark.cell_length + 1 if mark else 0
    return Row(content(text, style), mark, width, below)


def spaced(*blocks: Iterable[Row]) -> list[Row]:
    """Blocks of rows with a blank line between them; empty ones leave no trace."""
    rows: list[Row] = []
    for block in map(list, blocks):
        if rows and block:
            rows[-1] = rows[-1]._replace(below=1)
        rows += block
    return rows


def flow(rows: Iterable[Row], width: int) -> Content:
    """Rows wrapped to `width` cells. Where there is no room for a marker's column, the text starts under it."""
    lines: list[Content] = []
    for each in rows:
        indent = each.indent if width - each.indent >= _LEAST else 0
        text = each.text if indent or not each.marker else each.marker + " " + each.text
        parts = text.wrap(max(2, width - indent)) if text else [EMPTY]
        if indent:
            parts = [
                each.marker.truncate(indent, pad=True) + parts[0],
                *(Content(" " * indent) + part for part in parts[1:]),
            ]
        lines += parts
        lines += [EMPTY] * each.below
    return Content("\n").join(lines)


WIDTHS = 2
"""Widths that are kept: with a scrollbar and without, as both are asked for at every layout."""


class Flow:
    """Rows, wrapped once for a width: height, painting and selecting all ask for it."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self.rows = tuple(rows)
        self._flowed: dict[int, Content] = {}

    def at(self, width: int) -> Content:
        """The rows at this width."""
        if width not in self._flowed:
            if len(self._flowed) == WIDTHS:
                self._flowed.clear()
            self._flowed[width] = flow(self.rows, width)
        return self._flowed[width]

    def height(self, width: int) -> int:
        """Their lines at this width."""
        return self.at(width).plain.count("\n") + 1 if self.rows else 0


class Rows(Widget):
    """A widget of rows: as high as its text, gone when there is none, one widget however many rows."""

    DEFAULT_CSS = "Rows { width: 100%; height: auto; }"

    def __init__(self, rows: Iterable[Row] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._flow = Flow(rows)
        self.styles.display = None if self.rows else "none"  # not by a class: nothing has to be styled anew

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown."""
        return self._flow.rows

    def show(self, rows: Iterable[Row]) -> None:
        """Show other rows."""
        fresh = tuple(rows)
        if fresh == self.rows:
            return
        self._flow = Flow(fresh)
        self.styles.display = None if fresh else "none"
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """How many lines the rows take at this width."""
        return self._flow.height(max(1, width))

    def render(self) -> Content:
        """The rows as content."""
        return self._flow.at(max(1, self.content_size.width))
