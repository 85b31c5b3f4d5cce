"""The shapes in which a text can show a value: `{x:number}`, `{x:insz}`, `{x:masked}`, `{x:day}`."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from assistant.domain import days, numbers


def shaped(shape: str, value: Any) -> str:
    """A value in one of the shapes that a text may ask for: `{x:number}`, `{x:insz}`, `{x:masked}`, `{x:day}`.

    A value that has not that form is shown as it is; only what should be masked always is.
    """
    if isinstance(value, list):
        return ", ".join(shaped(shape, part) for part in value)
    text = str(value)
    match shape:
        case "number" if len(text) == 10:
            return numbers.spaced_enterprise(text)
        case "insz" if len(text) == 11:
            return numbers.dotted_insz(text)
        case "masked":
            return numbers.masked_insz(text)
        case "day" if _DAY.fullmatch(text):
            return days.shown_day(date.fromisoformat(text))
        case _:
            return text


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

SHAPES = ("number", "insz", "masked", "day")
"""The shapes that a placeholder may name."""
