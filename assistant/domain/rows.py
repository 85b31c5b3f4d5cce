"""Strict YAML: data and guides are read into typed rows, or refused with every fault and its line.

All scalars are strings until a type says otherwise, so that 0123456749 stays a number's text and NO stays a word;
a key that stands twice, an unknown key and a missing one are faults.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

import msgspec
import yaml

T = TypeVar("T")

Words = Annotated[str, msgspec.Meta(extra={"translate": True})]
"""A text for people, written in Dutch in the data: the extractor of translations finds fields of this type."""


class DataRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What every row of `data/` has in common: strict, immutable, keys written with dashes."""


_Place = tuple[str | int, ...]
"""Where something stands in a document: keys and positions from the top."""


@dataclass(frozen=True, slots=True)
class RowFault:
    """One fault in a file; `line` counts from 1, 0 when the file as a whole is meant."""

    file: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class RowFaults(ValueError):
    """A file that was refused, with all the faults found in it."""

    def __init__(self, faults: Iterable[RowFault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line))
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))


def read_rows(path: Path, kind: type[T]) -> T:
    """Return the YAML file at `path` as a `kind` (msgspec struct, list, dict of them …). Raises `RowFaults`."""
    document, nodes = _parsed(path)
    try:
        return msgspec.convert(document, kind, strict=False)
    except msgspec.ValidationError:
        # Slow, and only on this way: msgspec stops at the first fault, an author wants them all.
        faults = [RowFault(path, _line(nodes, place), words) for place, words in _faults(document, kind, ())]
        raise RowFaults(faults) from None


class Lines:
    """Where the parts of a YAML file stand, for faults that only show once it has been read."""

    def __init__(self, path: Path) -> None:
        self._node = _parsed(path)[1]

    def at(self, place: tuple[str | int, ...]) -> int:
        """Return the line of a part, or of the deepest part on the way to it that the file has."""
        return _line(self._node, place)


def _parsed(path: Path) -> tuple[object, yaml.Node | None]:
    """Return a file's plain document and its nodes, which know their lines."""
    try:
        text = path.read_text(encoding="utf-8")
        loader = _Loader(text)
    except OSError as error:
        raise RowFaults((RowFault(path, 0, f"niet te lezen: {error.strerror}"),)) from None
    except UnicodeDecodeError as error:
        raise RowFaults((RowFault(path, 0, f"geen UTF-8 vanaf byte {error.start}"),)) from None
    except yaml.YAMLError as error:
        raise RowFaults((_yaml_fault(path, error),)) from None
    if line := _too_deep(text):
        raise RowFaults((_too_deep_fault(path, line),))
    try:
        node = loader.get_single_node()
        if node is None:
            return None, None
        if twice := tuple(RowFault(path, *fault) for fault in _doubles(node)):
            raise RowFaults(twice)
        return loader.construct_document(node), node
    except yaml.YAMLError as error:
        raise RowFaults((_yaml_fault(path, error),)) from None
    except RecursionError:  # by indenting: too deep for Python long before it is for the C library
        raise RowFaults((_too_deep_fault(path, 0),)) from None
    finally:
        loader.dispose()


DEEPEST = 200
"""Levels within levels that a file may have. Thousands would overrun the stack of the C library, which nothing catches."""

_NESTING = re.compile(r"^[ ?-]*[?-]|[\[\]{}]|\n", re.MULTILINE)


def _too_deep(text: str) -> int:
    """Return the line on which brackets or dashes nest too deep, else 0."""
    line, open_ = 1, 0
    for found in _NESTING.finditer(text):
        sign = found[0]
        if sign == "\n":
            line += 1
        elif sign in "[{":
            open_ += 1
        elif sign in "]}":
            open_ = max(0, open_ - 1)
        if max(open_, sign.count("-") + sign.count("?")) > DEEPEST:
            return line
    return 0


def _too_deep_fault(path: Path, line: int) -> RowFault:
    return RowFault(path, line, f"te diep genest: meer dan {DEEPEST} niveaus")


_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _yaml_fault(path: Path, error: yaml.YAMLError) -> RowFault:
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        return RowFault(path, mark.line + 1 if mark else 0, f"geen geldige YAML: {error.problem}")
    return RowFault(path, 0, f"geen geldige YAML: {error}")


def _doubles(top: yaml.Node) -> Iterator[tuple[int, str]]:
    """Find keys that stand twice in one mapping: YAML itself would silently keep the last."""
    waiting, seen = [top], set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:  # an alias
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            first: dict[str, int] = {}
            for key, value in node.value:
                line = key.start_mark.line + 1
                if key.value in first:
                    yield line, f"sleutel '{key.value}' staat hier dubbel: ook op regel {first[key.value]}"
                else:
                    first[key.value] = line
                waiting.append(value)
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)


def _line(node: yaml.Node | None, place: _Place) -> int:
    """Return the line of the deepest part of `place` that the file has."""
    line = 1
    for step in place:
        if isinstance(node, yaml.MappingNode):
            pairs = [pair for pair in node.value if pair[0].value == step]
            if not pairs:
                break
            line, node = pairs[0][0].start_mark.line + 1, pairs[0][1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
        else:
            break
    return line


def _faults(value: object, kind: Any, place: _Place) -> list[tuple[_Place, str]]:
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


def _part_faults(part: _Part, place: _Place) -> list[tuple[_Place, str]]:
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
