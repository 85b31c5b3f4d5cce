"""The conversation on the screen: what was said, the present question under it, the tree beside it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from assistant.conversation.turn import Line, Turn, plain
from assistant.domain.words import words
from assistant.screens.faults import what_happened
from assistant.screens.keys import DEEDS, bindings
from assistant.screens.sizes import WIDE, classes_of
from assistant.screens.speech import Speech
from assistant.screens.turns import asks_the_same, opening_turn, title_of
from assistant.screens.widgets.bars import KeyBar, TitleBar
from assistant.screens.widgets.instruction import InstructionCard
from assistant.screens.widgets.question import Question
from assistant.screens.widgets.rows import row
from assistant.screens.widgets.stack import Stack
from assistant.screens.widgets.transcript import Answer, Piece, Remark, Transcript, answered, message_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.screens.desk import Opening, Reply, Talk
    from assistant.screens.program import Assistant
    from assistant.screens.tree_panel import SidePanel


class ChatScreen(Screen[None]):
    """One conversation. All that touches the store is done backstage, one thing at a time, in the order asked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("chat"),
        Binding("pageup", "scroll_talk(-1)", show=False),
        Binding("pagedown", "scroll_talk(1)", show=False),
        Binding("ctrl+home", "scroll_talk(-100)", show=False),
        Binding("ctrl+end", "latest", show=False),
    ]

    app: Assistant
    deeds = DEEDS

    def __init__(self, opening: Opening, speech: Speech, *, settle: float = 0.2) -> None:
        super().__init__()
        self.turn = opening.turn or opening_turn(speech)
        self.talk_id = opening.talk_id
        self._opening = opening
        self._speech = speech
        self._settle = settle
        self._talk: Talk | None = None
        self._failed = False
        self._opened = asyncio.Event()
        self.replies = 0
        """How many answers were dealt with, whatever came of them."""
        self._busy = asyncio.Lock()

    def compose(self) -> ComposeResult:
        """Title, transcript and question, panel, keys."""
        self.add_class(*classes_of(*self.app.size), update=False)  # now, so that nothing is styled twice
        turn = self.turn
        yield TitleBar(*title_of(turn, self._speech), id="title")
        if self._beside:
            yield self._new_panel()
        with Stack(id="talk"):
            yield Transcript(self._speech, turn.said, id="transcript", classes="-gives")
            yield Question(turn, self._speech, settle=self._settle, id="question", classes="-gives")
        yield KeyBar(DEEDS, self._speech)

    def on_mount(self) -> None:
        """Paint first; open the conversation after that."""
        self.set_class(not self.app.settings.panel, "-panel-off")
        if self._opening.turn is None:
            self.query_one(Question).freeze()
        self.query_one(Transcript).add(card=self.turn.instruction)
        self.call_after_refresh(self._open)

    # Opening

    @work(group="talk")
    async def _open(self) -> None:
        try:
            talk = await self.app.backstage.do(self._opening.open)
            lines = await self.app.backstage.do(talk.lines)
        except Exception as error:  # whatever it is, the user is told, and nothing typed is lost
            self._failed = self.app.store_failed = True
            self._alert(error)
            return
        self.app.store_failed = False
        painted, self._talk, self.talk_id = self.turn, talk, talk.id
        self.turn = talk.turn
        pieces: list[Piece] = [answered(line) for line in lines]
        if pieces:
            self.query_one(Transcript).replace_all([*pieces, *self.turn.said])
        if asks_the_same(painted, self.turn):
            self._tell(self.turn)
        else:
            await self._show(self.turn)
        self._opened.set()
        await self._refresh_document()
        self.app.rehearse()

    # Answering

    def on_question_answered(self, event: Question.Answered) -> None:
        """Keep the answer; the question is frozen until that is done."""
        event.stop()
        if event.turn.kind == "end":
            self.call_later(self.app.action_stop if event.given == "stop" else self.app.show_start)
            return
        self._answer(event.turn, event.given, event.shown)

    @work(group="talk")
    async def _answer(self, turn: Turn, given: Any, shown: str) -> None:
        question = self.query_one(Question)
        if self._failed:  # the store could not be opened: what is answered tries it again
            self._failed = False
            self._open()
        async with self._busy:
            if not await self._is_open():
                return
            talk = self._talk
            assert talk is not None
            if talk.turn.key != turn.key:
                question.thaw(
                    (row(self._speech(words("Dit gesprek ging intussen verder. Kijk even waar het staat.")), "!"),)
                )
                return
            try:
                reply, line = await self.app.backstage.do(_answer_and_look, talk, given)
            except Exception as error:
                self._alert(error)
                return
            await self._replied(turn, reply, line.answer if line else shown, shown)
            self.replies += 1
        if reply.outcome == "accepted":
            await self._refresh_document()
        self.app.rest()

    async def _is_open(self) -> bool:
        """Wait until the conversation is open; what is answered meanwhile waits here."""
        waits = asyncio.ensure_future(self._opened.wait())
        while not waits.done():
            await asyncio.wait([waits], timeout=0.1)
            if self._failed:
                waits.cancel()
                return False
        return True

    async def _replied(self, turn: Turn, reply: Reply, told: str, shown: str) -> None:
        question = self.query_one(Question)
        transcript = self.query_one(Transcript)
        self.turn = new = reply.turn
        if reply.outcome == "refused" and asks_the_same(turn, new):
            question.thaw(tuple(r for message in new.said for r in message_rows(message, self._speech)))
            return
        if reply.outcome == "stopped":
            self.app.farewell(new.said)
            self.app.call_later(self.app.action_stop)  # later: it waits for what is being kept, this answer too
            return
        pieces: list[Piece] = []
        if reply.outcome == "accepted":
            pieces = [Answer(turn.key, turn.text, told)]
        elif reply.outcome == "aside" and shown:
            pieces = [Remark(shown)]
        with self.app.batch_update():
            if reply.outcome == "aside" and asks_the_same(turn, new):
                transcript.add(*pieces, *new.said, keep_card=True)
                question.clear_line()
                question.thaw()
                question.make_room()
            else:
                # A question on the way to the answer of a step ("capacity.activate#seen") leaves the step's card in sight.
                on_the_way = new.key.startswith(f"{turn.key}#")
                transcript.add(*pieces, *new.said, card=new.instruction, keep_card=on_the_way)
                await self._ask(new)
        transcript.reveal()

    # Showing

    async def _show(self, turn: Turn) -> None:
        """Show a turn that no answer led to."""
        self.turn = turn
        transcript = self.query_one(Transcript)
        transcript.add(*turn.said, card=turn.instruction)
        await self._ask(turn)
        transcript.reveal()

    async def _ask(self, turn: Turn) -> None:
        await self.query_one(Question).show(turn)
        self._tell(turn)

    def _tell(self, turn: Turn) -> None:
        self.query_one(TitleBar).show(*title_of(turn, self._speech))
        for panel in self._panels:
            panel.show_turn(turn)

    async def _refresh_document(self) -> None:
        """Draw the tree as it stands, when it is to be seen; never in the way of a question."""
        if self._talk is None or not any(panel.display for panel in self._panels):
            return
        try:
            document = await self.app.backstage.do(self._talk.document)
        except Exception as error:
            self._alert(error)
            return
        for panel in self._panels:
            panel.show_document(document)

    # The panel

    @property
    def _beside(self) -> bool:
        """Whether there is room for the panel beside the chat, and it is wanted there."""
        return self.app.size.width >= WIDE and self.app.settings.panel

    @property
    def _panels(self) -> list[SidePanel]:
        return list(self.query("#panel"))  # type: ignore[arg-type]  # none before it is first seen

    def _new_panel(self) -> SidePanel:
        from assistant.screens.tree_panel import SidePanel  # noqa: PLC0415 (not in 80 columns)

        return SidePanel(self._speech, self.turn, id="panel")

    @work(group="panel", exclusive=True)
    async def _see_panel_soon(self) -> None:
        await self._see_panel()

    async def _see_panel(self) -> None:
        """Have the panel there when it is to be seen, and up to date."""
        if not self._panels and (self._beside or self.has_class("-panel-only")):
            await self.mount(self._new_panel(), before="#talk")
        await self._refresh_document()

    def _alert(self, error: Exception) -> None:
        """Say what went wrong and what to do; what was typed stays."""
        self.query_one(Question).thaw(tuple(what_happened(error, self._speech)))

    async def relabel(self, speech: Speech) -> None:
        """Go on in another language."""
        self._speech = speech
        question = self.query_one(Question)
        question.speech = speech
        self.query_one(Transcript).relabel(speech)
        self.query_one(KeyBar).relabel(speech)
        for panel in self._panels:
            panel.relabel(speech)
        if self._talk is not None:
            async with self._busy:
                self.turn = await self.app.backstage.do(self._talk.speak, speech.language)
        self.query_one(Transcript).add(card=self.turn.instruction)
        await self._ask(self.turn)

    # What the keys do

    def action_help(self) -> None:
        """F1."""
        from assistant.screens.help import HelpScreen  # noqa: PLC0415

        self.app.push_screen(HelpScreen(self.turn, self._speech))

    async def action_panel(self) -> None:
        """F2: the tree and the progress, beside the chat or in its place."""
        if self.size.width >= WIDE:
            off = not self.has_class("-panel-off")
            self.set_class(off, "-panel-off")
            self.app.remember(panel=not off)
        else:
            self.toggle_class("-panel-only")
        await self._see_panel()
        if self.has_class("-panel-only"):
            self.query_one("#tree").focus()
        else:
            self.query_one(Question).take_focus()

    def action_back(self) -> None:
        """F4: the question before this one."""
        self._look_at(lambda talk: talk.look_back())

    def on_question_dropped(self, event: Question.Dropped) -> None:
        """The earlier answer stays as it was."""
        event.stop()
        self._look_at(lambda talk: talk.go_on())

    def action_history(self) -> None:
        """F3: the answers so far, one to change."""
        self._history()

    @work(group="talk")
    async def _history(self) -> None:
        if self._talk is None or self._busy.locked():
            return
        from assistant.screens.history import history_picker  # noqa: PLC0415

        lines = await self.app.backstage.do(self._talk.lines)
        key = await self.app.push_screen_wait(history_picker(lines, self.turn, self._speech))
        if key:
            await self._look(lambda talk: talk.look_back(key))

    @work(group="talk")
    async def _look_at(self, at: Callable[[Talk], Turn]) -> None:
        await self._look(at)

    async def _look(self, at: Callable[[Talk], Turn]) -> None:
        """Show another question of the conversation."""
        if self._talk is None or self._busy.locked():
            return
        async with self._busy:
            try:
                turn = await self.app.backstage.do(at, self._talk)
            except Exception as error:
                self._alert(error)
                return
            await self._show(turn)

    def action_copy(self) -> None:
        """F5: what is selected, else the next field of the card, else the instruction, else the question."""
        selected = self.get_selected_text()
        card = self.query_one(InstructionCard)
        if selected:
            self.app.copy(selected)
        elif card.copy_next():
            pass
        elif card.instruction:
            self.app.copy(card.plain(), self._speech(words("De instructie")))
        else:
            self.app.copy(plain(self.turn.text), self._speech(words("De vraag")))

    def on_instruction_card_copy(self, event: InstructionCard.Copy) -> None:
        """A field of the card."""
        event.stop()
        self.app.copy(event.value, event.label)

    def action_letter(self) -> None:
        """F8: letters for whoever has a step to do now."""
        if self._talk is not None and not self._busy.locked() and "letter" in self.turn.commands:
            self.query_one(Question).freeze()
            self._answer(self.turn, "letter", self._speech(words("brief")))

    def action_conversations(self) -> None:
        """F7."""
        self.app.show_start()

    def action_scroll_talk(self, pages: int) -> None:
        """Read back, or on."""
        self.query_one(Transcript).turn_page(pages)

    def action_latest(self) -> None:
        """To the end."""
        self.query_one(Transcript).latest()

    def on_resize(self, event: events.Resize) -> None:
        """More or less help; wide enough for both, the panel no longer stands in the place of the chat."""
        self.query_one(Question).fit()
        if event.size.width >= WIDE and self.has_class("-panel-only"):
            self.remove_class("-panel-only")
            self.query_one(Question).take_focus()
        self._see_panel_soon()

    @property
    def draft(self) -> str:
        """What was typed and not yet answered."""
        return self.query_one(Question).draft if self.is_mounted else ""

    async def settled(self) -> None:
        """Wait until what is being kept is kept."""
        async with self._busy:
            pass


def _answer_and_look(talk: Talk, given: Any) -> tuple[Reply, Line | None]:
    """Backstage: one answer, and how it reads in the record."""
    key = talk.turn.key
    reply = talk.answer(given)
    return reply, talk.line(key) if reply.outcome == "accepted" else None
