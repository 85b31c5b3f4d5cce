"""`import kbo`: the KBO's open data, a full extract or an update (rulebook §11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from assistant.cli.faults import BadInput
from assistant.cli.frame import Work, wishes
from assistant.cli.opening import opened
from assistant.cli.output import say, say_document
from assistant.cli.progress import progress_line
from assistant.cli.told import told
from assistant.domain.malformed import Malformed
from assistant.domain.words import words

if TYPE_CHECKING:
    from assistant.store.kbo.importing import KboReport


@click.command(
    "kbo",
    cls=Work,
    help=words(
        "Leest de gegevens van KBO Open Data in, uit de zip zoals u hem bij de KBO haalt: eerst een volledige (Full), "
        "daarna updates in hun volgorde. Breekt het inlezen af, geef dan dezelfde zip opnieuw: het gaat verder waar het "
        "bleef. Tot het klaar is, gelden de vorige gegevens."
    ),
    examples=("toegangswijzer import kbo KboOpenData_0140_2026_11_Full.zip",),
)
@click.argument("file", metavar="ZIP")
@click.pass_context
def kbo(ctx: click.Context, file: str) -> int:
    """Import an extract."""
    from assistant.store.kbo.extract import opened_extract  # noqa: PLC0415
    from assistant.store.kbo.importing import import_kbo  # noqa: PLC0415

    asked = wishes(ctx)
    try:
        with opened_extract(file) as extract, opened(asked, create=True) as store, progress_line() as line:
            report = import_kbo(store, extract, asked.clock(), line.show)
    except Malformed as fault:
        raise BadInput(f"{file}: {told(fault.text, **fault.facts)}") from None
    if asked.json:
        say_document(_document(report))
    else:
        _tell(report)
    return 0


def _document(report: KboReport) -> dict[str, object]:
    return {
        "format": "kbo-import/1",
        "extract": report.number,
        "day": report.day.isoformat(),
        "changed": report.changed,
        "enterprises": report.enterprises,
        "stopped": report.stopped,
    }


def _tell(report: KboReport) -> None:
    from assistant.domain.days import shown_day  # noqa: PLC0415

    facts = {"number": report.number, "day": shown_day(report.day), "enterprises": report.enterprises}
    if report.changed:
        say(told("KBO-gegevens van {day} (nr. {number}): {enterprises} ondernemingen.", **facts))
    else:
        say(told("De KBO-gegevens van {day} (nr. {number}) waren al ingelezen. Er is niets veranderd.", **facts))
    if report.stopped:
        say(told("Gestopt sinds de vorige gegevens: {stopped}.", stopped=report.stopped))
