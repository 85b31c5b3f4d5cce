"""What opens over the help desk: narrowing, looking back, giving out, taking in a pasted screen."""

from __future__ import annotations

from pathlib import Path

from textual import events
from textual.pilot import Pilot

from assistant.screens.helpdesk.cases import Asked, Belongs
from assistant.screens.widgets.line import Line
from tests.screens.fake_helpdesk import AN, BO, NUMBER
from tests.screens.stage import text_of, type_in, until
from tests.screens.test_helpdesk import helpdesk, open_bo


async def test_filter_by_person_and_by_application() -> None:
    async with helpdesk() as (app, pilot, desk):
        await type_in(pilot, "campus")
        await pilot.press("enter")
        await until(pilot, lambda: "Oorzaak" in text_of(app))
        await pilot.press("f8")
        await until(pilot, lambda: "Wie of wat wilt u zien?" in text_of(app))
        assert "85.02.02-***.**" in text_of(app), "numbers are masked on screens"
        await type_in(pilot, "an voor")
        await pilot.press("enter")
        await until(pilot, lambda: ("case", Asked(NUMBER, person=AN)) in desk.asked)
        await pilot.press("f8")
        await until(pilot, lambda: "Iedereen en alle toepassingen" in text_of(app))
        await type_in(pilot, "heracles")
        await pilot.press("enter")
        await until(pilot, lambda: ("case", Asked(NUMBER, AN, "Heracles")) in desk.asked)


async def test_since_when_and_back_to_now() -> None:
    async with helpdesk() as (app, pilot, _):
        screen = await open_bo(app, pilot)
        await pilot.press("f9")
        await until(pilot, lambda: "Wanneer werkte het nog?" in text_of(app))
        await type_in(pilot, "ooit")
        await pilot.press("enter")
        await until(pilot, lambda: "Dat ogenblik begrijp ik niet." in text_of(app))
        app.screen.query_one(Line).value = "gisteren"
        await pilot.press("enter")
        await until(pilot, lambda: "Bo Proef, Heracles: mag binnen → mag niet binnen" in text_of(app))
        assert "De functie beëindigen: Bo Proef" in text_of(app) and "Door: Wie of wat" in text_of(app)
        await pilot.press("enter")
        await until(pilot, lambda: screen.case.asked.as_of is not None)
        await until(pilot, lambda: "Zoals het stond op" in text_of(app))
        await pilot.press("f4")
        await pilot.pause()
        assert "Een plan herstelt wat nu mis is." in text_of(app)
        await pilot.press("f9")
        await until(pilot, lambda: screen.case.asked.as_of is None)


async def test_texts_to_give_out(tmp_path: Path) -> None:
    async with helpdesk() as (app, pilot, _):
        await open_bo(app, pilot)
        await pilot.press("f5")
        await until(pilot, lambda: "Kopieer het antwoord voor de beller" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: app.clipboard == "Beste, dit is uw answer.")
        for typed, beginning in (("oorzaak", "De functie radioloog"), ("plan", "1. De functie"), ("kliks", "1. De functie")):
            await pilot.press("f5")
            await until(pilot, lambda: "Wat wilt u meegeven?" in text_of(app))
            await type_in(pilot, typed)
            await pilot.press("enter")
            await until(pilot, lambda beginning=beginning: app.clipboard.startswith(beginning))
        await pilot.press("f5")
        await until(pilot, lambda: "Wat wilt u meegeven?" in text_of(app))
        await type_in(pilot, "mail")
        await pilot.press("enter")
        await until(pilot, lambda: "Waar wilt u de mail bewaren?" in text_of(app))
        for path, fault in ((tmp_path, "bestaat al"), (tmp_path / "x" / "y.eml", "bestaat niet"), (tmp_path / "y.eml", "")):
            app.screen.query_one(Line).value = str(path)
            await pilot.press("enter")
            await pilot.pause()
            assert fault in " ".join(text_of(app).split())
        await until(pilot, (tmp_path / "y.eml").exists)
        assert (tmp_path / "y.eml").read_bytes() == b"To: bo\r\n"


async def test_what_is_given_out_is_about_the_person_that_is_looked_at() -> None:
    async with helpdesk() as (app, pilot, desk):
        screen = app.show_helpdesk()
        screen.view.open(Asked(NUMBER))
        await until(pilot, lambda: screen.plan is not None)
        await pilot.press("f5")
        await until(pilot, lambda: "Kopieer het antwoord voor de beller  Bo Proef" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: ("write", Asked(NUMBER, BO)) in desk.asked)
        await pilot.press("f3", "down", "f5")
        await until(pilot, lambda: "Wat wilt u meegeven?" in text_of(app))
        assert "beller  Bo Proef" not in text_of(app), "a missing site is nobody's"


async def paste(pilot: Pilot[int], text: str) -> None:
    pilot.app.screen.query_one(Line).post_message(events.Paste(text))
    await pilot.pause()


async def test_a_pasted_portal_screen_is_shown_before_it_is_taken_in() -> None:
    async with helpdesk() as (app, pilot, desk):
        await paste(pilot, "Benaming: Ziekenhuis\nSubafdeling: 90005")
        await until(pilot, lambda: "De subafdeling 90005, met 2 gebruikers." in text_of(app))
        assert not any(what == "case" for what, _ in desk.asked)
        await pilot.press("enter")
        await until(pilot, lambda: ("case", Asked(NUMBER)) in desk.asked)


async def test_a_pasted_screen_that_changes_nothing_is_not_taken_in() -> None:
    async with helpdesk() as (app, pilot, desk):
        await paste(pilot, "Benaming: oud\nSubafdeling: 90005")
        await until(pilot, lambda: "! Wie er al was, blijft." in text_of(app))
        assert "Enter: inlezen" not in text_of(app)
        await pilot.press("enter")
        await pilot.pause()
        assert not any(what == "case" for what, _ in desk.asked)


async def test_what_a_pasted_screen_does_not_say_is_asked() -> None:
    async with helpdesk() as (app, pilot, desk):
        await paste(pilot, "Benaming: onbekend\nSubafdeling: 90005")
        await until(pilot, lambda: "Van welke onderneming is deze lijst?" in text_of(app))
        app.screen.query_one(Line).value = "0123456740"
        await pilot.press("enter")
        await pilot.pause()
        assert "Van welke onderneming is deze lijst?" in text_of(app), "a wrong number is told, and asked again"
        app.screen.query_one(Line).value = NUMBER
        await pilot.press("enter")
        await until(pilot, lambda: "Van welke hoedanigheid is deze lijst?" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "Enter: inlezen" in text_of(app))
        assert ("read_screen", Belongs(NUMBER, "Jeugdhulp")) in desk.asked


async def test_other_pasted_lines_are_searched_for() -> None:
    async with helpdesk() as (app, pilot, _):
        await paste(pilot, "bo\n")
        await paste(pilot, "x\ny")
        await until(pilot, lambda: app.screen.query_one(Line).value == "bo x y")
