"""The line at the top, which says where we are, and the one at the bottom, which says what the keys do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual import events
from textual.content import Content
from textual.widget import Widget

from assistant.screens.keys import Deed
from assistant.screens.speech import Speech
from assistant.screens.widgets.text import QUIET, Said, content, meant


class TitleBar(Widget):
    """One line: of the `lefts`, the first that fits beside `right`; `end` stands behind it, and is cut last."""

    DEFAULT_CSS = """
    TitleBar { width: 100%; height: 1; dock: top; }
    """

    def __init__(self, lefts: Sequence[Said], right: Said = "", end: Said = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.show(lefts, right, end)

    def show(self, lefts: Sequence[Said], right: Said = "", end: Said = "") -> None:
        """Say something else; the `lefts` from long to short."""
        self._lefts, self._right, self._end = [content(left) for left in lefts], content(right), content(end)
        self.refresh()

    def render(self) -> Content:
        """The line at the present width."""
        width = self.content_size.width
        room = max(0, width * 2 // 3)
        end = (content(" ") + self._end if self._right and self._end else self._end).truncate(room, ellipsis=True)
        right = self._right.truncate(room - end.cell_length, ellipsis=True) + end
        room = max(0, width - right.cell_length - 2)
        left = next((left for left in self._lefts if left.cell_length <= room), self._lefts[-1]).truncate(
            room, ellipsis=True
        )
        gap = max(0, width - left.cell_length - right.cell_length)
        return left + " " * gap + right


class KeyBar(Widget):
    """The keys that work here, as many as fit, each also a button for the mouse."""

    DEFAULT_CSS = """
    KeyBar { width: 100%; height: 1; dock: bottom; }
    """

    def __init__(self, deeds: Sequence[Deed], speech: Speech, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._deeds = tuple(deeds)
        self._speech = speech

    def relabel(self, speech: Speech) -> None:
        """Say it in another language."""
        self._speech = speech
        self.refresh()

    def render(self) -> Content:
        """The bar at the present width."""
        width = self.content_size.width
        shown = list(self._deeds)
        while shown and _wide(items := [self._item(deed) for deed in shown]) > width:
            shown.remove(max(shown, key=lambda deed: deed.rank))
        return Content("  ").join(items) if shown else Content("")

    def _item(self, deed: Deed) -> Content:
        does = {"does": deed.action}
        return meant(f"{deed.shown} ", does, "bold $primary") + meant(self._speech(deed.short), does, QUIET)

    async def on_click(self, event: events.Click) -> None:
        """A key that was clicked."""
        action = event.style.meta.get("does")
        if any(deed.action == action for deed in self._deeds):
            where = next(deed.where for deed in self._deeds if deed.action == action)
            await self.run_action(f"{'app' if where == 'app' else 'screen'}.{action}")


def _wide(items: list[Content]) -> int:
    return sum(item.cell_length for item in items) + 2 * (len(items) - 1)
