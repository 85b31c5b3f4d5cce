"""True answers lead to the cause, "weet ik niet" rules out nothing, and contradictions end in what fits best."""

import importlib.util
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.checks.troubleshoot.strategy import next_question, standing, weights
from assistant.checks.troubleshoot.telling import Told, case_of
from assistant.domain.catalogue import catalogue
from assistant.domain.troubleshooting import troubleshooting

TABLE = troubleshooting()
PLACES = ("beheer", "aanstellen", "andere", *(one.name for one in catalogue().applications))
CASES = [(place, code) for place in PLACES for code in case_of(place).codes]


def bench():
    """The module of bench/, which is no package."""
    file = Path(__file__).parents[2] / "bench" / "probleem.py"
    spec = importlib.util.spec_from_file_location("bench_probleem", file)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def told_by(place: str | None, code: str, knows) -> tuple[Told, int]:
    told, questions = Told(place), 0
    while (question := next_question(told)) is not None:
        usual = case_of(place).usual(TABLE.question(question), code)
        told, questions = told.answered(question, usual if knows() else None), questions + 1
    return told, questions


@pytest.mark.parametrize(("place", "code"), CASES)
def test_who_knows_everything_comes_to_the_cause_alone(place: str, code: str) -> None:
    told, questions = told_by(place, code, lambda: True)
    assert [one.code for one in standing(told)] == [code]
    assert questions <= 8


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(CASES), st.randoms(use_true_random=False), st.floats(0, 1))
def test_not_knowing_rules_out_nothing(case, chance, share) -> None:
    place, code = case
    told, _ = told_by(place, code, lambda: chance.random() >= share)
    left = standing(told)
    assert code in [one.code for one in left]
    assert sum(one.share for one in left) == pytest.approx(1)
    assert [one.share for one in left] == sorted((one.share for one in left), reverse=True)
    assert all((one.sure == "possible") is (len(left) > 1) for one in left)


def test_who_knows_nothing_keeps_every_cause() -> None:
    for place in PLACES:
        told, _ = told_by(place, case_of(place).codes[0], lambda: False)
        assert set(weights(told)) == set(case_of(place).codes)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(PLACES), st.randoms(use_true_random=False))
def test_whatever_is_answered_it_ends_with_something(place, chance) -> None:
    told = Told(place)
    for _ in range(len(TABLE.questions) + 1):
        question = next_question(told)
        if question is None:
            break
        assert question not in told.asked
        told = told.answered(question, chance.choice(TABLE.question(question).answers).value)
    assert next_question(told) is None
    assert standing(told)


def test_what_turned_out_not_to_be_it_does_not_come_back() -> None:
    told, _ = told_by("Heracles", "user.missing", lambda: True)
    seen = set()
    while left := standing(told):
        assert left[0].code not in seen
        seen.add(left[0].code)
        told = told.without(left[0].code)
        while (question := next_question(told)) is not None:
            told = told.answered(question, None)
    assert seen == set(case_of("Heracles").codes)


def test_a_message_on_the_screen_comes_first() -> None:
    code = "capacity.refused"
    plain, hinted = standing(Told("beheer"))[0], standing(Told("beheer", hints=frozenset({code})))[0]
    assert plain.code != code
    assert hinted.code == code


def test_only_a_direct_answer_makes_sure() -> None:
    proved = Told("Heracles").answered("functie", "voorbij")
    assert [(one.code, one.sure) for one in standing(proved)] == [("function.expired", "certain")]
    described = Told("FAGG portal").answered("plaats", "nergens").answered("gewijzigd", "no").answered("organisatie", "yes")
    left = standing(described.answered("bevestigd", "bevestigd"))
    assert [(one.code, one.sure) for one in left] == [("user.missing", "likely")]


def test_the_evidence_is_what_was_said_for_it() -> None:
    told = Told("INSISTO").answered("plaats", "hier").answered("functie", "geen")
    [left] = standing(told)
    assert left.code == "function.missing"
    assert left.evidence == (("plaats", "hier"), ("functie", "geen"))


def test_questions_are_few_beside_the_least_possible_and_the_check_list() -> None:
    for weighted in (False, True):
        found = bench().figures(weighted)
        assert found.least <= found.ours <= found.least + 1
        assert found.ours <= found.check_list / 2


def test_the_least_is_the_least() -> None:
    """Beside every order there is, in the place that has few causes."""
    module = bench()
    codes = case_of("eVIPA").codes

    def least(told: Told, callers: tuple[str, ...]) -> int:
        """All questions that could be put here, the best of them."""
        if not callers or len(weights(told)) == 1:
            return 0
        ways = []
        for question in case_of("eVIPA").questions:
            if not told.opens(question):
                continue
            given = {code: case_of("eVIPA").usual(question, code) for code in callers}
            groups = {value: tuple(code for code in callers if given[code] == value) for value in given.values()}
            after = {value: told.answered(question.id, value) for value in groups}
            if all(set(weights(one)) == set(weights(told)) for one in after.values()):
                continue
            ways.append(len(callers) + sum(least(after[value], group) for value, group in groups.items()))
        return min(ways, default=0)

    assert module.Least("eVIPA", lambda _: 1.0).mean() == pytest.approx(1 + least(Told("eVIPA"), codes) / len(codes))
