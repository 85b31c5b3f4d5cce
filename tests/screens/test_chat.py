"""The chat: from the first question to the last by keyboard, and everything that can go wrong on the way."""

from __future__ import annotations

from assistant.conversation.turn import plain
from assistant.screens.speech import Speech
from assistant.screens.tree_panel import AccessTree
from assistant.screens.widgets.instruction import InstructionCard
from assistant.screens.widgets.line import Line
from assistant.screens.widgets.transcript import Transcript
from assistant.store.fault import StoreFault
from tests.screens import fake
from tests.screens.fake import FakeDesk, FakeTalk
from tests.screens.stage import assistant, question, text_of, type_in, until


async def test_the_whole_walk_by_keyboard() -> None:
    talk = FakeTalk()
    async with assistant(talk) as (app, pilot):
        asked = lambda: question(app).turn.step  # noqa: E731
        await pilot.press("down", "enter")
        await until(pilot, lambda: asked() == "enterprise.number")
        await type_in(pilot, "0123456749")
        await pilot.press("enter")
        await until(pilot, lambda: asked() == "capacity.activate")
        await pilot.press("enter")
        await until(pilot, lambda: asked() == "user.applications")
        await pilot.press("space", "end", "enter")
        await until(pilot, lambda: asked() == "users.list")
        await type_in(pilot, "Voorbeeld;An")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: asked() == "user.password")
        await type_in(pilot, "geheimwoord12")
        await pilot.press("enter")
        await until(pilot, lambda: asked() == "end")
        assert talk.given == ["left", "0123456749", "done", ["heracles"], "Voorbeeld;An", "geheimwoord12"]
        assert "Klaar: de radioloog" in text_of(app)
        await pilot.press("2")
        await until(pilot, lambda: app.return_value is not None)
    assert app.return_value == 0
    assert app.goodbye == "Alles is bewaard. Tot ziens."


async def test_an_answered_question_freezes_with_its_answer() -> None:
    async with assistant() as (app, pilot):
        await pilot.press("1")
        await until(pilot, lambda: question(app).turn.step == "enterprise.number")
        lines = [line.strip() for line in text_of(app).split("\n")]
        answer = lines.index("› Ja, die is er en werkt hier nog")
        assert any(line.startswith("? Heeft uw onderneming") for line in lines[:answer])


async def test_while_an_answer_is_kept_nothing_else_is_answered() -> None:
    talk = FakeTalk()
    async with assistant(talk) as (app, pilot):
        talk.hold.clear()
        await pilot.press("1", "enter", "2", "f4", "f3")
        assert question(app).frozen
        talk.hold.set()
        await until(pilot, lambda: question(app).turn.step == "enterprise.number")
        assert talk.given == ["yes"]
        assert talk.changing is None


async def test_the_store_is_only_touched_behind_the_screens() -> None:
    talk = FakeTalk()
    async with assistant(talk) as (_, pilot):
        await pilot.press("1")
        await until(pilot, lambda: talk.at == 1)
    assert talk.threads == {"store_0"}


async def test_what_is_answered_before_the_conversation_is_open_waits() -> None:
    desk = FakeDesk()
    desk.opened.clear()
    async with assistant(desk=desk) as (app, pilot):
        assert "Heeft uw onderneming" in text_of(app)
        await pilot.press("3")
        assert question(app).frozen
        assert desk.talk.given == []
        desk.opened.set()
        await until(pilot, lambda: question(app).turn.step == "enterprise.number")
        assert desk.talk.given == ["no"]


async def test_an_answer_to_a_question_that_is_past_is_not_given_to_another() -> None:
    desk = FakeDesk()
    desk.opened.clear()
    async with assistant(desk=desk) as (app, pilot):
        await pilot.press("3")
        desk.talk.at = 1
        desk.opened.set()
        await until(pilot, lambda: question(app).turn.step == "enterprise.number")
        await until(pilot, lambda: "ging intussen verder" in text_of(app))
        assert desk.talk.given == []


async def test_a_refusal_is_told_and_the_text_stays() -> None:
    async with assistant() as (app, pilot):
        await type_in(pilot, "fout")
        await pilot.press("enter")
        await until(pilot, lambda: "Dit nummer klopt niet" in text_of(app))
        assert app.screen.query_one(Line).value == "fout"
        assert app.screen.query_one(Line).has_focus


async def test_a_side_question_is_answered_and_the_question_put_again() -> None:
    async with assistant() as (app, pilot):
        await type_in(pilot, "hoe?")
        await pilot.press("enter")
        await until(pilot, lambda: "Een HTB is de beheerder van alles." in text_of(app))
        assert app.screen.query_one(Line).value == ""
        await pilot.press("1")
        await until(pilot, lambda: question(app).turn.step == "enterprise.number")


