"""The figures beside the list: a bar for each stage, whom is waited for, and a line of how many are ready over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from assistant.domain.days import BRUSSELS
from assistant.domain.stages import STAGES
from assistant.domain.words import words
from assistant.screens.board.desk import Standing
from assistant.screens.board.telling import actor, stage_name
from assistant.screens.speech import Speech
from assistant.screens.widgets.rows import Row, Rows, row, spaced
from assistant.screens.widgets.text import QUIET, content
from assistant.store.board_view import Sums

Past = Sequence[tuple[datetime, Mapping[str, Any]]]

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_LEVELS = " ▁▂▃▄▅▆▇█"
_NAME = 22
_HIGH = 5
"""Lines that the plot over time takes."""


def bar(number: int, most: int, width: int) -> str:
    """A bar, to an eighth of a cell; something is never drawn as nothing."""
    eighths = round(width * 8 * number / most) if most else 0
    eighths = max(eighths, 1 if number else 0)
    full, rest = divmod(eighths, 8)
    return "█" * full + (_EIGHTHS[rest] if rest else "")


def stage_rows(by_stage: Mapping[str, int], width: int, say: Speech) -> list[Row]:
    """A bar for each stage."""
    most = max(by_stage.values(), default=0)
    rows = []
    for name in STAGES:
        count = by_stage.get(name, 0)
        style = {"ready": "$success", "unknown": QUIET}.get(name, "$primary")
        rows.append(_bar_row(stage_name(name, say), count, bar(count, most, max(1, width - _NAME - 10)), style))
    return rows


def actor_rows(by_actor: Mapping[str, int], width: int, say: Speech) -> list[Row]:
    """Who holds up how many, the most first."""
    most = max(by_actor.values(), default=0)
    counted = sorted(by_actor.items(), key=lambda one: (-one[1], one[0]))
    return [
        _bar_row(actor(role, say), count, bar(count, most, max(1, width - _NAME - 10)), "$warning")
        for role, count in counted
    ]


def _bar_row(name: str, count: int, drawn: str, style: str) -> Row:
    told = content(name).truncate(_NAME, ellipsis=True, pad=True)
    return row(Content("").join([told, content(f" {count:>6} ", "bold"), content(drawn, style)]))


def time_rows(past: Past, width: int, say: Speech) -> list[Row]:
    """How many were ready on which day, as columns; nothing before there are two days."""
    if len(past) < 2:
        return []
    shown = list(past)[-max(2, (width - 6) // 3) :]
    ready = [int(totals.get("ready", 0)) for _, totals in shown]
    top = max(1, *ready)
    wide = max(1, min(6, (width - 6) // len(shown) - 1))
    rows = []
    for level in range(_HIGH - 1, -1, -1):
        cells = [_LEVELS[max(0, min(8, round(8 * (_HIGH * one / top - level))))] * wide for one in ready]
        scale = str(top) if level == _HIGH - 1 else "0" if level == 0 else ""
        rows.append(row(content(f"{scale:>5} ", QUIET) + content(" ".join(cells), "$success")))
    first, last = (at.astimezone(BRUSSELS).strftime("%d-%m") for at in (shown[0][0], shown[-1][0]))
    room = max(1, (wide + 1) * len(shown) - 1 - len(first) - len(last))
    rows.append(row(content(" " * 6 + first + " " * room + last, QUIET)))
    told = say(
        words("{before} klaar op {first}, {after} op {last}"), before=ready[0], first=first, after=ready[-1], last=last
    )
    return [*rows, row(told, indent=6)]


class Figures(VerticalScroll):
    """The panel."""

    DEFAULT_CSS = "Figures { width: 100%; height: 1fr; }"

    def __init__(self, speech: Speech, **kwargs: Any) -> None:
        super().__init__(can_focus=False, **kwargs)
        self.speech = speech
        self._sums: Sums | None = None
        self._standing: Standing | None = None

    def compose(self) -> ComposeResult:
        """One piece of text."""
        yield Rows(id="figures-rows")

    def show(self, standing: Standing | None, sums: Sums | None) -> None:
        """Show other figures."""
        self._standing, self._sums = standing, sums
        self.redraw()

    def on_resize(self) -> None:
        """Other bars fit."""
        self.redraw()

    def redraw(self) -> None:
        """Draw them for the present width."""
        say, width = self.speech, max(20, self.content_size.width)
        if self._sums is None or self._standing is None:
            return
        self.query_one(Rows).show(
            spaced(
                _block(say(words("Per stadium")), stage_rows(self._sums.by_stage, width, say)),
                _block(say(words("Op wie wordt er gewacht")), actor_rows(self._sums.by_actor, width, say)),
                _block(say(words("Hoeveel er klaar zijn, alles samen")), time_rows(self._standing.past, width, say)),
            )
        )


def _block(title: str, rows: list[Row]) -> list[Row]:
    return [row(title, style="bold"), *rows] if rows else []
