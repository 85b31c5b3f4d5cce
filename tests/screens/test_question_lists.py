"""Lists of people in a question: typed, pasted, from a file; the question runs alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.widgets import TextArea

from assistant.screens.widgets.line import Line
from assistant.screens.widgets.people import PeopleBox, file_in
from assistant.screens.widgets.question import Question
from assistant.screens.widgets.rows import row
from tests.screens import fake
from tests.screens.stage import text_of, type_in
from tests.screens.test_question import Alone


async def test_a_list_that_was_not_sent_stands_there_again() -> None:
    app = Alone(fake.PEOPLE)
    async with app.run_test() as pilot:
        asked = app.query_one(Question)
        await type_in(pilot, "Voorbeeld;An")
        await asked.show(replace(fake.HTB, changing=True))
        await asked.show(fake.PEOPLE)
        assert app.query_one(TextArea).text == "Voorbeeld;An"


async def test_an_earlier_list_can_be_changed_and_is_kept_from_the_line_too() -> None:
    lines = "Voorbeeld;An;90010199992;an@voorbeeld.be"
    app = Alone(replace(fake.PEOPLE, changing=True, given="An Voorbeeld", draft=lines))
    async with app.run_test() as pilot:
        assert app.query_one(TextArea).text == lines
        assert app.query_one(Question).draft == ""
        app.query_one(TextArea).insert("x")
        assert app.query_one(Question).draft == f"x{lines}"
        app.query_one(Line).focus()
        await pilot.press("ctrl+s")
        assert app.answers == [f"x{lines}"]


async def test_people_are_typed_and_looked_at() -> None:
    app = Alone(fake.PEOPLE)
    async with app.run_test() as pilot:
        app.query_one(TextArea).text = "Voorbeeld;An;90010199992;an@voorbeeld.be\nDenkbeeld;Bart;;"
        app.query_one(PeopleBox).look()
        await pilot.pause()
        assert "Lijn 2" in text_of(app)
        app.query_one(TextArea).text = "Voorbeeld;An;90010199992;an@voorbeeld.be"
        app.query_one(PeopleBox).look()
        await pilot.pause()
        assert "Eén persoon gelezen." in text_of(app)
        await pilot.press("ctrl+s")
        assert app.answers == ["Voorbeeld;An;90010199992;an@voorbeeld.be"]


async def test_what_was_wrong_with_a_list_is_not_said_any_more_once_it_is_changed() -> None:
    app = Alone(fake.PEOPLE)
    async with app.run_test() as pilot:
        asked, area = app.query_one(Question), app.query_one(TextArea)
        area.insert("An Voorbeeld 90.01.01-999.91")
        await pilot.press("ctrl+s")
        asked.thaw((row("Lijn 1 klopt niet.", "✗"),))
        await pilot.pause()
        assert "Lijn 1 klopt niet." in text_of(app)
        area.load_text("An Voorbeeld 90.01.01-999.92")
        await pilot.pause()
        app.query_one(PeopleBox).look()
        await pilot.pause()
        assert "Lijn 1 klopt niet." not in text_of(app)
        assert "Eén persoon gelezen." in text_of(app)


async def test_people_come_from_a_file_too(tmp_path: Path) -> None:
    file = tmp_path / "lijst van juni.csv"
    file.write_text("Naam;Voornaam;INSZ;E-mail\n", encoding="utf-8")
    app = Alone(fake.PEOPLE)
    async with app.run_test() as pilot:
        app.query_one(Line).value = f'"{file}"'
        app.query_one(Line).focus()
        await pilot.press("enter")
        assert app.answers == [{"file": str(file)}]
    app = Alone(fake.PEOPLE)
    async with app.run_test() as pilot:
        app.query_one(TextArea).text = str(file)
        await pilot.press("tab", "enter")
        assert app.answers == [{"file": str(file)}]


@pytest.mark.parametrize("written", ["{0}", "'{0}'", '"{0}"', "  {0} ", "file://{1}", "{2}"])
def test_a_path_is_known_however_it_was_dropped(written: str, tmp_path: Path) -> None:
    file = tmp_path / "een lijst.csv"
    file.touch()
    shapes = (str(file), str(file).replace(" ", "%20"), str(file).replace(" ", "\\ "))
    assert file_in(written.format(*shapes)) == str(file)


@pytest.mark.parametrize("text", ["", "geen bestand", "\x00", "a" * 5000, "~", "een\ntwee", "/", "file://"])
def test_what_is_no_file_is_no_file(text: str) -> None:
    assert file_in(text) is None
