"""Finding the texts for people in rows of data and flows, by the mark on their fields (`Words`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, get_args, get_origin

import msgspec

Place = tuple[str | int, ...]
"""Where a text stands in its file: keys and positions from the top."""


def words_in(row: Any) -> Iterator[tuple[Place, str]]:
    """Every text for people in a row or in rows inside it, with its place. Empty texts are left out."""
    yield from _walk(row, None, ())


def _walk(value: Any, kind: Any, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, msgspec.Struct):
        for field in msgspec.structs.fields(type(value)):
            yield from _walk(getattr(value, field.name), field.type, (*place, field.encode_name))
    elif isinstance(value, str):
        if value and _is_words(kind):
            yield place, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _walk(item, _inner(kind), (*place, key))
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            yield from _walk(item, _inner(kind), (*place, number))


def _inner(kind: Any) -> Any:
    """The type of what a list or mapping holds."""
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    inner = [part for part in get_args(kind) if part is not Ellipsis]
    return inner[-1] if inner else None


def _is_words(kind: Any) -> bool:
    if get_origin(kind) is not Annotated:
        return any(_is_words(part) for part in get_args(kind)) if get_origin(kind) is not None else False
    return any(isinstance(m, msgspec.Meta) and (m.extra or {}).get("translate") for m in get_args(kind)[1:])
