"""The question runs alone: a turn in, one answer out, whatever the user does with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from textual.app import App, ComposeResult
from textual.events import Key, Paste
from textual.widgets import Input

from assistant.conversation.turn import Turn, rich
from assistant.screens import themes
from assistant.screens.speech import Speech
from assistant.screens.widgets.choices import Choices, Picks
from assistant.screens.widgets.head import Head
from assistant.screens.widgets.line import Line
from assistant.screens.widgets.password import PasswordBox
from assistant.screens.widgets.question import Question
from assistant.screens.widgets.rows import row
from tests.screens import fake
from tests.screens.stage import text_of, type_in

LOOK = Path(__file__).resolve().parents[2] / "assistant" / "screens" / "look.tcss"


class Alone(App[None]):
    CSS_PATH = LOOK

    def __init__(self, turn: Turn, settle: float = 0.0) -> None:
        super().__init__()
        self.turn = turn
        self.settle = settle
        self.answers: list[Any] = []
        self.register_theme(themes.LIGHT)
        self.theme = themes.LIGHT.name

    def compose(self) -> ComposeResult:
        yield Question(self.turn, Speech("nl"), settle=self.settle)

    def on_question_answered(self, event: Question.Answered) -> None:
        self.answers.append(event.given)


async def test_arrows_and_enter_choose() -> None:
    app = Alone(fake.HTB)
    async with app.run_test() as pilot:
        await pilot.press("down", "down", "enter")
        assert app.answers == ["no"]


async def test_a_digit_chooses() -> None:
    app = Alone(fake.HTB)
    async with app.run_test() as pilot:
        await pilot.press("2")
        assert app.answers == ["left"]


@pytest.mark.parametrize("turn", [fake.HTB, fake.APPS], ids=["one of them", "any of them"])
async def test_what_is_typed_fast_stays_one_text(turn: Turn) -> None:
    app = Alone(turn)
    async with app.run_test() as pilot:
        body = app.query_one(Question)._body
        assert body is not None
        for character in "nog 2 of 3":  # before the line can have the focus
            body.post_message(Key("space" if character == " " else character, character))
        await pilot.pause()
        assert app.query_one(Line).value == "nog 2 of 3"
        assert app.answers == []
        assert not isinstance(body, Picks) or not body.ticked


async def test_after_a_text_that_goes_nowhere_digits_choose() -> None:
    app = Alone(replace(fake.HTB, kind="end"))
    async with app.run_test() as pilot:
        await pilot.press("x", "2")
        assert app.answers == ["left"]


async def test_a_click_chooses() -> None:
    app = Alone(fake.HTB)
    async with app.run_test() as pilot:
        await pilot.click(Choices, offset=(8, 1))
        assert app.answers == ["left"]


async def test_a_second_enter_answers_nothing() -> None:
    app = Alone(fake.HTB)
    async with app.run_test() as pilot:
        await pilot.press("enter", "enter", "1", "enter")
        await pilot.click(Choices, offset=(8, 2))
        assert app.answers == ["yes"]


async def test_the_key_that_answered_one_question_answers_not_the_next() -> None:
    app = Alone(fake.HTB, settle=60)
    async with app.run_test() as pilot:
        await pilot.press("enter", "1")
        assert app.answers == []


async def test_enter_after_a_digit_belongs_to_the_digit() -> None:
    """Who types "2 Enter" gives one answer; the next question is not answered with its default."""
    app = Alone(fake.HTB, settle=2)
    async with app.run_test() as pilot:
        asked = app.query_one(Question)
        asked._shown_at -= 3
        await pilot.press("2")
        assert app.answers == ["left"]
        await asked.show(fake.HTB)
        asked._shown_at -= 3  # longer than any key is held, not yet too long for an Enter that was meant with it
        await pilot.press("enter")
        assert app.answers == ["left"]
        await pilot.press("1")
        assert app.answers == ["left", "yes"]


@pytest.mark.parametrize("key", ["enter", "space"])
async def test_a_tick_right_after_a_digit_belongs_to_the_digit_too(key: str) -> None:
    app = Alone(fake.HTB, settle=2)
    async with app.run_test() as pilot:
        asked = app.query_one(Question)
        asked._shown_at -= 3
        await pilot.press("2")
        await asked.show(fake.APPS)
        picks = app.query_one(Picks)
        before = set(picks.ticked)
        asked._shown_at -= 3
        await pilot.press(key)
        assert picks.ticked == before and not picks.is_changed
        asked._shown_at -= 8
        await pilot.press(key)
        assert picks.ticked != before


async def test_typing_goes_to_the_line_from_anywhere() -> None:
    app = Alone(fake.HTB)
    async with app.run_test() as pilot:
        await type_in(pilot, "ja hoor")
        assert app.query_one(Line).has_focus
        await pilot.press("enter")
        assert app.answers == ["ja hoor"]


async def test_the_arrow_up_leads_back_to_the_options_and_escape_empties_the_line() -> None:
    app = Alone(fake.HTB)
    async with app.run_test() as pilot:
        await type_in(pilot, "nee")
        await pilot.press("up")
        assert app.query_one(Choices).has_focus
        await type_in(pilot, "x")
        await pilot.press("escape")
        assert app.query_one(Line).value == ""
        await pilot.press("enter")
        assert app.query_one(Choices).has_focus
        assert app.answers == []


async def test_options_that_begin_with_a_digit_are_not_numbered() -> None:
    turn = fake.turn("unit", "choice", "Welke?", choices=fake.choices(("90005", "90005 Huis"), ("90001", "90001 Campus")))
    app = Alone(turn)
    async with app.run_test() as pilot:
        await pilot.press("9")
        assert app.query_one(Line).value == "9"
        assert app.answers == []


async def test_help_of_the_present_option_shows() -> None:
    app = Alone(fake.HTB)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "We gaan met die persoon verder." in text_of(app)
        await pilot.press("down")
        assert "Dan stellen we samen een nieuwe aan." in text_of(app)
        await pilot.resize_terminal(80, 40)
        app.query_one(Question).fit()
        await pilot.pause()
        assert text_of(app).count("een nieuwe aan.") == 1
        assert "De wettelijk vertegenwoordiger stelt er een aan." in text_of(app)


async def test_several_are_ticked_and_sent() -> None:
    app = Alone(fake.APPS)
    async with app.run_test() as pilot:
        await pilot.press("space", "down", "enter", "up", "space")
        assert "1 [ ] Heracles" in text_of(app)
        assert "2 [x] eHealthBox" in text_of(app)
        await pilot.press("space", "end", "enter")
        assert app.answers == [["heracles", "ehealthbox"]]


@pytest.mark.parametrize("said", ["2", "1 en 2", "alles", "weet ik niet"])
async def test_several_are_named_as_well(said: str) -> None:
    """A digit that ticked at once would leave "en 2" of it, and the Enter after "2" would take the tick away."""
    app = Alone(fake.APPS)
    async with app.run_test() as pilot:
        await pilot.press(*("space" if character == " " else character for character in said), "enter")
        assert app.answers == [said]


@pytest.mark.parametrize(
    ("typed", "sent"),
    [("2", [choice.value for choice in fake.APPS.choices[:2]]), ("terug", "terug")],
    ids=["number", "word"],
)
async def test_numbers_that_are_typed_come_to_those_ticked_and_words_do_not(typed: str, sent: Any) -> None:
    app = Alone(fake.APPS)
    async with app.run_test() as pilot:
        await pilot.press("space")
        await type_in(pilot, typed)
        await pilot.press("enter")
        assert app.answers == [sent]


async def test_what_was_not_sent_stands_there_again_after_looking_at_another_question() -> None:
    app = Alone(fake.APPS)
    async with app.run_test() as pilot:
        asked = app.query_one(Question)
        await pilot.press("down", "space")
        await type_in(pilot, "ook")
        await asked.show(replace(fake.HTB, changing=True, given="Ja"))
        assert app.query_one(Line).value == ""
        await asked.show(fake.APPS)
        assert app.query_one(Line).value == "ook"
        await pilot.press("escape", "escape", "end", "enter")
        assert app.answers == [[fake.APPS.choices[1].value]]


async def test_what_was_sent_does_not_come_back() -> None:
    app = Alone(fake.NUMBER)
    async with app.run_test() as pilot:
        asked = app.query_one(Question)
        await type_in(pilot, "0123")
        await pilot.press("enter")
        await asked.show(fake.HTB)
        await asked.show(fake.NUMBER)
        assert app.query_one(Line).value == ""


async def test_more_than_nine_options_have_numbers_too_that_are_typed() -> None:
    choices = tuple(replace(fake.HTB.choices[0], value=f"v{n}", text=rich(f"Keuze {'abcdefghijkl'[n]}")) for n in range(12))
    app = Alone(replace(fake.HTB, choices=choices))
    async with app.run_test(size=(80, 40)) as pilot:
        assert "12 Keuze l" in text_of(app) and " 3 Keuze c" in text_of(app)
        await type_in(pilot, "12")
        await pilot.press("enter")
        assert app.answers == ["12"]


async def test_none_may_be_ticked_too() -> None:
    app = Alone(fake.APPS)
    async with app.run_test(size=(80, 40)) as pilot:
        assert "→  Klaar" in text_of(app)
        assert "Voor artsen." in text_of(app)
        await pilot.press("end", "enter")
        assert app.answers == [[]]


async def test_text_is_answered_as_typed_and_an_empty_line_takes_the_default() -> None:
    app = Alone(fake.NUMBER)
    async with app.run_test() as pilot:
        assert "bv. 0123.456.749" in text_of(app)
        await type_in(pilot, "0123")
        await pilot.press("enter")
        assert app.answers == ["0123"]
    app = Alone(fake.turn("mail", "text", "E-mail?", default="me@voorbeeld.be"))
    async with app.run_test() as pilot:
        assert "Enter voor me@voorbeeld.be" in text_of(app)
        await pilot.press("enter")
        assert app.answers == [""]


async def test_pasted_lines_all_stay_on_the_one_line() -> None:
    from textual import events

    app = Alone(fake.NUMBER)
    async with app.run_test() as pilot:
        app.query_one(Line).post_message(events.Paste("Huis\r\nVoorbeeld\nvzw"))
        await pilot.pause()
        assert app.query_one(Line).value == "Huis Voorbeeld vzw"
    app = Alone(fake.HTB)
    async with app.run_test() as pilot:
        app.query_one(Choices).post_message(events.Paste("nog\nniet"))
        await pilot.pause()
        assert app.query_one(Line).value == "nog niet"


async def test_an_earlier_answer_stands_ready() -> None:
    from msgspec.structs import replace

    app = Alone(replace(fake.NUMBER, changing=True, given="0123.456.749", draft="0123.456.749"))
    async with app.run_test():
        assert app.query_one(Line).value == "0123.456.749"
        assert "Nu staat er: 0123.456.749." in text_of(app)
        assert app.query_one(Question).draft == ""
    app = Alone(replace(fake.HTB, changing=True, given="Nee, er is er nog geen"))
    async with app.run_test() as pilot:
        await pilot.press("enter")
        assert app.answers == ["no"]


async def test_typing_takes_the_place_of_an_earlier_answer() -> None:
    """Whatever stood in the line before it: a text that was typed half, or nothing."""
    for before in ("", "y", "0000.000.000 en nog"):
        app = Alone(fake.NUMBER)
        async with app.run_test() as pilot:
            await type_in(pilot, before)
            earlier = replace(fake.NUMBER, key="x", changing=True, given="Huis Een", draft="Huis Een")
            await app.query_one(Question).show(earlier)
            await type_in(pilot, "Huis Twee")
            assert app.query_one(Line).value == "Huis Twee"


async def test_a_hidden_earlier_answer_leaves_the_line_empty() -> None:
    app = Alone(replace(fake.NUMBER, changing=True, given="90.01.01-***.**"))
    async with app.run_test():
        assert app.query_one(Line).value == ""
        assert "Nu staat er: 90.01.01-***.**." in text_of(app)


async def test_what_is_pasted_keeps_its_words_apart() -> None:
    app = Alone(fake.NUMBER)
    async with app.run_test() as pilot:
        app.query_one(Line).post_message(Paste("een\rtwee\r\ndrie\nvier"))
        await pilot.pause()
        assert app.query_one(Line).value == "een twee drie vier"


async def test_a_password_is_checked_while_typed_and_never_shown() -> None:
    app = Alone(fake.PASSWORD)
    async with app.run_test() as pilot:
        await type_in(pilot, "geheim")
        assert "minstens 10 tekens" in text_of(app)
        assert "geheim" not in text_of(app)
        await pilot.press("enter")
        assert app.answers == []
        await type_in(pilot, "woord12")
        assert "Dit wachtwoord is in orde" in text_of(app)
        await pilot.press("enter")
        assert app.answers == ["geheimwoord12"]
        assert app.query_one(PasswordBox).query_one(Input).value == ""
        assert "geheim" not in text_of(app)


async def test_help_that_is_cut_off_says_so() -> None:
    app = Alone(replace(fake.HTB, help=rich(" ".join(f"Woord {number}." for number in range(60)))))
    async with app.run_test(size=(60, 30)) as pilot:
        assert "Woord 59." in text_of(app) and "…" not in text_of(app)
        app.query_one(Question).styles.height = 15
        await pilot.pause()
        last = text_of(app).splitlines()[app.query_one(Head).content_region.bottom - 1].rstrip()
        assert last.endswith("… (F1)") and "Woord" in last
        app.query_one(Question).styles.height = 13
        await pilot.pause()
        assert "Woord" not in text_of(app) and "…" not in text_of(app), "a question that stands there whole is not cut"


async def test_the_next_question_takes_the_place_of_this_one() -> None:
    app = Alone(fake.HTB)
    async with app.run_test() as pilot:
        question = app.query_one(Question)
        await pilot.press("1")
        for turn in (fake.NUMBER, fake.PORTAL, fake.APPS, fake.PEOPLE, fake.PASSWORD, fake.END, fake.HTB):
            await question.show(turn)
            await pilot.pause()
            assert "".join(span.text for span in turn.text)[:40] in text_of(app)
            assert not question.frozen
            assert sum(body.display for body in question.query(".question-body")) == (turn.kind != "text")
        await pilot.press("4")
        assert app.answers == ["yes", "unknown"]


@pytest.mark.parametrize(("keys", "then"), [(["end", "3"], "123"), (["3", "4"], "34")])
async def test_a_refusal_leaves_what_was_typed_to_mend_or_to_replace(keys: list[str], then: str) -> None:

    app = Alone(fake.NUMBER)
    async with app.run_test() as pilot:
        await type_in(pilot, "12")
        await pilot.press("enter")
        app.query_one(Question).thaw((row("Dit nummer klopt niet."),))
        await pilot.pause()
        assert "Dit nummer klopt niet." in text_of(app)
        await pilot.press(*keys, "enter")
        assert app.answers == ["12", then]


async def test_that_an_answer_is_being_kept_is_said_when_it_takes_long() -> None:
    app = Alone(fake.NUMBER)
    async with app.run_test() as pilot:
        await type_in(pilot, "12")
        await pilot.press("enter")
        app.query_one(Question)._say_frozen()
        await pilot.pause()
        assert "Uw antwoord wordt bewaard…" in text_of(app)


async def test_a_command_can_be_clicked() -> None:
    app = Alone(fake.NUMBER)
    async with app.run_test() as pilot:
        line = next(y for y, text in enumerate(text_of(app).split("\n")) if "Of zeg: overslaan" in text)
        x = text_of(app).split("\n")[line].index("overslaan")
        await pilot.click(offset=(x + 2, line))
        assert app.answers == ["skip"]


async def test_the_end_says_what_waits_and_where_to_go() -> None:
    app = Alone(fake.END)
    async with app.run_test() as pilot:
        assert "CvKO: de hoofdradioloog melden" in text_of(app)
        assert "Typ" not in text_of(app)
        await pilot.press("2")
        assert app.answers == ["stop"]


async def test_an_optional_question_says_so_and_is_skipped_by_enter() -> None:
    app = Alone(fake.turn("x", "text", "Titel?", optional=True, help=rich("Zoals dokter.")))
    async with app.run_test() as pilot:
        assert "U mag dit overslaan: Enter." in text_of(app)
        await pilot.press("enter")
        assert app.answers == ["skip"]


async def test_the_arrow_stands_at_the_default() -> None:
    app = Alone(fake.turn("x", "choice", "Wie?", default="b", choices=fake.choices(("a", "Een"), ("b", "Twee"))))
    async with app.run_test() as pilot:
        await pilot.press("enter")
        assert app.answers == ["b"]
