"""Four sets of colours: light, dark, and one of each whose hues stay apart for those who see fewer of them.

Every colour that carries text has a contrast of 4.5 or more on each ground it can stand on (WCAG 2.2, 1.4.3). The last two
are after Okabe and Ito's palette. No colour says anything alone: a glyph and a word say it too.
"""

from __future__ import annotations

from textual.theme import Theme

from assistant.domain.words import words


def _theme(name: str, *, dark: bool, quiet: str, line: str, cursor: str, cursor_text: str, **colours: str) -> Theme:
    return Theme(
        name=name,
        dark=dark,
        variables={
            "text-muted": quiet,
            "text-disabled": quiet,
            "border": colours["primary"],
            "border-blurred": line,
            "block-cursor-background": cursor,
            "block-cursor-foreground": cursor_text,
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-background": colours["surface"],
            "block-cursor-blurred-foreground": colours["foreground"],
            "block-cursor-blurred-text-style": "none",
            "block-hover-background": colours["panel"],
            "input-cursor-background": colours["primary"],
            "input-cursor-foreground": colours["background"],
            "input-selection-background": cursor,
            "scrollbar": line,
            "scrollbar-hover": quiet,
            "scrollbar-active": colours["primary"],
            "scrollbar-background": colours["background"],
            "scrollbar-background-hover": colours["background"],
            "scrollbar-background-active": colours["background"],
            "scrollbar-corner-color": colours["background"],
        },
        **colours,  # type: ignore[arg-type]  # a Theme's colours are all strings
    )


LIGHT = _theme(
    "licht",
    dark=False,
    background="#faf9f6",
    surface="#ffffff",
    panel="#efede6",
    foreground="#1e2a33",
    primary="#1b5e8c",
    secondary="#5b3f8f",
    accent="#8a4b08",
    success="#22693d",
    warning="#855300",
    error="#a8231b",
    quiet="#5a6570",
    line="#cfcabd",
    cursor="#d6e6f2",
    cursor_text="#0f2a3d",
)

DARK = _theme(
    "donker",
    dark=True,
    background="#12171c",
    surface="#1a2128",
    panel="#222b34",
    foreground="#e4e9ee",
    primary="#7cc0f5",
    secondary="#c4b0f0",
    accent="#f0b877",
    success="#86d19a",
    warning="#eac26b",
    error="#f59a90",
    quiet="#98a5b1",
    line="#3a4651",
    cursor="#274a66",
    cursor_text="#f3f8fc",
)

SAFE_LIGHT = _theme(
    "kleurveilig-licht",
    dark=False,
    background="#fbfbfb",
    surface="#ffffff",
    panel="#eeeeee",
    foreground="#1a1a1a",
    primary="#0a6aa8",
    secondary="#8a3c6b",
    accent="#6b4a00",
    success="#00573f",
    warning="#8a6500",
    error="#7d2400",
    quiet="#595959",
    line="#c9c9c9",
    cursor="#cfe6f5",
    cursor_text="#00293f",
)

SAFE_DARK = _theme(
    "kleurveilig-donker",
    dark=True,
    background="#101214",
    surface="#181b1e",
    panel="#22262a",
    foreground="#ececec",
    primary="#56b4e9",
    secondary="#e3a6c8",
    accent="#f0e442",
    success="#4fe0b0",
    warning="#f0e442",
    error="#ff8a4d",
    quiet="#a0a6ab",
    line="#3c4247",
    cursor="#0f4d70",
    cursor_text="#ffffff",
)

THEMES = {theme.name: theme for theme in (LIGHT, DARK, SAFE_LIGHT, SAFE_DARK)}
"""By name, in the order in which F6 goes round."""

NAMES = {
    "licht": words("Licht"),
    "donker": words("Donker"),
    "kleurveilig-licht": words("Licht, kleurveilig"),
    "kleurveilig-donker": words("Donker, kleurveilig"),
}

USUAL = DARK.name


def after(name: str) -> str:
    """The theme after this one."""
    names = list(THEMES)
    return names[(names.index(name) + 1) % len(names)] if name in names else USUAL