async def test_the_help_gives_way_to_what_is_said_beside_a_question() -> None:
    async with assistant() as (app, pilot):
        told = plain(question(app).turn.help)[:20]
        assert told
        assert told in text_of(app)
        await type_in(pilot, "hoe?")
        await pilot.press("enter")
        await until(pilot, lambda: "Een HTB is de beheerder van alles." in text_of(app))
        assert told not in text_of(app)


async def test_a_fault_of_the_store_says_what_to_do_and_keeps_the_text() -> None:
    async with assistant() as (app, pilot):
        await type_in(pilot, "slot")
        await pilot.press("enter")
        await until(pilot, lambda: "De opslag [red]x is bezet." in text_of(app))
        assert "Sluit het andere venster." in text_of(app)
        assert app.screen.query_one(Line).value == "slot"


async def test_an_error_of_the_program_is_a_message_and_no_traceback() -> None:
    async with assistant() as (app, pilot):
        await type_in(pilot, "boem")
        await pilot.press("enter")
        await until(pilot, lambda: "RuntimeError: [/] zomaar" in text_of(app))
        assert "Traceback" not in text_of(app)
        app.screen.query_one(Line).value = ""
        await pilot.press("up", "1")
        await until(pilot, lambda: question(app).turn.step == "enterprise.number")


async def test_a_store_that_cannot_be_opened_is_tried_again_with_the_next_answer() -> None:
    desk = FakeDesk(fault=StoreFault("missing-key", "De sleutel is er niet.", "Zet uw kopie terug."))
    async with assistant(desk=desk) as (app, pilot):
        await until(pilot, lambda: "Zet uw kopie terug." in text_of(app))
        await pilot.press("1")
        await until(pilot, lambda: not question(app).frozen)
        desk.fault = None
        await pilot.press("1")
        await until(pilot, lambda: question(app).turn.step == "enterprise.number")
        assert desk.talk.given == ["yes"]


async def test_stopping_without_a_store_is_exit_code_3() -> None:
    desk = FakeDesk(fault=StoreFault("missing-key", "De sleutel is er niet.", "Zet uw kopie terug."))
    async with assistant(desk=desk) as (app, pilot):
        await until(pilot, lambda: "Zet uw kopie terug." in text_of(app))
        await pilot.press("f10")
    assert app.return_value == 3


async def test_back_and_change() -> None:
    talk = FakeTalk()
    async with assistant(talk) as (app, pilot):
        await pilot.press("1")
        await until(pilot, lambda: question(app).turn.step == "enterprise.number")
        await pilot.press("f4")
        await until(pilot, lambda: question(app).turn.changing)
        assert "Nu staat er: Ja, die is er en werkt hier nog." in text_of(app)
        await pilot.press("2")
        await until(pilot, lambda: question(app).turn.step == "enterprise.number")
        assert "(later gewijzigd)" in text_of(app)
        assert talk.given == ["yes", "left"]


async def test_escape_leaves_an_earlier_answer_as_it_was() -> None:
    talk = FakeTalk()
    async with assistant(talk) as (app, pilot):
        await pilot.press("1")
        await until(pilot, lambda: question(app).turn.step == "enterprise.number")
        await pilot.press("f4")
        await until(pilot, lambda: question(app).turn.changing)
        assert "Esc: laat het zo." in text_of(app)
        await pilot.press("escape")
        await until(pilot, lambda: question(app).turn.step == "enterprise.number")
        assert talk.given == ["yes"]


async def test_a_conversation_that_went_on_elsewhere_shows_where_it_stands() -> None:
    async with assistant() as (app, pilot):
        await type_in(pilot, "elders")
        await pilot.press("enter")
        await until(pilot, lambda: question(app).turn.step == "enterprise.number")
        assert "Dit gesprek ging elders verder." in text_of(app)
        assert app.screen.query_one(Line).value == ""


async def test_earlier_answers_are_listed_and_one_is_changed() -> None:
    async with assistant() as (app, pilot):
        await pilot.press("1")
        await until(pilot, lambda: question(app).turn.step == "enterprise.number")
        await type_in(pilot, "0123")
        await pilot.press("enter")
        await until(pilot, lambda: question(app).turn.step == "capacity.activate")
        await pilot.press("f3")
        await until(pilot, lambda: "Eerdere antwoorden" in text_of(app))
        assert "› 0123" in text_of(app)
        await type_in(pilot, "heeft")
        assert "› 0123" not in text_of(app)
        await pilot.press("enter")
        await until(pilot, lambda: question(app).turn.changing)
        assert question(app).turn.key == "htb.there"


