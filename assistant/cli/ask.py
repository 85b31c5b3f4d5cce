"""`ask "QUESTION"`: answers from the lexicon, the guides, the symptoms and the contacts, with their source."""

from __future__ import annotations

from dataclasses import asdict
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from assistant.cli.frame import Work, wishes
from assistant.cli.output import say, say_document
from assistant.cli.told import told
from assistant.domain.words import words

if TYPE_CHECKING:
    from assistant.conversation.asking.answers import Answer

WIDTH = 100


@click.command(
    "ask",
    cls=Work,
    help=words(
        "Beantwoordt een vraag in gewone woorden, met de bron: over een woord, een regel, een probleem, een contact, "
        "een plaats in het portaal of een stap van een gids. Schrijffouten mogen. Hiervoor is geen opslag nodig."
    ),
    examples=(
        'toegangswijzer ask "wie belt ik"',
        'toegangswijzer ask "paswoord vergeten"',
        "toegangswijzer ask wat is een HTB",
    ),
)
@click.argument("question", nargs=-1, required=True, metavar="VRAAG")
@click.pass_context
def ask(ctx: click.Context, question: tuple[str, ...]) -> int:
    """Answer a question; exit code 0 also when nothing fits."""
    from assistant.conversation.asking.answers import ask as answers_to  # noqa: PLC0415

    asked = wishes(ctx)
    text = " ".join(question)
    answers = answers_to(text, asked.language, asked.clock()())
    if asked.json:
        say_document({"format": "answer/1", "question": text, "answers": [asdict(answer) for answer in answers]})
    elif not answers:
        say(told("Daar heb ik geen antwoord op. Vraag het in andere woorden, of zoek een woord uit de gidsen op."))
    else:
        _say_answers(answers)
    return 0


def _say_answers(answers: list[Answer]) -> None:
    """Write the best answer whole, of the others what they are about."""
    best, *others = answers
    say(best.title)
    for line in best.text.splitlines():
        for part in wrap(line, WIDTH, break_long_words=False, break_on_hyphens=False):
            say(part)
    say(told("Bron: {source}", source=best.source))
    if others:
        say()
        say(told("Misschien zoekt u ook:"))
        for other in others:
            say(f"- {other.title}")
