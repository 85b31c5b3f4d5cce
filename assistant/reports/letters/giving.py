"""Letters asked for in the middle of a conversation: as PDF, as a mail draft, and as a reminder where something waits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from assistant.conversation.replay import Replay
from assistant.reports.letters.files import Format, write_letters
from assistant.reports.letters.gather import letters_of_replay
from assistant.reports.letters.wording import Words
from assistant.store.opening import Store

FORMATS: tuple[Format, ...] = ("pdf", "eml", "ics")


def write_letters_of_replay(
    store: Store, replay: Replay, folder: Path, *, language: str, at: datetime
) -> Sequence[tuple[str, Sequence[Path]]]:
    """Write the letters of a conversation where it stands; return for whom each is, with its files. Raises `OSError`."""
    with store.reading() as tx:
        letters = [one.letter for one in letters_of_replay(tx, replay, language=language, at=at)]
    written = write_letters(letters, folder, FORMATS)
    return [(Words(letter).to, files) for letter, files in zip(letters, written, strict=True)]
