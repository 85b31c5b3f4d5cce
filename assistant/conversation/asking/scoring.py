"""How well each entry answers a question: four parts, each between 0 and 1, that can be told to a reader.

How well the entry's best *name* fits (the meanings that both have, against all that either says), how much that name is
*worded* like the question, small words too, how much of the question is *what the entry is about* (a meaning that many of
its names have counts more), and how much of it the entry *covers* with all that it shows. A rare meaning tells more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum

from assistant.conversation.asking.index import Index

NAME, FORM, ABOUT, COVER = 0.15, 0.5, 0.2, 0.15
"""What the four parts count for, together 1: found by trying on labelled questions, and no sharp optimum."""
QUESTION = 0.65
"""How much what the question says weighs in how a name fits; the rest is what the name says."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A meaning of the question that entries have: how much it tells, how sure it was understood, and what was typed."""

    sign: str
    weight: float
    sure: float
    typed: str

    @property
    def share(self) -> float:
        """What it counts for where it is found: a guess counts for less."""
        return self.weight * self.sure**2


def scores(asked: Iterable[Asked], form: frozenset[str], there: Index) -> dict[int, float]:
    """By number of an entry: how well it answers, before its kind counts. Entries that have no meaning of it are absent."""
    asked = tuple(asked)
    whole = fsum(one.weight for one in asked)
    if not whole:
        return {}
    about: dict[int, float] = defaultdict(float)
    covered: dict[int, float] = defaultdict(float)
    for one in asked:
        for number in there.entries_with(one.sign):
            covered[number] += one.share
        for number, how_much in there.about(one.sign).items():
            about[number] += one.share * how_much
    best = _best_names(asked, form, whole, there)
    return {number: name + (ABOUT * about[number] + COVER * covered[number]) / whole for number, name in best.items()}


def _best_names(asked: tuple[Asked, ...], form: frozenset[str], whole: float, there: Index) -> dict[int, float]:
    """By number of an entry: what its best name counts for."""
    shared: dict[int, float] = defaultdict(float)
    for one in asked:
        share = one.share
        for number in there.names_with(one.sign):
            shared[number] += share
    says = {there.numbers[sign]: there.weight(sign) for sign in form if sign in there.numbers}
    all_said = fsum(says.values())
    at_most = NAME / whole**QUESTION
    best: dict[int, float] = defaultdict(float)
    for number, share in shared.items():
        name = there.names[number]
        fits = at_most * share / name.length ** (1 - QUESTION)
        if fits + FORM > best[name.entry]:  # else it cannot be the best, however it is worded
            alike = fsum(says[sign] for sign in name.form if sign in says)
            best[name.entry] = max(best[name.entry], fits + FORM * alike / (all_said + name.worded - alike))
    return best
