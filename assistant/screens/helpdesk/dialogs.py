"""What opens over the help desk: a page to read, a line to fill in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from assistant.domain.words import words
from assistant.screens.speech import Speech
from assistant.screens.widgets.line import Line
from assistant.screens.widgets.rows import Row, Rows, row
from assistant.screens.widgets.stack import Stack
from assistant.screens.widgets.text import QUIET, Said, content


class Page(ModalScreen[bool]):
    """A page that scrolls. With `go`, Enter comes back with True and `go` says what that does; Esc is always False."""

    CSS_PATH = "../dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", show=False),
        Binding("escape,f1,f10,q", "leave", show=False),
        Binding("down,j", "scroll(1)", show=False),
        Binding("up,k", "scroll(-1)", show=False),
        Binding("pagedown,space", "scroll(12)", show=False),
        Binding("pageup", "scroll(-12)", show=False),
    ]

    def __init__(self, title: Said, rows: Iterable[Row], speech: Speech, *, go: str = "") -> None:
        super().__init__()
        self._title = title
        self._rows = list(rows)
        self._speech = speech
        self._go = go

    def compose(self) -> ComposeResult:
        """Title, page, how to leave."""
        keys = self._speech(words("↑ ↓ lezen · Esc sluiten"))
        with Stack(classes="dialog -wide"):
            yield Rows([row(self._title, style="bold")], classes="dialog-title")
            with VerticalScroll(can_focus=False, classes="-gives"):
                yield Rows(self._rows)
            yield Rows([row(f"{self._go} · {keys}" if self._go else keys, style=QUIET)], classes="dialog-keys")

    def action_go(self) -> None:
        """Enter."""
        self.dismiss(bool(self._go))

    def action_leave(self) -> None:
        """Back."""
        self.dismiss(False)

    def action_scroll(self, by: int) -> None:
        """Read on."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)


class AskLine(ModalScreen[str | None]):
    """One line to fill in. `fault` looks at it: what it returns is shown, and the line stays until it is empty."""

    CSS_PATH = "../dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f10", "leave", show=False)]

    def __init__(
        self, title: Said, speech: Speech, *, hint: str = "", value: str = "", fault: Callable[[str], str], **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self._title = title
        self._speech = speech
        self._hint = hint
        self._value = value
        self._fault = fault

    def compose(self) -> ComposeResult:
        """Title, line, what is wrong with it, how to leave."""
        with Stack(classes="dialog"):
            yield Rows([row(self._title, style="bold")], classes="dialog-title")
            yield Line(self._hint, self._value)
            yield Rows(classes="dialog-empty")
            yield Rows([row(self._speech(words("Enter klaar · Esc sluiten")), style=QUIET)], classes="dialog-keys")

    def on_line_entered(self, event: Line.Entered) -> None:
        """Take it, or say what is wrong."""
        event.stop()
        fault = self._fault(event.text)
        if fault:
            self.query_one(".dialog-empty", Rows).show([row(fault, content("!", "bold $warning"), indent=2)])
        else:
            self.dismiss(event.text)

    def action_leave(self) -> None:
        """Leave as it was."""
        self.dismiss(None)
