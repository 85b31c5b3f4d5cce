"""Whether the store can be used: its file, its key, its folder. A server is not asked, it is on the network."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from assistant.doctor.findings import Finding, Note, State
from assistant.domain.words import words
from assistant.store.fault import StoreFault
from assistant.store.location import Embedded, Location


def store_place(location: Location, environment: Mapping[str, str]) -> Finding:
    """Look whether the store can be opened, or made."""
    if not isinstance(location, Embedded):
        return Finding("store", State.UNKNOWN, Note("{store}", {"store": str(location)}))
    if not location.path.exists():
        return _still_to_be_made(location.path)
    from assistant.store.peek import NotPeekable, open_conversations  # noqa: PLC0415 - SQLCipher, only for a store that is there

    here = Note("{store}", {"store": str(location)})
    try:
        open_conversations(location, environment)
    except StoreFault as fault:
        return Finding("store", State.MISSING, Note(fault.text, fault.facts), Note(fault.what_to_do, fault.facts))
    except NotPeekable:  # of an older version: it opens, and is brought up to date then
        return Finding("store", State.OK, here)
    return Finding("store", State.OK, here)


def _still_to_be_made(path: Path) -> Finding:
    """A store that does not exist is made by the first command that writes: in a folder where that is allowed."""
    folder = next(parent for parent in path.parents if parent.exists())
    if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK):
        return Finding("store", State.OK, Note(words("Nog niet gemaakt: {store}."), {"store": str(path)}))
    return Finding(
        "store", State.MISSING, Note(words("Hier kan geen opslag gemaakt worden: {store}."), {"store": str(path)})
    )
