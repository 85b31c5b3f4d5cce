"""What a question says around the place where it is answered, as rows."""

from __future__ import annotations

from assistant.conversation.turn import Turn, plain
from assistant.domain.words import words
from assistant.screens.speech import Speech
from assistant.screens.widgets.rows import Row, row
from assistant.screens.widgets.text import QUIET, content, join, meant

SAID = {"skip": words("overslaan"), "later": words("later")}
"""What people say for the commands that no key gives."""


def word_rows(turn: Turn, say: Speech) -> list[Row]:
    """The question itself, and what is possible without an answer."""
    rows = [row(turn.text, style="bold")]
    if turn.optional:
        skip = words("U mag dit overslaan: Enter.") if turn.kind == "text" else words("U mag dit overslaan.")
        rows.append(row(say(skip), style=QUIET))
    if turn.changing:
        told = say(words("Nu staat er: {answer}."), answer=turn.given) if turn.given else say(words("Nog niet beantwoord."))
        rows.append(row(f"{told} {say(words('Esc: laat het zo.'))}", style=QUIET))
    return rows


def help_rows(turn: Turn) -> list[Row]:
    """The help, where the question would be bare without it; F1 tells the rest."""
    rows = [row(turn.help, style=QUIET)] if turn.help else []
    if turn.kind == "end":
        rows += [row(waiting.text, content("…", "bold $warning"), indent=2) for waiting in turn.waiting]
    return rows


def placeholder(turn: Turn, say: Speech) -> str:
    """What stands in the line while nothing was typed."""
    if turn.kind == "text":
        if turn.default:
            return say(words("Enter voor {value}"), value=turn.default)
        return plain(turn.example) if turn.example else say(words("Typ uw antwoord"))
    if turn.kind == "people":
        return say(words("Of typ de plaats van een bestand, of een vraag"))
    if turn.kind == "password":
        return say(words("Of stel een vraag"))
    return say(words("Of typ uw antwoord, of een vraag"))


def command_rows(turn: Turn, say: Speech) -> list[Row]:
    """What else may be said here, as far as no key says it; a click says it."""
    if turn.kind == "portal":
        return [row(say(words("PgUp PgDn: de instructie lezen · F5: kopiëren")), style=QUIET)]
    said = [command for command in ("skip", "later") if command in turn.commands]
    if not said:
        return []
    names = join([meant(say(SAID[command]), {"say": command}, "underline") for command in said], " · ")
    return [row(join([content(say(words("Of zeg:")), QUIET), names]), style=QUIET)]
