"""What commands read: a file, or standard input for `-`. What cannot be read is bad input, told with its name."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from assistant.cli.faults import BadInput, system_reason
from assistant.cli.told import told
from assistant.domain.malformed import Malformed
from assistant.domain.system_faults import why_not_made
from assistant.domain.words import words

STANDARD_INPUT = "-"


@contextmanager
def input_stream(name: str) -> Iterator[BinaryIO]:
    """The bytes of a file, or of standard input. Raises `BadInput` when it cannot be opened."""
    if name == STANDARD_INPUT:
        if sys.stdin is None:
            raise BadInput(told("{name} is gesloten: er valt niets te lezen.", name=shown_name(name)))
        yield sys.stdin.buffer
        return
    try:
        stream = Path(name).open("rb")  # noqa: SIM115 (closed below; only the opening may be bad input)
    except (OSError, ValueError) as fault:  # a name with a NUL is no OSError
        raise BadInput(f"{name}: {system_reason(fault)}.") from None
    with stream:
        yield stream


def shown_name(name: str) -> str:
    """How an input is called in messages."""
    return told(words("standaardinvoer")) if name == STANDARD_INPUT else name


def read_document(name: str) -> Any:
    """The JSON document of an input. Raises `BadInput` that names the input, the place in it and what is wrong there."""
    from assistant.store.exchange.json_text import read_json  # noqa: PLC0415

    with input_stream(name) as stream:
        try:
            return read_json(stream.read())
        except OSError as fault:
            raise BadInput(f"{shown_name(name)}: {system_reason(fault)}.") from None
        except Malformed as fault:
            raise BadInput(f"{shown_name(name)}: {told(fault.text, **fault.facts)}") from None


@contextmanager
def output_stream(name: str) -> Iterator[BinaryIO]:
    """A file that appears whole or not at all; one that is there is replaced. Raises `BadInput`.

    What is no file of its own (a pipe, a device, a link) is written to as it is: it is not ours to replace.
    """
    path = Path(name).expanduser()
    draft = path.with_name(f".{path.name}.making")
    try:
        if path.is_symlink() or (path.exists() and not path.is_file()):
            with path.open("wb") as stream:
                yield stream
            return
        with draft.open("wb") as stream:
            yield stream
        draft.replace(path)
    except OSError as fault:
        raise BadInput(f"{name}: {told(why_not_made(fault))}.") from None
    except ValueError as fault:
        raise BadInput(f"{name}: {system_reason(fault)}.") from None
    finally:
        with contextlib.suppress(OSError, ValueError):
            draft.unlink(missing_ok=True)


def write_file(name: str, content: bytes) -> None:
    """Write all of a file, as `output_stream`. Raises `BadInput`."""
    with output_stream(name) as stream:
        stream.write(content)
