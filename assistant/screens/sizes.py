"""The sizes of terminal at which the screens change, in columns and lines. `look.tcss` knows them by the class names."""

from __future__ import annotations

WIDE = 100
"""Columns from which the tree stands beside the chat."""
BROAD = 150
"""Columns from which there is room left over: a reading width in the middle."""
SHORT = 12
"""Lines from which there is room for more than the bare question."""
TALL = 32
"""Lines from which every option's help stands under it."""

COLUMNS = [(0, "-narrow"), (WIDE, "-wide"), (BROAD, "-broad")]
LINES = [(0, "-tiny"), (SHORT, "-short"), (TALL, "-tall")]


def classes_of(columns: int, lines: int) -> list[str]:
    """The classes of a screen of this size, as Textual will set them."""
    return [max(step for step in steps if step[0] <= size)[1] for size, steps in ((columns, COLUMNS), (lines, LINES))]
