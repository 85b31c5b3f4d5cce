"""The labelled questions, in two parts by a fixed hash: one for tuning, one that tuning never looks at."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from hashlib import sha256
from pathlib import Path

import msgspec

from assistant.domain.rows import read_rows

FILE = Path(__file__).with_name("questions.yaml")
BATCHES = tuple(sorted(FILE.with_name("batches").glob("*.yaml")))
"""Questions of others: each file was measured as it came, and tuned on after that."""
BLIND = FILE.with_name("blind.yaml")
"""Questions of others that nothing was tuned on."""
FOR_TUNING = 60
"""How many of a hundred questions are for tuning."""


class Labelled(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question and the answers that are right for it, as kind:id; `*` stands for anything."""

    q: str
    right: tuple[str, ...]

    @property
    def held_out(self) -> bool:
        """Whether tuning must not look at it."""
        return int.from_bytes(sha256(self.q.encode()).digest()[:4], "big") % 100 >= FOR_TUNING

    def is_right(self, kind: str, key: str) -> bool:
        """Whether an answer is one of the right ones; a step is named without its guide."""
        names = {f"{kind}:{key}", f"{kind}:{key.rpartition('/')[2]}"} if kind == "step" else {f"{kind}:{key}"}
        return any(fnmatchcase(name, right) for right in self.right for name in names)


@cache
def labelled() -> tuple[Labelled, ...]:
    """All questions."""
    return read_rows(FILE, tuple[Labelled, ...])


def batch(file: Path) -> tuple[Labelled, ...]:
    """The questions of one batch."""
    return read_rows(file, tuple[Labelled, ...])


@dataclass(frozen=True)
class Figures:
    """Shares from 0 to 1: inside questions with the right answer first, and among the first three; silent outside ones."""

    inside: int
    first: float
    first_three: float
    outside: int
    silent: float


def measure(questions, answers) -> Figures:
    """How well `answers` (question → list of (kind, id)) does on these questions."""
    inside = [one for one in questions if one.right]
    outside = [one for one in questions if not one.right]
    first = three = silent = 0
    for one in inside:
        given = answers(one.q)
        right = [one.is_right(kind, key) for kind, key in given[:3]]
        first += right[:1] == [True]
        three += any(right)
    silent = sum(not answers(one.q) for one in outside)
    return Figures(len(inside), first / len(inside), three / len(inside), len(outside), silent / len(outside))
