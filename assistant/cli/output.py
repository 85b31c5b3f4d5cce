"""Standard output and standard error: UTF-8 everywhere, nothing in a text acts on the terminal."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import Any


def prepare_streams() -> None:
    """Make all three streams UTF-8, whatever the locale or code page; what is no text is replaced, never a fault."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a test, or an embedding program, may have put something else there
            stream.reconfigure(encoding="utf-8", errors="replace")


def say(line: str = "") -> None:
    """Write one line of prose to standard output."""
    _write(sys.stdout, line)


def warn(line: str) -> None:
    """Write one line to standard error: a warning, or what went wrong."""
    _write(sys.stderr, line)


def say_document(document: Any) -> None:
    """Write a JSON document, indented; it is the whole of standard output (interface §8)."""
    import json  # noqa: PLC0415 (not for help)

    say_raw(json.dumps(document, ensure_ascii=False, indent=2))


def say_row(document: Any) -> None:
    """Write one JSON document on one line, and flush it, so that a reading program can act on it at once."""
    import json  # noqa: PLC0415 (not for help)

    say_raw(json.dumps(document, ensure_ascii=False))
    flush()


def say_raw(text: str) -> None:
    """Write text that is to be read back by a program: exactly as it is, with a new line."""
    if sys.stdout is not None:
        sys.stdout.write(text + "\n")


def flush() -> None:
    """Write out what is waiting, so that a full disk or a closed pipe is met here and not at the end of the process."""
    if sys.stdout is not None:
        sys.stdout.flush()


def _write(stream: Any, line: str) -> None:
    from assistant.domain.printable import printable  # noqa: PLC0415

    if stream is not None:
        stream.write(printable(line) + "\n")


def drop_output() -> None:
    """Let what could not be written go quietly, so that Python does not complain about it when it ends."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            with contextlib.suppress(OSError, ValueError):  # a stream that is no file of the system
                os.dup2(nowhere, stream.fileno())
