"""The transcript is data; the screen holds a window on it."""

from __future__ import annotations

from pathlib import Path

from textual import events
from textual.app import App, ComposeResult
from textual.containers import Vertical

from assistant.conversation.turn import Message, rich
from assistant.screens.speech import Speech
from assistant.screens.widgets.transcript import MOST, PAGE, Answer, Remark, Transcript
from tests.screens.stage import text_of

LOOK = Path(__file__).resolve().parents[2] / "assistant" / "screens" / "look.tcss"


class Alone(App[None]):
    CSS_PATH = LOOK

    def __init__(self, count: int) -> None:
        super().__init__()
        self.transcript = Transcript(Speech("nl"), [piece(n) for n in range(count)])

    def compose(self) -> ComposeResult:
        with Vertical():
            yield self.transcript


def piece(number: int) -> Answer:
    return Answer(f"k{number}", rich(f"Vraag {number}?"), f"antwoord {number}")


async def test_at_most_fifty_stand_on_the_screen() -> None:
    app = Alone(0)
    async with app.run_test():
        for number in range(130):
            await app.transcript.add(piece(number))
            assert len(app.transcript.query(".piece")) <= MOST
        assert len(app.transcript.pieces) == 130


async def test_older_pieces_come_back_and_the_newest_too() -> None:
    app = Alone(130)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert "antwoord 129" in text_of(app)
        app.transcript.scroll_home(animate=False)
        await pilot.pause()
        for _ in range(12):
            await app.transcript.earlier()
            await pilot.pause()
            assert len(app.transcript.query(".piece")) <= MOST
        app.transcript.scroll_home(animate=False)
        await pilot.pause()
        assert "antwoord 0" in text_of(app)
        await app.transcript.latest()
        await pilot.pause()
        await pilot.pause()
        assert "antwoord 129" in text_of(app)


async def test_paging_back_brings_older_ones_and_keeps_the_place() -> None:
    app = Alone(130)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        app.transcript.scroll_home(animate=False)
        await pilot.pause()
        assert f"↑ {130 - MOST} eerdere" in text_of(app)
        await app.transcript.turn_page(-1)
        await pilot.pause()
        await pilot.pause()
        assert app.transcript._first == 130 - MOST - PAGE
        assert f"antwoord {130 - MOST}" in text_of(app)


async def test_the_wheel_brings_older_ones_too() -> None:
    app = Alone(130)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        app.transcript.scroll_home(animate=False)
        await pilot.pause()
        app.transcript.post_message(events.MouseScrollUp(app.transcript, 1, 1, 0, -1, 0, False, False, False))
        await pilot.pause()
        assert app.transcript._first == 130 - MOST - PAGE


async def test_how_many_there_are_more_can_be_clicked() -> None:
    app = Alone(130)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        await app.transcript._look_at(10, 10 + MOST)
        while "↑ 10 eerdere" not in text_of(app):  # until what was mounted is laid out
            app.transcript.scroll_home(animate=False)
            await pilot.pause()
        lines = text_of(app).split("\n")
        at = next(y for y, line in enumerate(lines) if "↑ 10 eerdere" in line)
        await pilot.click(offset=(lines[at].index("10"), at))
        await pilot.pause()
        assert app.transcript._first == 0


async def test_an_answer_that_was_given_again_marks_the_older_one() -> None:
    app = Alone(2)
    async with app.run_test() as pilot:
        await app.transcript.add(Answer("k0", rich("Vraag 0?"), "anders"))
        await pilot.pause()
        assert text_of(app).count("(later gewijzigd)") == 1
        assert app.transcript.pieces[0] == Answer("k0", rich("Vraag 0?"), "antwoord 0", replaced=True)


async def test_tones_have_glyph_and_word() -> None:
    app = Alone(0)
    async with app.run_test() as pilot:
        for tone in ("info", "done", "warning", "refused", "answer", "wait"):
            await app.transcript.add(Message(rich(f"tekst {tone}"), tone))  # type: ignore[arg-type]
        await app.transcript.add(Remark("wat is een HTB?"))
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


async def test_looking_back_while_something_is_added_keeps_the_window_whole() -> None:
    import asyncio

    app = Alone(130)
    async with app.run_test(size=(60, 20)) as pilot:
        transcript = app.transcript
        for number in range(130, 150):
            await asyncio.gather(transcript.earlier(), transcript.add(Answer(f"k{number - 50}", rich("Weer?"), str(number))))
            await pilot.pause()
            shown = list(transcript.query(".piece"))
            assert len(shown) == transcript._end - transcript._first <= MOST
            first = transcript.pieces[transcript._first]
            assert isinstance(first, Answer)
            assert first.answer in str(shown[0].render())


async def test_adding_never_pages_back_by_itself() -> None:
    app = Alone(0)
    async with app.run_test(size=(60, 20)) as pilot:
        for number in range(90):
            await app.transcript.add(piece(number))
            app.transcript.reveal()
            await pilot.pause()
        assert app.transcript._first == 90 - MOST
