"""`letters`: for each person who has something to do, one page with only their steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.cli.faults import BadInput
from assistant.cli.frame import Enterprise, OneOf, Work, wishes
from assistant.cli.guides import guide_named
from assistant.cli.opening import opened
from assistant.cli.output import say, say_document, say_raw
from assistant.cli.told import told
from assistant.cli.wishes import Wishes
from assistant.domain.numbers import spaced_enterprise
from assistant.domain.vocabulary import Role
from assistant.domain.words import words

if TYPE_CHECKING:
    from sqlmodel import Session

    from assistant.reports.letters.compose import Addressed
    from assistant.reports.letters.files import Format
    from assistant.reports.letters.letter import Letter

FORMATS = ("text", "html", "pdf", "eml", "ics")
SHOWN = ("text", "html")
"""The formats that can be shown as they are; the others always go into files."""


class Reader(click.ParamType[str]):
    """A role by its abbreviation, or a person by the national register number."""

    name = "reader"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the abbreviation as it is written, or eleven digits."""
        from assistant.domain.malformed import Malformed  # noqa: PLC0415
        from assistant.domain.numbers import insz  # noqa: PLC0415

        text = str(value)
        for role in Role:
            if text.casefold() == role.casefold():
                return role.value
        try:
            return insz(text)
        except Malformed as fault:
            if any(character.isdigit() for character in text):
                return self.fail(told(fault.text, **fault.facts), param, ctx)
            roles = ", ".join(Role)
            return self.fail(
                told("'{value}' is geen rol en geen rijksregisternummer. Rollen: {roles}.", value=text, roles=roles)
            )


@click.command(
    "letters",
    cls=Work,
    help=words(
        "Schrijft voor elke persoon die iets moet doen een brief met alleen diens stappen: wat klaar moet liggen, waar "
        "te klikken, wie ervoor en erna komt. Alles komt uit de toegangsboom en uit wat in gesprekken wacht. "
        "Zonder --out komen text en html op het scherm, de andere formaten bij uw documenten. Rijksregisternummers staan er "
        "nooit voluit in."
    ),
    examples=(
        "toegangswijzer letters --enterprise 0123.456.749",
        "toegangswijzer letters --enterprise 0123.456.749 --for TB --format pdf",
        "toegangswijzer letters --guide mammografie --enterprise 0123.456.749 --format eml --out brieven",
    ),
)
@click.option(
    "--enterprise", "enterprises", type=Enterprise(), multiple=True, metavar="NUMMER",
    help=words("Het ondernemingsnummer; mag meer dan eens."),
)  # fmt: skip
@click.option("--guide", metavar="GIDS", help=words("Alleen wat wacht in het open gesprek van deze gids."))
@click.option("--for", "reader", type=Reader(), metavar="ROL|INSZ", help=words("Alleen de brief voor deze rol of persoon."))
@click.option(
    "--format", "formats", type=OneOf(*FORMATS), multiple=True, metavar="|".join(FORMATS), default=("text",),
    help=words("Het formaat; mag meer dan eens. Een ics is er alleen als er iets af te wachten is."),
)  # fmt: skip
@click.option("--out", metavar="MAP", help=words("De map voor de bestanden; ze wordt gemaakt als ze er niet is."))
@click.pass_context
def letters(
    ctx: click.Context,
    /,
    enterprises: tuple[str, ...],
    guide: str | None,
    *,
    reader: str | None,
    formats: Any,
    out: str | None,
) -> int:
    """Write letters, or show them. Exit code 0, also when nobody has anything to do."""
    asked = wishes(ctx)
    if not enterprises and guide is None:
        raise BadInput(told("Zeg voor welke onderneming (--enterprise NUMMER) of voor welk gesprek (--guide GIDS)."))
    with opened(asked, create=False) as store, store.reading() as transaction:
        found = [one for one in _found(transaction, asked, enterprises, guide) if _is_for(one, reader)]
    if out is None and set(formats) <= set(SHOWN):
        _show([one.letter for one in found], formats, asked)
        return 0
    _write([one.letter for one in found], formats, out, asked)
    return 0


def _found(transaction: Session, asked: Wishes, enterprises: Sequence[str], guide: str | None) -> Iterator[Addressed]:
    from assistant.reports.letters.gather import letters_of_conversation, letters_of_enterprise  # noqa: PLC0415

    how: dict[str, Any] = {"language": asked.language, "at": asked.clock()()}
    if guide is None:
        for one in enterprises:
            yield from letters_of_enterprise(transaction, one, **how)
        return
    name = guide_named(guide).head.id
    wanted: Sequence[str | None] = enterprises or [None]  # a conversation may not know its enterprise yet
    for number in wanted:
        yield from letters_of_conversation(transaction, _conversation(transaction, name, number), **how)


def _conversation(transaction: Session, guide: str, number: str | None) -> str:
    from assistant.store.conversations import find_open  # noqa: PLC0415

    row = find_open(transaction, guide, number)
    if row is not None:
        return row.id
    if number is None:
        raise BadInput(
            told("Er is geen open gesprek van {guide} zonder onderneming. Noem ze met --enterprise.", guide=guide)
        )
    shown = spaced_enterprise(number)
    raise BadInput(told("Er is geen open gesprek van {guide} over onderneming {number}.", guide=guide, number=shown))


def _is_for(one: Addressed, reader: str | None) -> bool:
    return reader is None or reader in one.letter.recipient.roles or reader == one.actor.person


def _show(found: Sequence[Letter], formats: Sequence[Format], asked: Wishes) -> None:
    """Letters on standard output, one after the other; of HTML only one makes a document."""
    from assistant.reports.letters.files import content, file_name  # noqa: PLC0415

    if asked.json:
        texts = [content(letter, "text", "") or b"" for letter in found]
        say_document(_document(found, [{"text": text.decode()} for text in texts]))
        return
    if "html" in formats and len(found) * len(formats) > 1:
        raise BadInput(told("Er zijn {count} brieven. Kies er een met --for, of een map met --out.", count=len(found)))
    if not found:
        say(told(_NOTHING))
    for number, letter in enumerate(found):
        if number:
            say("=" * 76)
            say()
        say_raw((content(letter, formats[0], file_name(letter)) or b"").decode().rstrip("\n"))


_NOTHING = words("Niemand hoeft nu iets te doen.")


def _write(found: Sequence[Letter], formats: Sequence[Format], out: str | None, asked: Wishes) -> None:
    from assistant.reports.letters.files import write_letters  # noqa: PLC0415
    from assistant.reports.letters.folder import letters_folder  # noqa: PLC0415

    folder = Path(out).expanduser() if out else letters_folder()
    written = list(write_letters(found, folder, formats))
    if asked.json:
        say_document(_document(found, [{"files": [str(path) for path in files]} for files in written]))
        return
    if not found:
        say(told(_NOTHING))
    for path in (path for files in written for path in files):
        say(str(path))


def _document(found: Sequence[Letter], made: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What was made, for a program: `letters/1`."""
    rows = [
        {
            "enterprise": letter.enterprise or None,
            "roles": list(letter.recipient.roles),
            "name": letter.recipient.name or None,
            "language": letter.language,
            "steps": ["".join(span.text for span in task.title) for task in letter.tasks],
            "waits": [wait.at.isoformat() for wait in letter.waits],
            **more,
        }
        for letter, more in zip(found, made, strict=True)
    ]
    return {"format": "letters/1", "letters": rows}
