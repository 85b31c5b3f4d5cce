"""click, set up our way: options that stand before or after any command, commands loaded when used, Dutch words."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module
from typing import Any, NamedTuple

import click

from assistant.cli.told import speak, told
from assistant.cli.wishes import LANGUAGES, Wishes, usual_language
from assistant.domain.words import words


class OneOf(click.ParamType[str]):
    """A word from a list."""

    name = "word"

    def __init__(self, *accepted: str) -> None:
        self.accepted = accepted

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word as the list has it. Case does not count."""
        for word in self.accepted:
            if str(value).casefold() == word.casefold():
                return word
        return self.fail(told("'{value}' kan niet. Kies uit: {all}.", value=value, all=", ".join(self.accepted)), param, ctx)


class Enterprise(click.ParamType[str]):
    """An enterprise number in any spelling, as its ten digits."""

    name = "nummer"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return ten digits, or say what is wrong with the number (rulebook N3)."""
        from assistant.domain.malformed import Malformed  # noqa: PLC0415
        from assistant.domain.numbers import enterprise_number  # noqa: PLC0415

        try:
            return enterprise_number(str(value))
        except Malformed as fault:
            return self.fail(told(fault.text, **fault.facts), param, ctx)


class Moment(click.ParamType[datetime]):
    """A moment in ISO 8601 with its offset."""

    name = "iso"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the moment in Brussels time, or say what is wrong with it."""
        from assistant.domain.days import moment  # noqa: PLC0415
        from assistant.domain.malformed import Malformed  # noqa: PLC0415

        try:
            return moment(str(value))
        except Malformed as fault:
            return self.fail(told(fault.text, **fault.facts), param, ctx)


def wishes(ctx: click.Context) -> Wishes:
    """What was asked of this run so far; one object for a command and the groups above it."""
    found = ctx.find_object(Wishes)
    if found is None:
        ctx.obj = found = Wishes(language=usual_language())
        speak(found.language)
    return found


def _keep(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    asked = wishes(ctx)
    if value is None or value is False:
        return
    setattr(asked, str(param.name), value)
    if param.name == "language":
        speak(asked.language)


def _common_options() -> list[click.Parameter]:
    """The options of every command (interface §1). Those that others are read by are eager: the language, the moment."""
    return [
        click.Option(
            ["--store"], metavar="PAD|URL", callback=_keep, expose_value=False,
            help=words("De opslag. Anders $TOEGANGSWIJZER_STORE, anders een bestand in uw eigen gegevensmap."),
        ),
        click.Option(
            ["--lang", "language"], type=OneOf(*LANGUAGES), metavar="|".join(LANGUAGES), callback=_keep, expose_value=False,
            is_eager=True, help=words("De taal. Anders $TOEGANGSWIJZER_LANG, anders die van uw computer."),
        ),
        click.Option(
            ["--now"], type=Moment(), metavar="ISO", callback=_keep, expose_value=False, is_eager=True,
            help=words("Doe alsof het nu dit tijdstip is, bijvoorbeeld 2026-11-23T09:00:00+01:00."),
        ),
        click.Option(
            ["--json"], is_flag=True, callback=_keep, expose_value=False,
            help=words("Geef het resultaat als JSON, waar er iets te melden valt."),
        ),
    ]  # fmt: skip


class Work(click.Command):
    """A command: the common options besides its own, help in the user's language, examples below."""

    examples: tuple[str, ...] = ()

    def __init__(self, name: str | None, *, examples: tuple[str, ...] = (), **settings: Any) -> None:
        super().__init__(name, **settings)
        self.examples = examples
        self.params.extend(_common_options())

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, with its own explanation translated."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = words("Toon deze uitleg.")
        return option

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; one too many is told in our own words."""
        wishes(ctx)
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest and not isinstance(self, click.Group):
            raise click.UsageError(told("'{extra}' is te veel.", extra=" ".join(rest)), ctx)
        return rest

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The usage line: the arguments first, as people type them."""
        pieces = [piece for param in self.get_params(ctx) for piece in param.get_usage_pieces(ctx)]
        return [*pieces, told("[opties]")]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=told("Gebruik:") + " ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(told(self.help or ""))

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Leave the arguments to the text of the help: there is at most one, and it is told there."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        records = [param.get_help_record(ctx) for param in self.get_params(ctx) if isinstance(param, click.Option)]
        with formatter.section(told("Opties")):
            formatter.write_dl([(name, told(text)) for name, text in filter(None, records)])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, one a line."""
        if self.examples:
            with formatter.section(told("Voorbeelden")):
                for example in self.examples:
                    formatter.write(f"{'':>{formatter.current_indent}}{example}\n")


class Part(NamedTuple):
    """A command of a group: where it is made, and the line that the group's help shows for it."""

    place: str  # "assistant.cli.guides:guides"
    summary: str


class Works(Work, click.Group):
    """A group of commands, each loaded only when it is used: `--help` shows the lines in `parts`."""

    def __init__(self, name: str | None, *, parts: dict[str, Part], **settings: Any) -> None:
        super().__init__(name, invoke_without_command=True, **settings)
        self.parts = parts
        if self.callback is None:
            self.callback = click.pass_context(self._need_command)
        self.subcommand_metavar = ""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order in which they are explained."""
        return list(self.parts)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command."""
        if cmd_name not in self.parts:
            return None
        module, _, name = self.parts[cmd_name].place.partition(":")
        found: click.Command = getattr(import_module(module), name)
        return found

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is meant, or say which ones there are."""
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            raise click.exceptions.NoSuchCommand(args[0], possibilities=self.parts, ctx=ctx)
        return super().resolve_command(ctx, args)

    def _need_command(self, ctx: click.Context) -> None:
        if ctx.invoked_subcommand is None:
            raise click.UsageError(told("Zeg ook wat er moet gebeuren: {all}.", all=", ".join(self.parts)), ctx)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The usage line: a command, then options."""
        return [told("[opdracht]"), told("[opties]")]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, then the options."""
        with formatter.section(told("Opdrachten")):
            formatter.write_dl([(name, told(part.summary)) for name, part in self.parts.items()])
        Work.format_options(self, ctx, formatter)
