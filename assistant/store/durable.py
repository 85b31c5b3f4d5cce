"""Files that appear whole or not at all, and stay, whatever is killed in between."""

from __future__ import annotations

import os
from contextlib import suppress
from errno import EDQUOT, ENOSPC
from pathlib import Path

from assistant.domain.words import words
from assistant.store.fault import StoreFault


def publish(draft: Path, path: Path) -> None:
    """Give a finished file its name, durably, unless that name is taken: then raise `FileExistsError`."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if path.exists():
            raise FileExistsError(path) from None
        draft.rename(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, on systems that can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner may enter; one that exists is left as it is. Raises `StoreFault`."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from None


def cannot_write(path: Path, error: OSError) -> StoreFault:
    """Return the fault for a file or folder that could not be made."""
    if error.errno in (ENOSPC, EDQUOT):
        return disk_full(path)
    return StoreFault(
        "read-only",
        words("In {path} kan niets geschreven worden ({reason})."),
        words("Kies met --store een map waarin u mag schrijven."),
        path=path.parent,
        reason=error.strerror,
    )


def disk_full(path: object) -> StoreFault:
    """Return the fault for a disk without room."""
    return StoreFault(
        "disk-full",
        words("De schijf van {path} is vol: de laatste wijziging is niet bewaard."),
        words("Maak plaats en probeer het opnieuw; wat al bewaard was, is er nog."),
        path=path,
    )
