"""`import users`: a list of users from the portal, exported as CSV or copied from the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from assistant.cli.frame import Enterprise, Work, wishes
from assistant.cli.list_input import column, mapped, read_content, told_with, warn_of
from assistant.cli.opening import opened
from assistant.cli.output import say, say_document, warn
from assistant.cli.told import told
from assistant.cli.wishes import Wishes
from assistant.domain.numbers import spaced_enterprise
from assistant.domain.words import words

if TYPE_CHECKING:
    from assistant.store.portal.reading import PortalList
    from assistant.store.portal.taking_in import TakenIn, Where

FORMAT = "users-import/1"


@click.command(
    "users",
    cls=Work,
    help=words(
        "Leest een lijst van gebruikers van het portaal in: het uitgevoerde bestand (CSV), of het scherm zoals u het "
        "kopieerde (met - van de standaardinvoer). Staat er boven de lijst van welke onderneming, hoedanigheid en "
        "subafdeling ze is, dan hoeft u dat niet te zeggen. Beheerders (LB, SB) komen bij de beheerders. Rechten en "
        "functies staan niet in de lijst en blijven zoals ze zijn. Velden voor --column: surname, first_name, username, "
        "user_type, insz, status, email."
    ),
    examples=(
        "toegangswijzer import users lijst.csv --enterprise 0123.456.749 --capacity Jeugdhulp --unit 90005",
        "toegangswijzer import users - --preview < scherm.txt",
        'toegangswijzer import users lijst.csv --enterprise 0123.456.749 --capacity Jeugdhulp --column "Rijksnr=insz"',
    ),
)
@click.argument("file", metavar="BESTAND|-")
@click.option("--enterprise", type=Enterprise(), metavar="NUMMER", help=words("Het ondernemingsnummer."))
@click.option("--capacity", metavar="HOEDANIGHEID", help=words("De hoedanigheid waar de lijst van is."))
@click.option(
    "--unit", metavar="EENHEID",
    help=words("De subafdeling of site, bijvoorbeeld 90005/90001. Zonder: de hoedanigheid zelf."),
)  # fmt: skip
@click.option(
    "--application", "applications", multiple=True, metavar="NAAM",
    help=words("De toepassing waarop u de lijst in het portaal zocht: wie erin staat, heeft ze. Mag meer dan eens."),
)  # fmt: skip
@column
@click.option("--preview", is_flag=True, help=words("Toon wat er zou veranderen, en verander niets."))
@click.pass_context
def users(
    ctx: click.Context,
    /,
    file: str,
    *,
    enterprise: str | None,
    capacity: str | None,
    unit: str | None,
    applications: tuple[str, ...],
    columns: tuple[str, ...],
    preview: bool,
) -> int:
    """Import a list of users, or show what it would change. Exit code 1 when a line was refused."""
    from assistant.store.portal.reading import read_portal_list  # noqa: PLC0415
    from assistant.store.portal.taking_in import seen_in, take_in, where_of  # noqa: PLC0415

    asked = wishes(ctx)
    content, meant = read_content(file), mapped(columns)
    listed = told_with(file, lambda: read_portal_list(content, meant))
    where = told_with(file, lambda: where_of(listed.place, enterprise=enterprise, capacity=capacity, unit=unit))
    labels = _labels(applications)
    with opened(asked, create=not preview) as store, store.reading() if preview else store.transaction() as transaction:
        taken = told_with(file, lambda: seen_in(transaction, listed, where, labels))
        changed = not preview and told_with(file, lambda: take_in(transaction, taken, asked.clock()()))
    warn_of(file, listed.refused)
    _tell(asked, listed, taken, changed=changed, preview=preview)
    return 1 if listed.refused else 0


def _labels(applications: tuple[str, ...]) -> list[str]:
    """The applications as the catalogue writes them; one that it does not know is kept as it is, and told."""
    from assistant.domain.catalogue import catalogue  # noqa: PLC0415

    found = []
    for name in applications:
        known = catalogue().application(name)
        if known is None:
            warn(told("De toepassing '{label}' ken ik niet. Ze is bewaard.", label=name))
        found.append(known.name if known else name)
    return found


def _tell(asked: Wishes, listed: PortalList, taken: TakenIn, *, changed: bool, preview: bool) -> None:
    if asked.json:
        say_document(_document(listed, taken, changed=changed, preview=preview))
        return
    for heading, field in listed.columns.items():
        if field is None and not heading.startswith("kolom "):
            say(told("{heading}: niet herkend, niet gebruikt", heading=heading))
    say(_title(taken.where, preview=preview))
    for remark in taken.changes:
        say(f"  + {told(remark.text, **remark.facts)}")
    if not taken.changes:
        say(f"  {told('Er verandert niets.')}")
    for remark in taken.remarks:
        say(f"  ! {told(remark.text, **remark.facts)}")


def _title(where: Where, *, preview: bool) -> str:
    place = " · ".join(part for part in (spaced_enterprise(where.enterprise), where.capacity, where.unit) if part)
    if preview:
        return told("Zo zou het worden ({place}). Er is nog niets veranderd.", place=place)
    return told("Ingelezen ({place}):", place=place)


def _document(listed: PortalList, taken: TakenIn, *, changed: bool, preview: bool) -> dict[str, Any]:
    refused = [{"line": line, "reason": told(fault.text, **fault.facts)} for line, fault in listed.refused]
    return {
        "format": FORMAT,
        "enterprise": taken.where.enterprise,
        "capacity": taken.where.capacity,
        "unit": taken.where.unit,
        "preview": preview,
        "changed": changed,
        "columns": dict(listed.columns),
        "users": len(listed.users),
        "changes": [remark.as_json() for remark in taken.changes],
        "remarks": [remark.as_json() for remark in taken.remarks],
        "refused": refused,
    }
