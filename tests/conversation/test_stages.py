"""The short questions between a step's question and its answer. None of them is kept; what they settle is."""

import pytest

from tests.conversation.talking import Desk, Talk, visible


@pytest.fixture
def balie(desk: Desk) -> Talk:
    """A badge that is to be fetched: a portal step with messages."""
    return desk.begin("badge", "nieuw", "An", "voordeur", "morgen")


def test_what_was_seen_instead(balie: Talk, desk: Desk) -> None:
    assert balie.give("ik zie iets anders") == "aside"
    assert (balie.key, balie.text) == ("ophalen.balie#seen", "Wat ziet u op het scherm?")
    assert balie.choices == ["balie.dicht", "htb.unwilling", "step.unconfirmed", "relogin.required", "none", "back"]
    assert balie.give("de balie is dicht") == "accepted"
    assert (balie.key, desk.events(balie)[-1].answer) == ("ophalen.later", {"outcome": "seen", "code": "balie.dicht"})


def test_what_was_seen_can_be_said_at_once(balie: Talk) -> None:
    assert balie.say("balie.dicht").key == "ophalen.later"


def test_what_was_seen_is_told_with_its_remedy_when_the_step_is_put_again(balie: Talk) -> None:
    balie.say({"outcome": "seen", "code": "step.unconfirmed"})
    assert balie.key == "ophalen.balie"
    assert balie.said[0].startswith("U zag: ")
    assert [message.tone for message in balie.messages] == ["warning", "info"]
    assert balie.conversation.turn.instruction is not None
    assert balie.conversation.turn.instruction.life == "saved"


def test_nothing_of_all_this_gets_advice(balie: Talk) -> None:
    balie.give("iets anders")
    shown = balie.choices.index("none") + 1
    assert balie.give(str(shown)) == "aside"
    assert balie.key == "ophalen.balie"
    assert "raad aan het Contactcenter" in balie.said[0]
    assert "{" not in balie.said[0]


@pytest.mark.parametrize("answer", ["terug", "Terug", "/terug", "back"])
@pytest.mark.parametrize("stage", ["ik zie iets anders", "iemand anders doet dit", "overslaan"])
def test_a_stage_can_be_left(balie: Talk, stage: str, answer: str, desk: Desk) -> None:
    shown, events = visible(balie), desk.events(balie)
    balie.give(stage)
    assert balie.give(answer) == "aside"
    assert (visible(balie), desk.events(balie)) == (shown, events)


@pytest.mark.parametrize("stage", ["ik zie iets anders", "iemand anders doet dit", "overslaan"])
def test_one_can_stop_in_a_stage(balie: Talk, stage: str, desk: Desk) -> None:
    shown = visible(balie)
    balie.give(stage)
    assert balie.give("stop") == "stopped"
    assert visible(desk.resume(balie)) == shown


def test_someone_else_does_it_by_role(balie: Talk, desk: Desk) -> None:
    balie.give("iemand anders")
    assert (balie.text, balie.choices) == ("Wie doet dit?", ["G", "back"])
    balie.say("de gebruiker")
    assert desk.events(balie)[-1].answer == {"outcome": "other", "who": "G"}


@pytest.mark.parametrize("name", ["Bo Voorbeeld", "[/] {naam} {label.save}", "[red]Els[/red] %s", "אלי כהן", "é😀"])
def test_someone_else_does_it_by_name_shown_as_typed(balie: Talk, name: str) -> None:
    balie.give("iemand anders")
    balie.say(name)
    assert balie.key == "@held"
    [choice] = balie.conversation.turn.choices
    assert "".join(span.text for span in choice.text) == f"Wacht op {name}: Haal op 24-11-2026 de badge van An op."
    assert balie.conversation.lines()[-1].answer == f"Iemand anders doet dit: {name}"


@pytest.mark.parametrize("hostile", ["x" * 10_000, "a\x00b", "\x1b[31m", "\u202e", ""])
@pytest.mark.parametrize("stage", ["iemand anders doet dit", "overslaan"])
def test_what_cannot_be_a_name_or_a_reason_is_refused(balie: Talk, stage: str, hostile: str, desk: Desk) -> None:
    events = desk.events(balie)
    balie.give(stage)
    key = balie.key
    assert balie.give(hostile) == "refused"
    assert (balie.key, [message.tone for message in balie.messages], desk.events(balie)) == (key, ["refused"], events)
    assert len(balie.said[0]) < 300


@pytest.mark.parametrize("given", [{"outcome": "done"}, ["gedaan"], True, 99, {}, []])
def test_what_no_door_gives_at_a_stage_is_refused(balie: Talk, given: object) -> None:
    balie.give("ik zie iets anders")
    assert balie.give(given) == "refused"  # type: ignore[arg-type]


def test_an_unknown_answer_at_a_choice_is_refused(balie: Talk) -> None:
    balie.give("ik zie iets anders")
    assert balie.give("er staat een olifant") == "refused"
    assert balie.key == "ophalen.balie#seen"


# A script's answers by their outcome.


@pytest.mark.parametrize(
    "given",
    [
        {}, {"outcome": "nooit"}, {"outcome": "given", "value": "x"}, {"outcome": "seen", "code": "niet.hier"},
        {"outcome": ["done"]}, {"outcome": "seen"}, {"outcome": "other"}, {"outcome": "other", "who": "x" * 10_000},
        {"outcome": "skipped", "reason": "a\x00b"}, {"file": "/weg.csv"}, {"outcome": "other", "who": ""},
    ],
)  # fmt: skip
def test_an_outcome_that_does_not_fit_is_refused(balie: Talk, given: dict[str, object], desk: Desk) -> None:
    events = desk.events(balie)
    assert balie.give(given) == "refused"
    assert desk.events(balie) == events


def test_skipping_without_a_reason_asks_for_it(balie: Talk) -> None:
    assert balie.give({"outcome": "skipped"}) == "aside"
    assert balie.key == "ophalen.balie#skip"


def test_an_outcome_is_no_answer_where_nothing_is_asked(desk: Desk) -> None:
    talk = desk.begin("badge", "geen", "ja")
    assert talk.give({"outcome": "done"}) == "refused"


# Earlier answers.


def test_earlier_answers_can_be_chosen_from(balie: Talk) -> None:
    assert balie.give("wijzig") == "aside"
    assert (balie.key, balie.text) == ("ophalen.balie#earlier", "Welk antwoord wilt u bekijken of wijzigen?")
    assert balie.give("2") == "aside"
    turn = balie.conversation.turn
    assert (turn.key, turn.changing, turn.given) == ("vraag.naam", True, "An")


def test_there_are_no_earlier_answers_at_the_beginning(desk: Desk) -> None:
    talk = desk.begin("badge")
    assert talk.give("wijzig") == "aside"
    assert talk.said == ["U hebt nog geen vraag beantwoord."]
    assert talk.give("terug") == "aside"
    assert talk.said == ["Dit is de eerste vraag."]
