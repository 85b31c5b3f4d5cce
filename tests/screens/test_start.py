"""The start screen: what is open, the doors, the notice about the key, going from one conversation to another."""

from __future__ import annotations

import re

from assistant.screens.chat import ChatScreen
from assistant.screens.desk import KeyNotice
from assistant.screens.helpdesk.screen import HelpdeskScreen
from assistant.screens.start import StartScreen
from assistant.screens.widgets.line import Line
from assistant.store.fault import StoreFault
from tests.screens import fake
from tests.screens.fake import FakeDesk, FakeTalk
from tests.screens.stage import assistant, question, text_of, type_in, until


async def test_open_conversations_come_first_with_who_and_how_far() -> None:
    async with assistant(desk=FakeDesk(kept=fake.KEPT), start=True) as (app, pilot):
        await until(pilot, lambda: "Ga verder met" in text_of(app))
        shown = text_of(app)
        assert "Ziekenhuis Voorbeeld  0123.456.749  vandaag om 10:00" in shown
        assert "Mammografie en Heracles · Hoedanigheid · 5 van 17" in shown
        assert "Onderneming nog niet gekend  gisteren om 10:00" in shown
        assert re.search(r"Iets lukt niet · Waar het misgaat *\n", shown), "its sections are not counted"
        assert "❯ Ziekenhuis Voorbeeld" in shown


async def test_guide_me_asks_which_guide_and_begins() -> None:
    async with assistant(desk=FakeDesk(), start=True) as (app, pilot):
        await pilot.press("enter")
        await until(pilot, lambda: "Waarmee helpen we u?" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ChatScreen))
        assert question(app).turn is fake.HTB
        await pilot.press("1")
        await until(pilot, lambda: question(app).turn.step == "enterprise.number")


async def test_the_help_desk_is_behind_the_second_door_and_stays_as_it_was_left() -> None:
    async with assistant(desk=FakeDesk(), start=True) as (app, pilot):
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, HelpdeskScreen))
        helpdesk = app.screen
        await type_in(pilot, "campus")
        await until(pilot, lambda: "Campus A" in text_of(app))
        await pilot.press("f7")
        await until(pilot, lambda: isinstance(app.screen, StartScreen))
        await pilot.press("down", "enter")
        await until(pilot, lambda: app.screen is helpdesk)
        assert helpdesk.query_one(Line).value == "campus"


async def test_the_last_door_is_the_overview() -> None:
    async with assistant(desk=FakeDesk(), start=True) as (app, pilot):
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: "Ziekenhuis 001" in text_of(app))


async def test_the_first_start_says_where_the_key_will_be() -> None:
    notice = KeyNotice("/home/an/opslag.db", "/home/an/opslag.db.key")
    async with assistant(desk=FakeDesk(key_notice=notice), start=True) as (app, pilot):
        await until(pilot, lambda: "Sleutel: /home/an/opslag.db.key" in text_of(app))
        assert "Bewaar een kopie van de sleutel" in text_of(app)


async def test_a_store_that_cannot_be_read_says_what_to_do() -> None:
    fault = StoreFault("missing-key", "De sleutel is er niet: {path}.", "Zet uw kopie terug.", path="[/]x")
    async with assistant(desk=FakeDesk(fault=fault), start=True) as (app, pilot):
        await until(pilot, lambda: "De sleutel is er niet: [/]x." in text_of(app))
        assert "Zet uw kopie terug." in text_of(app)
        await pilot.press("f10")
    assert app.return_value == 3


async def test_going_to_and_fro_keeps_what_was_typed() -> None:
    talk = FakeTalk()
    async with assistant(desk=FakeDesk(talk, kept=fake.KEPT), start=True) as (app, pilot):
        await until(pilot, lambda: "Ga verder met" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ChatScreen))
        chat = app.screen
        await type_in(pilot, "half")
        await pilot.press("f7")
        await until(pilot, lambda: isinstance(app.screen, StartScreen) and "Ga verder met" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is chat)
        assert app.screen.query_one(Line).value == "half"


