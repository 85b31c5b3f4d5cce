"""Colours: readable in every theme, apart for those who see fewer of them, and remembered."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from textual.color import Color, Lab, rgb_to_lab
from textual.theme import Theme

from assistant.screens import themes
from assistant.screens.settings import Settings, read_settings, write_settings
from tests.screens.stage import assistant, text_of, until

TEXT = ("foreground", "primary", "secondary", "accent", "success", "warning", "error")
GROUNDS = ("background", "surface", "panel")
# Machado, Oliveira and Fernandes 2009, severity 1.0: what is left of red, green and blue (linear).
SEEN = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def luminance(colour: Color) -> float:
    red, green, blue = map(linear, colour.rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(Color.parse(one)), luminance(Color.parse(other))), reverse=True)
    return (high + 0.05) / (low + 0.05)


def as_seen(colour: str, sight: str) -> Lab:
    channels = [linear(channel) for channel in Color.parse(colour).rgb]
    seen = [min(1.0, max(0.0, sum(a * b for a, b in zip(row, channels, strict=True)))) for row in SEEN[sight]]
    back = [s * 12.92 if s <= 0.0031308 else 1.055 * s ** (1 / 2.4) - 0.055 for s in seen]
    return rgb_to_lab(Color(*(round(255 * s) for s in back)))


def apart(one: Lab, other: Lab) -> float:
    return ((one.L - other.L) ** 2 + (one.a - other.a) ** 2 + (one.b - other.b) ** 2) ** 0.5


@pytest.mark.parametrize("theme", themes.THEMES.values(), ids=lambda theme: theme.name)
def test_every_text_is_readable_on_every_ground(theme: Theme) -> None:
    colours = {name: str(getattr(theme, name)) for name in (*TEXT, *GROUNDS)}
    colours["quiet"] = theme.variables["text-muted"]
    for text in (*TEXT, "quiet"):
        for ground in GROUNDS:
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    cursor, cursor_text = theme.variables["block-cursor-background"], theme.variables["block-cursor-foreground"]
    assert contrast(cursor_text, cursor) >= 4.5
    assert contrast(colours["quiet"], cursor) >= 3.0


@pytest.mark.parametrize("sight", SEEN)
@pytest.mark.parametrize("theme", [themes.SAFE_LIGHT, themes.SAFE_DARK], ids=lambda theme: theme.name)
def test_good_and_bad_stay_apart_for_every_sight(theme: Theme, sight: str) -> None:
    for one, other in combinations(("success", "error", "primary", "warning"), 2):
        assert apart(as_seen(str(getattr(theme, one)), sight), as_seen(str(getattr(theme, other)), sight)) >= 15, (
            one,
            other,
        )


async def test_the_colours_go_round_and_are_remembered(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "s.json"
    async with assistant(settings=file) as (app, pilot):
        assert app.theme == themes.USUAL
        seen = []
        for _ in themes.THEMES:
            await pilot.press("f6")
            seen.append(app.theme)
        assert sorted(seen) == sorted(themes.THEMES)
        await pilot.press("f6")
        kept = app.theme
        await until(pilot, lambda: "Kleuren:" in text_of(app))
    async with assistant(settings=file) as (app, _):
        assert app.theme == kept


@pytest.mark.parametrize("damaged", [b"", b"{", b"[]", b'{"theme": 3, "panel": "x"}', b"\xff\xfe", b'{"theme": "weg"}'])
async def test_damaged_settings_count_as_none(damaged: bytes, tmp_path: Path) -> None:
    file = tmp_path / "s.json"
    file.write_bytes(damaged)
    assert read_settings(file).panel is True
    async with assistant(settings=file) as (app, _):
        assert app.theme == themes.USUAL


def test_settings_that_cannot_be_kept_harm_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert not write_settings(tmp_path / "file" / "s.json", Settings("licht"))
    assert read_settings(tmp_path / "file" / "s.json") == Settings()


@pytest.mark.parametrize("theme", themes.THEMES)
@pytest.mark.parametrize("start", [True, False])
async def test_no_colour_is_left_to_the_terminals_own_palette(theme: str, start: bool) -> None:
    """The program translates none (`Assistant._fit_terminal`), so that it must not use any."""
    async with assistant(start=start, size=(120, 40)) as (app, pilot):
        app.theme = theme
        await pilot.pause()
        await pilot.press("f1")
        await pilot.pause()
        for strip in app.screen._compositor.render_strips():
            for segment in strip:
                style = segment.style
                assert style is None or all(one is None or one.triplet for one in (style.color, style.bgcolor)), segment
                assert style is None or not style.dim, segment
