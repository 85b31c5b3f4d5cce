"""A list of people: typed or pasted, one a line, or the path of a file that holds them."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from rich.segment import Segment
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer
from textual.widgets import TextArea

from assistant.conversation.turn import Choice, rich
from assistant.domain.malformed import Malformed
from assistant.domain.printable import printable
from assistant.domain.words import words
from assistant.screens.speech import Speech
from assistant.screens.widgets.choices import Choices
from assistant.screens.widgets.rows import Row, Rows, row

_PAUSE = 0.4
"""Seconds without typing after which the list is looked at."""


def file_in(text: str) -> str | None:
    """The path in a line, when there is a file there: as typed, quoted, escaped, or as a file manager drops it."""
    line = text.strip()
    if not line or "\n" in line or len(line) > 1000:
        return None
    unquoted = line[1:-1] if len(line) > 2 and line[0] == line[-1] and line[0] in "'\"" else line
    dropped = unquote(urlsplit(unquoted).path) if unquoted.startswith("file://") else unquoted
    for candidate in (dropped, dropped.replace("\\ ", " ")):
        try:
            path = Path(candidate).expanduser()
            if path.is_file():
                return str(path)
        except (OSError, ValueError, RuntimeError):  # too long, a null character, no home folder
            continue
    return None


class Lines(TextArea):
    """A text area in which nothing that was typed or pasted acts on the terminal."""

    def render_line(self, y: int) -> Strip:
        """A line, each character that acts replaced by one that shows."""
        strip = super().render_line(y)
        if all(segment.text.isprintable() for segment in strip):
            return strip
        shown = (Segment(printable(segment.text), segment.style, segment.control) for segment in strip)
        return Strip(shown).crop(0, strip.cell_length)


class PeopleBox(Vertical):
    """The list and what was understood of it so far. `Listed` goes out when the user is done."""

    DEFAULT_CSS = """
    PeopleBox { height: auto; }
    PeopleBox TextArea, PeopleBox TextArea:focus { height: 7; border: none; padding: 0; background: $panel; }
    """
    keeps = 5

    class Listed(Message):
        """The list as typed."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, speech: Speech, value: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._speech = speech
        self._value = value
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        """The list, what it amounts to, and the way on."""
        yield Lines(self._value, compact=True, show_line_numbers=True, highlight_cursor_line=False)
        yield Rows(classes="people-read")
        done = self._speech(words("Klaar: deze lijst bewaren (Ctrl+S)"))
        yield Choices([Choice("send", rich(done, "strong"))])

    @property
    def text(self) -> str:
        """What was typed."""
        return self.query_one(TextArea).text

    def focus_field(self) -> None:
        """Put the cursor in the list."""
        self.query_one(TextArea).focus()

    def send(self) -> None:
        """Done."""
        self.post_message(self.Listed(self.text))

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Done, by the last row."""
        event.stop()
        self.send()

    def on_choices_typed(self, event: Choices.Typed) -> None:
        """Typed on the last row: it belongs in the list."""
        event.stop()
        area = self.query_one(TextArea)
        area.focus()
        area.insert(event.text)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Look at the list once the typing pauses. That it was changed goes on, to whoever said something of it."""
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(_PAUSE, self.look)

    def look(self) -> None:
        """Say how many people stand there, or what is the matter."""
        self.query_one(Rows).show(self._understood())

    def _understood(self) -> list[Row]:
        from assistant.conversation.people_list import read_people  # noqa: PLC0415 (few questions need it)

        text = self.text
        if not text.strip():
            return []
        if path := file_in(text):
            return [
                row(
                    self._speech(words("Het bestand {path} wordt gelezen als u klaar bent."), path=path),
                    "✓",
                    style="$success",
                )
            ]
        try:
            count = len(read_people(text))
        except Malformed as fault:
            return [row(self._speech(fault.text, **fault.facts), "!", style="$warning")]
        if count == 1:
            return [row(self._speech(words("Eén persoon gelezen.")), "✓", style="$success")]
        return [row(self._speech(words("{count} personen gelezen."), count=count), "✓", style="$success")]
