"""Children under each other, as high as their content; when there is no room for all, some give way."""

from __future__ import annotations

from textual.containers import Vertical
from textual.geometry import Region, Size
from textual.layout import ArrangeResult, Layout
from textual.layouts.vertical import VerticalLayout
from textual.widget import Widget


class _GivingLayout(VerticalLayout):
    """Vertical, but children of class `-gives` shrink, from the top one on, each down to the lines it `keeps`."""

    def arrange(self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True) -> ArrangeResult:
        placements = super().arrange(parent, children, size, greedy)
        if not placements or not size.height:  # none: it is asked how high it would like to be
            return placements
        over = max(placement.region.bottom + placement.margin.bottom for placement in placements) - size.height
        for index, placement in enumerate(placements):
            if over <= 0:
                break
            if not placement.widget.has_class("-gives"):
                continue
            keeps: int = getattr(placement.widget, "keeps", 0)
            given = min(over, max(0, placement.region.height - keeps))
            if not given:
                continue
            over -= given
            x, y, width, height = placement.region
            placements[index] = placement._replace(region=Region(x, y, width, height - given))
            for later in range(index + 1, len(placements)):
                lower = placements[later]
                placements[later] = lower._replace(region=lower.region.translate((0, -given)))
        return placements


_GIVING = _GivingLayout()


class Stack(Vertical):
    """The container with that layout."""

    DEFAULT_CSS = """
    Stack { width: 100%; height: 100%; }
    """

    @property
    def layout(self) -> Layout:
        """The giving layout."""
        return _GIVING
