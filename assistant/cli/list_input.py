"""What the commands that read lists share: the file, what `--column` says, the lines that were refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeVar

import click

from assistant.cli.faults import BadInput, system_reason
from assistant.cli.files import input_stream, shown_name
from assistant.cli.output import warn
from assistant.cli.told import told
from assistant.domain.malformed import Malformed
from assistant.domain.words import words

T = TypeVar("T")

column = click.option(
    "--column", "columns", multiple=True, metavar='"KOP=veld"',
    help=words("Zeg wat een kolom is waarvan de kop niet herkend wordt. Mag meer dan eens."),
)  # fmt: skip


def read_content(file: str) -> bytes:
    """All of a file or of standard input. Raises `BadInput`."""
    with input_stream(file) as stream:
        try:
            return stream.read()
        except OSError as fault:
            raise BadInput(f"{shown_name(file)}: {system_reason(fault)}.") from None


def mapped(columns: Sequence[str]) -> Mapping[str, str]:
    """What `--column` says: a heading may hold `=` itself. Raises `BadInput`."""
    found = {}
    for one in columns:
        heading, sign, field = one.rpartition("=")
        if not (sign and heading.strip() and field.strip()):
            raise BadInput(told('--column {given}: schrijf het als "Kop=veld".', given=one[:60]))
        found[heading.strip()] = field.strip().lower()
    return found


def warn_of(file: str, refused: Sequence[tuple[int, Malformed]]) -> None:
    """Tell of each line that was refused, with its number, and why."""
    for line, fault in refused:
        warn(f"{shown_name(file)}, {told('regel {line}', line=line)}: {told(fault.text, **fault.facts)}")


class Taken(Protocol):
    """What reading a list came to: how many lines were taken, and those refused by number."""

    lines: int
    refused: list[tuple[int, Malformed]]


def refuse_if_nothing(file: str, taken: Taken) -> None:
    """Refuse a list of which every line was refused, after telling of each. Raises `BadInput`."""
    if taken.refused and not taken.lines:
        warn_of(file, taken.refused)
        raise BadInput(told("{file}: er is niets ingelezen, want geen enkele regel kan.", file=shown_name(file)))


def told_with(file: str, read: Callable[[], T]) -> T:
    """What reading a file gives; what is wrong with it is told with the file's name. Raises `BadInput`."""
    try:
        return read()
    except Malformed as fault:
        raise BadInput(f"{shown_name(file)}: {told(fault.text, **fault.facts)}") from None
