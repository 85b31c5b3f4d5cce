"""A password: checked while it is typed, shown as dots, never kept (rulebook N2)."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from assistant.domain.malformed import Malformed
from assistant.domain.words import words
from assistant.screens.speech import Speech
from assistant.screens.widgets.rows import Row, Rows, row


class PasswordBox(Vertical):
    """The field and, under it, what is still missing. `Fine` goes out on Enter, once nothing is."""

    DEFAULT_CSS = """
    PasswordBox { height: auto; }
    """

    class Fine(Message):
        """A password that meets the rules. The field is empty by the time this arrives."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, speech: Speech, placeholder: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._speech = speech
        self._placeholder = placeholder

    def compose(self) -> ComposeResult:
        """The field and the rules."""
        yield Input(placeholder=self._placeholder, password=True, compact=True, select_on_focus=False)
        yield Rows(classes="password-rules")

    def focus_field(self) -> None:
        """Put the cursor in the field."""
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what is missing, at each character."""
        event.stop()
        self.query_one(Rows).show(self._verdict(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Let it through when nothing is missing."""
        event.stop()
        if event.value and not self._faults(event.value):
            self.query_one(Input).value = ""
            self.post_message(self.Fine(event.value))

    def _verdict(self, text: str) -> list[Row]:
        if not text:
            return []
        faults = self._faults(text)
        if faults:
            return [row(self._speech(fault.text, **fault.facts), "✗", style="$error") for fault in faults]
        return [row(self._speech(words("Dit wachtwoord is in orde. Druk op Enter.")), "✓", style="$success")]

    @staticmethod
    def _faults(text: str) -> tuple[Malformed, ...]:
        from assistant.domain.people import password_faults  # noqa: PLC0415 (few questions need it)

        return password_faults(text)
