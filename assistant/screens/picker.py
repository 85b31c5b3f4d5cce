"""A list to pick from, with a line to narrow it: the palette, earlier answers, guides, colours and languages use it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from assistant.domain.words import words
from assistant.screens.speech import Speech
from assistant.screens.widgets.gutter import GutterList
from assistant.screens.widgets.line import Line
from assistant.screens.widgets.rows import Rows, row
from assistant.screens.widgets.stack import Stack
from assistant.screens.widgets.text import QUIET, Said, content, join

MOST = 200
"""Items that are drawn at a time: ten thousand take Textual a second at each key."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something to pick: `value` is what comes back, `beside` stands at the end of its line, `under` on the next one."""

    value: str
    text: Said
    under: Said = ""
    beside: Said = ""
    able: bool = True

    @property
    def words(self) -> str:
        """What narrowing looks in."""
        parts = (self.text, self.under, self.beside)
        return " ".join(part if isinstance(part, str) else content(part).plain for part in parts).casefold()


class Picker(ModalScreen[str | None]):
    """Comes back with the value picked, or with nothing after Esc."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f10", "dismiss_nothing", show=False),
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "move(8)", show=False),
        Binding("pageup", "move(-8)", show=False),
    ]

    def __init__(self, title: Said, items: Iterable[Item], speech: Speech, *, empty: Said = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._title = title
        self._items = tuple(items)
        self._speech = speech
        self._empty = empty
        self._shown: list[Item] = []
        self._said = [(item, item.words) for item in self._items]

    def compose(self) -> ComposeResult:
        """Title, line, list, how to leave."""
        with Stack(classes="dialog"):
            yield Rows([row(self._title, style="bold")], classes="dialog-title")
            yield Line(self._speech(words("Typ om te zoeken")))
            yield GutterList(markup=False, compact=True, classes="-gives")
            yield Rows(classes="dialog-empty")
            yield Rows(
                [row(self._speech(words("↑ ↓ kiezen · Enter gaan · Esc sluiten")), style=QUIET)], classes="dialog-keys"
            )

    def on_mount(self) -> None:
        """Everything, the first one ready to be taken."""
        self.query_one(OptionList).can_focus = False
        self._narrow("")
        self.query_one(Line).focus()

    def _narrow(self, text: str) -> None:
        wanted = text.casefold().split()
        found = [item for item, said in self._said if all(word in said for word in wanted)]
        self._shown = found[:MOST]
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(_prompt(item), disabled=not item.able) for item in self._shown])
        options.highlighted = next((i for i, item in enumerate(self._shown) if item.able), None)
        empty = self._empty if not self._items else self._speech(words("Niets gevonden."))
        more = self._speech(words("… en nog {count}: typ verder."), count=len(found) - MOST) if len(found) > MOST else ""
        told = more if self._shown else empty or "–"
        self.query_one(".dialog-empty", Rows).show([row(told, style=QUIET)] if told else [])

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        event.stop()
        self._narrow(event.value)

    def on_line_entered(self, event: Line.Entered) -> None:
        """Take the present one."""
        event.stop()
        index = self.query_one(OptionList).highlighted
        if index is not None and index < len(self._shown) and self._shown[index].able:
            self.dismiss(self._shown[index].value)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Clicked."""
        event.stop()
        self.dismiss(self._shown[event.option_index].value)

    def action_move(self, by: int) -> None:
        """Up or down from the line."""
        options = self.query_one(OptionList)
        for _ in range(abs(by)):
            if by > 0:
                options.action_cursor_down()
            else:
                options.action_cursor_up()

    def action_dismiss_nothing(self) -> None:
        """Leave as it was."""
        self.dismiss(None)


def _prompt(item: Item) -> Any:
    first = join([item.text, content(item.beside, QUIET)], "  ") if item.beside else content(item.text)
    return join([first, content(item.under, QUIET)], "\n") if item.under else first
