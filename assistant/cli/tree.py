"""`tree import|export|show`: an enterprise's access tree in and out (interface §2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from assistant.cli.faults import BadInput
from assistant.cli.files import read_document, shown_name
from assistant.cli.frame import Enterprise, Part, Work, Works, wishes
from assistant.cli.opening import opened
from assistant.cli.output import say, say_document, warn
from assistant.cli.told import told
from assistant.cli.wishes import Wishes
from assistant.domain.malformed import Malformed
from assistant.domain.numbers import spaced_enterprise
from assistant.domain.words import words

if TYPE_CHECKING:
    from assistant.screens.twigs import Twig
    from assistant.store.exchange.tree import Report

tree = Works(
    "tree",
    parts={
        "import": Part("assistant.cli.tree:import_", words("Lees een toegangsboom in.")),
        "export": Part("assistant.cli.tree:export", words("Geef een toegangsboom als JSON.")),
        "show": Part("assistant.cli.tree:show", words("Toon een toegangsboom om te lezen.")),
    },
    help=words("De toegangsboom van een onderneming: beheerders, hoedanigheden, subafdelingen, sites en gebruikers."),
    examples=("toegangswijzer tree import boom.json", "toegangswijzer tree show --enterprise 0123.456.749"),
)

_enterprise = click.option(
    "--enterprise", type=Enterprise(), required=True, metavar="NUMMER", help=words("Het ondernemingsnummer.")
)


@click.command(
    "import",
    cls=Work,
    help=words(
        "Leest een toegangsboom in (access-tree/1), uit een bestand of (met -) van de standaardinvoer. De boom van de "
        "onderneming wordt vervangen; twee keer hetzelfde bestand verandert niets. Na een fout is er niets veranderd."
    ),
    examples=("toegangswijzer tree import boom.json", "toegangswijzer tree import - < boom.json"),
)
@click.argument("file", metavar="BESTAND|-")
@click.pass_context
def import_(ctx: click.Context, file: str) -> int:
    """Import a tree, whole or not at all."""
    from assistant.store.exchange.form import checked  # noqa: PLC0415
    from assistant.store.exchange.tree import import_tree  # noqa: PLC0415

    asked = wishes(ctx)
    document = read_document(file)
    try:
        checked(document)  # before the store is opened: bad input must not make one
        with opened(asked, create=True) as store, store.transaction() as transaction:
            report = import_tree(transaction, document, asked.clock()())
    except Malformed as fault:
        raise BadInput(f"{shown_name(file)}: {told(fault.text, **fault.facts)}") from None
    for remark in report.warnings:
        warn(f"{shown_name(file)}: {told(remark.text, **remark.facts)}")
    _tell(asked, report)
    return 0


@click.command(
    "export", cls=Work, help=words("Geeft de toegangsboom van een onderneming als JSON (access-tree/1)."),
    examples=("toegangswijzer tree export --enterprise 0123.456.749 > boom.json",),
)  # fmt: skip
@_enterprise
@click.pass_context
def export(ctx: click.Context, enterprise: str) -> int:
    """Write a tree to standard output."""
    say_document(_document(wishes(ctx), enterprise))
    return 0


@click.command(
    "show", cls=Work, help=words("Toont de toegangsboom van een onderneming om te lezen; met --json als JSON."),
    examples=("toegangswijzer tree show --enterprise 0123.456.749",),
)  # fmt: skip
@_enterprise
@click.pass_context
def show(ctx: click.Context, enterprise: str) -> int:
    """Show a tree, a line for everything in it."""
    from assistant.screens.speech import Speech  # noqa: PLC0415
    from assistant.screens.twigs import enterprise_twig  # noqa: PLC0415

    asked = wishes(ctx)
    document = _document(asked, enterprise)
    if asked.json:
        say_document(document)
        return 0
    for line in _lines(enterprise_twig(document, Speech(asked.language)), 0):
        say(line)
    return 0


def _tell(asked: Wishes, report: Report) -> None:
    changed = report.ledger_id is not None
    if asked.json:
        warnings = [remark.as_json() for remark in report.warnings]
        say_document({"format": "import/1", "enterprise": report.enterprise, "changed": changed, "warnings": warnings})
    elif changed:
        say(told("Onderneming {number}: de toegangsboom is ingelezen.", number=spaced_enterprise(report.enterprise)))
    else:
        say(told("Onderneming {number}: er is niets veranderd.", number=spaced_enterprise(report.enterprise)))


def _document(asked: Wishes, enterprise: str) -> dict[str, Any]:
    from assistant.store.exchange.tree import export_tree  # noqa: PLC0415

    with opened(asked, create=False) as store, store.reading() as transaction:
        document = export_tree(transaction, enterprise)
    if document is None:
        number = spaced_enterprise(enterprise)
        raise BadInput(told("Onderneming {number} staat niet in de opslag {store}.", number=number, store=asked.location()))
    return document


def _lines(twig: Twig, depth: int) -> Iterator[str]:
    from assistant.screens.twigs import GLYPHS  # noqa: PLC0415

    glyph = f"{GLYPHS[twig.tone]} " if depth else ""
    word = f" ({twig.word})" if twig.word else ""
    facts = "".join(f" · {name}: {value}" for name, value in twig.facts)
    yield f"{'  ' * depth}{glyph}{twig.name}{word}{facts}"
    for under in twig.under:
        yield from _lines(under, depth + 1)
