"""`readiness`: who can start with an application, who is stuck, on what, and who has to act (interface §6)."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import click

from assistant.cli.case_options import unknown_application
from assistant.cli.faults import BadInput
from assistant.cli.files import output_stream
from assistant.cli.frame import Enterprise, OneOf, Work, wishes
from assistant.cli.opening import opened
from assistant.cli.output import say, warn
from assistant.cli.progress import progress_line
from assistant.cli.told import told
from assistant.domain.words import words

if TYPE_CHECKING:
    from assistant.checks.readiness import Filters, Readiness
    from assistant.reports.readiness.report import Past
    from assistant.store.opening import Store

TABLE, JSON, XLSX = "table", "json", "xlsx"
FORMATS = (TABLE, JSON, "csv", XLSX, "html")


@click.command(
    "readiness",
    cls=Work,
    help=words(
        "Zegt per organisatie en toepassing hoe ver het staat: wie klaar is, wie vastzit, waarop, en wie nu iets moet doen. "
        "Met --enterprise en --json krijgt u een verklaring zonder personen, die u naar uw sector kunt sturen. "
        "Met --keep blijft de stand van vandaag in de opslag staan, zodat u later de vooruitgang ziet."
    ),
    examples=(
        "toegangswijzer readiness",
        "toegangswijzer readiness --application BINC --sector Jeugdhulp --format xlsx --out stand.xlsx",
        "toegangswijzer readiness --enterprise 0123.456.749 --json > verklaring.json",
    ),
)
@click.option("--enterprise", type=Enterprise(), metavar="NUMMER", help=words("Alleen deze onderneming."))
@click.option("--application", metavar="NAAM", help=words("Alleen deze toepassing, bijvoorbeeld Heracles."))
@click.option("--capacity", metavar="NAAM", help=words("Alleen de toepassingen van deze hoedanigheid."))
@click.option("--sector", metavar="NAAM", help=words("Alleen deze sector, zoals hij in de opslag staat."))
@click.option(
    "--format",
    "form",
    type=OneOf(*FORMATS),
    metavar="|".join(FORMATS),
    help=words("Hoe u het wilt: een tabel op het scherm (gewoon), of een bestand."),
)
@click.option("--out", metavar="BESTAND", help=words("Schrijf het naar dit bestand."))
@click.option("--keep", is_flag=True, help=words("Bewaar deze stand in de opslag, voor de lijn van vooruitgang."))
@click.pass_context
def readiness(
    ctx: click.Context,
    /,
    enterprise: str | None,
    application: str | None,
    capacity: str | None,
    sector: str | None,
    *,
    form: str | None,
    out: str | None,
    keep: bool,
) -> int:
    """Tell it. Exit code 1 when an organisation is not ready."""
    asked = wishes(ctx)
    form = form or (JSON if asked.json else TABLE)
    if asked.json and form != JSON:
        raise BadInput(told("Kies --json of --format {form}, niet allebei.", form=form))
    if form == XLSX and out is None and sys.stdout is not None and sys.stdout.isatty():
        raise BadInput(told("Een werkblad past niet op het scherm: zeg met --out in welk bestand het komt."))
    chosen = _filters(enterprise, application, capacity, sector)
    if keep and any((enterprise, application, capacity, sector)):
        raise BadInput(told("--keep bewaart de stand van alle organisaties: laat de andere keuzes weg."))
    at = asked.clock()()
    with opened(asked, create=False) as store:
        if keep:
            _keep(store, at)
        return _give(store, asked.language, _Wanted(chosen, at, form, out))


def _filters(enterprise: str | None, application: str | None, capacity: str | None, sector: str | None) -> Filters:
    from assistant.checks.readiness import Filters  # noqa: PLC0415
    from assistant.domain.catalogue import catalogue  # noqa: PLC0415

    known = catalogue()
    if application is not None:
        found = known.application(application)
        application = found.name if found else application
    if capacity is not None:
        kind = known.capacity(capacity)
        if kind is None:
            near = ", ".join(one.label for one in known.capacities if known.applications_of(one))
            raise BadInput(told("Hoedanigheid '{name}' is niet gekend. Kies uit: {near}.", name=capacity, near=near))
        capacity = kind.label
    return Filters(enterprise, application, capacity, sector)


def _keep(store: Store, at: datetime) -> None:
    from assistant.checks.readiness.keeping import keep  # noqa: PLC0415

    with progress_line() as line:
        keep(store, at, lambda done: line.show(told("rijen gelezen"), done, 0))


class _Wanted(NamedTuple):
    """What has to come out, of which moment, and where to."""

    filters: Filters
    at: datetime
    form: str
    out: str | None


def _give(store: Store, language: str, wanted: _Wanted) -> int:
    from assistant.checks.readiness import is_named, one_moment  # noqa: PLC0415
    from assistant.checks.readiness import readiness as read  # noqa: PLC0415
    from assistant.store import board  # noqa: PLC0415

    is_seen = wanted.form == TABLE and wanted.out is None
    with (
        one_moment(store, helpers=0 if wanted.filters.enterprise else None) as (transaction, helpers),
        progress_line() as line,
    ):
        if (application := wanted.filters.application) is not None and not is_named(transaction, application):
            raise unknown_application(application)
        progress = None if is_seen else lambda done: line.show(told("organisaties gelezen"), done, 0)
        found = read(transaction, wanted.at, wanted.filters, progress, helpers)
        if is_seen:
            for text in _lines(found):
                say(text)
        else:
            past = () if any(wanted.filters) else board.past(transaction)
            with _target(wanted.out) as stream:
                _write(found, wanted, stream, past, language)
    if any(wanted.filters) and not found.totals["organisations"]:
        warn(_nothing(wanted.filters))
    return int(found.is_held_up)


def _nothing(filters: Filters) -> str:
    """What is said when nothing fits what was chosen."""
    if filters.sector and not (filters.enterprise or filters.application or filters.capacity):
        return told("Geen organisatie van sector '{sector}' gevonden.", sector=filters.sector)
    return told("Niets gevonden dat bij al deze keuzes past. Laat er een weg.")


def _write(found: Readiness, wanted: _Wanted, stream: BinaryIO, past: Past, language: str) -> None:
    if wanted.form == TABLE:
        for text in _lines(found):
            stream.write((text + "\n").encode())
        return
    from assistant.reports.readiness.writing import write  # noqa: PLC0415

    write(wanted.form, found.rows(), found.totals, wanted.at, stream, told, past=past, language=language)


@contextmanager
def _target(out: str | None) -> Iterator[BinaryIO]:
    """Standard output, also where there is none, or a file."""
    if out is not None:
        with output_stream(out) as stream:
            yield stream
    elif sys.stdout is None:
        yield BytesIO()
    else:
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()


def _lines(found: Readiness) -> Iterable[str]:
    from assistant.reports.readiness.text_table import lines  # noqa: PLC0415

    return lines(found.rows(), found.totals, told)
