"""Whether an answer that was kept still fits the flow: flows change, and so do the facts that options hang on.

What does not fit is asked again, and said so; it is never taken for something else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from assistant.conversation.events import Event
from assistant.conversation.flow import Ask, Step
from assistant.conversation.options import offered
from assistant.conversation.scope import Facts

_TO_ASK = frozenset({"given", "unknown", "skipped", "later"})
_TO_PORTAL = frozenset({"done", "seen", "other", "later", "skipped"})


def fits(step: Step, event: Event, facts: Facts) -> bool:
    """Whether an answer is one that its step could be given now."""
    if step.portal:
        codes = {seen.code for seen in step.portal.seen}
        return event.outcome in _TO_PORTAL and (event.outcome != "seen" or event.answer.get("code") in codes)
    if step.ask is None or event.outcome not in _TO_ASK:
        return False
    return event.outcome != "given" or _value_fits(step.ask, event.answer.get("value"), facts)


def _value_fits(ask: Ask, value: Any, facts: Facts) -> bool:
    if ask.kind in ("choice", "yes-no"):
        return isinstance(value, str) and value in offered(ask, facts)
    if ask.kind == "multi":
        return isinstance(value, list) and set(map(str, value)) <= offered(ask, facts)
    return _SHAPES.get(ask.kind, _is_text)(value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_list_of_people(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, Mapping) and one.get("insz") for one in value)


def _is_digits(value: Any) -> bool:
    return isinstance(value, str) and value.isdecimal()


def _is_read_by(read: Callable[[str], object]) -> Callable[[Any], bool]:
    def fitting(value: Any) -> bool:
        try:
            read(value)
        except (TypeError, ValueError):
            return False
        return True

    return fitting


_SHAPES: Mapping[str, Callable[[Any], bool]] = {
    "count": lambda value: isinstance(value, int),
    "people": _is_list_of_people,
    "enterprise-number": _is_digits,
    "insz": _is_digits,
    "hco": _is_digits,
    "date": _is_read_by(date.fromisoformat),
    "moment": _is_read_by(datetime.fromisoformat),
}
"""The form in which each kind is kept (conversation/kinds.py); text where nothing is said."""