async def test_two_conversations_stand_side_by_side() -> None:
    class Desk(FakeDesk):
        def resume(self, talk: str, language: str) -> FakeTalk:
            return talks[talk]

        def stored_turn(self, talk: str, language: str) -> fake.Turn:
            return talks[talk].turn

    talks = {"t1": FakeTalk(id="t1", at=1), "t2": FakeTalk(id="t2")}
    async with assistant(desk=Desk(kept=fake.KEPT), start=True) as (app, pilot):
        for downs, step, given in ((0, "enterprise.number", "0123"), (1, "htb.there", "nee")):
            await until(pilot, lambda: "Ga verder met" in text_of(app))
            await pilot.press(*["down"] * downs, "enter")
            await until(pilot, lambda step=step: isinstance(app.screen, ChatScreen) and question(app).turn.step == step)
            await type_in(pilot, given)
            await pilot.press("enter")
            await until(pilot, lambda step=step: question(app).turn.step != step)
            await pilot.press("f7")
        assert (talks["t1"].given, talks["t2"].given) == (["0123"], ["nee"])


async def test_at_any_size() -> None:
    async with assistant(desk=FakeDesk(kept=fake.KEPT), start=True) as (app, pilot):
        await until(pilot, lambda: "Ga verder met" in text_of(app))
        for size in ((200, 60), (20, 5), (1, 1), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        assert "❯ Ziekenhuis Voorbeeld" in text_of(app)


async def test_what_is_typed_leads_to_its_guide_and_goes_along() -> None:
    desk = FakeDesk()
    async with assistant(desk=desk, start=True) as (app, pilot):
        await type_in(pilot, "collega vertrekt")
        assert "collega vertrekt" in text_of(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ChatScreen))
        await until(pilot, lambda: desk.begun == ("gebruikersbeheer", {"start.taak": "vertrek"}))
        assert "Het gaat over het deel 'De gebruiker verwijderen'." in text_of(app)


async def test_one_question_decides_between_guides() -> None:
    desk = FakeDesk()
    async with assistant(desk=desk, start=True) as (app, pilot):
        await type_in(pilot, "een jeugdvoorziening")
        await pilot.press("enter")
        await until(pilot, lambda: "Voor welke toepassingen zoekt u toegang?" in text_of(app))
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, ChatScreen))
        await until(pilot, lambda: desk.begun == ("departement-zorg", {"keuze.soort": "minderjarigen"}))


async def test_none_of_them_shows_all_guides_and_escape_keeps_the_start() -> None:
    async with assistant(desk=FakeDesk(), start=True) as (app, pilot):
        await type_in(pilot, "een ziekenhuis")
        await pilot.press("enter")
        await until(pilot, lambda: "Waarvoor zoekt u toegang?" in text_of(app))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, StartScreen))
        await type_in(pilot, "een ziekenhuis")
        await pilot.press("enter")
        await until(pilot, lambda: "Iets anders: toon alle gidsen" in text_of(app))
        await pilot.press("up", "enter")
        await until(pilot, lambda: "Waarmee helpen we u?" in text_of(app))


async def test_what_is_not_understood_is_said_and_kept_to_be_corrected() -> None:
    async with assistant(desk=FakeDesk(), start=True) as (app, pilot):
        await type_in(pilot, "hoe bak ik [/] taart")
        await pilot.press("enter")
        await until(pilot, lambda: "Dat herken ik niet." in text_of(app))
        assert "hoe bak ik [/] taart" in text_of(app)


async def test_after_typing_the_arrow_says_what_enter_is_for() -> None:
    async with assistant(desk=FakeDesk(), start=True) as (app, pilot):
        await type_in(pilot, "blabla")
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: "Ziekenhuis 001" in text_of(app))


async def test_the_arrow_stays_where_it_was_put_when_the_open_conversations_come() -> None:
    async with assistant(desk=FakeDesk(), start=True) as (app, pilot):
        await pilot.press("down")
        screen = app.screen
        assert isinstance(screen, StartScreen)
        screen._list(fake.KEPT)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, HelpdeskScreen))
