"""Terminals that know no Unicode: every cell is redrawn with a look-alike of plain ASCII, as the very last thing."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("─━╌╍┄┅═▔▁▂▃▄▅▆▇▀", "-"),
        **dict.fromkeys("│┃║╎╏▏▎▍▌▋▊▉▐▕", "|"),
        **dict.fromkeys("┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╭╮╰╯╸╺╹╻", "+"),
        **dict.fromkeys("█▓▒", "#"),
        **dict.fromkeys("░·•∙", "."),
        **dict.fromkeys("❯›»▶→", ">"),
        **dict.fromkeys("◀←", "<"),
        **dict.fromkeys("↑▲", "^"),
        **dict.fromkeys("↓▼", "v"),
        **dict.fromkeys("‘’‚′", "'"),
        **dict.fromkeys("“”„″", '"'),
        **dict.fromkeys("–—−", "-"),
        **dict.fromkeys("●◉◆■▰", "*"),
        **dict.fromkeys("○◌◇□▱", "o"),
        "⇄": "=",
        "✓": "v",
        "✗": "x",
        "…": ".",
        "\N{NO-BREAK SPACE}": " ",
    }
)


def knows_unicode(environ: Mapping[str, str]) -> bool:
    """Whether the terminal can be taken to show Unicode, as the locale's variables say it.

    Python itself sets LC_CTYPE to C.UTF-8 when LANG is C (PEP 538), so that LANG is looked at first.
    """
    whole = environ.get("LC_ALL", "")
    if whole:
        return _is_unicode(whole)
    lang, kind = environ.get("LANG", ""), environ.get("LC_CTYPE", "")
    if lang in ("C", "POSIX"):
        return _is_unicode(kind) and kind != "C.UTF-8"
    return _is_unicode(kind or lang) if kind or lang else True


def _is_unicode(locale: str) -> bool:
    return "utf8" in locale.casefold().replace("-", "")


@lru_cache(4096)
def in_ascii(text: str) -> str:
    """`text` in ASCII, each character of it as wide as it was."""
    if text.isascii():
        return text
    return "".join(_one(character) for character in text.translate(_ALIKE))


def _one(character: str) -> str:
    if character.isascii():
        return character
    base = "".join(c for c in unicodedata.normalize("NFKD", character) if c.isascii() and c.isprintable())
    width = cell_len(character)
    return base if len(base) == width and base else "?" * width


class PlainCells(LineFilter):
    """The filter that does it."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments with other characters."""
        return [
            segment if segment.control or segment.text.isascii() else Segment(in_ascii(segment.text), segment.style)
            for segment in segments
        ]
