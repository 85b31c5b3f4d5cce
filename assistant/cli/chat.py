"""`chat`, and the program without a command: a guided conversation, on the full screen or in plain lines."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import click

from assistant.cli.faults import BadInput, system_reason
from assistant.cli.frame import Enterprise, Work, wishes
from assistant.cli.guides import guide_named
from assistant.cli.opening import opened
from assistant.cli.output import flush, say, warn
from assistant.cli.told import told
from assistant.cli.wishes import Wishes
from assistant.domain.words import words

if TYPE_CHECKING:
    from assistant.conversation.choosing import Offer
    from assistant.conversation.script import Script
    from assistant.conversation.texts import Texts
    from assistant.plain import Source


@click.command(
    "chat",
    cls=Work,
    help=words(
        "Leidt u in een gesprek door een gids. Een gesprek dat openstaat voor deze gids en onderneming gaat verder; "
        "met --new begint u een ander. Zonder GIDS zegt u in uw eigen woorden wat u wilt doen. Alles wordt onderweg "
        "bewaard: stoppen mag altijd."
    ),
    examples=(
        "toegangswijzer chat mammografie",
        "toegangswijzer chat mammografie --enterprise 0123.456.749",
        "toegangswijzer chat mammografie --plain --answers antwoorden.yaml",
    ),
)
@click.argument("guide", required=False, metavar="GIDS")
@click.option("--enterprise", type=Enterprise(), metavar="NUMMER", help=words("Het ondernemingsnummer."))
@click.option("--new", is_flag=True, help=words("Begin een nieuw gesprek, ook als er een openstaat."))
@click.option("--plain", "in_lines", is_flag=True, help=words("In gewone regels: voor schermlezers, en om te koppelen."))
@click.option(
    "--answers", metavar="BESTAND", help=words("Antwoorden uit een YAML- of JSON-lijst, op hun beurt of per stap.")
)
@click.option(
    "--out", metavar="MAP", help=words("De map voor brieven die u in het gesprek vraagt; anders bij uw documenten.")
)
@click.pass_context
def chat(ctx: click.Context, /, guide: str | None, enterprise: str | None, new: bool, **door: Any) -> int:
    """Lead a conversation by the door that was asked for, or that this terminal can show."""
    talk = _Talk(wishes(ctx), guide_named(guide).head.id if guide else None, enterprise, new, door["out"])
    if door["answers"] is not None:
        return _played(talk, door["answers"])
    return _typed(talk) if door["in_lines"] or not _has_screen() else _full_screen(talk)


@dataclass(frozen=True, slots=True)
class _Talk:
    """Which conversation was asked for, and how."""

    asked: Wishes
    guide: str | None = None
    enterprise: str | None = None
    new: bool = False
    out: str | None = None


def open_assistant(asked: Wishes) -> int:
    """The program without a command: the start screen, or the choice of a guide where there is no screen."""
    return _full_screen(_Talk(asked)) if _has_screen() else _typed(_Talk(asked))


def _has_screen() -> bool:
    """Whether a full-screen program can be shown here, and a key pressed."""
    both = all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))
    return both and os.environ.get("TERM") != "dumb"


def _full_screen(talk: _Talk) -> int:
    from assistant.cli.letter_writer import letter_writer  # noqa: PLC0415
    from assistant.screens.app import run  # noqa: PLC0415
    from assistant.screens.options import Options  # noqa: PLC0415

    asked = talk.asked
    how = (talk.guide, talk.enterprise, talk.new, letter_writer(talk.out))
    return run(Options(asked.location(), asked.language, asked.clock(), *how))


def _typed(talk: _Talk) -> int:
    """A conversation in plain lines, answered by whoever is at the other end of standard input."""
    from assistant.cli.wished import wish_asked_for  # noqa: PLC0415
    from assistant.conversation.choosing import Offer  # noqa: PLC0415
    from assistant.conversation.texts import Texts  # noqa: PLC0415
    from assistant.plain import Typed  # noqa: PLC0415

    texts = Texts(talk.asked.language)
    source = Typed(sys.stdin, say, _prompt, texts)
    wanted = Offer(talk.guide, "") if talk.guide else wish_asked_for(source, say, texts)
    if wanted is not None:
        _converse(talk, wanted, source, texts, first=told(_COMMANDS))
    return 0


_COMMANDS = words(
    "Typ uw antwoord of het nummer ervan. 'Weet ik niet' is ook een antwoord. Met 'help' krijgt u uitleg, met 'terug' de "
    "vorige vraag, met 'overzicht' uw antwoorden. Met 'stop' stopt u: alles is bewaard."
)


def _played(talk: _Talk, file: str) -> int:
    """A conversation answered by a script. Raises `BadInput` for a file that is none, and at an answer that is refused."""
    from assistant.conversation.choosing import Offer  # noqa: PLC0415
    from assistant.conversation.texts import Texts  # noqa: PLC0415
    from assistant.plain import Refusal, Scripted  # noqa: PLC0415

    if talk.guide is None:
        raise BadInput(told("Zeg bij --answers ook welke gids: toegangswijzer chat GIDS --answers {file}", file=file))
    script = _script_in(file)
    try:
        _converse(talk, Offer(talk.guide, ""), Scripted(script, say), Texts(talk.asked.language))
    except Refusal as refusal:
        where = told("antwoord {number} (bij {step})", number=refusal.item.number, step=refusal.turn.key)
        raise BadInput(f"{file}:{refusal.item.line}: {where}: {refusal}") from None
    for item in script.left:
        unused = told("antwoord {number} is niet gebruikt: er werd niet naar gevraagd", number=item.number)
        warn(f"{file}:{item.line}: {unused}")
    return 0


def _script_in(file: str) -> Script:
    from assistant.conversation.script import ScriptFault, read_script  # noqa: PLC0415

    try:
        return read_script(Path(file))
    except ScriptFault as fault:
        place = f"{file}:{fault.line}" if fault.line else file
        raise BadInput(f"{place}: {told(fault.text, **fault.facts)}") from None
    except (OSError, ValueError) as fault:  # a name with a NUL is no OSError
        raise BadInput(f"{file}: {system_reason(fault)}.") from None


def _converse(talk: _Talk, wanted: Offer, source: Source, texts: Texts, *, first: str = "") -> None:
    """Lead a conversation, with what was said before it; `first` is said once it is open."""
    from assistant.cli.letter_writer import letter_writer  # noqa: PLC0415
    from assistant.conversation.session import begin  # noqa: PLC0415
    from assistant.plain import converse  # noqa: PLC0415

    language, clock = talk.asked.language, talk.asked.clock()
    with opened(talk.asked, create=True) as store:
        conversation = begin(
            store, wanted.guide, language=language, now=clock, new_id=_new_id, enterprise=talk.enterprise, new=talk.new,
            told=wanted.answers,
        )  # fmt: skip
        conversation.letters = letter_writer(talk.out)
        if first:
            say(first)
        last = converse(conversation, source, say, texts)
    if not last.finished:
        again = f"toegangswijzer chat {wanted.guide}" + (f" --enterprise {last.enterprise}" if last.enterprise else "")
        say(told("Verder gaat u met: {command}", command=again))


def _new_id() -> str:
    return uuid4().hex


def _prompt(text: str) -> None:
    if sys.stdout is not None:
        sys.stdout.write(text)
        flush()
