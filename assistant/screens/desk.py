"""Where the screens get conversations from: what they ask for, in protocols and plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

from assistant.conversation.turn import Line, Turn

if TYPE_CHECKING:
    from assistant.conversation.choosing import Advice
    from assistant.screens.board.desk import BoardDesk
    from assistant.screens.helpdesk.cases import HelpDesk


class Reply(Protocol):
    """What a conversation says to an answer (assistant.conversation.session.Reply)."""

    @property
    def turn(self) -> Turn:
        """What to show now."""

    @property
    def outcome(self) -> Literal["accepted", "refused", "aside", "stopped"]:
        """What became of the answer."""


class Talk(Protocol):
    """A conversation, as the screens use it (assistant.conversation.session.Conversation). Used backstage only."""

    @property
    def id(self) -> str:
        """Its own identifier."""

    @property
    def turn(self) -> Turn:
        """What to show now."""

    def answer(self, given: Any) -> Reply:
        """Everything the user says goes through here."""

    def look_back(self, key: str | None = None) -> Turn:
        """An earlier question again."""

    def go_on(self) -> Turn:
        """The present question again, after an earlier one was looked at."""

    def lines(self) -> tuple[Line, ...]:
        """The questions answered so far."""

    def line(self, key: str) -> Line | None:
        """One of them."""

    def document(self) -> dict[str, Any] | None:
        """The enterprise's access tree."""

    def speak(self, language: str) -> Turn:
        """Another language."""


class Kept(NamedTuple):
    """An open conversation, as the start screen lists it.

    `section` is the present one: the `now`-th of `sections`, of which `done` are done. `now` is 0 where none is asked in,
    `sections` where they are not counted.
    """

    id: str
    guide: str
    guide_title: str
    enterprise: str | None
    enterprise_name: str
    now: int
    done: int
    sections: int
    section: str
    last: datetime | None


class GuideCard(NamedTuple):
    """A guide that can be chosen."""

    id: str
    title: str
    about: str


class KeyNotice(NamedTuple):
    """Where the store and its key are, told at the first start."""

    store: str
    key: str


class Opening(NamedTuple):
    """A conversation about to be shown: its turn, painted at once where it is known, and how it is opened backstage."""

    turn: Turn | None
    open: Callable[[], Talk]
    talk_id: str | None = None


class Desk(Protocol):
    """Everything the screens ask for. `begin` and `resume` are slow the first time; all of it is called backstage."""

    def open_talks(self, language: str) -> Sequence[Kept]:
        """The open conversations, the latest first."""

    def guides(self, language: str) -> Sequence[GuideCard]:
        """The guides there are."""

    def notice(self) -> KeyNotice | None:
        """Where the key is, when the store is still to be made."""

    def first_turn(self, guide: str, language: str) -> Turn | None:
        """The first question of a new conversation, `None` when it hangs on what the store holds."""

    def stored_turn(self, talk: str, language: str) -> Turn | None:
        """The present question of a stored conversation, `None` when it cannot be told without opening the store."""

    def advise(self, said: str, language: str) -> Advice:
        """Which guides do what somebody says to want."""

    def begin(
        self, guide: str, language: str, *, enterprise: str | None = None, new: bool = False, told: Mapping[str, str] = ...
    ) -> Talk:
        """A conversation; an open one goes on unless `new`. `told`: by step, what was said before it."""

    def resume(self, talk: str, language: str) -> Talk:
        """A stored conversation."""

    def rehearse(self) -> Iterator[None]:
        """Do the user's first actions beforehand, elsewhere, in small steps: what is done once is quick the next time."""

    def helpdesk(self) -> HelpDesk:
        """The help desk over the same store."""

    def board(self) -> BoardDesk:
        """The overview of the same store."""

    def close(self) -> None:
        """Give the store back."""
