"""Something that takes long: how far it is, and a way to stop."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import ModalScreen

from assistant.domain.words import words
from assistant.screens.backstage import Backstage
from assistant.screens.board.desk import Stop, Told
from assistant.screens.board.figures import bar
from assistant.screens.speech import Speech
from assistant.screens.widgets.rows import Rows, row
from assistant.screens.widgets.stack import Stack
from assistant.screens.widgets.text import QUIET, Said, content

_WIDE = 50


class Far(Message):
    """How far something is; without a total it is not known of how many."""

    def __init__(self, done: int, total: int = 0) -> None:
        super().__init__()
        self.done = done
        self.total = total


class Working(ModalScreen[Any]):
    """Does a job in a thread of its own. Comes back with what it returns, or with the error it raised."""

    CSS_PATH = "../dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f10", "halt", show=False)]

    def __init__(self, title: Said, speech: Speech, job: Callable[[Told, Stop], Any]) -> None:
        super().__init__()
        self._title = title
        self._speech = speech
        self._job = job
        self._halted = Event()
        self._thread = Backstage()

    def compose(self) -> ComposeResult:
        """Title, bar, how to stop."""
        with Stack(classes="dialog"):
            yield Rows([row(self._title, style="bold")], classes="dialog-title")
            yield Rows([row(" ")], id="far")
            yield Rows([row(self._speech(words("Esc stoppen: wat er al is, blijft")), style=QUIET)], classes="dialog-keys")

    def on_mount(self) -> None:
        """Begin."""
        self._work()

    @work(group="job")
    async def _work(self) -> None:
        try:
            found = await self._thread.do(self._job, self._tell, self._halted.is_set)
        except Exception as error:
            found = error
        finally:
            self._thread.drop()
        self.dismiss(found)

    def _tell(self, done: int, total: int) -> None:
        self.post_message(Far(done, total))

    def on_far(self, event: Far) -> None:
        """Draw how far it is."""
        event.stop()
        share = f" {100 * event.done // event.total} %" if event.total else ""
        told = self._speech(words("{done} van {all}"), done=event.done, all=event.total) if event.total else str(event.done)
        drawn = content(bar(event.done, event.total, _WIDE).ljust(_WIDE, "░"), "$primary") if event.total else content("")
        self.query_one("#far", Rows).show([row(drawn), row(told + share)])

    def action_halt(self) -> None:
        """Stop at the next place where that is possible."""
        self._halted.set()
        self.query_one(".dialog-keys", Rows).show([row(self._speech(words("Er wordt gestopt …")), style=QUIET)])
