"""Every entry there is, from the tables, the catalogue, the screens and the guides."""

from __future__ import annotations

from assistant.conversation.asking import from_catalogue, from_guides, from_screens, from_tables
from assistant.conversation.asking.entries import Entry
from assistant.conversation.texts import Texts


def all_entries(texts: Texts) -> tuple[Entry, ...]:
    """All entries, with the names that the language of `texts` has for things. Raises `RowFaults`."""
    return (
        *from_tables.entries(texts),
        *from_catalogue.entries(texts),
        *from_screens.entries(),
        *from_guides.entries(texts),
    )
