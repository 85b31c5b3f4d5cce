"""`find TEXT`: enterprises, people and units by whatever a caller says; and what a support code opens."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from assistant.cli.frame import Work, wishes
from assistant.cli.opening import opened
from assistant.cli.output import say, say_document
from assistant.cli.told import told
from assistant.cli.wishes import Wishes
from assistant.domain.masking import masked
from assistant.domain.numbers import fault_of, masked_insz, spaced_enterprise
from assistant.domain.words import words

if TYPE_CHECKING:
    from assistant.store.find import Found

FORMAT = "find/1"

KINDS = {"enterprise": words("onderneming"), "person": words("persoon"), "unit": words("eenheid")}


@click.command(
    "find",
    cls=Work,
    help=words(
        "Zoekt ondernemingen, personen en eenheden: op naam (schrijffouten mogen), gebruikersnaam, ondernemingsnummer, "
        "HCO-nummer of rijksregisternummer, ook afgeschermd. Een naam met een nummer erbij zoekt alleen daar. Met een "
        "hulpcode (TW-…) ziet u de stap waar de ander staat."
    ),
    examples=(
        'toegangswijzer find "vorbeeld an"',
        "toegangswijzer find voorbeeld 0123.456.749",
        'toegangswijzer find "90.01.01-***.**"',
        "toegangswijzer find 90005/90001",
    ),
)
@click.argument("text", nargs=-1, required=True, metavar="TEKST")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, metavar="AANTAL", help=words("Hoogstens zoveel."))
@click.pass_context
def find(ctx: click.Context, /, text: tuple[str, ...], limit: int) -> int:
    """Find; exit code 0 also when nothing fits."""
    from assistant.conversation.support_code import is_support_code  # noqa: PLC0415

    asked = wishes(ctx)
    typed = " ".join(text)
    if is_support_code(typed):
        return _open(asked, typed)
    from assistant.store.find import find as found_in  # noqa: PLC0415

    with opened(asked, create=False) as store, store.reading() as transaction:
        found = found_in(transaction, typed, limit=limit + 1)
    more, found = len(found) > limit, found[:limit]
    if asked.json:
        rows = [{**asdict(one), "score": round(one.score, 1)} for one in found]
        say_document({"format": FORMAT, "text": typed, "found": rows, "more": more})
        return 0
    for one in found:
        say(_line(one))
    if any(one.source != "tree" for one in found):
        say(told("Een boom leest u in met: toegangswijzer tree import. Een verklaring: toegangswijzer import readiness."))
    if more:
        say(told("Er zijn er meer. Typ er een voornaam of een ondernemingsnummer bij."))
    if not found and (fault := fault_of(typed)):
        say(told("Niets gevonden. {fault}", fault=told(fault.text, **fault.facts)))
    elif not found:
        say(told("Niets gevonden. Zoekt u een foutmelding? Probeer dan: toegangswijzer ask."))
    return 0


def _line(one: Found) -> str:
    kind = f"{told(KINDS[one.kind]):<12}"
    house = f"{masked(one.enterprise_name)} ({spaced_enterprise(one.enterprise)})"
    if one.source != "tree":
        from assistant.store.elsewhere import NO_TREE  # noqa: PLC0415

        return kind + f"{house} · {told(NO_TREE[one.source])}"
    if one.kind == "enterprise":
        return kind + house
    if one.kind == "unit":
        return kind + f"{masked(one.label)} ({masked(one.unit or '')}) · {one.capacity} · {house}"
    names = [masked(one.label), masked_insz(one.person or ""), *([one.username] if one.username else []), house]
    return kind + " · ".join(names)


def _open(asked: Wishes, code: str) -> int:
    from assistant.conversation.support_code import read_support_code  # noqa: PLC0415
    from assistant.conversation.texts import Texts  # noqa: PLC0415
    from assistant.reports.support_step import support_lines  # noqa: PLC0415

    support = read_support_code(code)
    if asked.json:
        opens = {"step": support.step, "findings": list(support.findings)}
        say_document({"format": FORMAT, "text": code, "found": [], "more": False, "opens": opens})
        return 0
    for line in support_lines(support, Texts(asked.language)) or [
        told("In deze hulpcode staat alleen dat er niets mis was.")
    ]:
        say(line)
    return 0
