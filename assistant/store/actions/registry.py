"""Which function performs which action: each module of a group names its own here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.store.actions.deed import Deed

Part = Callable[[Deed], None]


def no_order(_deed: Deed) -> None:
    """An action that needs no other before it."""


@dataclass(frozen=True, slots=True)
class Handler:
    """How an action is done: `ready` refuses what is unknown or too early (O1 to O3), `do` what is so already."""

    ready: Part
    do: Part
    rights: Callable[[Deed], tuple[str, ...]] | None = None
    """The actions whose rights it needs, where those are not its own alone."""


HANDLERS: dict[str, Handler] = {}


def action(
    *names: str, ready: Part = no_order, rights: Callable[[Deed], tuple[str, ...]] | None = None
) -> Callable[[Part], Part]:
    """Mark a function as the one that performs these actions."""

    def mark(do: Part) -> Part:
        for name in names:
            HANDLERS[name] = Handler(ready, do, rights)
        return do

    return mark
