"""What the full-screen assistant is started with. Loads no Textual."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from assistant.store.location import Location

if TYPE_CHECKING:
    from assistant.conversation.handing import LetterWriter

Clock = Callable[[], datetime]
"""The moment now, with its offset."""


class Options(msgspec.Struct, frozen=True):
    """How the assistant was asked for.

    `guide` opens that conversation at once (None: the start screen), of `enterprise` (a ten-digit number) when given;
    `new` starts another one although one is open.
    """

    location: Location
    language: str
    now: Clock
    guide: str | None = None
    enterprise: str | None = None
    new: bool = False
    letters: LetterWriter | None = None
    """Who writes letters when the user asks for them."""
