"""What a guide itself suggests as an answer, by default or as an example, is one that would be accepted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assistant.conversation.flow import Ask
from assistant.conversation.kinds import Around, read
from assistant.conversation.lint.checked import Checked
from assistant.conversation.templates import PLACEHOLDER
from assistant.domain.malformed import Malformed
from assistant.domain.rows import RowFault

_SOME_DAY = date(2026, 1, 5)
_CHOSEN = ("choice", "multi", "yes-no")


def check(checked: Checked) -> Iterator[RowFault]:
    """Every default and example that the question itself would refuse."""
    for section in checked.guide.sections:
        for number, step in enumerate(section.steps):
            for name, suggested in _suggested(step.ask) if step.ask else ():
                if step.ask and (why := _refusal(step.ask, suggested)):
                    message = f"stap '{step.id}': '{suggested}' wordt zelf niet aanvaard: {why}"
                    yield checked.fault(section, ("steps", number, "ask", name), message)


def _suggested(ask: Ask) -> Iterator[tuple[str, str]]:
    if ask.default and not PLACEHOLDER.search(ask.default):
        yield "default", ask.default
    if ask.example and ask.kind not in (*_CHOSEN, "password"):
        yield "example", ask.example


def _refusal(ask: Ask, suggested: str) -> str:
    """Why a suggested answer would be refused; nothing when it would be taken."""
    if ask.kind in _CHOSEN:
        values = {option.value for option in ask.options} or ({"yes", "no"} if ask.kind == "yes-no" else set())
        return "" if suggested in values or ask.options_from else "het is geen van de mogelijkheden"
    try:
        read(suggested, Around(ask, _SOME_DAY))
    except Malformed as fault:
        return str(fault)
    return ""
