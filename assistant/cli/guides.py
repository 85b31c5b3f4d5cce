"""`guides list|show|check`: the guides that there are, what stands in them, and what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from assistant.cli.faults import BadInput
from assistant.cli.frame import OneOf, Part, Work, Works, wishes
from assistant.cli.output import say, say_document, say_raw, warn
from assistant.cli.told import told
from assistant.domain.words import words

if TYPE_CHECKING:
    from assistant.conversation.flow import Guide

guides = Works(
    "guides",
    parts={
        "list": Part("assistant.cli.guides:list_", words("Welke gidsen er zijn.")),
        "show": Part("assistant.cli.guides:show", words("Een gids als één document, als schema of als JSON.")),
        "check": Part("assistant.cli.guides:check", words("Kijk alle bestanden van de gidsen na.")),
    },
    help=words("De gidsen: welke er zijn, wat erin staat, en of ze in orde zijn. Hiervoor is geen opslag nodig."),
    examples=("toegangswijzer guides list", "toegangswijzer guides show mammografie"),
)


@click.command("list", cls=Work, help=words("Toont welke gidsen er zijn: naam, titel en waarover ze gaan."))
@click.pass_context
def list_(ctx: click.Context) -> int:
    """List the guides that can be read; damaged ones are named on standard error."""
    from assistant.conversation.load import loadable_guides  # noqa: PLC0415
    from assistant.conversation.texts import Texts  # noqa: PLC0415

    asked = wishes(ctx)
    texts = Texts(asked.language)
    found, faults = loadable_guides()
    rows = [
        {"guide": g.head.id, "title": texts.text(g.head.title, g.head.id), "about": texts.text(g.head.about, g.head.id)}
        for g in found
    ]
    if asked.json:
        say_document({"format": "guides/1", "guides": rows})
    else:
        widest = max((len(row["guide"]) for row in rows), default=0)
        for row in rows:
            say(f"{row['guide']:<{widest}}  {row['title']}")
            say(f"{'':<{widest}}  {row['about']}")
    for fault in faults:
        warn(str(fault))
    return 0


@click.command(
    "show",
    cls=Work,
    help=words("Toont een gids van begin tot eind: als tekst, als schema voor Mermaid, of als JSON."),
    examples=("toegangswijzer guides show mammografie", "toegangswijzer guides show mammografie --format mermaid"),
)
@click.argument("guide", metavar="GIDS")
@click.option(
    "--format",
    "form",
    type=OneOf("text", "mermaid", "json"),
    metavar="text|mermaid|json",
    help=words("De vorm. Anders text."),
)
@click.pass_context
def show(ctx: click.Context, guide: str, form: str | None) -> int:
    """Show one guide, drawn from the flow itself."""
    from assistant.conversation.texts import Texts  # noqa: PLC0415
    from assistant.reports.guide_document import guide_json, guide_mermaid, guide_text  # noqa: PLC0415

    asked = wishes(ctx)
    texts = Texts(asked.language)
    found = guide_named(guide)
    match form or ("json" if asked.json else "text"):
        case "json":
            say_document(guide_json(found, texts))
        case "mermaid":
            say_raw(guide_mermaid(found, texts).rstrip("\n"))
        case _:
            say(guide_text(found, texts).rstrip("\n"))
    return 0


@click.command(
    "check", cls=Work, help=words("Kijkt alle bestanden van de gidsen na en toont elke fout met bestand en lijn.")
)
@click.pass_context
def check(ctx: click.Context) -> int:
    """Check all guides. Exit code 1 when a fault was found."""
    from assistant.conversation.lint import check_all  # noqa: PLC0415

    faults = check_all()
    if wishes(ctx).json:
        rows = [{"file": str(fault.file), "line": fault.line, "message": fault.message} for fault in faults]
        say_document({"format": "guides-check/1", "faults": rows})
    else:
        for fault in faults:
            say(f"{fault.file}:{fault.line}: {fault.message}")
        if not faults:
            say(told("Alle gidsen zijn in orde."))
    return 1 if faults else 0


def guide_named(name: str) -> Guide:
    """The guide of that name, or one of its other names. Raises `BadInput` that says which ones there are."""
    from assistant.conversation.load import UnknownGuide, load_guide, loadable_guides  # noqa: PLC0415

    try:
        return load_guide(name)
    except UnknownGuide as unknown:
        wanted = name.strip().casefold()
        for guide in loadable_guides()[0]:
            if wanted in (guide.head.id, guide.head.title.casefold(), *(alias.casefold() for alias in guide.head.aliases)):
                return guide
        which = told("Gids '{name}' bestaat niet. Er zijn: {known}.", name=name[:80], known=", ".join(unknown.known))
        raise BadInput(which) from None
