"""Opening the store that was asked for, for one command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assistant.cli.wishes import Wishes

if TYPE_CHECKING:
    from assistant.store.opening import Store


@contextmanager
def opened(asked: Wishes, *, create: bool) -> Iterator[Store]:
    """The open store, closed at the end; a command that writes makes one that does not exist. Raises `StoreFault`."""
    from assistant.store.opening import open_store  # noqa: PLC0415

    with open_store(asked.location(), create=create, now=asked.clock()) as store:
        yield store
