"""All faults of a document that does not fit its type, part by part: msgspec stops at the first one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec
import yaml

from assistant.domain.rows import RowFault
from assistant.domain.strict_yaml import Place, line_of


def row_faults(path: Path, document: object, nodes: yaml.Node | None, kind: Any) -> list[RowFault]:
    """Return what keeps a file's document from being a `kind`."""
    return [RowFault(path, line_of(nodes, place), words) for place, words in _faults(document, kind, ())]


def _faults(value: object, kind: Any, place: Place) -> list[tuple[Place, str]]:
    """Return every fault of `value` as a `kind`, looked for part by part."""
    try:
        msgspec.convert(value, kind, strict=False)
    except msgspec.ValidationError as error:
        found = [fault for part in _parts(value, kind) for fault in _part_faults(part, place)]
        return found or [(place, _told(error, _plain(kind, value)))]
    return []


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a value with the type it should have, or (without a type) a fault of its own."""

    step: str | int
    value: object = None
    kind: Any = None
    fault: str = ""


def _part_faults(part: _Part, place: Place) -> list[tuple[Place, str]]:
    here = (*place, part.step)
    return [(here, part.fault)] if part.fault else _faults(part.value, part.kind, here)


def _parts(value: object, kind: Any) -> Iterator[_Part]:
    """Take a value apart along its type; yields nothing for what has no parts."""
    kind = _plain(kind, value)
    origin, inner = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and isinstance(value, dict):
        yield from _struct_parts(value, kind)
    elif origin is tuple and isinstance(value, list) and inner[-1] is not Ellipsis:
        yield from (_Part(n, item, k) for n, (item, k) in enumerate(zip(value, inner, strict=False)))
    elif origin in (list, tuple, set, frozenset) and isinstance(value, list):
        yield from (_Part(n, item, inner[0]) for n, item in enumerate(value))
    elif isinstance(value, dict) and isinstance(origin, type) and issubclass(origin, Mapping):
        for key, item in value.items():
            for _, words in _faults(key, inner[0], ()):
                yield _Part(key, fault=words)
            yield _Part(key, item, inner[1])


def _struct_parts(value: dict[str, object], kind: type[msgspec.Struct]) -> Iterator[_Part]:
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    config = kind.__struct_config__
    for key, item in value.items():
        if key in fields:
            yield _Part(key, item, fields[key].type)
        elif key != config.tag_field and config.forbid_unknown_fields:
            near = get_close_matches(key, fields, 1)
            hint = f"; bedoelt u '{near[0]}'?" if near else f"; mogelijk: {', '.join(fields)}"
            yield _Part(key, fault=f"onbekende sleutel '{key}'{hint}")
    for key, field in fields.items():
        if field.required and key not in value:
            yield _Part(key, fault=f"sleutel '{key}' ontbreekt")


def _plain(kind: Any, value: object) -> Any:
    """Return the type that `value` is measured against, without annotations, None, and other members of a union."""
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if get_origin(kind) not in (Union, UnionType):
        return kind
    members = [_plain(member, value) for member in get_args(kind) if member is not NoneType]
    if isinstance(value, dict):
        for member in members:
            config = getattr(member, "__struct_config__", None)
            if config is not None and config.tag_field and value.get(config.tag_field) == config.tag:
                return member
    wanted = dict if isinstance(value, dict) else list if isinstance(value, list) else str
    fitting = [member for member in members if _holds(member, wanted)]
    return fitting[0] if len(fitting) == 1 else kind


def _holds(kind: Any, shape: type) -> bool:
    """Tell whether a value of this shape of YAML could become a `kind` at all."""
    origin = get_origin(kind) or kind
    if not isinstance(origin, type):
        return shape is str
    if issubclass(origin, (msgspec.Struct, Mapping)):
        return shape is dict
    return shape is (list if issubclass(origin, (list, tuple, set, frozenset)) else str)


_AT = re.compile(r" - at `.*`$")
_UNKNOWN = re.compile(r"Invalid (?:enum )?value (.+)")
_EXPECTED = re.compile(r"Expected `(.+?)`, got `(.+?)`")
_SHAPES = {"object": "sleutels met waarden", "array": "een lijst", "str": "een tekst", "null": "niets"}
_SHAPES |= {"bool": "true of false", "int": "een geheel getal", "float": "een getal"}


def _told(error: msgspec.ValidationError, kind: Any) -> str:
    """Return msgspec's message in Dutch where it is one of the common ones."""
    words = _AT.sub("", str(error))
    if found := _UNKNOWN.fullmatch(words):
        words = f"onbekende waarde {found[1]}"
        if isinstance(kind, type) and issubclass(kind, Enum):
            words += f"; mogelijk: {', '.join(str(member.value) for member in kind)}"
    elif found := _EXPECTED.fullmatch(words):
        wanted = " of ".join(_SHAPES.get(shape, shape) for shape in found[1].split(" | "))
        words = f"hier hoort {wanted}, er staat {_SHAPES.get(found[2], found[2])}"
    return words
