"""Actions: known to the catalogue, with all they need and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.conversation.actions import TREE_IMPORT
from assistant.conversation.flow import Do
from assistant.conversation.lint.checked import Checked
from assistant.conversation.walk import Place
from assistant.domain.action_kinds import ActionKind, Need, action_kind
from assistant.domain.rows import RowFault


def check(checked: Checked) -> Iterator[RowFault]:
    """Every fault in the actions of a guide."""
    for section in checked.guide.sections:
        for number, step in enumerate(section.steps):
            dos: list[tuple[Place, Do]] = [(("do", n), do) for n, do in enumerate(step.do)]
            for index, seen in enumerate(step.portal.seen if step.portal else ()):
                dos += [(("portal", "seen", index, "do", n), do) for n, do in enumerate(seen.do)]
            for place, do in dos:
                for message in _faults(do):
                    yield checked.fault(section, ("steps", number, *place), f"stap '{step.id}': {message}")


def _faults(do: Do) -> Iterator[str]:
    if do.action == TREE_IMPORT:
        if set(do.data) != {"tree"}:
            yield f"'{TREE_IMPORT}' neemt alleen 'tree'"
        return
    kind = action_kind(do.action)
    if kind is None:
        yield f"onbekende actie '{do.action}'"
        return
    needs = {"unit": (kind.unit, do.unit), "person": (kind.person, do.person), "capacity": (kind.capacity, do.capacity)}
    for name, (need, given) in needs.items():
        # The conversation's own capacity is there by itself: `facts` sees to it that it is known by then.
        if need is Need.REQUIRED and not given and name != "capacity":
            yield f"'{do.action}' heeft '{name}' nodig"
        if need is Need.NONE and given:
            yield f"'{do.action}' neemt geen '{name}'"
    yield from _data_faults(do, kind)


def _data_faults(do: Do, kind: ActionKind) -> Iterator[str]:
    for key in do.data:
        if key not in kind.data:
            yield f"'{do.action}' kent geen gegeven '{key}'; mogelijk: {', '.join(kind.data)}"
    for key, field in kind.data.items():
        if field.required and not field.else_ and key not in do.data:
            yield f"'{do.action}' heeft '{key}' nodig"
