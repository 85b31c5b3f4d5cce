"""The options of a question: by arrow keys, by number, by mouse. One of them, or any of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from assistant.conversation.turn import Choice, Turn, plain, rich
from assistant.screens.widgets.gutter import GutterList
from assistant.screens.widgets.text import QUIET, Said, content, join

MOST_BY_DIGIT = 9
"""Of more options the number is typed in the line: its first digit may be that of another."""


class Choices(GutterList):
    """A list of which one is chosen: `Chosen` goes out with its value.

    Only the arrows, Home, End, Enter and the digits belong to the list; what else is typed goes out as `Typed`, for the
    line under it.
    """

    by_digits = True
    """Whether a digit alone chooses; else it is the beginning of what is typed."""

    class Chosen(Message):
        """The user chose. `values` are values of the choices, in their order; `by_digit`: with the key of its number."""

        def __init__(self, values: tuple[str, ...], *, by_digit: bool = False) -> None:
            super().__init__()
            self.values = values
            self.by_digit = by_digit

    class Typed(Message):
        """Something was typed or pasted that is no choice."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, choices: Iterable[Choice], **kwargs: Any) -> None:
        self._explained = False
        self._typing = False
        """Whether something was typed of which nobody said yet where it goes: what follows goes with it."""
        self._set(choices)
        super().__init__(*(Option(self._prompt(choice)) for choice in self._choices), markup=False, **kwargs)
        self._point()

    def offer(self, choices: Iterable[Choice]) -> None:
        """Other options in the place of these."""
        self._set(choices)
        self.clear_options()
        self.add_options([Option(self._prompt(choice)) for choice in self._choices])
        self._point()

    def _set(self, choices: Iterable[Choice]) -> None:
        self._choices = tuple(choices)
        # A number before "90005" would read as part of it, and the digit would be meant as the start of an answer.
        self._numbered = len(self._choices) > 1 and not any(
            choice.text and choice.text[0].text[:1].isdigit() for choice in self._choices
        )

    def _point(self) -> None:
        self.highlighted = next((i for i, choice in enumerate(self._choices) if choice.chosen), 0) if self._choices else None

    def point_at(self, turn: Turn) -> None:
        """Put the arrow at the answer that stands there already, else at the default."""
        for index, choice in enumerate(self._choices):
            if plain(choice.text) == turn.given or (turn.given is None and choice.value == turn.default):
                self.highlighted = index

    @property
    def explained(self) -> bool:
        """Whether the help of every option stands under it."""
        return self._explained

    @explained.setter
    def explained(self, explained: bool) -> None:
        if explained != self._explained:
            self._explained = explained
            for index, choice in enumerate(self._choices):
                self.replace_option_prompt_at_index(index, self._prompt(choice))

    def explanation(self) -> Said:
        """The help of the present option, where it is not under it already."""
        index = self.highlighted
        if self._explained or index is None or index >= len(self._choices):
            return ""
        return self._choices[index].help

    def _prompt(self, choice: Choice) -> Any:
        if self._explained and choice.help:
            return join([choice.text, content(choice.help, f"not bold {QUIET}")], "\n")
        return content(choice.text)

    def before(self, index: int) -> str:
        """The arrow and the number."""
        wide = len(str(len(self._choices)))
        return super().before(index) + (f"{index + 1:>{wide}} " if self._numbered else "")

    def on_key(self, event: events.Key) -> None:
        """A digit chooses; other characters are for the line."""
        if not event.is_printable or event.character is None:
            return
        event.stop()
        event.prevent_default()
        index = int(event.character) - 1 if event.character in "123456789" else -1
        by_digits = self.by_digits and self._numbered and len(self._choices) <= MOST_BY_DIGIT
        if not self._typing and by_digits and 0 <= index < len(self._choices):
            self.highlighted = index
            self.selected(index, by_digit=True)
        else:
            self.typed(event.character)

    def key_enter(self, event: events.Key) -> None:
        """Enter, taken here: as a binding it would go up through every widget first."""
        event.stop()
        event.prevent_default()
        self.action_select()

    def typed(self, character: str) -> None:
        """A character that is no choice."""
        self._typing = True
        self.post_message(self.Typed(character))

    def on_focus(self, _: events.Focus) -> None:
        """Back from the line."""
        self.choose_again()

    def choose_again(self) -> None:
        """What is pressed from here on chooses."""
        self._typing = False

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted is for the line."""
        event.stop()
        self.post_message(self.Typed(event.text))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Chosen, whichever way."""
        event.stop()
        self.selected(event.option_index)

    def selected(self, index: int, *, by_digit: bool = False) -> None:
        """The option that was chosen."""
        self.post_message(self.Chosen((self._choices[index].value,), by_digit=by_digit))


class Picks(Choices):
    """A list of which any are ticked; the last row says so and sends them. "1 en 3" is typed as such, in the line."""

    by_digits = False

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "select", show=False)]

    def __init__(
        self,
        choices: Sequence[Choice],
        done: str,
        ticked: Iterable[str] | None = None,
        takes: Callable[[], bool] = lambda: True,
        **kwargs: Any,
    ) -> None:
        """`ticked`: what the user ticked before; else what stands there already is. `takes`: whether a key ticks now."""
        self.ticked = {choice.value for choice in choices if choice.chosen} if ticked is None else set(ticked)
        self.is_changed = ticked is not None
        """Whether the user ticked, or took a tick away."""
        self._done = len(choices)
        self._takes = takes
        super().__init__([*choices, Choice("", rich(done, "strong"))], **kwargs)
        self.highlighted = 0

    def before(self, index: int) -> str:
        """The tick box too."""
        if index == self._done:
            wide = len(str(len(self._choices))) + 1
            return GutterList.before(self, index) + (" " * wide if self._numbered else "") + " →  "
        box = "[x] " if self._choices[index].value in self.ticked else "[ ] "
        return super().before(index) + box

    def typed(self, character: str) -> None:
        """The space bar ticks."""
        if character == " " and not self._typing:
            self.action_select()
        else:
            super().typed(character)

    def selected(self, index: int, *, by_digit: bool = False) -> None:
        """Tick, or send what is ticked."""
        if index == self._done:
            self.send()
            return
        if not self._takes():
            return
        self.ticked ^= {self._choices[index].value}
        self.is_changed = True
        self._clear_caches()

    def send(self) -> None:
        """Send what is ticked."""
        self.post_message(self.Chosen(tuple(c.value for c in self._choices[: self._done] if c.value in self.ticked)))

    def add(self, typed: str) -> bool:
        """Tick the numbers that are typed beside what the user ticked; False when they are no numbers of these."""
        from assistant.conversation.understand import parts_of  # noqa: PLC0415 (not for the first question)

        parts = parts_of(typed)
        numbers = {int(part) for part in parts if part.isdecimal()}
        if (
            not self.is_changed
            or not self._numbered
            or len(parts) != len(numbers)
            or not all(0 < number <= self._done for number in numbers)
        ):
            return False
        self.ticked |= {self._choices[number - 1].value for number in numbers}
        return True
