"""Terminals without Unicode: nothing but ASCII leaves the program, every column where it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from assistant.screens.ascii import PlainCells, in_ascii, knows_unicode
from tests.screens.fake import FakeTalk
from tests.screens.stage import assistant


@pytest.mark.parametrize(
    ("environ", "knows"),
    [
        ({"LANG": "nl_BE.UTF-8"}, True),
        ({"LANG": "nl_BE.utf8"}, True),
        ({}, True),
        ({"LC_CTYPE": "C.UTF-8"}, True),
        ({"LANG": "C"}, False),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, False),  # as Python sets it by itself
        ({"LANG": "POSIX", "LC_CTYPE": "C.UTF-8"}, False),
        ({"LANG": "C", "LC_CTYPE": "nl_BE.UTF-8"}, True),
        ({"LC_ALL": "C"}, False),
        ({"LC_ALL": "C", "LANG": "nl_BE.UTF-8"}, False),
        ({"LANG": "nl_BE.ISO-8859-1"}, False),
    ],
)
def test_the_locale_tells(environ: dict[str, str], knows: bool) -> None:
    assert knows_unicode(environ) is knows


@given(st.text(max_size=100))
def test_whatever_comes_out_is_ascii_and_as_wide(text: str) -> None:
    shown = in_ascii(text)
    assert shown.isascii()
    assert cell_len(shown) == cell_len(text) or not text.isprintable()


def test_letters_and_glyphs_keep_their_look() -> None:
    assert in_ascii("✓ één … ❯ ‘Opslaan’ │") == "v een . > 'Opslaan' |"


async def test_every_cell_of_the_screen(size: tuple[int, int] = (120, 40)) -> None:
    async with assistant(FakeTalk(at=2), size=size, environ={"LANG": "C"}) as (app, pilot):
        await pilot.press("f1")
        await pilot.pause()
        (plain,) = [one for one in app._filters if isinstance(one, PlainCells)]
        for strip in app.screen._compositor.render_strips():
            shown = strip.apply_filter(plain, app.screen.background_colors[1])
            assert shown.text.isascii()
            assert shown.cell_length == strip.cell_length
