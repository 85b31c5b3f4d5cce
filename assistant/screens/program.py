"""The full-screen program: which screen is on, and what they all share."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from msgspec.structs import replace
from textual import work
from textual.app import App
from textual.binding import Binding, BindingType
from textual.filter import ANSIToTruecolor
from textual.reactive import Initialize, Reactive
from textual.screen import Screen
from textual.theme import Theme
from textual.timer import Timer

from assistant.conversation.turn import Message, Turn, plain
from assistant.domain.words import words
from assistant.screens import sizes, themes
from assistant.screens.backstage import Backstage
from assistant.screens.chat import ChatScreen
from assistant.screens.desk import Desk, Kept, Opening
from assistant.screens.keys import bindings
from assistant.screens.options import Options
from assistant.screens.settings import read_settings, settings_file, write_settings
from assistant.screens.speech import Speech
from assistant.screens.widgets.text import clean, one_line

if TYPE_CHECKING:
    from assistant.screens.board.screen import BoardScreen
    from assistant.screens.helpdesk.screen import HelpdeskScreen
    from assistant.screens.start import StartScreen

DONE, NO_STORE = 0, 3
"""Exit codes (interface §1)."""

SHOWN, RESTING = 0.1, 1.0
"""Seconds after an answer: when what came of it is on the screen, and when nobody waits any more."""
YOUNG, MIDDLE, SELDOM = 200_000, 20, 10
"""An answer makes some fifty thousand objects: Python's own looks for garbage only come for who never rests."""

NEEDED_SOON = ("email_validator", "assistant.screens.widgets.people")
"""What is loaded only when it is needed, and is needed in most conversations."""


