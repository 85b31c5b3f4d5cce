"""F1: everything that is known about the present question, on one scrolling page."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from assistant.conversation.turn import Turn
from assistant.domain.words import words
from assistant.screens.keys import DEEDS
from assistant.screens.speech import Speech
from assistant.screens.widgets.rows import Row, Rows, row, spaced
from assistant.screens.widgets.stack import Stack
from assistant.screens.widgets.text import QUIET, content, join


class HelpScreen(ModalScreen[None]):
    """The help, how to find the answer out, the options' help, the terms, the source, the keys."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,f10,enter,q", "leave", show=False),
        Binding("down,j", "scroll(1)", show=False),
        Binding("up,k", "scroll(-1)", show=False),
        Binding("pagedown,space", "scroll(12)", show=False),
        Binding("pageup", "scroll(-12)", show=False),
    ]

    def __init__(self, turn: Turn, speech: Speech) -> None:
        super().__init__()
        self._turn = turn
        self._speech = speech

    def compose(self) -> ComposeResult:
        """The page."""
        with Stack(classes="dialog -wide"):
            yield Rows([row(self._turn.text, style="bold")], classes="dialog-title")
            with VerticalScroll(can_focus=False, classes="-gives"):
                yield Rows(help_rows(self._turn, self._speech))
            yield Rows([row(self._speech(words("↑ ↓ lezen · Esc sluiten")), style=QUIET)], classes="dialog-keys")

    def action_leave(self) -> None:
        """Back to the question."""
        self.dismiss(None)

    def action_scroll(self, by: int) -> None:
        """Read on."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)


def help_rows(turn: Turn, say: Speech) -> list[Row]:
    """The page as rows."""
    choices = [row(join([content(c.text, "bold"), c.help], ": "), "›") for c in turn.choices if c.help]
    told = spaced(
        _block(say(words("Uitleg")), [row(turn.help)] if turn.help else []),
        _block(say(words("Zo komt u het te weten")), [row(turn.find_out)] if turn.find_out else []),
        _block(say(words("De antwoorden")), choices),
        _block(say(words("Voorbeeld")), [row(turn.example)] if turn.example else []),
        _block(say(words("Woorden")), _terms(turn, say)),
    )
    nothing = say(words("Bij deze vraag hoort geen verdere uitleg. Typ gerust een vraag in de lijn onderaan."))
    return spaced(
        told or [row(nothing)],
        _block(say(words("Bron")), [row(turn.source, style=QUIET)] if turn.source else []),
        _block(say(words("Toetsen")), [row(say(deed.long), content(deed.shown, "bold"), indent=5) for deed in DEEDS]),
    )


def _block(title: str, rows: list[Row]) -> list[Row]:
    return [row(title, style="bold $primary"), *rows] if rows else []


def _terms(turn: Turn, say: Speech) -> list[Row]:
    if not turn.terms:
        return []
    from assistant.domain.lexicon import lexicon  # noqa: PLC0415 (read when someone asks)

    rows = []
    for found in filter(None, map(lexicon().get, turn.terms)):
        name = f"{found.term} ({found.short})" if found.short else found.term
        rows.append(row(join([content(name, "bold"), say.rich(found.explanation, "lexicon")], ": "), "›"))
        if found.old:
            rows.append(
                row(say(words("Op sommige schermen nog: {names}."), names=", ".join(found.old)), style=QUIET, indent=2)
            )
    return rows
