"""The table fits the rulebook, the catalogue and the guide: no code, question or answer stands in one of them alone."""

import pytest

from assistant.checks.troubleshoot.possible import is_left_open, possible
from assistant.checks.troubleshoot.remedy import mending
from assistant.checks.troubleshoot.telling import case_of
from assistant.conversation.flow import Step
from assistant.conversation.load import load_guide
from assistant.domain.catalogue import Certainty, catalogue
from assistant.domain.portal_steps import CLICK_FACTS
from assistant.domain.symptoms import symptoms
from assistant.domain.troubleshooting import APPLICATION, Question, troubleshooting
from tests.oracle.wants import WANTS

TABLE = troubleshooting()
QUESTIONS = pytest.mark.parametrize("question", TABLE.questions, ids=lambda one: one.id)


def step_of(question: Question) -> Step:
    """The step of the guide that puts a question."""
    return load_guide("probleem").step(f"{question.id}.vraag")


def test_every_code_is_a_cause_and_a_check() -> None:
    assert list(TABLE.causes) == list(symptoms())
    assert sorted(check.code for check in TABLE.checklist) == sorted(symptoms())


def test_every_cause_has_a_place_and_is_shown_by_a_question() -> None:
    assert TABLE.opening.named == set(symptoms())
    assert {code for one in TABLE.questions for answer in one.answers for code in answer.shows} == set(symptoms())


@QUESTIONS
def test_a_question_names_only_what_there_is(question: Question) -> None:
    values = [answer.value for answer in question.answers]
    assert question.usual in values
    assert len(set(values)) == len(values)
    assert question.named <= set(symptoms())
    assert set(question.about) <= {answer.value for answer in TABLE.opening.answers}
    assert all(answer.tells for answer in question.answers)
    if question.after:
        before = TABLE.question(question.after)
        assert set(question.when) <= {answer.value for answer in before.answers}


@QUESTIONS
def test_the_guide_puts_it_in_a_section_of_its_own(question: Question) -> None:
    section, step = load_guide("probleem").place(f"{question.id}.vraag")
    assert section.id == question.id
    assert section.only_if is not None
    assert (section.only_if.fact, section.only_if.is_) == ("trouble.question", question.id)
    assert step.ask is not None
    assert step.ask.save == f"said.{question.id}"
    assert step.set == {f"asked.{question.id}": "yes"}
    assert step.ask.unknown_to == "end"
    offered = {option.value for option in step.ask.options} or {"yes", "no"}
    assert offered == {answer.value for answer in question.answers}


def test_an_answer_is_hidden_only_where_nothing_speaks_for_it() -> None:
    for question in TABLE.questions:
        ask = step_of(question).ask
        assert ask is not None
        for option in ask.options:
            if option.only_if is not None:
                answer = question.answer(option.value)
                assert option.only_if.fact == "trouble.possible"
                assert answer.shows == (option.only_if.has,)


def test_the_conclusion_waits_for_every_question() -> None:
    requires = next(one for one in load_guide("probleem").sections if one.id == "besluit").requires
    assert set(requires) == {question.id for question in TABLE.all_questions}


def test_words_for_what_nobody_named_cover_the_clicks() -> None:
    assert set(TABLE.neutral) == CLICK_FACTS


@pytest.mark.parametrize("application", catalogue().applications, ids=lambda one: one.name)
def test_what_an_application_can_have_follows_the_oracles_profile(application) -> None:
    wants, found = WANTS.get(application.name), possible(application.name)
    assert ("app.capacity-open" in found) is is_left_open(application)
    assert ("site.missing" in found) is (wants is not None and wants.lives_on == "site")
    for level in ("capacity", "subdivision", "site", "user"):
        weight = wants.ticked.get(level) if wants else None
        code = f"app.missing-on-{level}"
        if weight:
            assert found[code] == Certainty(weight)
        elif not is_left_open(application):
            assert code not in found
    if wants and wants.function == "one":
        assert found["function.missing"] is Certainty.CERTAIN
        assert found["function.wrong-level"] == Certainty(wants.function_on_is)
    assert ("external.heracles-role" in found) is bool(wants and wants.in_heracles)


@pytest.mark.parametrize("place", [None, "beheer", "aanstellen", "andere", *(one.name for one in catalogue().applications)])
def test_every_cause_of_a_place_has_a_usual_answer_to_each_question(place) -> None:
    case = case_of(place)
    for code in case.codes:
        for question in case.questions:
            assert case.likelihood(question.id, case.usual(question, code))[code] > 0


def test_who_mends_it_is_who_has_the_right() -> None:
    """The rulebook's rows (§3), typed over; nobody is named for what anybody may do, or what is done elsewhere."""
    managers, with_sites = ("HTB", "co-HTB", "TB", "co-TB"), ("HTB", "co-HTB", "TB", "co-TB", "SB")
    for code, place, who in (
        ("htb.missing", "aanstellen", ("WV",)),
        ("capacity.not-activated", "Heracles", ("HTB", "co-HTB")),
        ("subdivision.missing", "Heracles", managers),
        ("site.missing", "Heracles", with_sites),
        ("app.missing-on-subdivision", "INSISTO", managers),
        ("user.missing", "Heracles", with_sites),
        ("user.missing", "FAGG portal", ("HTB", "TB")),
        ("step.unconfirmed", "Heracles", with_sites),
        ("manager.blocked", "beheer", ("HTB", "co-HTB", "TB")),
        ("relogin.required", "beheer", ()),
        ("external.heracles-role", "Heracles", ()),
        ("change.pending", "Heracles", ()),
    ):
        assert mending(code, place).who == who, code


def test_the_openings_answer_for_applications_stands_for_each() -> None:
    every = set(TABLE.opening.answer(APPLICATION).shows)
    for application in catalogue().applications:
        assert set(case_of(application.name).codes) <= every
