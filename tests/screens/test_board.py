"""The overview: what it shows first, searching, leafing, narrowing, marking, giving out, reading again; by keys alone."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from assistant.domain.symptoms import symptoms
from assistant.screens.board import giving_out
from assistant.screens.board.desk import Letters
from assistant.screens.board.screen import BoardScreen
from assistant.screens.helpdesk.dialogs import AskLine
from assistant.screens.helpdesk.screen import HelpdeskScreen
from assistant.screens.program import Assistant
from assistant.screens.start import StartScreen
from assistant.screens.widgets.line import Line
from assistant.screens.widgets.rows import Rows
from assistant.store.board_view import Wish
from assistant.store.fault import StoreFault
from tests.screens.fake import FakeDesk
from tests.screens.fake_board import FakeBoard, row, with_text
from tests.screens.stage import assistant, text_of, type_in, until
from tests.screens.test_hostile import no_harm
from tests.screens.test_text import ON_SCREENS


@asynccontextmanager
async def overview(
    board: FakeBoard | None = None, size: tuple[int, int] = (80, 24), environ: dict[str, str] | None = None
) -> AsyncIterator[tuple[Assistant, Pilot[int], FakeBoard]]:
    """The app at the overview, through the third door."""
    board = board or FakeBoard()
    async with assistant(desk=FakeDesk(overview=board), start=True, size=size, environ=environ) as (app, pilot):
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, BoardScreen))
        screen = board_of(app)
        screen._pause = 0.01
        if board.there and board.fault is None:
            await until(pilot, lambda: screen.sums.rows == len(board.rows), "the first page")
        yield app, pilot, board


def board_of(app: Assistant) -> BoardScreen:
    screen = app.screen_stack[-1] if isinstance(app.screen_stack[-1], BoardScreen) else app.screen_stack[1]
    assert isinstance(screen, BoardScreen)
    return screen


def noticed(app: Assistant) -> str:
    return " ".join(one.message for one in app._notifications)


async def test_it_shows_who_is_how_far_and_what_is_next() -> None:
    async with overview() as (app, pilot, board):
        await pilot.press("down")
        await until(pilot, lambda: "de gebruiker toevoegen" in text_of(app))
        shown = text_of(app)
        assert "stand van 09:00" in shown
        assert "30 organisaties · klaar voor 10 van 30 toepassingen" in shown
        assert "❯   Ziekenhuis 001" in shown
        assert "✓ Klaar" in shown and "✗ Gebruikers" in shown
        assert "Volgende stap: de gebruiker toevoegen (90005/90001) · HTB, TB" in shown
        assert "De persoon is geen gebruiker (2)" in shown
        assert all(name.startswith("store") for name in board.threads), "nothing is read on the screen's own thread"


async def test_a_national_register_number_in_a_name_is_masked() -> None:
    named = row(1, name="Dr. 90.01.01-999.92", sector="Dr. 90010199992", application="Voor 90010199992")
    async with overview(FakeBoard([named]), size=(160, 40)) as (app, pilot, _):
        await until(pilot, lambda: "Dr. 90.01.01-***.**" in text_of(app))
        assert "999" not in text_of(app)


REPORT = {"action": "external.report", "who_may": ["WV", "HTB", "G"], "unit": None}
OUTSIDE = [
    row(1, stage="outside", findings={"external.head-radiologist": 1}, next=REPORT),
    row(2, stage="outside", findings={"external.heracles-role": 2}, next=REPORT),
    row(4, stage="users", findings={"change.pending": 2}, next=None),
]


async def test_whoever_really_has_to_act_is_named_and_what_he_does() -> None:
    async with overview(FakeBoard(OUTSIDE), size=(140, 40)) as (app, pilot, _):

        def told() -> str:
            return board_of(app).query_one("#detail", Rows).rows[0].text.plain

        remedy = symptoms()["external.head-radiologist"].remedy
        await until(pilot, lambda: told() == f"Volgende stap: {remedy} · Centrum voor Kankeropsporing (CvKO)")
        await pilot.press("down")
        remedy = symptoms()["external.heracles-role"].remedy
        await until(pilot, lambda: told() == f"Volgende stap: {remedy} · De hoofdradioloog van de eenheid")
        await pilot.press("down")
        await until(pilot, lambda: told() == "Volgende stap: Wacht 20 minuten en probeer dan opnieuw.")
        shown = text_of(app)
        assert re.search(r"CvKO +1 ", shown) and re.search(r"De hoofdradioloog van… +1 ", shown)
        assert re.search(r"de tijd: 20 minuten +1 ", shown) and "iemand buiten" not in shown
        assert "WV" not in shown and "melden wat buiten" not in shown
        await pilot.press("f2")
        await pilot.pause()
        found = re.findall(r"Ziekenhuis 00\d.* (\S+) *\n", text_of(app))
        assert found == ["CvKO", "buiten", "tijd"], "the column of who is waited for"


async def test_findings_have_the_sign_that_they_have_in_the_diagnosis() -> None:
    found = {"change.pending": 1, "external.heracles-role": 1, "htb.missing": 1, "user.missing": 2}
    signs = {"change.pending": 2, "external.heracles-role": 1, "htb.missing": 3, "user.missing": 0}
    rows = [row(1, findings=found, signs=signs), row(2, findings={"htb.missing": 1, "user.missing": 2})]
    async with overview(FakeBoard(rows), size=(140, 40)) as (app, pilot, _):

        def told() -> list[str]:
            shown = board_of(app).query_one("#detail", Rows).rows[1:]
            return [f"{each.marker.plain} {each.text.plain}" for each in shown]

        await until(
            pilot,
            lambda: (
                told()
                == [
                    "✗ De persoon is geen gebruiker (2)",
                    "? Niet bekend: Geen rol in Heracles zelf (1)",
                    "… Komt vanzelf in orde: De wijziging is nog niet van kracht (1)",
                    "! Let op: Geen actieve hoofdtoegangsbeheerder (1)",
                ]
            ),
        )
        await pilot.press("down")  # of what was sent in, and of what was read by an earlier version, it is not known
        await until(
            pilot,
            lambda: told() == ["✗ De persoon is geen gebruiker (2)", "! Let op: Geen actieve hoofdtoegangsbeheerder (1)"],
        )


async def test_one_is_told_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with overview(FakeBoard([row(1)])) as (app, pilot, _):
        assert "1 organisatie · klaar voor 0 van 1 toepassing" in text_of(app)
        assert "toepassingen" not in text_of(app)
        await pilot.press("f5")
        await until(pilot, lambda: "Wat wilt u bewaren van de ene die u nu ziet?" in text_of(app))
        await pilot.press("escape", "f8", "f5")
        await until(pilot, lambda: "Wat wilt u bewaren van de ene gemerkte?" in text_of(app))
        await pilot.press("escape")
        screen = board_of(app)
        folder = Path("brieven")
        assert giving_out._of_letters(screen, Letters(2, 1, 1, False), folder) == (
            "2 bestanden voor 1 organisatie in brieven. Van 1 organisatie is er geen boom, dus ook geen brief."
        )


async def test_beside_it_stand_the_figures_where_there_is_room() -> None:
    async with overview(size=(140, 40)) as (app, pilot, _):
        shown = text_of(app)
        assert "Gebruikers                 20 ████" in shown
        assert "HTB                        20 ████" in shown
        assert "6 klaar op 26-10, 10 op 23-11" in shown
        await pilot.press("f2")
        await pilot.pause()
        assert "Per stadium" not in text_of(app)
        assert "Nummer" in text_of(app) and "10/12" in text_of(app)


async def test_where_there_is_none_f2_shows_them_instead() -> None:
    async with overview() as (app, pilot, _):
        assert "Per stadium" not in text_of(app)
        await pilot.press("f2")
        await pilot.pause()
        assert "Per stadium" in text_of(app) and "Ziekenhuis 001" not in text_of(app)
        await pilot.press("pagedown", "pagedown")
        await pilot.pause()
        assert "10 op 23-11" in text_of(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "Ziekenhuis 001" in text_of(app)


async def test_typing_searches_and_escape_shows_all_again() -> None:
    async with overview() as (app, pilot, board):
        screen = board_of(app)
        await type_in(pilot, "huis 02")
        await until(pilot, lambda: screen.sums.rows == 10)
        assert "Ziekenhuis 020" in text_of(app)
        await pilot.press("escape")
        await until(pilot, lambda: screen.sums.rows == 30)
        assert app.screen.query_one(Line).value == ""
        await type_in(pilot, "nergens")
        await until(pilot, lambda: "Niets gevonden. Met Esc ziet u weer alles." in text_of(app))
        assert "Volgende stap" not in text_of(app)
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, StartScreen))
        assert Wish(text="huis 02") in board.asked


async def test_leafing_goes_on_where_the_page_ends() -> None:
    async with overview() as (app, pilot, _):
        screen = board_of(app)

        def at(number: int) -> bool:
            return screen.list.entry is not None and screen.list.entry.row["name"] == f"Ziekenhuis {number:03d}"

        await pilot.press(*["down"] * 12)
        await until(pilot, lambda: at(12), "the first row of the second page")
        await pilot.press("up")
        await until(pilot, lambda: at(11), "the last row of the first page")
        await pilot.press("ctrl+end")
        await until(pilot, lambda: at(29), "the last row")
        await pilot.press("down", "pagedown")
        await pilot.pause(0.05)
        assert at(29)
        await pilot.press("ctrl+home")
        await until(pilot, lambda: at(0), "the first row")
        await pilot.press("pagedown")
        await until(pilot, lambda: at(11))
        await pilot.press("pagedown")
        await until(pilot, lambda: at(12))


async def test_narrowing_tells_how_many_each_choice_has() -> None:
    async with overview() as (app, pilot, _):
        screen = board_of(app)
        await pilot.press("f3")
        await until(pilot, lambda: "Welke organisaties wilt u zien?" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "Jeugdhulp  15" in text_of(app))
        await type_in(pilot, "jeugd")
        await pilot.press("enter")
        await until(pilot, lambda: screen.sums.rows == 15)
        assert "Sector: Jeugdhulp" in text_of(app)
        await pilot.press("f3")
        await until(pilot, lambda: "Welke organisaties" in text_of(app))
        await type_in(pilot, "niet klaar")
        await pilot.press("enter")
        await until(pilot, lambda: screen.wish.stuck and screen.sums.rows == 10)
        assert "alleen wie niet klaar is" in text_of(app)
        await pilot.press("escape")
        await until(pilot, lambda: screen.wish == Wish() and screen.sums.rows == 30)


async def test_another_order() -> None:
    async with overview() as (app, pilot, board):
        await pilot.press("f4")
        await until(pilot, lambda: "In welke volgorde?" in text_of(app))
        await pilot.press("down", "enter")
        await until(pilot, lambda: Wish(order="stage") in board.asked)


async def test_enter_opens_the_organisation_at_the_help_desk() -> None:
    async with overview() as (app, pilot, _):
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, HelpdeskScreen))
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, BoardScreen))
        assert "❯   Ziekenhuis 000" in text_of(app)


async def test_an_organisation_without_a_tree_says_so() -> None:
    async with overview(FakeBoard(trees=False)) as (app, pilot, _):
        await pilot.press("enter")
        await until(pilot, lambda: "staat er geen boom" in noticed(app))
        assert isinstance(app.screen, BoardScreen)


async def test_what_is_marked_is_given_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with overview() as (app, pilot, board):
        await pilot.press("f8", "f8")
        assert "2 gemerkt" in text_of(app)
        assert "  ✓ Ziekenhuis 000" in text_of(app)
        await pilot.press("f5")
        await until(pilot, lambda: "van de 2 gemerkte?" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "Waar wilt u het bewaren?" in text_of(app))
        await pilot.press("enter")
        await until(pilot, (tmp_path / "overzicht-2026-11-23.xlsx").exists)
        marked = (("0100000000", "Heracles"), ("0100000001", "Heracles"))
        await until(pilot, lambda: ("report", "xlsx", Wish(), marked) in board.asked)
        await until(pilot, lambda: isinstance(app.screen, BoardScreen))

        await pilot.press("ctrl+n", "f5")
        await until(pilot, lambda: "van de 30 die u nu ziet?" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "Waar wilt u het bewaren?" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "Dit bestaat al: kies een andere naam." in text_of(app))
        await pilot.press("escape")


async def test_letters_show_how_far_they_are_and_can_be_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    board = FakeBoard()
    board.hold.clear()
    async with overview(board) as (app, pilot, _):
        await pilot.press("f5")
        await until(pilot, lambda: "Wat wilt u bewaren" in text_of(app))
        await type_in(pilot, "brieven")
        await pilot.press("enter")
        await until(pilot, lambda: "In welke nieuwe map" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "van 1000" in text_of(app), "how far it is")
        assert "░░░" in text_of(app)
        await pilot.press("escape")
        await until(pilot, lambda: "U stopte ervoor dat alles er was." in noticed(app))
        assert (tmp_path / "brieven-2026-11-23").is_dir()
        board.hold.set()


@pytest.mark.parametrize(
    ("number", "why"),
    [
        (errno.ENOENT, "kan hier niet gemaakt worden. Kies een andere map."),
        (errno.EROFS, "de schijf is alleen-lezen. Kies een andere map."),
        (errno.ENOSPC, "de schijf is vol. Maak plaats en probeer opnieuw."),
    ],
)
@pytest.mark.parametrize("what", ["xlsx", "brieven"])
async def test_where_it_cannot_be_kept_it_says_why_and_what_to_do(
    number: int, why: str, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with overview() as (app, pilot, board):
        await pilot.press("f5")
        await until(pilot, lambda: "Wat wilt u bewaren" in text_of(app))
        await type_in(pilot, what)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AskLine))
        board.fault = OSError(number, os.strerror(number))
        await pilot.press("enter")
        await until(pilot, lambda: why in noticed(app))
        assert str(tmp_path) in noticed(app) and os.strerror(number) not in noticed(app)


async def test_reading_again_leaves_what_is_there_in_use() -> None:
    board = FakeBoard()
    board.hold.clear()
    async with overview(board) as (app, pilot, _):
        await pilot.press("f9")
        await until(pilot, lambda: "stand van 09:00 · lezen: 7" in text_of(app))
        await pilot.press("down", "f9")
        assert "❯   Ziekenhuis 001" in text_of(app)
        board.hold.set()
        await until(pilot, lambda: "stand van 09:05" in text_of(app) and "lezen" not in text_of(app))
        assert board.asked.count("renew") == 1


async def test_with_nothing_read_yet_it_reads_by_itself() -> None:
    async with overview(FakeBoard(there=False)) as (app, pilot, board):
        await until(pilot, lambda: "Ziekenhuis 001" in text_of(app))
        assert board.asked.count("renew") == 1


async def test_a_store_that_is_read_quickly_is_read_at_each_opening() -> None:
    async with overview(FakeBoard(seconds=0.4)) as (app, pilot, board):
        await until(pilot, lambda: "renew" in board.asked and "stand van 09:05" in text_of(app))


async def test_without_organisations_it_says_how_they_come() -> None:
    async with overview(FakeBoard([])) as (app, pilot, _):
        await until(pilot, lambda: "toegangswijzer demo" in " ".join(text_of(app).split()))


async def test_a_store_that_cannot_be_read_says_what_to_do() -> None:
    fault = StoreFault("locked", "De opslag {path} is bezet.", "Sluit het andere venster.", path="[red]x")
    async with overview(FakeBoard(fault=fault)) as (app, pilot, _):
        await until(pilot, lambda: "De opslag [red]x is bezet." in text_of(app))
        await pilot.press("f3", "f5", "enter", "pagedown", "ctrl+end")
        await pilot.pause()
        await pilot.press("f10")


async def test_it_stays_as_it_was_left_and_speaks_another_language() -> None:
    async with overview() as (app, pilot, _):
        screen = board_of(app)
        await type_in(pilot, "huis 02")
        await until(pilot, lambda: screen.sums.rows == 10)
        await pilot.press("f7")
        await until(pilot, lambda: isinstance(app.screen, StartScreen))
        app.show_board()
        await until(pilot, lambda: app.screen is screen)
        assert "Ziekenhuis 020" in text_of(app)
        await app.set_language("fr")
        await pilot.pause()
        assert screen.speech is app.speech
        await pilot.press("f1")
        await pilot.pause()
        await pilot.press("escape")
        assert "Ziekenhuis 020" in text_of(app)


async def test_at_any_size_in_any_colours_and_in_ascii() -> None:
    async with overview(environ={"LC_ALL": "C"}) as (app, pilot, _):
        for size in ((200, 60), (20, 5), (1, 1), (45, 12), (100, 30), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            no_harm(app, "")
            await pilot.press("f2", "f6")
            await pilot.pause()
            no_harm(app, "")
            await pilot.press("f2")
        shown = text_of(app)
        assert shown.isascii()
        assert ">   Ziekenhuis 000" in shown and "v Klaar" in shown


@pytest.mark.parametrize("text", ON_SCREENS)
async def test_a_text_stays_a_text(text: str) -> None:
    async with overview(with_text(text), size=(140, 40)) as (app, pilot, _):
        for size in ((140, 40), (80, 24), (20, 5), (180, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            no_harm(app, text)
        await pilot.press("f8", "down", "f3", "enter")
        await pilot.pause(0.05)
        no_harm(app, text)
        await pilot.press("escape")
        if text.isascii() and text.isprintable() and 0 < len(text) < 12:
            assert text in text_of(app)


def test_rows_of_the_fake_are_those_of_the_interface() -> None:
    wanted = {"enterprise", "name", "application", "sector", "stage", "ready", "users", "users_ready", "findings", "next"}
    assert set(row(1)) == wanted
