"""`diagnose`: why someone can or cannot reach an application, and what the help desk says about it (interface §4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from assistant.cli import case_options
from assistant.cli.case_options import Chosen, PastParam
from assistant.cli.faults import BadInput
from assistant.cli.files import write_file
from assistant.cli.frame import OneOf, Work, wishes
from assistant.cli.opening import opened
from assistant.cli.output import say, say_document, say_raw
from assistant.cli.told import told
from assistant.cli.wishes import Wishes
from assistant.domain.malformed import Malformed
from assistant.domain.numbers import spaced_enterprise
from assistant.domain.words import words

if TYPE_CHECKING:
    from sqlmodel import Session

    from assistant.checks.since import Turned
    from assistant.reports.helpdesk.case import Case

TEXT, EML = "text", "eml"


@click.command(
    "diagnose",
    cls=Work,
    help=words(
        "Zegt wie waar binnenraakt en waarom niet: in woorden, met de boom erbij. Met --as-of zoals het toen was, en wat "
        "er sindsdien veranderde. Met --answer of --ticket krijgt u een tekst om te versturen. Rijksregisternummers staan "
        "er alleen met --json voluit in."
    ),
    examples=(
        "toegangswijzer diagnose --enterprise 0123.456.749",
        "toegangswijzer diagnose --enterprise 0123.456.749 --person 90.01.01-999.92 --application Heracles",
        "toegangswijzer diagnose --enterprise 0123.456.749 --as-of maandag",
        "toegangswijzer diagnose --enterprise 0123.456.749 --person 90.01.01-999.92 --answer eml --out antwoord.eml",
    ),
)
@case_options.enterprise
@case_options.application
@case_options.person
@click.option(
    "--as-of", type=PastParam(), metavar="ISO",
    help=words("Zoals het toen was, en wat er sindsdien veranderde: een tijdstip, of woorden als maandag."),
)  # fmt: skip
@click.option(
    "--answer", type=OneOf(TEXT, EML), metavar=f"{TEXT}|{EML}",
    help=words("Het antwoord aan de beller, in diens taal: als tekst, of als mail die u nog nakijkt."),
)  # fmt: skip
@click.option("--ticket", is_flag=True, help=words("Een samenvatting voor uw ticketsysteem."))
@click.option("--out", metavar="BESTAND", help=words("Schrijf het antwoord of het ticket naar dit bestand."))
@click.pass_context
def diagnose(
    ctx: click.Context,
    /,
    enterprise: str,
    application: str | None,
    person: str | None,
    *,
    as_of: datetime | None,
    answer: str | None,
    ticket: bool,
    out: str | None,
) -> int:
    """Diagnose. Exit code 1 when something blocking was found."""
    asked = wishes(ctx)
    chosen = Chosen(enterprise, application, person)
    _check(answer, ticket, out, as_of)
    turned: tuple[Turned, ...] = ()
    with opened(asked, create=False) as store, store.reading() as transaction:
        case = _read(transaction, asked, chosen, as_of)
        if as_of is not None:
            turned = _turned(transaction, asked, chosen, as_of)
        written = _written(transaction, asked, chosen, answer) if answer or ticket else None
    if written is not None:
        _give(written, out)
    elif asked.json:
        say_document(case.diagnosis if as_of is None else {**case.diagnosis, "since": _since(turned, asked.clock()())})
    else:
        _tell(case, turned if as_of is not None else None)
    return int(any(one["severity"] == "blocking" for one in case.diagnosis["findings"]))


def _check(answer: str | None, ticket: bool, out: str | None, as_of: datetime | None) -> None:
    if answer and ticket:
        raise BadInput(told("Kies --answer of --ticket, niet allebei."))
    if out and not (answer or ticket):
        raise BadInput(told("--out hoort bij --answer of --ticket."))
    if as_of is not None and (answer or ticket):
        raise BadInput(told("Een antwoord of een ticket gaat over nu: laat --as-of weg."))


def _read(transaction: Session, asked: Wishes, chosen: Chosen, as_of: datetime | None) -> Case:
    try:
        return case_options.read(transaction, asked, chosen, as_of)
    except Malformed:
        if as_of is None:
            raise
        case_options.read(transaction, asked, chosen)  # not in the store at all: that is the better message
        number = spaced_enterprise(chosen.enterprise)
        raise BadInput(told("Onderneming {number} stond toen nog niet in de opslag.", number=number)) from None


def _turned(transaction: Session, asked: Wishes, chosen: Chosen, as_of: datetime) -> tuple[Turned, ...]:
    from assistant.checks.since import turned_since  # noqa: PLC0415

    now = asked.clock()()
    about = {"application": chosen.application, "person": chosen.person}
    return turned_since(transaction, chosen.enterprise, as_of, now, **about) if as_of < now else ()


def _written(transaction: Session, asked: Wishes, chosen: Chosen, answer: str | None) -> bytes:
    from assistant.reports.helpdesk.caller_answer import caller_answer  # noqa: PLC0415
    from assistant.reports.helpdesk.ticket import ticket  # noqa: PLC0415

    about: dict[str, Any] = {"person": chosen.person, "application": chosen.application, "at": asked.clock()()}
    if answer is None:
        return ticket(transaction, chosen.enterprise, **about, language=asked.language).encode()
    found = caller_answer(transaction, chosen.enterprise, **about)
    return found.eml() if answer == EML else found.text.encode()


def _give(written: bytes, out: str | None) -> None:
    if out:
        write_file(out, written)
        say(out)
    else:
        say_raw(written.decode().rstrip("\n"))


def _tell(case: Case, turned: tuple[Turned, ...] | None) -> None:
    from assistant.reports.helpdesk.diagnosis_text import diagnosis_lines  # noqa: PLC0415

    for line in diagnosis_lines(case):
        say(line)
    if turned is not None:
        from assistant.reports.helpdesk.since_text import since_lines  # noqa: PLC0415

        say()
        for line in since_lines(case, turned):
            say(line)


def _since(turned: tuple[Turned, ...], now: datetime) -> Mapping[str, Any]:
    """What turned since, for a program: an extra key of `diagnosis/1`."""
    return {"until": now.isoformat(), "turned": list(_turned_rows(turned))}


def _turned_rows(turned: tuple[Turned, ...]) -> Iterator[dict[str, Any]]:
    for one in turned:
        who, application, capacity, unit = one.access
        by = one.by and {
            "at": one.by.at.isoformat(),
            "action": one.by.action,
            "as": {"role": one.by.role, "person": one.by.person} if one.by.role else None,
            "request": one.by.request,
        }
        about = {"person": who, "application": application, "capacity": capacity, "unit": unit}
        yield {**about, "was": one.was, "verdict": one.verdict, "by": by}
