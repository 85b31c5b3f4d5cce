"""How the columns of coordinators' lists are called: `data/list_columns.yaml`."""

from __future__ import annotations

from functools import cache

from assistant.domain.places import data_folder
from assistant.domain.rows import DataRow, read_rows
from assistant.domain.typed import look_alike_key


class ListColumn(DataRow, frozen=True):
    """A field, and the headings by which lists know it. `lists` names the lists that have it."""

    source: str
    lists: tuple[str, ...]
    headings: tuple[str, ...]


@cache
def list_columns() -> dict[str, ListColumn]:
    """Return all by field, read once. Raises `RowFaults`."""
    return read_rows(data_folder() / "list_columns.yaml", dict[str, ListColumn])


def fields_of(kind: str) -> tuple[str, ...]:
    """Return the fields that a list of this kind may have."""
    return tuple(field for field, column in list_columns().items() if kind in column.lists)


def rank(field: str, heading: str) -> int | None:
    """Return how well a heading fits a field: 0 is best, `None` not at all."""
    spellings = [_heading_key(known) for known in (field, *list_columns()[field].headings)]
    key = _heading_key(heading)
    return spellings.index(key) if key in spellings else None


def _heading_key(text: str) -> str:
    """Return a heading as it is compared: `KBO-nr.` is `kbo nr`."""
    return "".join(filter(str.isalnum, look_alike_key(text)))