async def test_help_tells_everything_about_the_question() -> None:
    async with assistant(size=(100, 60)) as (app, pilot):
        await pilot.press("f1")
        await pilot.pause()
        shown = text_of(app)
        for expected in (
            "De HTB beheert alle toegangen",
            "Vul uw ondernemingsnummer in",
            "We gaan met die persoon verder",
            "G2 stap 1",
        ):
            assert expected in shown
        assert "hoofdtoegangsbeheerder (HTB)" in shown
        await pilot.press("escape")
        assert question(app).turn is fake.HTB


async def test_the_fields_of_a_portal_step_are_copied_one_after_the_other() -> None:
    async with assistant(FakeTalk(at=2), size=(100, 50)) as (app, pilot):
        await pilot.press("f5")
        assert app.clipboard == "me@voorbeeld.be"
        await pilot.press("f5")
        assert app.clipboard == "90010199992"
        await pilot.press("f5")
        assert app.clipboard == "me@voorbeeld.be"
        card = app.screen.query_one(InstructionCard).plain()
        assert "1. Klik op 'De hoedanigheid activeren'" in card
        assert "Pincode: die kent u alleen" in card


async def test_without_a_card_the_question_is_copied() -> None:
    async with assistant() as (app, pilot):
        await pilot.press("f5")
        assert app.clipboard == plain(fake.HTB.text)


async def test_i_see_something_else_keeps_the_instruction_in_sight() -> None:
    async with assistant(FakeTalk(at=2)) as (app, pilot):
        await pilot.press("2")
        await until(pilot, lambda: "Wat ziet u op het scherm?" in text_of(app))
        assert app.screen.query(InstructionCard)


async def test_the_tree_stands_beside_the_chat_when_there_is_room() -> None:
    async with assistant(FakeTalk(at=2), size=(120, 40)) as (app, pilot):
        await until(pilot, lambda: "HTB An Voorbeeld" in text_of(app))
        shown = text_of(app)
        assert "… Campus A 90001" in shown and "opgeslagen" in shown
        assert "✗ Bart" in shown and "geblokkeerd" in shown
        assert "○ Campus B" in shown and "gepland" in shown
        assert "● Hoedanigheid · nu" in shown
        await pilot.press("f2")
        await pilot.pause()
        assert "Voortgang" not in text_of(app)
        assert app.settings.panel is False


async def test_in_80_columns_the_tree_takes_the_place_of_the_chat() -> None:
    async with assistant(FakeTalk(at=2)) as (app, pilot):
        assert "Voortgang" not in text_of(app)
        await pilot.press("f2")
        await until(pilot, lambda: "HTB An Voorbeeld" in text_of(app))
        assert app.screen.query_one(AccessTree).has_focus
        assert "Gedaan" not in text_of(app)
        await pilot.press("f2")
        await until(pilot, lambda: "Gedaan" in text_of(app))
        await pilot.press("2")
        await until(pilot, lambda: "Wat ziet u op het scherm?" in text_of(app))


async def test_in_80_columns_the_progress_can_be_read_to_its_end() -> None:
    async with assistant(size=(80, 18)) as (app, pilot):
        await pilot.press("f2")
        await until(pilot, lambda: bool(app.screen.query("#progress-rows")))
        progress = app.screen.query_one("#progress")
        assert progress.max_scroll_y > 0
        await pilot.press("shift+tab", "end")
        await until(pilot, lambda: progress.scroll_y == progress.max_scroll_y)
        assert "Aanmelden" in text_of(app)


async def test_every_size_shows_the_question_and_takes_an_answer() -> None:
    talk = FakeTalk(walk=[*(fake.WALK[:4] * 4), fake.END])
    sizes = [(80, 24), (200, 60), (20, 5), (120, 40), (40, 10), (20, 5), (100, 12), (1, 1), (80, 24)]
    async with assistant(talk) as (app, pilot):
        for count, size in enumerate(sizes):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            if size != (1, 1):
                assert plain(question(app).turn.text).split()[0] in text_of(app), size
            if question(app).turn.kind == "text":
                await type_in(pilot, "12")
                await pilot.press("enter")
            elif question(app).turn.kind == "multi":
                await pilot.press("end", "enter")
            else:
                await pilot.press("1")
            await until(pilot, lambda count=count: talk.at == count + 1 and not question(app).frozen, f"answer at {size}")
        assert len(talk.given) == len(sizes)


