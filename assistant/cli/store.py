"""`store init|upgrade|backup`: the store's care."""

from __future__ import annotations

import os
from errno import EACCES, ENOENT, EPERM, EROFS
from pathlib import Path

import click

from assistant.cli.faults import BadInput, system_reason
from assistant.cli.frame import Part, Work, Works, wishes
from assistant.cli.opening import opened
from assistant.cli.output import say, say_document
from assistant.cli.told import told
from assistant.domain.words import words

store = Works(
    "store",
    parts={
        "init": Part("assistant.cli.store:init", words("Maak een nieuwe, lege opslag.")),
        "upgrade": Part("assistant.cli.store:upgrade", words("Breng een oudere opslag bij de tijd.")),
        "backup": Part("assistant.cli.store:backup", words("Maak een reservekopie.")),
    },
    help=words("De opslag: een versleuteld bestand op deze computer, of een databank die u met --store noemt."),
    examples=("toegangswijzer store init", "toegangswijzer store backup kopie.db"),
)


@click.command(
    "init",
    cls=Work,
    help=words("Maakt een nieuwe, lege opslag en haar sleutel. Een opslag die er al is, blijft zoals ze is."),
)
@click.pass_context
def init(ctx: click.Context) -> int:
    """Make the store, unless it is there."""
    asked = wishes(ctx)
    with opened(asked, create=True):
        pass
    if asked.json:
        say_document({"format": "store/1", "store": str(asked.location())})
    else:
        say(told("De opslag staat klaar: {store}", store=asked.location()))
    return 0


@click.command(
    "upgrade",
    cls=Work,
    help=words("Brengt een oudere opslag bij de tijd. Van een bestand blijft er een kopie."),
)
@click.pass_context
def upgrade(ctx: click.Context) -> int:
    """Bring the store up to date. An embedded one is whenever it is opened, so that opening it is enough."""
    from assistant.store.key import key_path  # noqa: PLC0415
    from assistant.store.location import Server  # noqa: PLC0415

    asked = wishes(ctx)
    location = asked.location()
    if isinstance(location, Server):
        from assistant.store.upgrading import upgrade_server  # noqa: PLC0415 (loads alembic)

        upgrade_server(location, key_path(location, os.environ))
    else:
        with opened(asked, create=False):
            pass
    say(told("De opslag is bij de tijd: {store}", store=location))
    return 0


@click.command(
    "backup",
    cls=Work,
    help=words(
        "Maakt een kopie van de opslag, ook terwijl anderen ermee werken. De kopie is versleuteld met dezelfde sleutel: "
        "bewaar die op een andere plaats."
    ),
    examples=("toegangswijzer store backup kopie.db",),
)
@click.argument("file", metavar="BESTAND")
@click.pass_context
def backup(ctx: click.Context, file: str) -> int:
    """Copy the embedded store to a new file."""
    from assistant.store.key import key_path, read_key  # noqa: PLC0415
    from assistant.store.location import Server  # noqa: PLC0415
    from assistant.store.upgrading import copy_embedded  # noqa: PLC0415

    asked = wishes(ctx)
    location = asked.location()
    if isinstance(location, Server):
        raise BadInput(told("Van een databank maakt u een kopie met haar eigen hulpmiddel: pg_dump."))
    target = Path(file).absolute()
    _check(file, target)
    with opened(asked, create=False):  # an older store is brought up to date, a missing one told
        key = read_key(key_path(location, os.environ))
        try:
            copy_embedded(location.path, key, target)
        except (OSError, ValueError) as fault:
            raise BadInput(_not_copied(target, fault)) from None
    say(told("Kopie gemaakt: {file}. Ze opent met dezelfde sleutel: {key}", file=target, key=key_path(location, os.environ)))
    return 0


def _check(file: str, target: Path) -> None:
    """Refuse a place where no copy can come, before the store is opened. Raises `BadInput`."""
    if target.is_dir():
        raise BadInput(told("{folder} is een map. Geef de naam van een bestand.", folder=target))
    if target.exists():
        raise BadInput(told("{file} bestaat al. Geef een andere naam: een kopie overschrijft niets.", file=file))
    if not target.parent.exists():
        raise BadInput(told("De map {folder} bestaat niet. Maak ze, of geef een andere plaats.", folder=target.parent))
    if not target.parent.is_dir():
        raise BadInput(told("{folder} is geen map. Geef een andere plaats.", folder=target.parent))


def _not_copied(target: Path, fault: OSError | ValueError) -> str:
    """Why there is no copy, and what to do: the store itself is well."""
    if isinstance(fault, ValueError) or fault.errno not in (ENOENT, EACCES, EPERM, EROFS):
        return f"{target}: {system_reason(fault)}."
    folder = target.parent
    return told("In {folder} kan geen kopie geschreven worden. Geef een map waarin u mag schrijven.", folder=folder)
