"""What is asked, above the place where it is answered."""

from __future__ import annotations

from typing import Any

from textual.content import Content

from assistant.screens.widgets.rows import Flow, Row, Rows, spaced
from assistant.screens.widgets.text import QUIET, content

_CUT = "… (F1)"
"""Stands where the help is cut off: F1 tells all of it."""


class Head(Rows):
    """The question's words and its help. Where there is little room the help gives way, the words do not."""

    def __init__(self, told: list[Row], help_: list[Row], **kwargs: Any) -> None:
        self._told = Flow(told)
        super().__init__(spaced(told, help_), **kwargs)

    def tell(self, told: list[Row], help_: list[Row]) -> None:
        """Another question."""
        self._told = Flow(told)
        self.show(spaced(told, help_))

    @property
    def keeps(self) -> int:
        """The lines of the words."""
        return self._told.height(max(1, self.content_size.width))

    def render(self) -> Content:
        """The rows as far as there is room; what is cut in the middle says so."""
        whole, (width, height) = super().render(), self.content_size
        lines = whole.split("\n")
        if len(lines) <= height:
            return whole
        shown = lines[:height]
        while shown and not shown[-1].plain.strip():
            shown.pop()
        if shown and len(shown) != self.keeps:
            shown[-1] = shown[-1].truncate(max(0, width - len(_CUT) - 1)) + " " + content(_CUT, QUIET)
        return Content("\n").join(shown)
