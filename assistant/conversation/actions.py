"""The actions that a step asks of the store, filled in with facts; and what corrects them when the facts change."""

from __future__ import annotations

from typing import Any

from assistant.conversation.flow import Do, Seen, Step
from assistant.conversation.guards import judge
from assistant.conversation.scope import ENTERPRISE_FACT, Facts
from assistant.conversation.templates import fill
from assistant.domain.action_kinds import Need, action_kind

Action = dict[str, Any]

TREE_IMPORT = "tree.import"
"""What a conversation may do besides the actions of `data/actions.yaml`: keep a whole tree that it worked out."""

_WORDS = {"true": True, "false": False}


def completes(step: Step, outcome: str, code: str | None = None) -> bool:
    """Whether an answer says that what the step is for has been done, or given."""
    seen = _seen(step, code) if outcome == "seen" else None
    return outcome in ("given", "done") or (seen is not None and seen.then == "done")


def asked_for(step: Step, outcome: str, code: str | None = None) -> tuple[Do, ...]:
    """What a step asks of the store when it is answered so: its actions when completed, a message's own when seen."""
    seen = _seen(step, code) if outcome == "seen" else None
    return (*(step.do if completes(step, outcome, code) else ()), *(seen.do if seen else ()))


def _seen(step: Step, code: str | None) -> Seen | None:
    return next((seen for seen in step.portal.seen if seen.code == code), None) if step.portal else None


def rendered(dos: tuple[Do, ...], facts: Facts) -> list[Action]:
    """Actions for these facts, in order, without (unless the flow names it) the actor."""
    found: list[Action] = []
    for do in dos:
        items = [{"item": item} for item in facts.items(do.each)] if do.each else [{}]
        for item in items:
            with facts.within({**facts.round, **item}):
                if judge(do.only_if, facts).ok:
                    found.append(_action(do, facts))
    return found


def _action(do: Do, facts: Facts) -> Action:
    action: Action = {"action": do.action}
    if facts.get(ENTERPRISE_FACT):
        action["enterprise"] = str(facts.get(ENTERPRISE_FACT))
    kind = action_kind(do.action)
    in_capacity = kind is not None and kind.capacity is not Need.NONE
    given = {"capacity": do.capacity or ("{capacity}" if in_capacity else None), "unit": do.unit, "person": do.person}
    for name, template in given.items():
        value = fill(template, facts)
        if value is not None:
            action[name] = value
    if do.as_role:
        action["as"] = {"role": do.as_role, "person": fill(do.as_person, facts)}
    data = {key: _typed(fill(value, facts)) for key, value in do.data.items()}
    data = {key: value for key, value in data.items() if value is not None}
    if data:
        action["data"] = data
    return action


def _typed(value: Any) -> Any:
    """A flow knows words only; the store wants yes and no as such."""
    return _WORDS.get(value, value) if isinstance(value, str) else value
