"""How far the sections of a guide are, as rows: glyph, title, word."""

from __future__ import annotations

from assistant.conversation.turn import SectionProgress, SectionState, Turn
from assistant.domain.words import words
from assistant.screens.speech import Speech
from assistant.screens.widgets.rows import Row, row, spaced
from assistant.screens.widgets.text import QUIET, content, join

_STATES: dict[SectionState, tuple[str, str, str]] = {
    "done": ("✓", "$success", words("klaar")),
    "now": ("●", "bold $primary", words("nu")),
    "open": ("○", QUIET, words("te doen")),
    "waiting": ("…", "bold $warning", words("wacht")),
    "blocked": ("○", QUIET, words("later")),
    "passed": ("–", QUIET, words("niet nodig")),
}


def progress_rows(turn: Turn, say: Speech) -> list[Row]:
    """A row for every section, and what waits for whom."""
    rows = [_section(section, say) for section in shown_sections(turn)]
    waits = [row(waiting.text, content("…", "bold $warning"), indent=2) for waiting in turn.waiting]
    return spaced(rows, [row(say(words("Wacht op")), style="bold"), *waits] if waits else [])


def shown_sections(turn: Turn) -> list[SectionProgress]:
    """The sections that count: those that are not needed are left out."""
    return [section for section in turn.progress if section.state != "passed"]


def standing(turn: Turn, say: Speech) -> tuple[str, str]:
    """Where we are in few words: the section, and its place among those that count."""
    counted = shown_sections(turn)
    now = next((index for index, section in enumerate(counted, 1) if section.state == "now"), None)
    if now is None:
        return say(words("klaar")) if turn.finished else "", ""
    place = say(words("· {now} van {all}"), now=now, all=len(counted)) if turn.counted else ""
    return counted[now - 1].title, place


def _section(section: SectionProgress, say: Speech) -> Row:
    glyph, style, word = _STATES[section.state]
    title = content(section.title, "bold" if section.state == "now" else QUIET if section.state == "blocked" else "")
    # What comes later waits for the section before it: that goes without saying.
    why = section.why if section.state == "waiting" else ""
    told = content(say(word) + (f": {why}" if why else ""), style)
    return row(join([title, told], " · "), content(glyph, style), indent=2)
