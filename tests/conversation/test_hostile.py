"""What people type is shown as they typed it: never read as a template, never as markup, never a fault."""

from datetime import UTC, datetime

import pytest

from assistant.conversation.session import begin
from assistant.conversation.turn import Rich, Turn, plain
from assistant.store.opening import memory_store
from tests.conversation.talking import NUMBER, TO_THE_PORTAL, Desk, Talk
from tests.conversation.walking import BO

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)

NAMES = [
    "[/]", "[red]Noord[/red]", "{label.save}", "{enterprise}", "{plaats.name}", "{}", "{0}", "%s %(x)s", "$v ${v}", "\\",
    "<b>&amp;", "'; DROP TABLE unit; --", "~Noord", "90001/90002", "מרכז רפואי", "😀é̀", "None", "null", "x" * 200, "1", "ja",
    "@click=app.quit",
]  # fmt: skip
"""Names that mean something to some program."""

REFUSED = ["x" * 10_000, "a\x00b", "\x1b[31mrood", "a\x07", "\u202e\u200b", "\ud800", " \n\t "]
"""Texts that no name is made of."""


def texts_of(turn: Turn) -> list[Rich]:
    """Every piece of text of a turn."""
    found = [turn.text, turn.help, turn.find_out, turn.example]
    found += [message.text for message in (*turn.said, *turn.waiting)]
    found += [text for choice in turn.choices for text in (choice.text, choice.help)]
    if turn.instruction:
        found += [*turn.instruction.place, *turn.instruction.clicks, turn.instruction.success, turn.instruction.after]
        found += [field.note for field in turn.instruction.fields]
    return found


def values_in(talk: Talk) -> set[str]:
    return {span.text for text in texts_of(talk.conversation.turn) for span in text if span.kind == "value"}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_shown_as_it_was_typed(desk: Desk, name: str) -> None:
    talk = desk.begin("eenheid", *TO_THE_PORTAL, "1", name, "90001")
    assert name in values_in(talk)
    assert talk.text == f"Maak de subafdeling {name} aan."
    assert plain(talk.conversation.turn.instruction.success) == f"{name} staat in de lijst."  # type: ignore[union-attr]
    talk.say("gedaan", "gedaan", f"Bo Voorbeeld {BO} bo@voorbeeld.be", "1")
    assert talk.text == f"Voeg Bo toe in {name}."
    assert f"plaats {name}" not in talk.text
    line = next(line for line in talk.conversation.lines() if line.step == "plaats.hco")
    assert plain(line.question) == f"Wat is het HCO-nummer van {name}?"
    tree = desk.tree()
    assert tree is not None
    assert tree["capacities"][0]["subdivisions"][0]["name"] == name
    again = desk.resume(talk)
    assert again.text == talk.text


@pytest.mark.parametrize("name", [*NAMES, "Noord/Zuid", "100%", "~", "a%2Fb"])
def test_a_name_stands_for_a_number_that_is_not_known(name: str) -> None:
    """In paths of units it does (`~name`), whatever stands in it."""
    with memory_store() as store:
        talk = begin(store, "mammografie", language="nl", now=lambda: AT, new_id=lambda: "x", enterprise=NUMBER)
        someone = (BO, "Voorbeeld", "Bo", "bo@voorbeeld.be")
        for answer in (name, "htb", "alles", *someone, "één", name, "weet ik niet", "bo@voorbeeld.be"):
            assert talk.answer(answer).outcome == "accepted", (talk.turn.key, [plain(one.text) for one in talk.turn.said])
        tree = talk.document()
        assert tree is not None
        [unit] = tree["planned_units"]
        assert unit["name"] == name
        assert name in {span.text for text in texts_of(talk.turn) for span in text if span.kind == "value"}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_a_preview_and_in_the_enterprise(desk: Desk, name: str) -> None:
    talk = desk.begin("eenheid", NUMBER, name)
    assert talk.conversation.turn.enterprise_name == name
    talk.conversation.look_back("start.naam")
    assert talk.conversation.turn.given == name
    badge = desk.begin("badge", "nieuw", name, "voordeur")
    badge.conversation.look_back("vraag.soort")
    badge.give("geen")
    assert f"Hoe heet u? {name}" in plain(badge.conversation.turn.help)


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_name_is_refused_with_one_clear_message(desk: Desk, text: str) -> None:
    talk = desk.begin("eenheid", NUMBER)
    events = desk.events(talk)
    assert talk.give(text) == "refused"
    [said] = talk.said
    assert 10 < len(said) < 200
    assert "{" not in said
    assert (talk.key, desk.events(talk)) == ("start.naam", events)


@pytest.mark.parametrize("text", [*REFUSED, *NAMES])
def test_nothing_typed_at_any_kind_of_question_is_a_fault(desk: Desk, text: str) -> None:
    talk = desk.begin("badge")
    for answer in ("nieuw", "An", "voordeur", "morgen"):
        assert talk.give(text) in ("accepted", "refused", "aside")
        if talk.key.partition("#")[0] != "vraag.deuren" or answer == "voordeur":
            talk.give(answer)
    crew = desk.begin("ploeg", new=True)
    for answer in ("1", "Oost", "1"):
        crew.give(text)
        crew.give(answer)
    crew.give(text)


def test_a_very_long_question_is_answered_at_once(desk: Desk) -> None:
    talk = desk.begin("badge")
    assert talk.give("wat is " + "een hoofdtoegangsbeheerder " * 2000 + "?") == "aside"
    assert talk.said
