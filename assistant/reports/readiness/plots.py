"""Bars and a line as plain SVG inside a page: no script, no library, every number also as text."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

_BAR, _GAP, _NAMES, _ROOM = 20, 7, 290, 330
_WIDE, _HIGH, _EDGE = 620, 230, 34


def bars(title: str, lines: Sequence[tuple[str, int, str]]) -> str:
    """Return horizontal bars: of each its name, its number and the class that colours it."""
    most = max((number for _, number, _ in lines), default=0) or 1
    high = len(lines) * (_BAR + _GAP)
    parts = [_open(title, _NAMES + _ROOM, high)]
    for index, (name, number, tone) in enumerate(lines):
        y, wide = index * (_BAR + _GAP), max((_ROOM - 60) * number / most, 1 if number else 0)
        middle = y + _BAR / 2
        parts.append(
            f'<text class="name" x="{_NAMES - 10}" y="{middle:.0f}" dominant-baseline="central">{escape(name)}</text>'
            f'<rect class="{escape(tone)}" x="{_NAMES}" y="{y}" width="{wide:.1f}" height="{_BAR}"/>'
            f'<text class="number" x="{_NAMES + wide + 8:.1f}" y="{middle:.0f}" dominant-baseline="central">{number}</text>'
        )
    return "".join((*parts, "</svg>"))


def line(title: str, points: Sequence[tuple[str, int]], top: int) -> str:
    """Return a line over moments, each with its day and number; `top` is the number at the upper edge."""
    top = max(top, *(number for _, number in points), 1)
    step = (_WIDE - 2 * _EDGE) / max(1, len(points) - 1)
    places = [(_EDGE + n * step, _HIGH - _EDGE - (_HIGH - 2 * _EDGE) * number / top) for n, (_, number) in enumerate(points)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    under = f"{_EDGE},{_HIGH - _EDGE} {path} {places[-1][0]:.1f},{_HIGH - _EDGE}"
    parts = [_open(title, _WIDE, _HIGH)]
    for share in (0, 0.5, 1):
        y = _HIGH - _EDGE - (_HIGH - 2 * _EDGE) * share
        parts.append(f'<line class="grid" x1="{_EDGE}" x2="{_WIDE - _EDGE}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(
            f'<text class="axis end" x="{_EDGE - 6}" y="{y:.1f}" dominant-baseline="central">{round(top * share)}</text>'
        )
    parts.append(f'<polygon class="under" points="{under}"/><polyline class="line" points="{path}"/>')
    every = max(1, len(points) // 7)
    for index, ((x, y), (day, number)) in enumerate(zip(places, points, strict=True)):
        parts.append(f'<circle class="point" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>')
        if index % every == 0 or index == len(points) - 1:
            parts.append(f'<text class="axis middle" x="{x:.1f}" y="{_HIGH - 12}">{escape(day)}</text>')
            parts.append(f'<text class="number middle" x="{x:.1f}" y="{y - 10:.1f}">{number}</text>')
    return "".join((*parts, "</svg>"))


def _open(title: str, wide: int, high: int) -> str:
    told = escape(title)
    return f'<svg role="img" aria-label="{told}" viewBox="0 0 {wide} {high}" xmlns="http://www.w3.org/2000/svg"><title>{told}</title>'
