"""Every subject there is, from the tables, the catalogue, the screens and the guides."""

from __future__ import annotations

from assistant.conversation.asking import from_catalogue, from_guides, from_screens, from_tables
from assistant.conversation.asking.entries import Subject
from assistant.conversation.texts import Texts


def all_subjects(texts: Texts) -> tuple[Subject, ...]:
    """All subjects, in the language of `texts`. Raises `RowFaults`."""
    return (
        *from_tables.subjects(texts),
        *from_catalogue.subjects(texts),
        *from_screens.subjects(texts),
        *from_guides.subjects(texts),
    )
