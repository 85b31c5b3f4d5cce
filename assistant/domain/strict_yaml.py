"""A YAML file as a plain document of strings, lists and dicts, with the line of each part. Doubles and depths are faults."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from assistant.domain.rows import RowFault, RowFaults

Place = tuple[str | int, ...]
"""Where something stands in a document: keys and positions from the top."""


class Lines:
    """Where the parts of a YAML file stand, for faults that only show once it has been read."""

    def __init__(self, path: Path) -> None:
        self._node = parsed(path, path.read_bytes())[1]

    def at(self, place: Place) -> int:
        """Return the line of a part, or of the deepest part on the way to it that the file has."""
        return line_of(self._node, place)


def parsed(path: Path, content: bytes) -> tuple[object, yaml.Node | None]:
    """Return a file's plain document and its nodes, which know their lines. Raises `RowFaults`."""
    try:
        text = content.decode()
        loader = _Loader(text)
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


def line_of(node: yaml.Node | None, place: Place) -> int:
    """Return the line of a part, or of the deepest part on the way to it that the file has."""
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
