"""Letters for many organisations in one go, with how far it is and a way to stop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from assistant.domain.malformed import Malformed
from assistant.reports.letters.files import Format, write_letters
from assistant.reports.letters.gather import letters_of_enterprise
from assistant.store.opening import Store

Progress = Callable[[int, int, str], None]
"""Told before each organisation: how many are done, how many there are, the number of the one that comes."""

Stop = Callable[[], bool]
"""Asked before each organisation: whether to stop here."""


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it: the files, how many organisations were looked at, those of which the store has no tree (nothing is
    known of who should do what there), and whether it was stopped before the last one."""

    files: tuple[Path, ...]
    done: int
    unknown: tuple[str, ...] = ()
    stopped: bool = False


def letters_for_many(
    store: Store,
    enterprises: Sequence[str],
    folder: Path,
    progress: Progress,
    stop: Stop,
    *,
    language: str,
    at: datetime,
    formats: Sequence[Format] = ("eml", "pdf"),
) -> Written:
    """Write the letters of some organisations (10 digits each) into one folder, one file a person and format.

    What was written when it is stopped, stays. Raises `OSError` for a file that cannot be written, `StoreFault`.
    """
    files: list[Path] = []
    unknown: list[str] = []
    for done, number in enumerate(enterprises):
        if stop():
            return Written(tuple(files), done, tuple(unknown), stopped=True)
        progress(done, len(enterprises), number)
        try:
            with store.reading() as tx:
                found = letters_of_enterprise(tx, number, language=language, at=at)
        except Malformed:
            unknown.append(number)
            continue
        for written in write_letters((one.letter for one in found), folder, formats):
            files += written
    return Written(tuple(files), len(enterprises), tuple(unknown))
