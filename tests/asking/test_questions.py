"""How well questions are answered, on the part of them that tuning never looked at (docs/asking.md has the figures)."""

from fnmatch import fnmatchcase
from itertools import chain
from pathlib import Path

import pytest

from assistant.conversation.asking.gathered import all_subjects
from assistant.conversation.asking.search import find
from assistant.conversation.texts import Texts
from tests.asking.labelled import BATCHES, BLIND, Figures, Labelled, batch, labelled, measure


def figures(questions: list[Labelled]) -> Figures:
    return measure(questions, lambda question: [(one.entry.kind, one.entry.id) for one in find(question, "nl")])


@pytest.fixture(scope="module")
def held_out() -> Figures:
    return figures([one for one in labelled() if one.held_out])


def test_the_right_answer_comes_first(held_out: Figures) -> None:
    assert held_out.inside >= 150
    assert held_out.first >= 0.90


def test_the_right_answer_is_among_the_first_three(held_out: Figures) -> None:
    assert held_out.first_three >= 0.97


def test_what_is_outside_gets_no_answer(held_out: Figures) -> None:
    assert held_out.outside >= 20
    assert held_out.silent >= 0.90


def test_what_was_tuned_on_is_answered_no_worse_than_the_rest(held_out: Figures) -> None:
    tuned = figures([one for one in labelled() if not one.held_out])
    assert tuned.first >= held_out.first - 0.03
    assert tuned.first_three >= 0.97
    assert tuned.silent >= 0.90


def test_there_are_enough_questions_each_once() -> None:
    questions = [one.q for one in labelled()]
    assert len(questions) == len(set(questions)) >= 160
    assert sum(not one.right for one in labelled()) >= 20


def test_the_split_is_by_the_words_alone() -> None:
    assert 0.35 < sum(one.held_out for one in labelled()) / len(labelled()) < 0.45
    assert Labelled("wat is een HTB", ()).held_out is Labelled("wat is een HTB", ("term:htb",)).held_out


def test_every_right_answer_exists() -> None:
    there = {f"{one.entry.kind}:{one.entry.id}" for one in all_subjects(Texts())}
    questions = chain(labelled(), *map(batch, BATCHES))
    wanted = {right for one in questions for right in one.right if not right.startswith("step:")}
    assert [right for right in sorted(wanted) if not any(fnmatchcase(name, right) for name in there)] == []


def test_a_measure_counts_what_it_says() -> None:
    asked = [Labelled("a", ("term:x",)), Labelled("b", ("term:x",)), Labelled("c", ("step:s*",)), Labelled("d", ())]
    given = {
        "a": [("term", "x")],
        "b": [("rule", "r"), ("term", "x")],
        "c": [("step", "gids/other"), ("step", "gids/s.1")],
        "d": [("term", "x")],
    }
    assert measure(asked, given.__getitem__) == Figures(3, 1 / 3, 1.0, 1, 0.0)


@pytest.mark.parametrize("file", BATCHES, ids=lambda file: file.stem)
def test_what_others_asked_stays_answered(file: Path) -> None:
    """No measure of what a person who never met the search may expect: that is the first-time figures in docs/asking.md."""
    found = figures(list(batch(file)))
    assert found.inside >= 90
    assert found.first >= 0.93
    assert found.first_three >= 0.97
    assert found.silent >= 0.90


def test_who_never_met_the_search_is_answered() -> None:
    """Nothing was tuned on these. Whoever does has to have others written (docs/asking.md)."""
    found = figures(list(batch(BLIND)))
    assert found.inside >= 150
    assert found.first >= 0.90
    assert found.first_three >= 0.97
    assert found.silent >= 0.90
