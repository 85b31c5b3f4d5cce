"""The shapes in which a text can show a value: `{x:number}`, `{x:insz}`, `{x:masked}`, `{x:day}`."""

from __future__ import annotations

from datetime import date
from typing import Any

from assistant.domain import days, numbers


def shaped(shape: str, value: Any) -> str:
    """A value in one of the shapes that a text may ask for: `{x:number}`, `{x:insz}`, `{x:masked}`, `{x:day}`."""
    if isinstance(value, list):
        return ", ".join(shaped(shape, part) for part in value)
    text = str(value)
    match shape:
        case "number":
            return numbers.spaced_enterprise(text)
        case "insz":
            return numbers.dotted_insz(text)
        case "masked":
            return numbers.masked_insz(text)
        case "day":
            return days.shown_day(date.fromisoformat(text))
        case _:
            return text


SHAPES = ("number", "insz", "masked", "day")
"""The shapes that a placeholder may name."""
