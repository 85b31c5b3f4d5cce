"""`import readiness`: statements that organisations made of themselves (interface §6)."""

from __future__ import annotations

import click

from assistant.cli.faults import BadInput, system_reason
from assistant.cli.files import input_stream, shown_name
from assistant.cli.frame import Work, wishes
from assistant.cli.opening import opened
from assistant.cli.output import say, say_document
from assistant.cli.told import told
from assistant.domain.malformed import Malformed
from assistant.domain.words import words


@click.command(
    "readiness",
    cls=Work,
    help=words(
        "Leest verklaringen in die organisaties u toestuurden: wat 'toegangswijzer readiness --enterprise … --json' maakt, "
        "één document of één per regel (met - van de standaardinvoer). De nieuwste telt. Een verklaring met gegevens van "
        "personen wordt geweigerd; na een fout is er niets veranderd."
    ),
    examples=(
        "toegangswijzer import readiness verklaring.json",
        "cat verklaringen.jsonl | toegangswijzer import readiness -",
    ),
)
@click.argument("file", metavar="BESTAND|-")
@click.pass_context
def readiness(ctx: click.Context, file: str) -> int:
    """Import statements, all or none."""
    from assistant.store.lists.statements import (  # noqa: PLC0415
        StatementFault,
        keep_statements,
        read_statements,
        rows_of_statement,
    )

    asked = wishes(ctx)
    now = asked.clock()()
    try:
        with input_stream(file) as stream:
            documents = read_statements(stream.read())
        rows = [row for line, document in documents for row in rows_of_statement(document, line, now)]
    except Malformed as fault:
        where = [shown_name(file)]
        if isinstance(fault, StatementFault):
            where += [told("regel {line}", line=fault.line)] if fault.line else []
            where += [fault.place] if fault.place else []
        raise BadInput(f"{', '.join(where)}: {told(fault.text, **fault.facts)}") from None
    except OSError as fault:
        raise BadInput(f"{shown_name(file)}: {system_reason(fault)}.") from None
    with opened(asked, create=True) as store, store.transaction() as transaction:
        report = keep_statements(transaction, rows, len(documents))
    if asked.json:
        say_document({
            "format": "readiness-import/1", "statements": report.statements, "added": report.added, "there": report.there,
            "counting": report.counting,
        })  # fmt: skip
    elif report.added:
        facts = {"added": report.added, "counting": report.counting, "statements": report.statements}
        say(told("Verklaringen: {statements}. Nieuwe regels: {added}, waarvan er {counting} nu tellen.", **facts))
    else:
        say(told("Deze verklaringen waren al ingelezen. Er is niets veranderd."))
    return 0