class Assistant(App[int]):
    """One user, any number of conversations, one thread behind the screens."""

    TITLE = "Toegangswijzer"
    HORIZONTAL_BREAKPOINTS = sizes.COLUMNS
    VERTICAL_BREAKPOINTS = sizes.LINES
    ENABLE_COMMAND_PALETTE = False  # ours speaks the user's language and reads nothing as markup
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("app"), Binding("ctrl+c", "interrupt", show=False, priority=True)]

    def __init__(
        self,
        options: Options,
        desk: Desk,
        opening: Opening | None = None,
        *,
        speech: Callable[[str], Speech] = Speech,
        settings: Path | None = None,
        settle: float = 0.2,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        """`opening`: the conversation to begin with, else the start screen. `settle`: see `Question`."""
        self._settings_file = settings or settings_file()
        self.settings = read_settings(self._settings_file)  # before Textual makes its first style sheet
        # Textual reads a screen's own sheet when the screen is pushed, and the first one is not.
        super().__init__(css_path=["look.tcss", "start.tcss"] if opening is None else ["look.tcss"])
        self.options = options
        self.desk = desk
        self.backstage = Backstage()
        self.store_failed = False
        self.goodbye = ""
        self._make_speech = speech
        self.speech = speech(options.language)
        self._settle = settle
        self._chats: list[ChatScreen] = []
        self._helpdesk: HelpdeskScreen | None = None
        self._board: BoardScreen | None = None
        self._first = opening
        self._warned_of = ""
        self._rehearsed = False
        self._resting: list[Timer] = []
        self._fit_terminal(environ)

    def post_display_hook(self) -> None:
        """What was painted goes out now: the thread that writes to the terminal would wait for what is done next."""
        time.sleep(0)

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Ours, and no other: a colour outside them has not been looked at."""
        return themes.THEMES

    def _theme_kept(self) -> str:
        return self.settings.theme if self.settings.theme in themes.THEMES else themes.USUAL

    # Known from the start: a theme that is set later has every style sheet parsed twice.
    theme: Reactive[str] = Reactive(Initialize(_theme_kept))

    def _fit_terminal(self, environ: Mapping[str, str]) -> None:
        from assistant.screens.ascii import PlainCells, knows_unicode  # noqa: PLC0415

        # No theme of ours names a colour of the terminal's own palette: nothing has to be translated at every paint.
        self._filters = [one for one in self._filters if not isinstance(one, ANSIToTruecolor)]
        if not knows_unicode(environ):
            self._filters.append(PlainCells())

    def on_ready(self) -> None:
        """The first screen stands: look for garbage again (`app.run` stopped that), but not among what was loaded.

        To look through everything takes as long as an answer: that is done when nobody waits (`rest`).
        """
        gc.freeze()
        gc.set_threshold(YOUNG, MIDDLE, SELDOM)
        gc.enable()

    def rest(self) -> None:
        """An answer was dealt with: look for garbage among what it made, and if nothing comes for a while, in everything."""
        for timer in self._resting:
            timer.stop()
        self._resting = [self.set_timer(SHOWN, partial(gc.collect, 0)), self.set_timer(RESTING, gc.collect)]

    def now(self) -> datetime:
        """The moment, by the clock that was passed in."""
        return self.options.now()

    @work(group="rehearsal", exclusive=True)
    async def rehearse(self) -> None:
        """While the user reads the first question: load and prepare what the first answers need, a little at a time."""
        if self._rehearsed:
            return
        self._rehearsed = True
        for module in NEEDED_SOON:
            await self.backstage.do(import_module, module)
        steps = await self.backstage.do(self.desk.rehearse)
        while await self.backstage.do(_step, steps):
            pass
        gc.freeze()

    # Which screen

    def get_default_screen(self) -> Screen[Any]:
        """The screen to begin with, made at once: no blank one before it."""
        if self._first is not None:
            return self._chat(self._first)
        return self._start()

    @property
    def _start_class(self) -> type[StartScreen]:
        from assistant.screens.start import StartScreen  # noqa: PLC0415 (not for a conversation that was asked for)

        return StartScreen

    def _start(self) -> Screen[Any]:
        return self._start_class(self.speech)

    def _chat(self, opening: Opening) -> ChatScreen:
        chat = ChatScreen(opening, self.speech, settle=self._settle)
        self._chats.append(chat)
        self.install_screen(chat, f"chat-{len(self._chats)}")
        return chat

    def show_start(self) -> None:
        """The start screen; the conversation stays as it is, what was typed included."""
        base = self.screen_stack[0]
        self._show(base if isinstance(base, self._start_class) else self._start())

    def show_helpdesk(self) -> HelpdeskScreen:
        """The door "something is wrong": the help desk, as it was left."""
        from assistant.screens.helpdesk.screen import HelpdeskScreen  # noqa: PLC0415 (not for a conversation)

        if self._helpdesk is None:
            self._helpdesk = HelpdeskScreen(self.desk.helpdesk, self.speech)
            self.install_screen(self._helpdesk, "helpdesk")
        self._show(self._helpdesk)
        return self._helpdesk

    def show_case(self, enterprise: str) -> None:
        """The help desk with an enterprise (10 digits) open."""
        self.show_helpdesk().look_at(enterprise)

    def show_board(self) -> None:
        """The door "overview": all organisations, as the overview was left."""
        from assistant.screens.board.screen import BoardScreen  # noqa: PLC0415 (not for a conversation)

        if self._board is None:
            self._board = BoardScreen(self.desk.board, self.speech)
            self.install_screen(self._board, "board")
        self._show(self._board)

    @work(group="app")
    async def begin_guide(self, guide: str, enterprise: str | None = None) -> None:
        """A new conversation, of an enterprise that is known already or not."""
        language = self.speech.language
        begin = partial(self.desk.begin, guide, language, enterprise=enterprise, new=True)
        # With an enterprise given its number is answered already: what is asked first is known once that is kept.
        await self._enter(lambda: None if enterprise else self.desk.first_turn(guide, language), begin)

    def _show(self, screen: Screen[Any]) -> None:
        """Go to a screen. The first one stays at the bottom: Textual cannot put another in its place."""
        with self.batch_update():
            while len(self.screen_stack) > 1:
                self.pop_screen()
            if screen is not self.screen:
                self.push_screen(screen)

    def resume(self, kept: Kept) -> None:
        """On with a stored conversation: the screen that has it already, else a new one."""
        for chat in self._chats:
            if chat.talk_id == kept.id:
                self._show(chat)
                return
        self._resume(kept)

    @work(group="app")
    async def _resume(self, kept: Kept) -> None:
        language = self.speech.language
        await self._enter(
            partial(self.desk.stored_turn, kept.id, language), partial(self.desk.resume, kept.id, language), kept.id
        )

    @work(group="app")
    async def choose_guide(self) -> None:
        """The door "guide me": which guide, then its first question."""
        from assistant.screens.picker import Item, Picker  # noqa: PLC0415

        say = self.speech
        try:
            guides = await self.backstage.do(self.desk.guides, say.language)
        except Exception as error:
            self._complain(error)
            return
        items = [Item(guide.id, guide.title, guide.about) for guide in guides]
        picked = await self.push_screen_wait(Picker(say(words("Waarmee helpen we u?")), items, say))
        if picked:
            begin = partial(self.desk.begin, picked, say.language, new=True)
            await self._enter(partial(self.desk.first_turn, picked, say.language), begin)

    async def wish(self, said: str) -> bool:
        """Begin what somebody says to want, after one question where several guides fit. Whether it was understood."""
        from assistant.conversation.choosing import told  # noqa: PLC0415 (only where somebody says it)
        from assistant.conversation.texts import Texts  # noqa: PLC0415
        from assistant.screens.wishing import offer_wanted  # noqa: PLC0415

        language = self.speech.language
        advice = await self.backstage.do(self.desk.advise, said, language)
        offer = await offer_wanted(self, advice, self.speech) if advice.offers else None
        if offer is not None:
            begin = partial(self.desk.begin, offer.guide, language, new=True, told=offer.answers)
            why = told(offer, Texts(language))
            await self._enter(partial(_first_turn, self.desk, offer.guide, language, why), begin)
        return bool(advice.offers)

    async def _enter(self, turn_of: Callable[[], Any], begin: Callable[[], Any], talk_id: str | None = None) -> None:
        try:
            turn = await self.backstage.do(turn_of)
        except Exception as error:
            self._complain(error)
            return
        self._show(self._chat(Opening(turn, begin, talk_id)))

    def _complain(self, error: BaseException) -> None:
        from assistant.screens.faults import what_happened  # noqa: PLC0415

        told = " ".join(line.text.plain for line in what_happened(error, self.speech))
        self.notify(clean(told), severity="error", markup=False, timeout=15)

    # What the keys do

    def action_theme(self) -> None:
        """F6: the next colours."""
        self.set_colours(themes.after(self.theme))

    def set_colours(self, name: str) -> None:
        """Take a theme, keep it, and say its name."""
        self.theme = name
        self.remember(theme=name)
        self.notify(self.speech(words("Kleuren: {name}"), name=self.speech(themes.NAMES[name])), markup=False, timeout=2)

    def remember(self, **changed: Any) -> None:
        """Keep a setting."""
        self.settings = self.settings._replace(**changed)
        write_settings(self._settings_file, self.settings)

    def action_board(self) -> None:
        """Ctrl+O: the overview, from wherever one is: after a look at one organisation, the next."""
        self.show_board()

    def action_palette(self) -> None:
        """Ctrl+P: everything that can be done."""
        self._palette()

    @work(group="app")
    async def _palette(self) -> None:
        from assistant.screens.palette import open_palette  # noqa: PLC0415

        await open_palette(self)

    async def set_language(self, language: str) -> None:
        """Go on in another language, on every screen."""
        self.speech = self._make_speech(language)
        for chat in self._chats:
            if chat.is_attached:
                await chat.relabel(self.speech)
        screen = self.screen
        if screen not in self._chats and hasattr(screen, "relabel"):
            await screen.relabel(self.speech)

    def copy(self, text: str, what: str = "") -> None:
        """To the clipboard, and say so."""
        self.copy_to_clipboard(text)
        told = self.speech(words("Gekopieerd: {what}"), what=one_line(what or text, 60))
        self.notify(told, markup=False, timeout=2)

    async def action_interrupt(self) -> None:
        """Ctrl+C: copy what is selected, else stop."""
        field = self.focused
        selected = getattr(field, "selected_text", "") or self.screen.get_selected_text()
        if selected:
            self.copy(selected)
        else:
            await self.action_stop()

    def farewell(self, said: Iterable[Message]) -> None:
        """What to say once the screen is gone."""
        self.goodbye = " ".join(plain(message.text) for message in said)

    async def action_stop(self) -> None:
        """F10: stop. What is being kept is kept first; typed words that were not sent are asked about once."""
        draft = " ".join(chat.draft for chat in self._chats if chat.draft)
        if draft and draft != self._warned_of and not self.goodbye:
            self._warned_of = draft
            told = self.speech(words("U typte nog iets dat niet verzonden is. Druk nog eens om toch te stoppen."))
            self.notify(told, severity="warning", markup=False, timeout=6)
            return
        for chat in self._chats:
            await chat.settled()
        self.goodbye = self.goodbye or self.speech(words("Alles is bewaard. Tot ziens."))
        self.exit(NO_STORE if self.store_failed else DONE)

    async def action_quit(self) -> None:
        """Textual's own way out is ours."""
        await self.action_stop()


def _first_turn(desk: Desk, guide: str, language: str, why: tuple[Message, ...]) -> Turn | None:
    """The first question of a guide, after why it is this guide."""
    turn = desk.first_turn(guide, language)
    return replace(turn, said=(*why, *turn.said)) if turn is not None else None


def _step(steps: Iterator[None]) -> bool:
    """Take a step; whether there was one."""
    return next(steps, _step) is not _step
