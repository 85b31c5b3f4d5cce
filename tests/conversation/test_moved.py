"""What the screen says now: every row of rulebook §10 is met at a portal step of some guide, and leads on."""

from itertools import pairwise

import pytest

from assistant.conversation.load import guide_names, load_guide
from assistant.conversation.moved import message_for, moved_at
from assistant.conversation.scope import Facts
from assistant.conversation.session import Conversation
from assistant.conversation.turn import plain
from assistant.domain.catalogue import catalogue
from assistant.domain.screens_moved import screens_moved
from assistant.domain.symptoms import symptoms
from assistant.domain.ways import ways
from tests.transcripts.transcript import Transcript, conversation_of, play, transcripts

BY_TRANSCRIPT = {name: [one for one in transcripts() if one.guide == name] for name in guide_names()}


def test_every_row_names_what_exists() -> None:
    for key, row in screens_moved().items():
        assert set(row.ways) <= set(ways()), key
        assert all(catalogue().capacity(name) for name in row.capacities), key
        assert len(row.sees) >= 2, key
        assert len({seen.value for seen in row.sees}) == len(row.sees), key


def test_every_message_that_a_row_leads_to_is_known_by_a_step() -> None:
    known = {
        seen.code
        for name in guide_names()
        for section in load_guide(name).sections
        for step in section.steps
        if step.portal
        for seen in step.portal.seen
    }
    wanted = {code for row in screens_moved().values() for seen in row.sees for code in seen.codes}
    assert wanted <= known | set(symptoms())
    assert wanted <= known


def met_in(name: str) -> set[str]:
    """The rows that the portal steps of a guide offer."""
    guide = load_guide(name)
    return {key for section in guide.sections for step in section.steps for key in moved_at(step, Facts(guide.head.facts))}


def test_every_row_is_offered_at_a_portal_step() -> None:
    assert set().union(*map(met_in, guide_names())) == set(screens_moved())


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("jeugdhulp", "csams-address"),
        ("mammografie", "unit-changes-enterprise"),
        ("mammografie", "pdf-request"),
        ("departement-zorg", "ehealth-contact"),
        ("fagg", "eid-help"),
        ("fagg", "exception-procedure"),
        ("gebruikersbeheer", "capacity-activation"),
        ("gebruikersbeheer", "sign-in"),
    ],
)
def test_it_is_offered_where_it_belongs(name: str, key: str) -> None:
    assert key in met_in(name)


def test_it_is_not_offered_where_it_does_not_belong() -> None:
    assert "unit-changes-enterprise" not in met_in("jeugdhulp")
    assert "csams-address" not in met_in("mammografie")
    assert "ehealth-contact" not in met_in("fagg")


def chosen_in(transcript: Transcript) -> set[tuple[str, str]]:
    """The rows, each with what was seen of it, that a transcript walks through."""
    answers = [str(item["answer"] if isinstance(item, dict) else item) for item in transcript.answers]
    return {(one.removeprefix("moved:"), seen) for one, seen in pairwise(answers) if one.startswith("moved:")}


def test_transcripts_see_everything_that_a_row_may_show() -> None:
    wanted = {(key, seen.value) for key, row in screens_moved().items() for seen in row.sees}
    assert wanted == set().union(*map(chosen_in, transcripts()))


def at_the_question(name: str, topic: str) -> Conversation:
    """A conversation of a guide, just asked what its screen shows of a topic."""
    for transcript in transcripts():
        if transcript.guide != name or topic not in {key for key, _ in chosen_in(transcript)}:
            continue
        conversation = conversation_of(transcript, transcript.store())
        for item, _ in play(transcript, conversation):
            if item.answer == f"moved:{topic}":
                return conversation
    raise AssertionError(f"no transcript of {name} asks about {topic}")


def test_both_are_told_and_the_screen_is_asked_about() -> None:
    turn = at_the_question("departement-zorg", "ehealth-contact").turn
    assert turn.key.endswith("#moved")
    assert plain(turn.text) == "Welk telefoonnummer geeft de pagina?"
    assert "Eranova helpt op 02 511 51 51" in plain(turn.help)
    assert "eigen contactcenter op 02 788 51 55" in plain(turn.help)
    assert [choice.value for choice in turn.choices] == ["eranova", "ehealth", "back"]


def test_what_only_the_guide_says_leaves_the_step_as_it_is() -> None:
    conversation = at_the_question("fagg", "exception-procedure")
    before = conversation.turn.step
    reply = conversation.answer("post")
    assert (reply.outcome, reply.turn.step, reply.turn.kind) == ("aside", before, "portal")
    assert "verstuur de aanvraag zoals het scherm zegt" in plain(reply.turn.said[0].text)
    assert "csam.be" in reply.turn.said[0].source


def test_the_step_goes_on_as_it_knows_the_words() -> None:
    conversation = at_the_question("mammografie", "pdf-request")
    reply = conversation.answer("online")
    assert reply.outcome == "accepted"
    assert reply.turn.step == "online.kbo"


def test_back_leads_to_the_step_itself() -> None:
    conversation = at_the_question("fagg", "eid-help")
    reply = conversation.answer("terug")
    assert reply.turn.kind == "portal"


def test_a_step_without_such_a_message_has_none() -> None:
    row = screens_moved()["capacity-activation"]
    groups = next(seen for seen in row.sees if seen.value == "groep")
    guide = load_guide("jeugdhulp")
    assert message_for(guide.step("hoedanigheid.activeren-zelf"), groups) == "capacity.groups"
    assert message_for(guide.step("subafdeling.toevoegen"), groups) == "capacity.groups"
    assert message_for(guide.step("subafdeling.bewerken"), groups) is None
