"""Opening the store that was asked for, for one command."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assistant.cli.output import warn
from assistant.cli.told import told
from assistant.cli.wishes import Wishes

if TYPE_CHECKING:
    from assistant.store.location import Location
    from assistant.store.opening import Store


@contextmanager
def opened(asked: Wishes, *, create: bool) -> Iterator[Store]:
    """The open store, closed at the end; a command that writes makes one that does not exist, and says where its key is.

    Raises `StoreFault`.
    """
    from assistant.store.opening import open_store  # noqa: PLC0415

    location = asked.location()
    made = create and not _exists(location)
    with open_store(location, create=create, now=asked.clock()) as store:
        if made:
            tell_of_key(location)
        yield store


def tell_of_key(location: Location) -> None:
    """Say where the key of a new store is: without it nobody reads the store again."""
    from assistant.store.key import key_path  # noqa: PLC0415

    warn(
        told(
            "Nieuwe opslag: {store}. De sleutel staat in {key}. Bewaar een kopie van de sleutel op een andere plaats: "
            "zonder sleutel is de opslag niet meer te lezen.",
            store=location,
            key=key_path(location, os.environ),
        )
    )


def _exists(location: Location) -> bool:
    from assistant.store.location import Embedded  # noqa: PLC0415

    return not isinstance(location, Embedded) or location.path.exists()