async def test_a_taller_screen_shows_more_help() -> None:
    async with assistant() as (app, pilot):
        assert "De wettelijk vertegenwoordiger stelt er een aan." not in text_of(app)
        await pilot.resize_terminal(80, 40)
        await pilot.pause()
        assert "De wettelijk vertegenwoordiger stelt er een aan." in text_of(app)


async def test_in_twenty_by_five_the_options_can_be_walked() -> None:
    async with assistant(size=(20, 5)) as (app, pilot):
        assert "❯ 1" in text_of(app)
        await pilot.press("down", "down", "down")
        await pilot.pause()
        assert "❯ 4 Weet ik" in text_of(app)


async def test_resizing_under_a_dialog() -> None:
    async with assistant() as (app, pilot):
        for key in ("f1", "f3", "ctrl+p"):
            await pilot.press(key)
            for size in ((20, 5), (200, 60), (80, 24)):
                await pilot.resize_terminal(*size)
                await pilot.pause()
            await pilot.press("escape")
        await pilot.press("1")
        await until(pilot, lambda: question(app).turn.step == "enterprise.number")


async def test_the_footer_is_true_at_80_columns() -> None:
    async with assistant() as (app, pilot):
        footer = text_of(app).split("\n")[-1]
        assert "F1 Hulp" in footer and "F10 Stop" in footer and "F4 Terug" in footer
        x = footer.index("F1 Hulp")
        await pilot.click(offset=(x + 4, 23))
        await pilot.pause()
        assert "Uitleg" in text_of(app)


async def test_stop_by_word_by_key_and_by_ctrl_c() -> None:
    for keys in (["f10"], ["ctrl+q"], ["ctrl+c"]):
        async with assistant() as (app, pilot):
            await pilot.press(*keys)
        assert app.return_value == 0, keys
    async with assistant() as (app, pilot):
        await type_in(pilot, "stop")
        await pilot.press("enter")
        await until(pilot, lambda: app.return_value is not None)
    assert app.goodbye == "Alles is bewaard. Tot de volgende keer."


async def test_typed_words_that_were_not_sent_are_asked_about_once() -> None:
    async with assistant() as (app, pilot):
        await type_in(pilot, "half")
        await pilot.press("f10")
        await pilot.pause()
        assert app.return_value is None
        await pilot.press("f10")
    assert app.return_value == 0


async def test_stopping_waits_for_the_answer_that_is_being_kept() -> None:
    talk = FakeTalk()
    async with assistant(talk) as (app, pilot):
        talk.hold.clear()
        await pilot.press("1")
        stopping = app.run_worker(app.action_stop())
        await pilot.pause(0.05)
        assert app.return_value is None
        talk.hold.set()
        await stopping.wait()
    assert talk.given == ["yes"]
    assert app.return_value == 0


async def test_ctrl_c_copies_what_is_selected() -> None:
    async with assistant() as (app, pilot):
        await type_in(pilot, "hier")
        app.screen.query_one(Line).select_all()
        await pilot.press("ctrl+c")
        assert app.clipboard == "hier"
        assert app.return_value is None


class Shouting(Speech):
    """A language in which everything is said in capitals."""

    def __init__(self, language: str) -> None:
        super().__init__("nl")
        self.language = language

    def __call__(self, source: str, context: str = "", /, **facts: object) -> str:
        said = super().__call__(source, context, **facts)
        return said if self.language == "nl" else said.upper()


async def test_the_language_switches_while_the_program_runs() -> None:
    talk = FakeTalk(at=2)
    async with assistant(talk, size=(120, 40), speech=Shouting) as (app, pilot):
        assert "F1 Hulp" in text_of(app)
        await app.set_language("fr")
        await pilot.pause()
        shown = text_of(app)
        assert talk.spoken == "fr"
        for expected in ("F1 HULP", "VOORTGANG", "OF TYP UW ANTWOORD", "ZO KOMT U ER:", "KLAAR"):
            assert expected in shown
        await pilot.press("1")
        await until(pilot, lambda: question(app).turn.step == "user.applications")
        assert "OF ZEG: OVERSLAAN" in text_of(app)


async def test_a_conversation_that_went_on_shows_its_earlier_answers() -> None:
    talk = FakeTalk()
    talk.answer("yes")
    talk.answer("0123456749")
    async with assistant(talk) as (app, _):
        assert [piece.answer for piece in app.screen.query_one(Transcript).pieces if hasattr(piece, "answer")] == [
            "Ja, die is er en werkt hier nog",
            "0123456749",
        ]
