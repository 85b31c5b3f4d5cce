"""What was said so far. The transcript is data; of it at most `MOST` pieces stand on the screen at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from textual import events
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from assistant.conversation.turn import Line, Message, Rich, Tone
from assistant.domain.words import words
from assistant.screens.speech import Speech
from assistant.screens.widgets.rows import Row, Rows, row
from assistant.screens.widgets.text import QUIET, content, join, meant

MOST = 30
"""Pieces that are mounted at a time."""
PAGE = 15
"""Pieces that come in when the user looks further back."""

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

    keeps = 4

    def __init__(self, speech: Speech, pieces: Iterable[Piece] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._speech = speech
        self.pieces: list[Piece] = list(pieces)
        self._first = max(0, len(self.pieces) - MOST)
        self._end = len(self.pieces)
        self._card: Widget | None = None
        self._fresh: Widget | None = None
        self._moving = asyncio.Lock()
        """Held while pieces come and go: adding and looking back would trip over each other."""

    def compose(self) -> Any:
        """The newest pieces."""
        yield from (self._widget(index) for index in range(self._first, self._end))

    async def on_mount(self) -> None:
        """Begin at the end."""
        await self._tell()
        if self.pieces:
            self.scroll_end(animate=False, immediate=False)

    # Adding

    async def add(self, *pieces: Piece, card: Widget | None = None, keep_card: bool = False) -> None:
        """Put pieces at the end, under them the card of the present step; `keep_card`: the one that stands there."""
        async with self._moving:
            await self._add(pieces, card, keep_card)

    async def _add(self, pieces: Sequence[Piece], card: Widget | None, keep_card: bool) -> None:
        for piece in pieces:
            if isinstance(piece, Answer):
                self._mark_replaced(piece.key)
        begin = len(self.pieces)
        self.pieces += pieces
        if self._end < begin:
            await self._look_at(len(self.pieces) - MOST, len(self.pieces))
        old = None if keep_card else self._card
        self._card = self._card if keep_card else card
        with self.app.batch_update():
            if old is not None:
                await old.remove()
            widgets = [self._widget(index) for index in range(max(begin, self._end), len(self.pieces))]
            self._end = len(self.pieces)
            fresh = [*widgets, *([card] if card is not None else [])]
            if fresh:
                await self.mount_all(fresh)
            await self._trim_top()
        await self._tell()
        if fresh:
            # Beside a card the answer just given is of least use.
            after = len(widgets) > 1 and card is not None and isinstance(pieces[0], Answer)
            self._fresh = fresh[1] if after else fresh[0]

    def reveal(self) -> None:
        """Show what came last from its beginning: what is longer than the screen is read from the top."""
        if self._fresh is not None and self._fresh.is_attached:
            self.scroll_to(y=max(0, self._fresh.virtual_region.y - 1), animate=False)

    def on_resize(self, _: events.Resize) -> None:
        """Less or more room: the same thing stays in sight."""
        self.call_after_refresh(self.reveal)

    async def replace_all(self, pieces: Iterable[Piece]) -> None:
        """Another transcript in the place of this one; the card stays."""
        async with self._moving:
            self.pieces = list(pieces)
            await self._look_at(len(self.pieces) - MOST, len(self.pieces))
        self._fresh = self._card
        self.call_after_refresh(self.reveal if self._card is not None else self._to_end)

    def _to_end(self) -> None:
        self.scroll_end(animate=False)

    async def relabel(self, speech: Speech) -> None:
        """Say the fixed words in another language; what was said stays as it was said."""
        self._speech = speech
        for widget, index in zip(self.query(".piece").results(Rows), range(self._first, self._end), strict=False):
            widget.show(self._rows(self.pieces[index]))
        await self._tell()

    # Looking back

    async def earlier(self) -> None:
        """Bring in older pieces above, and let go of the newest when there are too many."""
        if self._first == 0 or self._moving.locked():
            return
        async with self._moving:
            await self._earlier()

    async def _earlier(self) -> None:
        anchor = next(iter(self.query(".piece")), None)
        first = max(0, self._first - PAGE)
        added = [self._widget(index) for index in range(first, self._first)]
        with self.app.batch_update():
            await self.mount_all(added, before=anchor)
            self._first = first
            end = min(self._end, first + MOST)
            for widget in list(self.query(".piece"))[end - first :]:
                await widget.remove()
            self._end = end
        await self._tell()
        self.call_after_refresh(self._keep_place, anchor)

    async def latest(self) -> None:
        """Back to the end."""
        async with self._moving:
            if self._end < len(self.pieces):
                await self._look_at(len(self.pieces) - MOST, len(self.pieces))
        self.call_after_refresh(self.scroll_end, animate=False)

    async def turn_page(self, pages: int) -> None:
        """Read back (negative) or on, by the key; at the top older pieces come in."""
        if pages < 0 and self.scroll_y <= 0:
            await self.earlier()
        self.scroll_relative(y=pages * max(1, self.size.height - 2), animate=False)

    async def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The same by the wheel."""
        if self.scroll_y <= 0:
            event.stop()
            await self.earlier()

    async def on_click(self, event: events.Click) -> None:
        """The two lines that stand for what is not shown."""
        where = event.style.meta.get("go")
        if where == "earlier":
            await self.earlier()
        elif where == "later":
            await self.latest()

    # Inside

    def _widget(self, index: int) -> Rows:
        piece = self.pieces[index]
        return Rows(self._rows(piece), classes="piece")

    def _rows(self, piece: Piece) -> list[Row]:
        match piece:
            case Answer():
                return answer_rows(piece, self._speech)
            case Remark():
                return [row(piece.text, content("›", "bold $primary"), style="bold", indent=2)]
            case _:
                return message_rows(piece, self._speech)

    def _mark_replaced(self, key: str) -> None:
        shown = list(self.query(".piece").results(Rows))
        for index, piece in enumerate(self.pieces):
            if isinstance(piece, Answer) and piece.key == key and not piece.replaced:
                self.pieces[index] = piece._replace(replaced=True)
                if self._first <= index < self._end:
                    shown[index - self._first].show(self._rows(self.pieces[index]))

    async def _trim_top(self) -> None:
        extra = self._end - self._first - MOST
        if extra > 0:
            for widget in list(self.query(".piece"))[:extra]:
                await widget.remove()
            self._first += extra

    async def _look_at(self, first: int, end: int) -> None:
        self._first, self._end = max(0, first), end
        with self.app.batch_update():
            await self.query(".piece").remove()
            added = [self._widget(index) for index in range(self._first, self._end)]
            await self.mount_all(added, before=self._card if self._card is not None else self._mark(".transcript-later"))
        await self._tell()

    async def _tell(self) -> None:
        """Say how many pieces there are above and below those that stand here."""
        before, after = self._first, len(self.pieces) - self._end
        say = self._speech
        earlier = _link(say(words("↑ {count} eerdere"), count=before), "earlier") if before else None
        later = _link(say(words("↓ {count} latere"), count=after), "later") if after else None
        await self._put_mark(".transcript-earlier", earlier, first=True)
        await self._put_mark(".transcript-later", later, first=False)
        if self._card is not None:
            self._card.display = not after

    async def _put_mark(self, name: str, text: Content | None, *, first: bool) -> None:
        mark = self._mark(name)
        if mark is None and text is not None:
            mark = Rows(classes=name[1:])
            await self.mount(mark, before=0 if first and self.children else None)
        if mark is not None:
            mark.show([row(text)] if text is not None else [])

    def _mark(self, name: str) -> Rows | None:
        return next(iter(self.query(name).results(Rows)), None)

    def _keep_place(self, anchor: Widget | None) -> None:
        if anchor is not None and anchor.is_attached:
            self.scroll_to(y=max(0, anchor.virtual_region.y - 2), animate=False)


def _link(text: str, go: str) -> Content:
    return meant(text, {"go": go}, "underline $primary")
