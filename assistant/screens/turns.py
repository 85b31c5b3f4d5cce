"""Small questions about turns that the chat asks."""

from __future__ import annotations

from textual.content import Content

from assistant.conversation.turn import Turn, rich
from assistant.domain.words import words
from assistant.screens.progress import standing
from assistant.screens.speech import Speech
from assistant.screens.widgets.text import QUIET, content, join


def opening_turn(say: Speech) -> Turn:
    """What stands there until the conversation is open, when its question is not known before."""
    return Turn("", "", None, "", "", "", "", "text", "text", rich(say(words("Even geduld: uw gesprek wordt geopend…"))))


def asks_the_same(one: Turn, other: Turn) -> bool:
    """Whether two turns put the same question, whatever was said before them."""
    return (one.key, one.kind, one.text, one.choices, one.given) == (
        other.key,
        other.kind,
        other.text,
        other.choices,
        other.given,
    )


def title_of(turn: Turn, say: Speech) -> tuple[list[Content], Content, Content]:
    """What the title bar says: who and what it is about, from long to short, the section, and its place among all."""
    from assistant.domain.numbers import spaced_enterprise  # noqa: PLC0415

    number = spaced_enterprise(turn.enterprise) if turn.enterprise and len(turn.enterprise) == 10 else turn.enterprise
    guide = content(turn.guide_title, "bold $primary")
    name = [content(turn.enterprise_name, "bold")] if turn.enterprise_name else []
    both = [*name, content(number, QUIET)] if number else name
    lefts = [join([guide, *both], "  "), join(both or [guide], "  "), join(name or both or [guide], "  ")]
    section, place = standing(turn, say)
    return lefts, content(section, QUIET), content(place, QUIET)
