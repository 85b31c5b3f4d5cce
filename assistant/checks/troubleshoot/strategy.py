"""Which cause fits, and which question to put next.

Kept is the set of causes that the fewest answers speak against: with true answers those that none does; when answers
contradict each other, those that fit best. Put is the question of whose answer the least uncertainty is left to expect.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import log2

from assistant.checks.troubleshoot.telling import HINT, Case, Told, case_of
from assistant.domain.catalogue import Certainty
from assistant.domain.troubleshooting import Question, troubleshooting

EFFORT = 0.2
"""What a question that costs the caller more effort must tell more, in bits a step of effort."""

Weights = dict[str, float]
"""The causes that are left, with how likely each is beside the others."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A cause that is left. `share` is how likely it is among them, `sure` one of certain, likely and possible."""

    code: str
    share: float
    sure: str
    evidence: tuple[tuple[str, str], ...]
    """The answers that speak for it: each shows it, or rules out another that was possible."""


@lru_cache(maxsize=4096)
def standing(told: Told) -> tuple[Standing, ...]:
    """The causes that are left, the likeliest first; equals in the order of the table."""
    case, left = case_of(told.place), weights(told)
    total = sum(left.values())
    ranked = sorted(left, key=lambda code: -left[code])
    return tuple(
        Standing(code, left[code] / total, _sure(case, told, code, len(left)), _evidence(case, told, code))
        for code in ranked
    )


@lru_cache(maxsize=4096)
def next_question(told: Told) -> str | None:
    """The question that splits best what is left; None when none can."""
    case, left = case_of(told.place), weights(told)
    open_ = [question for question in case.questions if told.opens(question)]
    best: tuple[float, int] | None = None
    for number, question in enumerate(open_):
        worth = _left_after(case, left, question)
        if worth is None:
            continue
        cost = worth + EFFORT * question.effort
        if best is None or cost < best[0] - 1e-9:
            best = cost, number
    return open_[best[1]].id if best else None


def weights(told: Told) -> Weights:
    """The causes that are left, each with how likely it is beside the others."""
    case = case_of(told.place)
    misses = dict.fromkeys((code for code in case.codes if code not in told.rejected), 0)
    likely = {code: case.prior[code] * (HINT if code in told.hints else 1.0) for code in misses}
    for question, value in case.counting(told):
        for code, chance in case.likelihood(question, value).items():
            if code in misses and chance:
                likely[code] *= chance
            elif code in misses:
                misses[code] += 1
    least = min(misses.values(), default=0)
    return {code: likely[code] for code, missed in misses.items() if missed == least}


def _left_after(case: Case, left: Weights, question: Question) -> float | None:
    """The uncertainty to expect after a question, in bits; None when no answer rules out anything that is left."""
    answers = [case.likelihood(question.id, answer.value) for answer in question.answers]
    whole = {code: sum(chances[code] for chances in answers) for code in left}
    total, expected, splits = sum(left.values()), 0.0, False
    for chances in answers:
        after = [left[code] * chances[code] / whole[code] for code in left if chances[code]]
        if not after:
            continue
        splits = splits or len(after) < len(left)
        expected += sum(after) / total * uncertainty(after)
    return expected if splits else None


def uncertainty(likely: list[float]) -> float:
    """How many bits it takes to tell these apart."""
    total = sum(likely)
    return -sum(one / total * log2(one / total) for one in likely)


def _sure(case: Case, told: Told, code: str, left: int) -> str:
    if left > 1:
        return "possible"
    pointed = any(_proves(case, question, value, code) for question, value in case.counting(told))
    return "certain" if pointed and case.certainty[code] is Certainty.CERTAIN else "likely"


def _evidence(case: Case, told: Told, code: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (question, value)
        for question, value in case.counting(told)
        if (chances := case.likelihood(question, value))[code] and not all(chances.values())
    )


def _proves(case: Case, question: str, value: str, code: str) -> bool:
    """Whether an answer shows this cause and no other."""
    asked = troubleshooting().question(question)
    return asked.proves and case.shown(asked.answer(value)) == (code,)
