"""What is known of a case, and what each answer tells of each cause in it.

An answer rules a cause out in two ways: its question names the cause under other answers only; or it shows a cause that
denies, and then what the question does not name is taken to be in order. A cause that is only described (rulebook §7a, V2)
does not do that: something that surely denies may stand beside it. "Weet ik niet" rules out nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property

from assistant.checks.troubleshoot.possible import possible
from assistant.domain.catalogue import Certainty
from assistant.domain.troubleshooting import APPLICATION, Answer, Question, troubleshooting

HINT = 8.0
"""How much likelier a cause is that a message on the screen points to."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was told so far: `place` what the person does not get into (an application's name, a value of the opening
    question, None while that is not known), `answers` by question, the questions that were put, with an answer or without,
    the causes that turned out not to be it, those of them that were mended, and those that a message points to."""

    place: str | None = None
    answers: tuple[tuple[str, str], ...] = ()
    asked: frozenset[str] = frozenset()
    rejected: frozenset[str] = frozenset()
    mended: frozenset[str] = frozenset()
    hints: frozenset[str] = frozenset()

    def answered(self, question: str, value: str | None) -> Told:
        """This with one more answer; None is "weet ik niet"."""
        answers = self.answers if value is None else (*self.answers, (question, value))
        return replace(self, answers=answers, asked=self.asked | {question})

    def opens(self, question: Question) -> bool:
        """Whether a question may be put now: not put yet, and fitting what was answered to the one before it."""
        if question.id in self.asked or question.after is None:
            return question.id not in self.asked
        given = dict(self.answers).get(question.after)
        return question.after in self.asked and (given is None or given in question.when)

    def without(self, code: str) -> Told:
        """This with one cause that turned out not to be it."""
        return replace(self, rejected=self.rejected | {code})

    def mending(self, code: str) -> Told:
        """This with one cause that was mended, which did not help: something else is wrong too."""
        return replace(self, rejected=self.rejected | {code}, mended=self.mended | {code})


class Case:
    """The causes that are possible in one place, with what every answer tells of them."""

    def __init__(self, place: str | None) -> None:
        table = troubleshooting()
        self.certainty, self.prior = _causes(place)
        kind = _opening(place).value if place else None
        self.questions = tuple(one for one in table.questions if kind is None or kind in one.about)
        self._likelihood = {
            (question.id, answer.value): {code: self._of(question, answer, code) for code in self.certainty}
            for question in self.questions
            for answer in question.answers
        }

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The causes, in the order of the table."""
        return tuple(self.certainty)

    def likelihood(self, question: str, value: str) -> Mapping[str, float]:
        """How likely an answer is with each cause; 0 rules it out."""
        return self._likelihood[question, value]

    def shown(self, answer: Answer) -> tuple[str, ...]:
        """The causes of this case that an answer shows."""
        return tuple(code for code in answer.shows if code in self.certainty)

    def counting(self, told: Told) -> tuple[tuple[str, str], ...]:
        """The answers that count. One that shows nothing but what turned out not to be it no longer does; where that was
        mended, it is now as usual."""
        found = []
        for name, value in told.answers:
            question = troubleshooting().question(name)
            shown = frozenset(self.shown(question.answer(value)))
            if not shown or not shown <= told.rejected:
                found.append((name, value))
            elif shown <= told.mended:
                found.append((name, question.usual))
        return tuple(found)

    def usual(self, question: Question, code: str) -> str:
        """The answer that somebody with this cause usually gives."""
        shows = [answer.value for answer in question.answers if code in answer.shows]
        also = [answer.value for answer in question.answers if code in answer.also]
        if shows:
            return shows[0]
        return question.usual if not also or question.usual in also else also[0]

    def _of(self, question: Question, answer: Answer, code: str) -> float:
        if code in question.named:
            return 1.0 if code in answer.shows else troubleshooting().also if code in answer.also else 0.0
        if answer.value == question.usual:
            return 1.0
        shows = self.shown(answer)
        return 0.0 if any(self.certainty[one] is not Certainty.DESCRIBED for one in shows) else 1.0


def _causes(place: str | None) -> tuple[dict[str, Certainty], dict[str, float]]:
    """The causes of a place with their certainty, and how much each weighs there before anything is asked."""
    table = troubleshooting()
    if place is None:
        return dict.fromkeys(table.causes, Certainty.CERTAIN), {code: table.weight(code) for code in table.causes}
    answer = _opening(place)
    fitting = possible(place) if answer.value == APPLICATION else dict.fromkeys(table.causes, Certainty.CERTAIN)
    named = (*answer.shows, *answer.also)
    certainty = {code: fitting[code] for code in table.causes if code in named and code in fitting}
    prior = {code: table.weight(code) * (1.0 if code in answer.shows else table.also) for code in certainty}
    return certainty, prior


def _opening(place: str) -> Answer:
    """The answer to the opening question that a place is, or is an example of."""
    openings = {answer.value: answer for answer in troubleshooting().opening.answers}
    return openings.get(place) or openings[APPLICATION]


@cache
def case_of(place: str | None) -> Case:
    """The case of a place, made once."""
    return Case(place)
