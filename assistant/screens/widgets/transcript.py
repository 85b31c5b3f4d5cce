"""What was said so far. The transcript is data: the newest pieces stand in one widget, older ones come on demand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from textual import events
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.layout import DockArrangeResult
from textual.scrollbar import ScrollBar
from textual.widget import Widget

from assistant.conversation.turn import Instruction, Line, Message, Rich, Tone
from assistant.domain.words import words
from assistant.screens.speech import Speech
from assistant.screens.widgets.instruction import InstructionCard
from assistant.screens.widgets.record import Record
from assistant.screens.widgets.rows import Row, row
from assistant.screens.widgets.text import QUIET, content, join, meant

MOST = 200
"""Pieces that stand there at first: all are wrapped anew when the width changes."""
PAGE = 200
"""Pieces that come in when the user looks further back."""
ROOMY = 20
"""Lines of a screen from which the talk keeps more beside a question."""

_GLYPHS: dict[Tone, tuple[str, str]] = {
    "info": ("•", QUIET),
    "done": ("✓", "bold $success"),
    "warning": ("!", "bold $warning"),
    "refused": ("✗", "bold $error"),
    "answer": ("»", "bold $primary"),
    "wait": ("…", "bold $warning"),
}


class Answer(NamedTuple):
    """A question that was answered, frozen. `replaced`: another answer came in its place later."""

    key: str
    question: Rich
    answer: str
    replaced: bool = False


class Remark(NamedTuple):
    """Something the user said that is no answer to keep: a question of their own, a step on the way to an answer."""

    text: str


Piece = Message | Answer | Remark
"""What a transcript is made of."""

Place = Callable[[int, int], int]
"""From the record's width, and the line that shows the end, to the line to begin with."""


def answered(line: Line) -> Answer:
    """An answer of a conversation's own record."""
    return Answer(line.key, line.question, line.answer)


def tone_word(tone: Tone, say: Speech) -> str:
    """The word that says what the glyph says."""
    match tone:
        case "warning":
            return say(words("Let op:"))
        case "refused":
            return say(words("Nog niet goed:"))
        case "wait":
            return say(words("Wachten:"))
        case _:
            return ""


def message_rows(message: Message, say: Speech) -> list[Row]:
    """A message: glyph, word where the glyph alone would not do, text."""
    glyph, style = _GLYPHS[message.tone]
    word = tone_word(message.tone, say)
    text = join([content(word, "bold"), content(message.text)]) if word else content(message.text)
    return [row(text, content(glyph, style), indent=2)]


def answer_rows(answer: Answer, say: Speech) -> list[Row]:
    """A question with its answer under it."""
    given = content(answer.answer or say(words("(geen antwoord)")), "strike" if answer.replaced else "bold")
    if answer.replaced:
        given = join([given, content(say(words("(later gewijzigd)")), QUIET)])
    return [
        row(answer.question, content("?", QUIET), style=QUIET, indent=2),
        row(given, content("›", "bold $primary"), indent=2),
    ]


