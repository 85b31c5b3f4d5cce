"""`import organisations` and `import hco`: a coordinator's lists as CSV."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from assistant.cli.files import shown_name
from assistant.cli.frame import Work, wishes
from assistant.cli.list_input import column, mapped, read_content, refuse_if_nothing, told_with, warn_of
from assistant.cli.opening import opened
from assistant.cli.output import say, say_document, warn
from assistant.cli.progress import progress_line
from assistant.cli.told import told
from assistant.domain.words import words

if TYPE_CHECKING:
    from sqlmodel import Session

    from assistant.store.lists.organisations import ListReport


@click.command(
    "organisations",
    cls=Work,
    help=words(
        "Leest uw lijst van organisaties in (CSV; met - van de standaardinvoer). Nodig is een kolom met het "
        "ondernemingsnummer; naam, sector, toepassingen, gemeente, e-mail, telefoon en taal worden aan hun kop herkend. "
        "Andere kolommen worden bewaard zoals ze zijn. Een regel die niet kan, wordt met zijn nummer genoemd; de rest wordt "
        "ingelezen. Velden voor --column: number, name, sector, applications, municipality, email, telephone, language."
    ),
    examples=(
        "toegangswijzer import organisations lijst.csv",
        'toegangswijzer import organisations lijst.csv --column "Werkterrein=sector"',
    ),
)
@click.argument("file", metavar="BESTAND|-")
@column
@click.pass_context
def organisations(ctx: click.Context, file: str, columns: tuple[str, ...]) -> int:
    """Import a list of organisations. Exit code 1 when a line was refused, 2 when all were."""
    from assistant.store.lists.organisations import keep_organisations, read_organisations  # noqa: PLC0415

    asked = wishes(ctx)
    content, meant = read_content(file), mapped(columns)
    entries, report = told_with(file, lambda: read_organisations(content, meant))
    refuse_if_nothing(file, report)
    with opened(asked, create=True) as store, store.transaction() as transaction:
        keep_organisations(transaction, entries, report)
        doubtful = _doubtful(transaction, report)
    warn_of(file, report.refused)
    for line, text in doubtful:
        warn(f"{shown_name(file)}, {told('regel {line}', line=line)}: {text}")
    for application in report.unknown_applications:
        warn(told("De toepassing '{label}' ken ik niet. Ze is bewaard.", label=application))
    if asked.json:
        say_document(
            {"format": "organisations-import/1", **_counts(report), "unknown_applications": report.unknown_applications}
        )
    else:
        _tell_columns(report.columns)
        _tell_counts(report)
    return 1 if report.refused else 0


@click.command(
    "hco",
    cls=Work,
    help=words(
        "Leest een lijst van voorzieningen met hun HCO-nummer in (CSV; met - van de standaardinvoer). Nodig zijn het "
        "ondernemingsnummer en het HCO-nummer; naam, type, hoedanigheid, e-mail en 'onder' (het HCO-nummer van de "
        "subafdeling waar een site onder hoort) worden aan hun kop herkend. Waar de hoedanigheid duidelijk is, komen de "
        "voorzieningen in de planning van de organisatie. Velden voor --column: number, hco, name, type, capacity, parent, "
        "email."
    ),
    examples=('toegangswijzer import hco voorzieningen.csv --capacity "eHealth Gezondheidszorg"',),
)
@click.argument("file", metavar="BESTAND|-")
@click.option("--capacity", metavar="HOEDANIGHEID", help=words("De hoedanigheid van alle regels die er zelf geen noemen."))
@column
@click.pass_context
def hco(ctx: click.Context, file: str, capacity: str | None, columns: tuple[str, ...]) -> int:
    """Import a list of facilities. Exit code 1 when a line was refused, 2 when all were."""
    from assistant.store.lists.facilities import keep_facilities, plan_units, read_facilities  # noqa: PLC0415

    asked = wishes(ctx)
    content, meant = read_content(file), mapped(columns)
    facilities, report = told_with(file, lambda: read_facilities(content, meant, capacity))
    refuse_if_nothing(file, report)
    with opened(asked, create=True) as store, progress_line() as line:
        with store.transaction() as transaction:
            keep_facilities(transaction, facilities, report)
        by_enterprise: dict[str, list[Any]] = {}
        for one in facilities:
            if one.unit:
                by_enterprise.setdefault(one.enterprise, []).append(one)
        for done, (enterprise, own) in enumerate(by_enterprise.items()):
            line.show(enterprise, done, len(by_enterprise))
            with store.transaction() as transaction:
                report.planned += plan_units(transaction, enterprise, own, asked.clock()())
    warn_of(file, report.refused)
    if asked.json:
        say_document({"format": "hco-import/1", **_counts(report), "planned": report.planned, "unclear": report.unclear})
    else:
        _tell_columns(report.columns)
        _tell_counts(report)
        say(told("In de planning gezet: {planned}. Zonder duidelijke plaats: {unclear}.",
                 planned=report.planned, unclear=report.unclear))  # fmt: skip
    return 1 if report.refused else 0


def _doubtful(transaction: Session, report: ListReport) -> list[tuple[int, str]]:
    """The numbers that the KBO's data do not have, each with its line and what that means (rulebook N6)."""
    from assistant.domain.days import shown_day  # noqa: PLC0415
    from assistant.domain.numbers import spaced_enterprise  # noqa: PLC0415
    from assistant.store.reference import Standing, current_load, not_in_use  # noqa: PLC0415

    load = current_load(transaction)
    if load is None:
        return []
    texts = {
        Standing.STOPPED: words("{number} staat niet meer in de KBO-gegevens van {day}: de onderneming is gestopt."),
        Standing.ABSENT: words("{number} is goed gevormd, maar staat niet in de KBO-gegevens van {day}."),
    }
    found = not_in_use(transaction, report.numbers)
    return [
        (report.numbers[one], told(texts[standing], number=spaced_enterprise(one), day=shown_day(load.extract_date)))
        for one, standing in sorted(found.items(), key=lambda item: report.numbers[item[0]])
    ]


def _counts(report: Any) -> dict[str, Any]:
    return {
        "columns": report.columns,
        "lines": report.lines,
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "refused": [{"line": line, "reason": told(fault.text, **fault.facts)} for line, fault in report.refused],
    }


def _tell_columns(columns: Mapping[str, str | None]) -> None:
    for heading, field in columns.items():
        say(f"{heading}: {field}" if field else told("{heading}: niet herkend, bewaard zoals het is", heading=heading))


def _tell_counts(report: Any) -> None:
    facts = {"added": report.added, "changed": report.changed, "unchanged": report.unchanged, "refused": len(report.refused)}
    say(told("Nieuw: {added}. Gewijzigd: {changed}. Ongewijzigd: {unchanged}. Geweigerd: {refused}.", **facts))
