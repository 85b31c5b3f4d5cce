"""Facts that follow from the answers alone: worked out anew wherever they are looked at, never kept.

A guide names them (`works-out`). They are pure: the same answers give the same facts, on every desk and in every replay.
What they are worked out with is loaded when a guide wants it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.conversation.scope import Facts

WORKED_OUT: Mapping[str, tuple[str, ...]] = {
    "trouble": (
        "question",
        "place",
        "number",
        "code",
        "first.code",
        "first.title",
        "first.text",
        "first.sure",
        "first.evidence",
        "first.remedy",
        "first.who",
        "first.clicks",
        "first.help",
        "others",
        "possible",
        "application",
        "level",
        "beside",
        "functions",
        "openings",
        "turn",
    ),
    "sketch": ("keeps", "unit", "function", "day", "tree"),
}
"""`<name>.<field>` in a flow. docs/writing-a-guide.md says what each means."""


def worked_out(names: Iterable[str]) -> dict[str, Callable[[Facts], Mapping[str, Any]]]:
    """What works out these facts, by name. Raises `KeyError` for an unknown one."""
    return {name: _worker(name) for name in names}


def _worker(name: str) -> Callable[[Facts], Mapping[str, Any]]:
    from assistant.conversation import trouble  # noqa: PLC0415 - its tables are read for the one guide that wants them

    return {"trouble": trouble.trouble, "sketch": trouble.sketch}[name]
