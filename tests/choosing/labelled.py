"""The labelled wishes, in two parts by a fixed hash: one for tuning, one that tuning never looks at."""

from functools import cache
from hashlib import sha256
from pathlib import Path

import msgspec

from assistant.conversation.choosing import Advice
from assistant.domain.rows import read_rows

FILE = Path(__file__).with_name("wishes.yaml")
FOR_TUNING = 60
"""How many of a hundred wishes are for tuning."""


class Labelled(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A wish, the guide that is right for it (none when it is outside), and the answers that it holds already."""

    w: str
    guide: str
    answers: dict[str, str] = {}
    between: tuple[str, ...] = ()

    @property
    def held_out(self) -> bool:
        """Whether tuning must not look at it."""
        return int.from_bytes(sha256(self.w.encode()).digest()[:4], "big") % 100 >= FOR_TUNING

    def is_right(self, advice: Advice) -> bool:
        """Whether the first offer is the right one, and a question is asked where there is something to ask."""
        if not self.guide:
            return not advice.offers
        if not advice.offers:
            return False
        first = advice.offers[0]
        asked = {offer.guide for offer in advice.offers} if advice.question else set()
        return (
            first.guide == self.guide
            and self.answers.items() <= dict(first.answers).items()
            and set(self.between) <= (asked or {first.guide} if not self.between else asked)
        )


@cache
def labelled() -> tuple[Labelled, ...]:
    """All wishes."""
    return read_rows(FILE, tuple[Labelled, ...])
