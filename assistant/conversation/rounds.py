"""The rounds of a repeated section: one for each item of its lists, and which of them is next."""

from __future__ import annotations

from collections.abc import Container, Iterable

from assistant.conversation.flow import Loop, Section
from assistant.conversation.guards import judge
from assistant.conversation.scope import Facts, Round, mark_of


class Rounds:
    """The rounds of one section by their mark ("[1/2]"), in order, as the lists are now."""

    def __init__(self, section: Section, facts: Facts) -> None:
        with facts.within({}):
            self.by_mark = {_mark(round_): round_ for round_ in rounds_of(section.repeat, facts)}
        self._marks = list(self.by_mark)
        self._taken = 0

    def next(self, *taken: Container[str]) -> str | None:
        """The mark of the first round that is not taken; what was taken once stays so."""
        while self._taken < len(self._marks):
            mark = self._marks[self._taken]
            if not any(mark in marks for marks in taken):
                return mark
            self._taken += 1
        return None


def rounds_of(loops: Iterable[Loop], facts: Facts) -> list[Round]:
    """A round for each item of nested loops, inside the present round; that one alone when there are no loops."""
    found = [facts.round]
    for loop in loops:
        wider: list[Round] = []
        for outer in found:
            with facts.within(outer):
                items = facts.items(loop.over)
            for item in items:
                round_ = {**outer, loop.as_: item}
                with facts.within(round_):
                    if judge(loop.where, facts).ok:
                        wider.append(round_)
        found = wider
    return found


def _mark(round_: Round) -> str:
    """How a round shows in a key: "[1/2]", nothing for a section that does not repeat."""
    return f"[{'/'.join(map(mark_of, round_.values()))}]" if round_ else ""
