"""The line in which a person may always type: an answer, a synonym, a command, a side question."""

from __future__ import annotations

from typing import Any

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import Input

from assistant.domain.printable import printable
from assistant.screens.widgets.text import one_line


class Line(Input):
    """One line of text. `Entered` goes out on Enter."""

    class Entered(Message):
        """Enter was pressed; `text` is as typed."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, placeholder: str = "", value: str = "", **kwargs: Any) -> None:
        super().__init__(value=value, placeholder=one_line(placeholder), select_on_focus=False, compact=True, **kwargs)
        self.cursor_blink = False

    @property
    def _value(self) -> Text:
        # As typed is what is answered (and refused when it is unreadable); what is drawn cannot move the cursor.
        return Text(printable(self.value), no_wrap=True, overflow="ignore", end="")

    def fill(self, text: str) -> None:
        """Put a text in the place of what stands there. Typing replaces it, an arrow key mends it."""
        with self.prevent(Input.Changed):  # which would go up to the app, and nobody asks for it
            self.value = text
        self.select_all()

    def take(self, text: str) -> None:
        """Put what was typed or pasted at the cursor. New lines, and returns, become spaces: nothing is lost."""
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self.replace(" ".join(lines), *sorted(self.selection))

    def _on_paste(self, event: events.Paste) -> None:
        # Textual keeps the first line of what is pasted and drops the others.
        event.stop()
        event.prevent_default()
        self.take(event.text)

    async def key_enter(self, event: events.Key) -> None:
        """Enter, taken here: as a binding it would go up through every widget first, which can be noticed."""
        event.stop()
        event.prevent_default()
        await self.action_submit()

    async def action_submit(self) -> None:
        """Enter."""
        self.post_message(self.Entered(self.value))