class Transcript(VerticalScroll, can_focus=False):
    """The pieces in order, the newest last, and under them the card of the present step, if there is one."""

    def __init__(self, speech: Speech, pieces: Iterable[Piece] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._speech = speech
        self.pieces: list[Piece] = list(pieces)
        self._first = self._start()
        self._record = Record(self._blocks(), id="record")
        self.card = InstructionCard(None, speech, classes="card")
        self._fresh: int | None = None
        """The piece that is to be seen first; None for the card."""
        self._card_first = False
        """Whether there is only the answer just given above the card, which goes before it where both do not fit."""
        self._place: Place | None = self._bottom
        """Where to scroll to when it is laid out next."""
        self._read: tuple[int, int] | None = None
        """The block and its line that the reader scrolled to; None where it stands as it was placed."""

    def compose(self) -> Any:
        """What was said, and the card."""
        yield self._record
        yield self.card

    # Adding

    def add(self, *pieces: Piece, card: Instruction | None = None, keep_card: bool = False) -> None:
        """Put pieces at the end, under them the card of the present step; `keep_card`: the one that stands there."""
        for piece in pieces:
            if isinstance(piece, Answer):
                self._mark_replaced(piece.key)
        begin = len(self.pieces)
        self.pieces += pieces
        if pieces:
            self._record.put(map(self._rows, pieces))
        if not keep_card:
            self.card.tell(card, self._speech)
        if pieces or card is not None:
            # Beside a card the answer just given is of least use.
            after = card is not None and len(pieces) > 1 and isinstance(pieces[0], Answer)
            self._fresh = begin + after if pieces else None
            self._card_first = card is not None and all(isinstance(piece, Answer) for piece in pieces)

    def replace_all(self, pieces: Iterable[Piece]) -> None:
        """Another transcript in the place of this one; the card stays."""
        self.pieces = list(pieces)
        self._first = self._start()
        self._record.put(self._blocks(), at=0, instead_of=len(self._record))
        self._fresh = None
        self._scroll(self._revealed if self.card.instruction is not None else self._bottom)

    def relabel(self, speech: Speech) -> None:
        """Say the fixed words in another language; what was said stays as it was said."""
        self._speech = speech
        self._record.put(self._blocks(), at=0, instead_of=len(self._record))
        self.card.tell(self.card.instruction, speech)

    def _mark_replaced(self, key: str) -> None:
        for index, piece in enumerate(self.pieces):
            if isinstance(piece, Answer) and piece.key == key and not piece.replaced:
                self.pieces[index] = piece._replace(replaced=True)
                if index >= self._first:
                    self._record.put([self._rows(self.pieces[index])], at=self._block(index), instead_of=1)

    # Where it stands

    def reveal(self) -> None:
        """Show what came last from its beginning: what is longer than the screen is read from the top."""
        self._read = None
        self._scroll(self._revealed)

    def latest(self) -> None:
        """Back to the end."""
        self._read = None
        self._scroll(self._bottom)

    def on_resize(self, _: events.Resize) -> None:
        """Less or more room: the same thing stays in sight."""
        self._scroll(self._revealed if self._read is None else self._where_read)

    def _note_read(self) -> None:
        tops = self._record.tops(max(1, self._record.content_size.width))
        block = max(0, bisect_right(tops, int(self.scroll_y)) - 1)
        self._read = (block, int(self.scroll_y) - tops[block])

    def _where_read(self, width: int, _most: int) -> int:
        block, line = self._read or (0, 0)
        tops = self._record.tops(width)
        at = min(block, len(tops) - 1)
        return tops[at] + min(line, tops[at + 1] - tops[at] - 1) if at + 1 < len(tops) else tops[at] + line

    @property
    def keeps(self) -> int:
        """The lines that it does not give to the question."""
        return 4 if self.app.size.height >= ROOMY else 2

    def _scroll(self, place: Place) -> None:
        self._place = place
        self.refresh(layout=True)

    def arrange(self, size: Size, optimal: bool = False) -> DockArrangeResult:
        """Lay out; scroll at once, so that nothing is painted where it does not stay."""
        arranged = super().arrange(size, optimal)
        if self._place is not None and not optimal and size.height:
            place, self._place = self._place, None
            width = next((one.region.width for one in arranged.placements if one.widget is self._record), size.width)
            most = max(0, arranged.spatial_map.total_region.bottom - size.height)
            y = min(most, max(0, place(max(1, width), most)))
            # As Textual does for what is anchored to its end: a watcher would ask for another layout.
            self.set_reactive(Widget.scroll_y, y)
            self.set_reactive(Widget.scroll_target_y, y)
            self.vertical_scrollbar.set_reactive(ScrollBar.position, y)
        return arranged

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """How high it would like to be; it is laid out for that in more room than it gets, where nothing scrolls."""
        place, self._place = self._place, None
        try:
            return super().get_content_height(container, viewport, width)
        finally:
            self._place = place

    def _bottom(self, _width: int, most: int) -> int:
        return most

    def _revealed(self, width: int, most: int) -> int:
        block = len(self._record) if self._fresh is None else self._block(self._fresh)
        tops = self._record.tops(width)
        beginning = tops[min(block, len(self._record))] - 1
        return tops[-1] if self._card_first and beginning < most else beginning

    # Looking back

    def earlier(self) -> None:
        """Bring in older pieces above; what is read stays where it is."""
        if self._first == 0:
            return
        width = max(1, self._record.content_size.width)
        before = self._record.tops(width)[-1] - int(self.scroll_y)
        self._first = max(0, self._first - PAGE)
        self._record.put(self._blocks(), at=0, instead_of=len(self._record))
        self._scroll(lambda width, _most: self._record.tops(width)[-1] - before)

    def turn_page(self, pages: int) -> None:
        """Read back (negative) or on, by the key; at the top older pieces come in."""
        if pages < 0 and self.scroll_y <= 0:
            self.earlier()
        self.scroll_relative(y=pages * max(1, self.size.height - 2), animate=False)
        self.call_after_refresh(self._note_read)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The same by the wheel."""
        if self.scroll_y <= 0:
            event.stop()
            self.earlier()
        self.call_after_refresh(self._note_read)

    def on_mouse_scroll_down(self, _: events.MouseScrollDown) -> None:
        """On, by the wheel."""
        self.call_after_refresh(self._note_read)

    def on_click(self, event: events.Click) -> None:
        """The line that stands for what is not shown."""
        if event.style.meta.get("go") == "earlier":
            self.earlier()

    # Inside

    def _start(self) -> int:
        return max(0, len(self.pieces) - MOST)

    def _block(self, index: int) -> int:
        """Which block of the record a piece is."""
        return index - self._first + (self._first > 0)

    def _blocks(self) -> Iterator[list[Row]]:
        if self._first:
            yield [row(_link(self._speech(words("↑ {count} eerdere"), count=self._first), "earlier"), indent=2)]
        yield from map(self._rows, self.pieces[self._first :])

    def _rows(self, piece: Piece) -> list[Row]:
        match piece:
            case Answer():
                return answer_rows(piece, self._speech)
            case Remark():
                return [row(piece.text, content("›", "bold $primary"), style="bold", indent=2)]
            case _:
                return message_rows(piece, self._speech)


def _link(text: str, go: str) -> Content:
    return meant(text, {"go": go}, "underline $primary")
