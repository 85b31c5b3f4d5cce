"""The desk over a real store. What the first paint needs reads plain SQLCipher; the rest loads SQLModel, backstage."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING
from uuid import uuid4

from assistant.conversation.load import load_guide, loadable_guides
from assistant.conversation.opening import first_turn, stored_turn
from assistant.conversation.texts import Texts
from assistant.conversation.turn import Turn
from assistant.screens.desk import GuideCard, Kept, KeyNotice, Opening, Talk
from assistant.screens.options import Options
from assistant.store.conversation_rows import ConversationRow
from assistant.store.key import key_path
from assistant.store.location import Embedded

if TYPE_CHECKING:
    from assistant.conversation.choosing import Advice
    from assistant.screens.board.desk import BoardDesk
    from assistant.screens.helpdesk.cases import HelpDesk
    from assistant.store.opening import Store


class StoreDesk:
    """The conversations of one store. The store is opened, and made where there is none, when it is first needed."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._store: Store | None = None
        self._opening = Lock()  # the help desk makes its plans in a thread of their own

    def opening(self) -> Opening:
        """What was asked for on the command line. Raises `StoreFault`, `UnknownGuide`, `RowFaults`."""
        asked = self._options
        assert asked.guide is not None
        kept = None if asked.new else self._open_for(asked.guide, asked.enterprise)
        if kept is not None:
            turn = self.stored_turn(kept.id, asked.language)
            return Opening(turn, partial(self.resume, kept.id, asked.language), kept.id)
        # With an enterprise given, its number is answered already: the first question is known once that is kept.
        turn = None if asked.enterprise else self.first_turn(asked.guide, asked.language)
        begin = partial(self.begin, asked.guide, asked.language, enterprise=asked.enterprise, new=asked.new)
        return Opening(turn, begin)

    # Quick

    def open_talks(self, language: str) -> Sequence[Kept]:
        """The open conversations, the latest first. Raises `StoreFault`."""
        texts = Texts(language)
        return [_kept(row, texts) for row in self._rows()]

    def notice(self) -> KeyNotice | None:
        """Where the key will be, as long as there is no store."""
        where = self._options.location
        if not isinstance(where, Embedded) or where.path.exists():
            return None
        return KeyNotice(str(where.path), str(key_path(where, os.environ)))

    def first_turn(self, guide: str, language: str) -> Turn | None:
        """The first question of a new conversation. Raises `UnknownGuide`, `RowFaults`."""
        return first_turn(guide, language=language, now=self._options.now())

    def stored_turn(self, talk: str, language: str) -> Turn | None:
        """The present question of a stored conversation, as far as that shows without opening the store."""
        from assistant.store import peek  # noqa: PLC0415 (only where there is something to peek at)

        try:
            found = peek.conversation(self._options.location, os.environ, talk)
        except peek.NotPeekable:
            return None
        return stored_turn(found, language=language, now=self._options.now()) if found else None

    def guides(self, language: str) -> Sequence[GuideCard]:
        """The guides that can be read."""
        texts = Texts(language)
        return [
            GuideCard(
                guide.head.id, texts.text(guide.head.title, guide.head.id), texts.text(guide.head.about, guide.head.id)
            )
            for guide in loadable_guides()[0]
        ]

    def advise(self, said: str, language: str) -> Advice:
        """Which guides do what somebody says to want. Raises `RowFaults`."""
        from assistant.conversation.choosing import advise  # noqa: PLC0415 (only where somebody says it)

        return advise(said, Texts(language))

    # Backstage

    def begin(
        self, guide: str, language: str, *, enterprise: str | None = None, new: bool = False, told: Mapping[str, str] = {}
    ) -> Talk:
        """A conversation; an open one for this enterprise goes on unless `new`. Raises `StoreFault`, `UnknownGuide`."""
        from assistant.conversation.session import begin  # noqa: PLC0415 (loads SQLModel)

        asked = self._options
        talk = begin(
            self._opened(),
            guide,
            language=language,
            now=asked.now,
            new_id=lambda: uuid4().hex,
            enterprise=enterprise,
            new=new,
            told=told,
        )
        talk.letters = asked.letters
        return talk

    def resume(self, talk: str, language: str) -> Talk:
        """A stored conversation. Raises `StoreFault`, `KeyError`."""
        from assistant.conversation.session import resume  # noqa: PLC0415 (loads SQLModel)

        found = resume(self._opened(), talk, language=language, now=self._options.now)
        found.letters = self._options.letters
        return found

    def rehearse(self) -> Iterator[None]:
        """Do what the user's first answers need, in a store in memory."""
        from assistant.conversation.rehearsal import rehearse  # noqa: PLC0415 (loads SQLModel)

        return rehearse()

    def helpdesk(self) -> HelpDesk:
        """The help desk over the same store."""
        from assistant.screens.helpdesk.store_helpdesk import StoreHelpDesk  # noqa: PLC0415 (loads SQLModel)

        return StoreHelpDesk(self._opened, self._options.now)

    def board(self) -> BoardDesk:
        """The overview of the same store."""
        from assistant.screens.board.store_board import StoreBoard  # noqa: PLC0415 (loads SQLModel)

        return StoreBoard(self._opened, self._options.now)

    def close(self) -> None:
        """Give the store back."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def _opened(self) -> Store:
        from assistant.store.opening import open_store  # noqa: PLC0415 (loads SQLModel)

        with self._opening:
            if self._store is None:
                self._store = open_store(self._options.location, create=True, now=self._options.now)
            return self._store

    def _open_for(self, guide: str, enterprise: str | None) -> ConversationRow | None:
        """The conversation that `session.begin` would go on with."""
        return next((row for row in self._rows() if (row.guide, row.enterprise) == (guide, enterprise)), None)

    def _rows(self) -> tuple[ConversationRow, ...]:
        where = self._options.location
        if isinstance(where, Embedded) and not where.path.exists():
            return ()
        from assistant.store import peek  # noqa: PLC0415 (only where there is something to peek at)

        try:
            return peek.open_conversations(where, os.environ)
        except peek.NotPeekable:
            return self._rows_of_store()

    def _rows_of_store(self) -> tuple[ConversationRow, ...]:
        """The same from the opened store: a server, or an embedded store that is brought up to date by opening it."""
        from assistant.store import conversations  # noqa: PLC0415 (loads SQLModel)

        with self._opened().reading() as tx:
            return conversations.open_conversations(tx)


def _kept(row: ConversationRow, texts: Texts) -> Kept:
    progress = row.progress if isinstance(row.progress, dict) else {}
    title, section = row.guide, ""
    try:
        guide = load_guide(row.guide)
    except ValueError:  # a guide that is no longer there, or damaged: its conversation is still listed
        pass
    else:
        title = texts.text(guide.head.title, guide.head.id)
        here = next((one for one in guide.sections if one.id == progress.get("section")), None)
        section = texts.text(here.title, here.id) if here else ""
    return Kept(
        id=row.id,
        guide=row.guide,
        guide_title=title,
        enterprise=row.enterprise,
        enterprise_name=row.enterprise_name or "",
        now=int(progress.get("now", 0)),
        done=int(progress.get("done", 0)),
        sections=int(progress.get("counted", 0)),  # what was kept before this was counted says nothing
        section=section,
        last=row.updated_at,
    )
