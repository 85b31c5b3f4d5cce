"""How many questions it takes to a cause: ours, beside the least that any strategy could do, and the guides' check list.

    python bench/probleem.py

A caller with one cause answers each question as that cause makes it (`Case.usual`), until one cause is left or no question
can tell any further. The opening question ("what does not work?") is put in every case and counted in all of them.

The least is exact: a search over all orders of questions (each may hang on the answers before it), remembered by what is
left. A state is the set of causes still possible and, of those, the callers who can have come there; causes that are left
possible by an unusual answer have to be ruled out too, though no caller of theirs comes that way.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from assistant.checks.troubleshoot.strategy import next_question, standing, weights
from assistant.checks.troubleshoot.telling import Case, Told, case_of
from assistant.domain.troubleshooting import APPLICATION, Question, troubleshooting

OPENING = 1
"""The opening question, put in every case."""
ROUNDS = 100
"""Callers of each cause, where some answers are "weet ik niet"."""
PLACES = ("Heracles", "INSISTO", "eVIPA", "FAGG portal", "BelRAI", "beheer", "aanstellen")


def home(code: str) -> str:
    """Where a caller with this cause says that it goes wrong: Heracles where it can have that cause."""
    openings = {answer.value: answer for answer in troubleshooting().opening.answers}
    if code in openings[APPLICATION].shows:
        return next(place for place in ("Heracles", "BelRAI") if code in case_of(place).codes)
    return next(value for value, answer in openings.items() if code in answer.shows)


# Ours, and a fixed order.


def asked(place: str, code: str, choose: Callable[[Told], str | None], knows: Callable[[], bool]) -> tuple[int, Told]:
    """The number of questions to the end, for a caller who `knows` the answer or does not."""
    told, case, number = Told(place), case_of(place), OPENING
    while (question := choose(told)) is not None:
        usual = case.usual(troubleshooting().question(question), code)
        told = told.answered(question, usual if knows() else None)
        number += 1
    return number, told


def in_order(told: Told) -> str | None:
    """The first question of the table that still tells anything."""
    left = weights(told)
    for question in case_of(told.place).questions:
        if told.opens(question) and _splits(case_of(told.place), left, question):
            return question.id
    return None


def _splits(case: Case, left: Iterable[str], question: Question) -> bool:
    answers = [case.likelihood(question.id, answer.value) for answer in question.answers]
    return any(any(chances[code] for code in left) and not all(chances[code] for code in left) for chances in answers)


# The guides' check list.


def checked(place: str, code: str) -> int:
    """The number of the check that finds a cause, of those that concern the place; the last goes without saying."""
    checks = [check.code for check in troubleshooting().checklist if check.code in case_of(place).codes]
    return OPENING + min(checks.index(code) + 1, len(checks) - 1)


# The least that any strategy could do.


class Least:
    """The search in one place; `weigh` says how much each cause counts."""

    def __init__(self, place: str, weigh: Callable[[str], float]) -> None:
        case = case_of(place)
        self._codes = case.codes
        self._weights = [weigh(code) for code in case.codes]
        self._gates = {question.after for question in case.questions if question.after}
        self._rows = [(question, self._answers(case, question)) for question in case.questions]
        self._known: dict[tuple[int, int, frozenset[tuple[str, str]]], float] = {}

    def mean(self) -> float:
        """The mean number of questions, the opening one included."""
        everything = (1 << len(self._codes)) - 1
        return OPENING + self._cost(everything, everything, frozenset()) / sum(self._weights)

    def _answers(self, case: Case, question: Question) -> list[tuple[int, int, str]]:
        """For each answer the causes that it leaves possible, those whose callers give it, and its value."""
        return [
            (
                self._set(code for code in case.codes if case.likelihood(question.id, answer.value)[code]),
                self._set(code for code in case.codes if case.usual(question, code) == answer.value),
                answer.value,
            )
            for answer in question.answers
        ]

    def _set(self, codes: Iterable[str]) -> int:
        return sum(1 << self._codes.index(code) for code in codes)

    def _weight(self, callers: int) -> float:
        return sum(weight for number, weight in enumerate(self._weights) if callers >> number & 1)

    def _cost(self, left: int, callers: int, opened: frozenset[tuple[str, str]]) -> float:
        """The questions still to put, over the callers by weight. `opened`: answers that others wait for."""
        if not callers or left & (left - 1) == 0:
            return 0.0
        key = left, callers, opened
        if key not in self._known:
            self._known[key] = min(self._ways(left, callers, opened), default=0.0)
        return self._known[key]

    def _ways(self, left: int, callers: int, opened: frozenset[tuple[str, str]]) -> Iterable[float]:
        here, given = self._weight(callers), dict(opened)
        for question, answers in self._rows:
            if question.after is not None and given.get(question.after) not in question.when:
                continue
            gate = question.id in self._gates and question.id not in given
            ways = [(left & fits, callers & give, value) for fits, give, value in answers if callers & give]
            if gate or any(after != left for after, _, _ in ways):
                yield here + sum(
                    self._cost(after, those, opened | {(question.id, value)} if gate else opened)
                    for after, those, value in ways
                )


# The figures.


@dataclass(frozen=True)
class Figures:
    """Mean numbers of questions over all causes, by weight or not."""

    ours: float
    least: float
    in_order: float
    check_list: float


def figures(weighted: bool) -> Figures:
    """Over all causes of the table, each where its callers say that it goes wrong."""
    table = troubleshooting()
    weigh: Callable[[str], float] = table.weight if weighted else lambda _: 1.0
    homes = {code: home(code) for code in table.causes}

    def mean(of: Callable[[str, str], float]) -> float:
        return sum(weigh(code) * of(place, code) for code, place in homes.items()) / sum(map(weigh, homes))

    # Only the causes that are at home somewhere count there; the others have to be ruled out all the same.
    least = {
        place: Least(place, lambda code, place=place: weigh(code) if homes[code] == place else 0.0)
        for place in set(homes.values())
    }
    found = {place: one.mean() for place, one in least.items()}
    return Figures(
        mean(lambda place, code: asked(place, code, next_question, lambda: True)[0]),
        mean(lambda place, code: found[place]),
        mean(lambda place, code: asked(place, code, in_order, lambda: True)[0]),
        mean(checked),
    )


@dataclass(frozen=True)
class Unsure:
    """With a share of "weet ik niet": the mean number of questions, how many causes are left, how often the true one is
    among them, how often it comes first; and the mean of the check list, which goes on to its end when the true check is
    skipped."""

    share: float
    questions: float
    left: float
    kept: float
    first: float
    check_list: float


def unsure(share: float) -> Unsure:
    """Over all causes, unweighted, with a fixed seed."""
    chance = random.Random(1)
    counts, lefts, kept, first, lists = [], [], [], [], []
    for code in troubleshooting().causes:
        place = home(code)
        for _ in range(ROUNDS):
            number, told = asked(place, code, next_question, lambda: chance.random() >= share)
            left = [one.code for one in standing(told)]
            counts.append(number)
            lefts.append(len(left))
            kept.append(code in left)
            first.append(left[0] == code)
            whole = OPENING + sum(check.code in case_of(place).codes for check in troubleshooting().checklist)
            lists.append(checked(place, code) if chance.random() >= share else whole)
    return Unsure(share, fmean(counts), fmean(lefts), fmean(kept), fmean(first), fmean(lists))


def main() -> None:
    """Print all figures."""
    for name, weighted in (("unweighted", False), ("by how often", True)):
        found = figures(weighted)
        print(f"{name:13} ours {found.ours:.2f}  least {found.least:.2f}  in order {found.in_order:.2f}  "
              f"check list {found.check_list:.2f}")  # fmt: skip
    for place in PLACES:
        codes = case_of(place).codes
        ours = fmean(asked(place, code, next_question, lambda: True)[0] for code in codes)
        lists = fmean(checked(place, code) for code in codes)
        least = Least(place, lambda _: 1.0).mean()
        print(f"{place:13} {len(codes):2} causes: ours {ours:.2f}  least {least:.2f}  check list {lists:.2f}")
    for share in (0.1, 0.25, 0.5):
        one = unsure(share)
        print(f"weet ik niet {one.share:.0%}: {one.questions:.2f} questions, {one.left:.2f} left, kept {one.kept:.1%}, "
              f"first {one.first:.1%}; check list {one.check_list:.2f}")  # fmt: skip


if __name__ == "__main__":
    main()
