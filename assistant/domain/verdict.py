"""A verdict: not a bare yes or no, but why, on which facts, and by which rule."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class Verdict(msgspec.Struct, frozen=True):
    """What a guard found.

    `why` is a Dutch source text (translated where it is shown) with `{fact}` placeholders filled from `facts`;
    `source` is the rule or the place in a guide, as in the rulebook ("G2 stap 3.6", "O1").
    """

    ok: bool
    why: str = ""
    facts: Mapping[str, object] = {}
    source: str = ""

    def __bool__(self) -> bool:
        """Let a verdict stand where transitions wants a bool."""
        return self.ok


YES = Verdict(True)
