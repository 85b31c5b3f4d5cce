"""Who writes the letters that are asked for in a conversation: the reports, which a conversation does not reach."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.conversation.handing import LetterWriter
    from assistant.conversation.replay import Replay
    from assistant.store.opening import Store


def letter_writer(out: str | None) -> LetterWriter:
    """A writer into the folder that was named, else among the user's documents. Nothing is loaded before it writes."""

    def write(store: Store, replay: Replay, *, language: str, at: datetime) -> Sequence[tuple[str, Sequence[Path]]]:
        from assistant.reports.letters.folder import letters_folder  # noqa: PLC0415
        from assistant.reports.letters.giving import write_letters_of_replay  # noqa: PLC0415

        folder = Path(out).expanduser() if out else letters_folder()
        return write_letters_of_replay(store, replay, folder, language=language, at=at)

    return write
