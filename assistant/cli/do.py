"""`do`: actions from JSON lines, each performed whole or not at all, a result a line (interface §3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from assistant.cli.faults import BadInput, system_reason
from assistant.cli.files import input_stream, shown_name
from assistant.cli.frame import Work, wishes
from assistant.cli.opening import opened
from assistant.cli.output import drop_output, say_row
from assistant.cli.told import told
from assistant.domain.malformed import Malformed
from assistant.domain.words import words

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from assistant.store.opening import Store

LONGEST_LINE = 1_000_000
"""Bytes of an action; the largest real one has a few thousand."""


@click.command(
    "do",
    cls=Work,
    help=words(
        "Voert handelingen uit: één JSON-object per regel, uit een bestand of (met -) van de standaardinvoer. "
        "Elke handeling gebeurt helemaal of niet. Per regel komt er één JSON-resultaat; een regel die niet kan, houdt de "
        "volgende niet tegen."
    ),
    examples=("toegangswijzer do handelingen.jsonl", "cat handelingen.jsonl | toegangswijzer do -"),
)
@click.argument("file", metavar="BESTAND|-")
@click.pass_context
def do(ctx: click.Context, file: str) -> int:
    """Perform the actions of a file. Exit code 1 when any line failed."""
    asked = wishes(ctx)
    clock = asked.clock()
    report = _Report()
    with input_stream(file) as stream:
        lines = _lines(stream, shown_name(file))
        first = next(lines, None)  # an unreadable stream must not make a store
        with opened(asked, create=True) as store:
            while first is not None:
                report.say(_result(store, *first, clock))
                first = next(lines, None)
    return 1 if report.failed else 0


class _Report:
    """The results, written as they come. A reader that left does not stop the actions: they were asked for."""

    def __init__(self) -> None:
        self.failed = False
        self._read = True

    def say(self, result: dict[str, Any]) -> None:
        """Write one result."""
        self.failed |= not result["ok"]
        if self._read:
            try:
                say_row(result)
            except BrokenPipeError:
                self._read = False
                drop_output()


def _lines(stream: BinaryIO, name: str) -> Iterator[tuple[int, bytes | None]]:
    """The lines that hold something, with their numbers; `None` for one that is too long. Raises `BadInput`."""
    number = 0
    try:
        while line := stream.readline(LONGEST_LINE):
            number += 1
            rest = line
            while rest and not rest.endswith(b"\n"):
                rest = stream.readline(LONGEST_LINE)
                if rest:
                    line = b""
            if not line:
                yield number, None
            elif line.strip():
                yield number, line
    except OSError as fault:
        raise BadInput(f"{name}: {system_reason(fault)}.") from None


def _result(store: Store, number: int, line: bytes | None, clock: Callable[[], datetime]) -> dict[str, Any]:
    try:
        action = _action(line)
    except Malformed as fault:
        return {"ok": False, "code": "invalid", "line": number, "reason": told(fault.text, **fault.facts)}
    from assistant.store.actions import perform  # noqa: PLC0415

    with store.transaction() as transaction:
        outcome = perform(transaction, action, clock())
    row = {**outcome.as_json(), "line": number}
    return row if outcome.ok else {**row, "reason": told(outcome.text, **outcome.facts)}


def _action(line: bytes | None) -> dict[str, Any]:
    """The object on a line. Raises `Malformed`."""
    from assistant.store.exchange.json_text import read_json  # noqa: PLC0415

    if line is None:
        raise Malformed("too-long", words("Deze regel is te lang voor een handeling."))
    action = read_json(line)
    if not isinstance(action, dict):
        raise Malformed("no-object", words("Een handeling is een JSON-object: begin de regel met een accolade."))
    return action
