"""`doctor`: whether this machine has what signing in and the assistant need."""

from __future__ import annotations

from datetime import datetime
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import click

from assistant.cli.frame import Work, wishes
from assistant.cli.output import say, say_document
from assistant.cli.told import told
from assistant.domain.words import words

if TYPE_CHECKING:
    from assistant.doctor.findings import Finding, Note

WIDTH, INDENT = 100, 4

_STATES = {"ok": words("in orde"), "missing": words("ontbreekt"), "unknown": words("niet te zien")}


@click.command(
    "doctor",
    cls=Work,
    help=words(
        "Kijkt na of deze computer klaar is: kaartlezer, eID-software, browser, Acrobat, klok, opslag en scherm. "
        "Van een kaart wordt niets gelezen, een pincode wordt niet gevraagd en het netwerk wordt niet gebruikt. "
        "Wat niet te zien is, is geen fout."
    ),
    examples=("toegangswijzer doctor", "toegangswijzer doctor --json"),
)
@click.pass_context
def doctor(ctx: click.Context) -> int:
    """Examine this machine. Exit code 1 when something is missing that blocks."""
    from assistant.doctor.examination import examine  # noqa: PLC0415
    from assistant.doctor.machine import this_machine  # noqa: PLC0415

    asked = wishes(ctx)
    machine = this_machine(asked.now or datetime.now().astimezone())
    findings = examine(machine, asked.location())
    if asked.json:
        rows = [_row(finding) for finding in findings]
        say_document({"format": "doctor/1", "system": machine.system, "checks": rows})
    else:
        for finding in findings:
            _say(finding)
    return 1 if any(finding.blocks for finding in findings) else 0


def _row(finding: Finding) -> dict[str, Any]:
    return {
        "check": finding.key,
        "title": told(finding.check.title),
        "state": finding.state,
        "seen": _text(finding.note),
        "advice": _text(finding.advice),
        "blocking": finding.blocks,
        "source": finding.check.source,
    }


def _say(finding: Finding) -> None:
    line = f"{told(finding.check.title)}: {told(_STATES[finding.state])}"
    say(f"{line} ({_text(finding.note).rstrip('.')})" if finding.note else line)
    for part in wrap(_text(finding.advice), WIDTH - INDENT, break_long_words=False, break_on_hyphens=False):
        say(f"{'':{INDENT}}{part}")


def _text(note: Note | None) -> str:
    return told(note.text, **note.facts) if note else ""
