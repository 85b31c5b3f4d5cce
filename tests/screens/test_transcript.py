"""The transcript is data; one widget draws the lines of it that are in sight."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.geometry import Offset
from textual.selection import Selection

from assistant.conversation.turn import Message, rich
from assistant.screens.speech import Speech
from assistant.screens.widgets.record import Record
from assistant.screens.widgets.transcript import MOST, PAGE, Answer, Remark, Transcript
from tests.screens import fake
from tests.screens.stage import text_of

LOOK = Path(__file__).resolve().parents[2] / "assistant" / "screens" / "look.tcss"
MANY = MOST + PAGE + 30


class Alone(App[None]):
    CSS_PATH = LOOK

    def __init__(self, count: int) -> None:
        super().__init__()
        self.transcript = Transcript(Speech("nl"), [piece(n) for n in range(count)])

    def compose(self) -> ComposeResult:
        with Vertical():
            yield self.transcript

    def on_mount(self) -> None:
        """Room for a scrollbar, as in the chat."""
        self.transcript.styles.height = "100%"

    @property
    def record(self) -> Record:
        return self.transcript.query_one(Record)


def piece(number: int) -> Answer:
    return Answer(f"k{number}", rich(f"Vraag {number}?"), f"antwoord {number}")


async def test_what_is_added_is_drawn_whole_and_in_order() -> None:
    app = Alone(0)
    async with app.run_test(size=(60, 100)) as pilot:
        for number in range(30):
            app.transcript.add(piece(number))
        app.transcript.reveal()
        await pilot.pause()
        lines = [line.strip() for line in text_of(app).split("\n") if line.strip()]
        assert lines == [line for n in range(30) for line in (f"? Vraag {n}?", f"› antwoord {n}")]


async def test_it_begins_at_the_end_and_the_beginning_can_be_read() -> None:
    app = Alone(130)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert "antwoord 129" in text_of(app)
        app.transcript.scroll_home(animate=False)
        await pilot.pause()
        assert "antwoord 0" in text_of(app)
        app.transcript.latest()
        await pilot.pause()
        assert "antwoord 129" in text_of(app)


async def test_older_ones_are_brought_in_and_what_is_read_keeps_its_place() -> None:
    app = Alone(MANY)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        app.transcript.scroll_home(animate=False)
        await pilot.pause()
        assert f"↑ {MANY - MOST} eerdere" in text_of(app)
        at = text_of(app).split("\n").index(next(x for x in text_of(app).split("\n") if f"antwoord {MANY - MOST}" in x))
        app.transcript.earlier()
        await pilot.pause()
        assert f"antwoord {MANY - MOST}" in text_of(app).split("\n")[at]
        app.transcript.scroll_home(animate=False)
        await pilot.pause()
        assert "↑ 30 eerdere" in text_of(app)
        app.transcript.turn_page(-1)
        await pilot.pause()
        app.transcript.scroll_home(animate=False)
        await pilot.pause()
        assert "antwoord 0" in text_of(app)
        assert "eerdere" not in text_of(app)
        app.transcript.earlier()  # there are no more
        await pilot.pause()
        assert len(app.record) == MANY


async def test_the_wheel_and_a_click_bring_older_ones_too() -> None:
    app = Alone(MANY)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        app.transcript.scroll_home(animate=False)
        await pilot.pause()
        app.transcript.post_message(events.MouseScrollUp(app.transcript, 1, 1, 0, -1, 0, False, False, False))
        await pilot.pause()
        assert len(app.record) == MOST + PAGE + 1
        app.transcript.scroll_home(animate=False)
        await pilot.pause()
        lines = text_of(app).split("\n")
        at = next(y for y, line in enumerate(lines) if "↑ 30 eerdere" in line)
        await pilot.click(offset=(lines[at].index("30"), at))
        await pilot.pause()
        assert len(app.record) == MANY


async def test_an_answer_that_was_given_again_marks_the_older_one() -> None:
    app = Alone(MANY)
    async with app.run_test(size=(60, 20)) as pilot:
        app.transcript.add(Answer(f"k{MANY - 2}", rich("Weer?"), "anders"), Answer("k0", rich("Weer?"), "ook anders"))
        app.transcript.latest()
        await pilot.pause()
        assert text_of(app).count("(later gewijzigd)") == 1
        assert app.transcript.pieces[0] == Answer("k0", rich("Vraag 0?"), "antwoord 0", replaced=True)
        assert app.transcript.pieces[MANY - 2] == piece(MANY - 2)._replace(replaced=True)


async def test_tones_have_glyph_and_word() -> None:
    app = Alone(0)
    async with app.run_test(size=(60, 40)) as pilot:
        for tone in ("info", "done", "warning", "refused", "answer", "wait"):
            app.transcript.add(Message(rich(f"tekst {tone}"), tone))  # type: ignore[arg-type]
        app.transcript.add(Remark("wat is een HTB?"))
        await pilot.pause()
        shown = text_of(app)
        for expected in (
            "• tekst info",
            "✓ tekst done",
            "! Let op: tekst",
            "✗ Nog niet goed: tekst",
            "» tekst answer",
            "… Wachten: tekst",
        ):
            assert expected in shown
        assert "› wat is een HTB?" in shown


@pytest.mark.parametrize("count", [3, 100])
async def test_what_came_last_is_shown_from_its_beginning(count: int) -> None:
    app = Alone(count)
    async with app.run_test(size=(60, 14)) as pilot:
        await pilot.pause()
        long = Message(rich("woord " * 300))
        app.transcript.add(Answer("x", rich("Nieuw?"), "ja"), long)
        app.transcript.reveal()
        await pilot.pause()
        assert text_of(app).strip().split("\n")[0].strip() == "? Nieuw?"


async def test_a_card_stands_under_it_until_there_is_none() -> None:
    app = Alone(20)
    async with app.run_test(size=(80, 30)) as pilot:
        instruction = fake.PORTAL.instruction
        app.transcript.add(Message(rich("Nu dit.")), card=instruction)
        app.transcript.reveal()
        await pilot.pause()
        lines = text_of(app).split("\n")
        assert next(y for y, x in enumerate(lines) if "Nu dit." in x) < next(y for y, x in enumerate(lines) if "Wie" in x)
        app.transcript.add(keep_card=True)
        assert app.transcript.card.instruction is instruction
        app.transcript.add(piece(20))
        await pilot.pause()
        assert "Zo komt u er:" not in text_of(app)


@pytest.mark.parametrize(("lines", "both_fit"), [(40, True), (10, False)])
async def test_where_both_do_not_fit_the_card_goes_before_the_answer_given(lines: int, both_fit: bool) -> None:
    app = Alone(20)
    async with app.run_test(size=(80, lines)) as pilot:
        app.transcript.add(Answer("x", rich("Vraag?"), "Ja"), card=fake.PORTAL.instruction)
        app.transcript.reveal()
        await pilot.pause()
        assert ("Vraag?" in text_of(app)) is both_fit
        assert "Wie " in text_of(app)


async def test_another_width_breaks_the_lines_anew() -> None:
    app = Alone(0)
    async with app.run_test(size=(80, 20)) as pilot:
        app.transcript.add(Message(rich("een twee drie vier vijf zes zeven acht negen tien")))
        await pilot.pause()
        assert "negen tien" in text_of(app)
        await pilot.resize_terminal(24, 20)
        await pilot.pause()
        assert "vier\n" in text_of(app)
        assert all(len(line) <= 24 for line in text_of(app).split("\n"))


@pytest.mark.parametrize("size", [(40, 20), (100, 20), (60, 12), (60, 30)])
async def test_what_is_read_back_stays_in_sight_at_another_size(size: tuple[int, int]) -> None:
    app = Alone(0)
    async with app.run_test(size=(60, 20)) as pilot:
        long = " ".join(f"woord{n}" for n in range(20))
        app.transcript.add(*(Message(rich(f"Begin {n}. {long}")) for n in range(20)))
        app.transcript.reveal()
        await pilot.pause()
        for _ in range(2):
            app.transcript.turn_page(1)
            await pilot.pause()
        top = int(app.transcript.scroll_y)
        tops = app.record.tops(app.record.content_size.width)
        read = next(n for n, y in enumerate(tops) if y >= top)
        await pilot.resize_terminal(*size)
        await pilot.pause()
        assert f"Begin {read}." in text_of(app)


async def test_what_is_selected_comes_out_as_it_reads() -> None:
    app = Alone(3)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        app.screen.selections = {app.record: Selection(Offset(2, 3), Offset(10, 4))}
        await pilot.pause()
        assert app.screen.get_selected_text() == "Vraag 1?\n› antwoord"
        assert "antwoord 2" in text_of(app)
        app.screen.selections = {}
        await pilot.pause()
        assert "antwoord 2" in text_of(app)


async def test_another_theme_draws_it_anew() -> None:
    app = Alone(2)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        before = app.record.render_line(0)
        app.theme = "textual-light"
        await pilot.pause()
        after = app.record.render_line(0)
        assert before.text == after.text
        assert [segment.style for segment in before] != [segment.style for segment in after]
