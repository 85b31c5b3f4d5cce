"""The program `toegangswijzer`: its commands, each made in the module that does the work."""

from __future__ import annotations

import click

from assistant import __version__
from assistant.cli.frame import Part, Works, wishes
from assistant.domain.words import words

_PARTS = {
    "chat": Part("assistant.cli.chat:chat", words("Een gesprek dat u stap voor stap door een gids leidt.")),
    "guides": Part("assistant.cli.guides:guides", words("De gidsen: lijst, inhoud, controle.")),
    "ask": Part("assistant.cli.ask:ask", words("Stel een vraag in gewone woorden.")),
    "doctor": Part("assistant.cli.doctor:doctor", words("Kijk na of deze computer klaar is.")),
    "tree": Part("assistant.cli.tree:tree", words("De toegangsboom van een onderneming: inlezen, uitvoeren, tonen.")),
    "do": Part("assistant.cli.do:do", words("Voer handelingen uit: één JSON-object per regel.")),
    "find": Part("assistant.cli.find:find", words("Zoek een onderneming, een persoon of een eenheid.")),
    "diagnose": Part("assistant.cli.diagnose:diagnose", words("Zeg waarom iemand niet binnenraakt.")),
    "repair": Part("assistant.cli.repair:repair", words("Geef het kortste plan om het te herstellen, of voer het uit.")),
    "readiness": Part("assistant.cli.readiness:readiness", words("Zeg hoe ver elke organisatie staat.")),
    "demo": Part("assistant.cli.demo:demo", words("Vul een opslag met verzonnen organisaties, om te proberen.")),
    "import": Part("assistant.cli.import_:import_", words("Gegevens van elders: KBO, uw lijst, verklaringen.")),
    "letters": Part("assistant.cli.letters:letters", words("Brieven: voor elke persoon een blad met alleen diens stappen.")),
    "store": Part("assistant.cli.store:store", words("Zorg voor de opslag: nakijken, bijwerken, kopie maken.")),
}


def _show_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        click.echo(f"toegangswijzer {__version__}")
        ctx.exit()


def _start(ctx: click.Context, /, **_: object) -> int:
    if ctx.invoked_subcommand is not None:
        return 0
    from assistant.cli.chat import open_assistant  # noqa: PLC0415

    return open_assistant(wishes(ctx))


def program() -> Works:
    """Make the program's command line."""
    return Works(
        "toegangswijzer",
        parts=_PARTS,
        callback=click.pass_context(_start),
        params=[
            click.Option(
                ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_show_version,
                help=words("Toon de versie."),
            ),
        ],
        help=words(
            "Leidt zorgorganisaties stap voor stap naar werkende toegang via CSAM. "
            "Zonder opdracht opent de assistent op het volledige scherm."
        ),
        examples=(
            "toegangswijzer",
            "toegangswijzer chat mammografie --plain",
            "toegangswijzer tree show --enterprise 0123.456.749",
        ),
    )  # fmt: skip


def run(arguments: list[str]) -> int:
    """Run one command of the program. Returns its exit code; faults are raised."""
    try:
        with program().make_context("toegangswijzer", arguments) as ctx:
            return int(ctx.command.invoke(ctx) or 0)
    except click.exceptions.Exit as done:
        return done.exit_code
