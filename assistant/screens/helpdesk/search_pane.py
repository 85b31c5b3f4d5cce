"""Searching: the line, what was found, and the ways on when nothing was."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message

from assistant.domain.words import words
from assistant.screens.helpdesk.cases import Answer, Found, Hit
from assistant.screens.helpdesk.telling import answer_prompt, answer_rows, hit_prompt
from assistant.screens.speech import Speech
from assistant.screens.widgets.line import Line
from assistant.screens.widgets.paged import PagedList
from assistant.screens.widgets.rows import Row, Rows, row
from assistant.screens.widgets.text import QUIET, content, join


class Way(NamedTuple):
    """A way on that is not something found: the conversation that asks for the cause."""

    title: str
    about: str
    enterprise: str | None = None


Item = Hit | Answer | Way


class SearchLine(Line):
    """The line to search in. What is pasted with several lines may be a screen of the portal: `Pasted` goes out."""

    class Pasted(Message):
        """Several lines were pasted."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def _on_paste(self, event: events.Paste) -> None:
        lines = event.text.strip().splitlines()  # many terminals end a pasted line with a carriage return
        if len(lines) > 1:
            event.stop()
            event.prevent_default()
            self.post_message(self.Pasted("\n".join(lines)))
        else:
            super()._on_paste(event)


class SearchPane(Vertical):
    """What was found. `Chosen` goes out with the item that was chosen."""

    class Chosen(Message):
        """Something found was chosen."""

        def __init__(self, item: Item) -> None:
            super().__init__()
            self.item = item

    def __init__(self, speech: Speech, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.speech = speech

    def compose(self) -> ComposeResult:
        """Note, list, the present answer."""
        yield Rows(id="found-note")
        yield PagedList(self._prompt, id="hits")
        with VerticalScroll(id="found-detail"):
            yield Rows()

    def on_mount(self) -> None:
        """Say what can be typed."""
        self.invite()

    def invite(self) -> None:
        """Before anything is typed."""
        say = self.speech
        self._offer(
            (),
            [
                row(say(words("Over wie gaat het, of wat staat er op het scherm?")), style="bold", below=1),
                *(
                    row(join([content(one, "bold"), content(two, QUIET)], "  "), "·")
                    for one, two in (
                        (say(words("Een ondernemingsnummer")), "0123.456.749"),
                        (say(words("Een naam")), say(words("van een persoon, een onderneming of een campus"))),
                        (say(words("Een rijksregisternummer")), say(words("ook gedeeltelijk, met sterretjes"))),
                        (say(words("Een gebruikersnaam of een HCO-nummer")), ""),
                        (say(words("Een foutmelding")), say(words("zoals die op het scherm staat"))),
                    )
                ),
            ],
        )

    def show(self, found: Found, way: Way | None) -> None:
        """What a search came to; `way` goes on when that is not enough."""
        say = self.speech
        items: list[Item] = [*found.hits, *found.answers, *([way] if way else [])]
        note = []
        if found.unknown and not found.hits:
            told = words("Deze onderneming staat niet in de opslag: van haar boom is nog niets geweten.")
            note = [row(say(told), content("?", "bold $warning"), indent=2, below=1)]
        elif found.mistyped:
            told = words("Niets gevonden. {fault}")
            note = [row(say(told, fault=found.mistyped), content("!", "bold $warning"), indent=2, below=1)]
        elif not found.hits and not found.answers:
            note = [row(say(words("Niets gevonden. Typ het anders, of een stuk ervan.")), style=QUIET, below=1)]
        elif found.more:
            note = [row(say(words("Er is nog meer gevonden: typ verder.")), style=QUIET, below=1)]
        self._offer(items, note)

    def _offer(self, items: Iterable[Item], note: list[Row]) -> None:
        self.query_one("#found-note", Rows).show(note)
        self._tell([])
        self.query_one(PagedList).offer(tuple(items))

    def fault(self, rows: list[Row]) -> None:
        """Say what went wrong."""
        self._offer((), rows)

    def _tell(self, rows: list[Row]) -> None:
        self.query_one("#found-detail Rows", Rows).show(rows)

    def _prompt(self, item: Item) -> Content:
        if isinstance(item, Hit):
            return hit_prompt(item, self.speech)
        if isinstance(item, Answer):
            return answer_prompt(item, self.speech)
        return join([content(item.title, "bold"), content(item.about, QUIET)], "\n")

    @property
    def item(self) -> Item | None:
        """What is looked at."""
        found: Item | None = self.query_one(PagedList).item
        return found

    def move(self, by: int) -> None:
        """Up or down, from the line."""
        shown = self.query_one(PagedList)
        if by > 0:
            shown.action_cursor_down()
        else:
            shown.action_cursor_up()

    def on_paged_list_pointed(self, event: PagedList.Pointed) -> None:
        """An answer is read where it stands."""
        event.stop()
        self._tell(answer_rows(event.item, self.speech) if isinstance(event.item, Answer) else [])

    def on_paged_list_chosen(self, event: PagedList.Chosen) -> None:
        """Enter, or a click."""
        event.stop()
        if event.item is not None:
            self.post_message(self.Chosen(event.item))
