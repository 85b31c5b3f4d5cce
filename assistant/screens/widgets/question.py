"""The present question, inline: a turn in, one `Answered` out. It knows nothing of conversations and runs alone."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.timer import Timer

from assistant.conversation.turn import Choice, Turn, plain, rich
from assistant.domain.words import words
from assistant.screens.sizes import TALL
from assistant.screens.speech import Speech
from assistant.screens.widgets.asked import SAID, command_rows, help_rows, placeholder, word_rows
from assistant.screens.widgets.choices import Choices, Picks
from assistant.screens.widgets.head import Head
from assistant.screens.widgets.line import Line
from assistant.screens.widgets.rows import Row, Rows, row
from assistant.screens.widgets.stack import Stack
from assistant.screens.widgets.text import QUIET, content, one_line

if TYPE_CHECKING:
    from assistant.screens.widgets.password import PasswordBox
    from assistant.screens.widgets.people import PeopleBox

    Body = Choices | PeopleBox | PasswordBox
    """Where an answer is given, besides the line."""

Given = str | dict[str, Any] | list[str]
"""What a person answers, as a conversation takes it."""

AFTERWARDS = (("conversations", words("Naar mijn gesprekken")), ("stop", words("Stoppen")))
"""What can be done once nothing is asked any more: names of deeds (keys.py)."""

AFTER_DIGIT = 5
"""How many times longer Enter, or a tick, has to wait after a digit that answered."""

PATIENCE = 0.3
"""Seconds of keeping an answer after which it is said that it is being kept."""


class _Unsent(NamedTuple):
    """What was given to a question and not sent."""

    key: str
    line: str
    listed: str
    ticked: set[str] | None


class Question(Stack):
    """A question with its options and the line to type in.

    Once answered it is frozen until `show` gives it the next turn or `thaw` gives it back: a second Enter, a click
    that was on its way, a held key answer nothing.
    """

    keeps = 5

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,down", "to_options", show=False),
        Binding("escape", "clear", show=False),
        Binding("ctrl+s", "keep_list", show=False),
    ]

    class Answered(Message):
        """The user's one answer. `shown` is how it reads in the transcript until the conversation tells."""

        def __init__(self, turn: Turn, given: Given, shown: str) -> None:
            super().__init__()
            self.turn = turn
            self.given = given
            self.shown = shown

    class Dropped(Message):
        """The user leaves an earlier answer as it was."""

    def __init__(self, turn: Turn, speech: Speech, *, settle: float = 0.2, **kwargs: Any) -> None:
        """`settle`: seconds in which the key that answered the last question answers not yet this one.

        After a digit it is longer for all but digits: whoever types "2 Enter" means one answer, and the digit was it.
        """
        super().__init__(**kwargs)
        self.turn = turn
        self.speech = speech
        self.frozen = False
        self._settle = settle
        self._by_digit = False
        self._shown_at = 0.0
        self._patience: Timer | None = None
        self._choices = Choices((), classes="question-body -gives")
        self._unsent: _Unsent | None = None
        self._other: Picks | PeopleBox | PasswordBox | None = None
        """What stands in the place of the choices, where an answer is given otherwise; None for most questions."""

    def compose(self) -> ComposeResult:
        """The question, what was wrong with the last answer, the options, the line. It all stays; few need another body."""
        self._offer()
        self._other = self._other_body()
        yield Head(word_rows(self.turn, self.speech), help_rows(self.turn), classes="question-head -gives")
        yield Rows(classes="question-note")
        yield self._choices
        yield Rows(classes="question-hint")
        if self._other is not None:
            yield self._other
        yield Line(placeholder(self.turn, self.speech), value=self._typed_before())
        yield Rows(command_rows(self.turn, self.speech), classes="question-commands")

    def on_mount(self) -> None:
        """Begin."""
        self._begin()
        self.take_focus()

    # What a door may do with it

    def fit(self) -> None:
        """The screen has more or fewer lines: more or less help."""
        self._explain()

    async def show(self, turn: Turn) -> None:
        """Ask the next question in the place of this one. What was not sent of one that is left stands there again later."""
        if not self.turn.changing:
            self._unsent = None if self.frozen else self._not_sent()
        self.turn = turn
        unsent = self._unsent if self._unsent and not turn.changing and self._unsent.key == turn.key else None
        with self.app.batch_update():
            await self._swap_body(unsent)
            self.query_one(Head).tell(word_rows(turn, self.speech), help_rows(turn))
            self._rows("note").show([])
            self._rows("commands").show(command_rows(turn, self.speech))
            line = self.query_one(Line)
            line.placeholder = one_line(placeholder(turn, self.speech))
            line.fill(unsent.line if unsent and unsent.line else self._typed_before())
        self._unfreeze()
        self._begin()
        self.call_after_refresh(self.take_focus)  # to style anew what loses and what gets it would hold the question up

    def _not_sent(self) -> _Unsent:
        ticked = self._other.ticked if isinstance(self._other, Picks) and self._other.is_changed else None
        return _Unsent(self.turn.key, self._typed(), self._listed(), ticked)

    def freeze(self) -> None:
        """Answer nothing any more. Said only when it takes long enough to wonder."""
        self.frozen = True
        self._patience = self.set_timer(PATIENCE, self._say_frozen)

    def thaw(self, alert: tuple[Row, ...] = ()) -> None:
        """Put the question again as it stands, what was typed included, and say why."""
        self._unfreeze()
        self._rows("note").show(alert)
        self.take_focus()
        self.query_one(Line).select_all()  # typing replaces it, an arrow key mends it

    def make_room(self) -> None:
        """Leave the help out: what was just said beside the question is read first. F1 still tells it."""
        self.query_one(Head).tell(word_rows(self.turn, self.speech), [])
        self._rows("hint").show([])

    def clear_line(self) -> None:
        """Empty the line, as it was: what was typed has been dealt with."""
        self.query_one(Line).fill(self._typed_before())

    @property
    def draft(self) -> str:
        """What was typed and not yet answered."""
        return self._listed() or self._typed()

    def _typed(self) -> str:
        typed = self.query_one(Line).value
        return "" if typed == self._typed_before() else typed.strip()

    def _listed(self) -> str:
        """What was typed in the list of people."""
        text = getattr(self._other, "text", "") if self.turn.kind == "people" and self.is_mounted else ""
        return "" if text == self.turn.draft else text.strip()

    def take_focus(self) -> None:
        """Put the focus where the answer is given: in the line when something stands there, else on the options."""
        if not self.is_attached or self.screen is not self.app.screen:
            return
        body = self._body
        if self._typed() or body is None:
            self.query_one(Line).focus(scroll_visible=False)
        elif isinstance(body, Choices):
            body.focus(scroll_visible=False)
        else:
            body.focus_field()

    # Its parts

    def _rows(self, part: str) -> Rows:
        return self.query_one(f".question-{part}", Rows)

    @property
    def _body(self) -> Body | None:
        return self._other or (self._choices if self._choices.display else None)

    async def _swap_body(self, unsent: _Unsent | None) -> None:
        self._offer()
        if self._other is not None:
            await self._other.remove()
        self._other = self._other_body(unsent)
        if self._other is not None:
            await self.mount(self._other, before=self.query_one(Line))

    def _offer(self) -> None:
        """Give the choices of this turn; where there are none, or others are ticked, the list is gone."""
        turn = self.turn
        choices = turn.choices if turn.kind in ("choice", "portal", "end") else ()
        if turn.kind == "end" and not choices:
            choices = tuple(Choice(name, rich(self.speech(text))) for name, text in AFTERWARDS)
        self._choices.display = bool(choices)
        self._choices.offer(choices)
        self._choices.point_at(turn)

    def _say_frozen(self) -> None:
        if self.frozen:
            self.add_class("-frozen")
            self._rows("note").show([row(self.speech(words("Uw antwoord wordt bewaard…")), "…", style=QUIET)])

    def _unfreeze(self) -> None:
        self.frozen = False
        if self._patience is not None:
            self._patience.stop()
        self.remove_class("-frozen")
        self._rows("note").show([])

    def _typed_before(self) -> str:
        return self.turn.draft if self.turn.kind == "text" else ""

    def _begin(self) -> None:
        self.set_class(self.turn.kind == "end", "-end")
        self._shown_at = time.monotonic()
        self._explain()

    def _other_body(self, unsent: _Unsent | None = None) -> Picks | PeopleBox | PasswordBox | None:
        turn = self.turn
        classes = "question-body -gives"
        if turn.kind == "multi":
            ticked = unsent.ticked if unsent else None
            return Picks(turn.choices, self.speech(words("Klaar")), ticked, self._takes, classes=classes)
        if turn.kind == "people":
            from assistant.screens.widgets.people import PeopleBox  # noqa: PLC0415 (loads the text editor)

            return PeopleBox(self.speech, unsent.listed if unsent and unsent.listed else turn.draft, classes=classes)
        if turn.kind == "password":
            from assistant.screens.widgets.password import PasswordBox  # noqa: PLC0415 (few questions need it)

            return PasswordBox(self.speech, self.speech(words("Typ hier het wachtwoord")), classes=classes)
        return None

    def _explain(self) -> None:
        """Show the options' help under them where the screen has the lines, else of the present one only."""
        body, said = self._body, content("")
        if isinstance(body, Choices):
            body.explained = self.app.size.height >= TALL
            said = content(body.explanation())
        self._rows("hint").show([row(said, style=QUIET)] if said else [])

    # What the user does

    def on_option_list_option_highlighted(self, event: Message) -> None:
        """Another option: its help."""
        event.stop()
        self._explain()

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """An option, or those ticked."""
        event.stop()
        texts = [plain(choice.text) for choice in self.turn.choices if choice.value in event.values]
        given = list(event.values) if self.turn.kind == "multi" else event.values[0]
        self._answer(given, ", ".join(texts), by_digit=event.by_digit)

    def on_choices_typed(self, event: Choices.Typed) -> None:
        """Typed while the options had the focus."""
        event.stop()
        if not self.frozen and self.turn.kind != "end":
            line = self.query_one(Line)
            line.focus()
            line.take(event.text)
        elif isinstance(self._body, Choices):
            self._body.choose_again()

    def action_clear(self) -> None:
        """Empty the line; when it is empty, leave an earlier answer as it was, or go back to the options."""
        if self._typed():
            self.clear_line()
        elif self.turn.changing and not self.frozen:
            self.post_message(self.Dropped())
        else:
            self.action_to_options()

    def action_to_options(self) -> None:
        """From the line to the options."""
        body = self._body
        if isinstance(body, Choices):
            body.focus()
        elif body is not None:
            body.focus_field()

    def action_keep_list(self) -> None:
        """Ctrl+S: the list is done, wherever the focus is."""
        if self.turn.kind == "people" and (send := getattr(self._other, "send", None)):
            send()

    def on_line_entered(self, event: Line.Entered) -> None:
        """A typed answer; an empty one takes the default, or what is possible without an answer."""
        event.stop()
        text = event.text
        if text.strip():
            self._shown_at = 0.0  # what was typed here was meant here, however quickly
            if isinstance(self._other, Picks) and self._other.add(text):
                self._other.send()
                return
            self._answer(self._file_or(text), text)
        elif self.turn.kind != "text":
            self.action_to_options()
        elif self.turn.optional and not self.turn.default:
            self._answer("skip", self.speech(SAID["skip"]))
        else:  # the default, or a word about what is missing
            self._answer("", self.turn.default or "")

    def on_text_area_changed(self, event: Message) -> None:
        """What was wrong with a list is said of that one, no more of the changed one: what stands under it is."""
        event.stop()
        if not self.frozen:
            self._rows("note").show([])

    def on_people_box_listed(self, event: Message) -> None:
        """A list of people."""
        event.stop()
        text: str = getattr(event, "text", "")
        count = sum(1 for line in text.splitlines() if line.strip())
        several = words("een lijst van {count} regels") if count != 1 else words("een lijst van {count} regel")
        self._answer(self._file_or(text), self.speech(several, count=count))

    def on_password_box_fine(self, event: Message) -> None:
        """A password that is fine: told as such, never shown."""
        event.stop()
        self._answer(getattr(event, "text", ""), self.speech(words("een wachtwoord dat in orde is")))

    def on_click(self, event: events.Click) -> None:
        """A command that was clicked."""
        said = event.style.meta.get("say")
        if isinstance(said, str) and said in self.turn.commands:
            self._answer(said, said)

    def _file_or(self, text: str) -> Given:
        if self.turn.kind == "people":
            from assistant.screens.widgets.people import file_in  # noqa: PLC0415 (loads the text editor)

            if path := file_in(text):
                return {"file": path}
        return text

    def _takes(self, *, by_digit: bool = False) -> bool:
        """Whether a key answers this question, or ticks something of it: none that belongs to the last one still."""
        settle = self._settle * AFTER_DIGIT if self._by_digit and not by_digit else self._settle
        return not self.frozen and time.monotonic() - self._shown_at >= settle

    def _answer(self, given: Given, shown: str, *, by_digit: bool = False) -> None:
        if not self._takes(by_digit=by_digit):
            return
        self._by_digit = by_digit
        self.freeze()
        self.post_message(self.Answered(self.turn, given, shown))
