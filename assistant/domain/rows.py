"""Strict YAML: data and guides are read into typed rows, or refused with every fault and its line.

All scalars are strings until a type says otherwise, so that 0123456749 stays a number's text and NO stays a word;
a key that stands twice, an unknown key and a missing one are faults.

The program's own files are parsed once: what came of it is remembered by their content, so that a start needs no YAML.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec

from assistant import __version__
from assistant.domain.places import data_folder, flows_folder
from assistant.domain.remembered import cache_folder, recall, remember

T = TypeVar("T")

Words = Annotated[str, msgspec.Meta(extra={"translate": True})]
"""A text for people, written in Dutch in the data: the extractor of translations finds fields of this type."""


class DataRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What every row of `data/` has in common: strict, immutable, keys written with dashes."""


class RowFault(msgspec.Struct, frozen=True):
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
    return rows_in(path, content_of(path), kind)


def content_of(path: Path) -> bytes:
    """Return what stands in a file. Raises `RowFaults` where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise RowFaults((RowFault(path, 0, f"niet te lezen: {error.strerror}"),)) from None


def rows_in(path: Path, content: bytes, kind: type[T]) -> T:
    """The same where the file's content has been read already."""
    name = _own_name(path)
    if name is None:
        return _parsed(path, content, kind)[0]
    file, digest = cache_folder() / "parsed" / f"{name}.msgpack", sha256(_PARSER + content).digest()
    packed = recall(file, digest)
    if packed is not None:
        with suppress(msgspec.MsgspecError):  # what does not fit is told below, with every fault and its line
            return msgspec.msgpack.decode(packed, type=kind, strict=False)
    rows, document = _parsed(path, content, kind)
    remember(file, digest, msgspec.msgpack.encode(document))
    return rows


_PARSER = f"{__version__}\0".encode()


def _own_name(path: Path) -> str | None:
    """Return a name for one of the program's own files; nothing of other people's files is remembered."""
    for folder in (flows_folder(), data_folder()):
        if path.is_relative_to(folder):
            return "-".join((folder.name, *path.relative_to(folder).with_suffix("").parts))
    return None


def _parsed(path: Path, content: bytes, kind: type[T]) -> tuple[T, object]:
    """Return a file's rows and its plain document. Raises `RowFaults`."""
    from assistant.domain.strict_yaml import parsed  # noqa: PLC0415 - not at every start

    document, nodes = parsed(path, content)
    try:
        return msgspec.convert(document, kind, strict=False), document
    except msgspec.ValidationError:
        from assistant.domain.row_faults import row_faults  # noqa: PLC0415 - slow, and only on this way

        raise RowFaults(row_faults(path, document, nodes, kind)) from None
