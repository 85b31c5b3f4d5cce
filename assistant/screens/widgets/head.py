"""What is asked, above the place where it is answered."""

from __future__ import annotations

from typing import Any

from assistant.screens.widgets.rows import Flow, Row, Rows, spaced


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
