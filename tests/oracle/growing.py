"""Trees that are nearly right: a healthy organisation, and a few things gone wrong in it.

`grown(pick)` builds one with a `Pick`, which is chance with a seed (fast, for thousands of trees) or hypothesis (which
shrinks what it finds).
"""

from __future__ import annotations

from hypothesis import strategies as st

from tests.oracle.healthy import NOW, Doc, Growth, Pick, by_chance
from tests.oracle.wrongs import WRONGS

__all__ = ["NOW", "Pick", "by_chance", "grown", "grown_trees"]


@st.composite
def grown_trees(draw):
    return grown(Pick(lambda bound: draw(st.integers(0, bound - 1))))


def grown(pick: Pick) -> Doc:
    """Return one tree."""
    tree = Growth(pick).tree()
    for _ in range(pick.number(0, 6)):
        pick.one(WRONGS)(pick, tree)
    return tree
