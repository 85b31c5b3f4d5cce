"""Words on the portal's screens, quoted exactly from `data/labels.yaml`: never translated, known in Dutch only."""

from __future__ import annotations

from functools import cache

from assistant.domain.places import data_folder
from assistant.domain.rows import DataRow, read_rows


class Label(DataRow, frozen=True):
    """A button, tab, menu, field or message, and the guide where it stands."""

    text: str
    source: str


@cache
def labels() -> dict[str, Label]:
    """Return all labels by key, read once. Raises `RowFaults`."""
    return read_rows(data_folder() / "labels.yaml", dict[str, Label])


def label(key: str) -> str:
    """Return the exact words of a label. Raises `KeyError` when there is none of that key."""
    return labels()[key].text
