"""Whether a question is one for us, and whether the best answer is sure enough to be given.

Points speak for an answer: how well it fits, how much is asked about that its names have, and a word of the field. Words
that nobody wrote in the tables speak against it, the more the less there is besides them, and words that show that
something else is meant speak much against it. The points were weighed by a regression on labelled questions that the
tables had not yet been widened for, then rounded.
"""

from __future__ import annotations

from dataclasses import dataclass

FITS, KNOWN, OURS = 5.0, 0.95, 1.0
"""Points for a score of 1, for a weight of 1 that the answer's names have, for each word of the field (two count)."""
STRANGE, MOSTLY_STRANGE, ELSEWHERE = 0.4, 3.0, 5.8
"""Points against: each word that nobody knows, a question of nothing but such words, each word that shows that something
else is meant."""
LEAST = 4.6
"""Points below which nothing is answered."""
MOST_OURS = 2
"""Words of the field that count: a third makes it no surer."""
USUAL = 2.0
"""The weight of a word that nobody knows, beside those that are known."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for and against the question, whatever the answer."""

    ours: int
    """Words of the field."""
    strange: int
    """Words that no table has, and that are no small words."""
    elsewhere: int
    """Words that show that something else is meant."""

    def points(self, score: float, known: float) -> float:
        """How sure an answer is, with its score and the weight of what its names have of the question."""
        strange = USUAL * self.strange
        for_it = FITS * score + KNOWN * known + OURS * min(self.ours, MOST_OURS)
        mostly = strange / (strange + known) if strange else 0.0
        return for_it - STRANGE * self.strange - MOSTLY_STRANGE * mostly - ELSEWHERE * self.elsewhere
