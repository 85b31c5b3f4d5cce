"""What takes back or mends an action that was recorded, when an earlier answer changes. Nothing is un-happened silently:
each correction is an action of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.conversation.actions import Action
from assistant.domain.action_kinds import ActionKind, action_kind


@dataclass(frozen=True, slots=True)
class Correction:
    """The actions to do now, in order, and the paths of units that they move (old → new)."""

    actions: tuple[Action, ...]
    moved: Mapping[str, str]


def correct(before: Sequence[Mapping[str, Any]], now: Sequence[Action]) -> Correction:
    """What turns actions done before into those that should have been done.

    What stays the same is left alone. What differs in its data only is edited where the portal can edit; anything else is
    taken back (the last first) and done anew. An action that cannot be taken back stays recorded.
    """
    gone = [dict(action) for action in before if dict(action) not in now]
    new = [action for action in now if action not in [dict(b) for b in before]]
    edits: list[Action] = []
    moved: dict[str, str] = {}
    for action in list(new):
        old = next((g for g in gone if _same_thing(g, action)), None)
        edit = _edit(old, action) if old else None
        if old and edit:
            edits.append(edit)
            gone.remove(old)
            new.remove(action)
            moved |= _move(old, action)
    backs = [back for action in reversed(gone) if (back := take_back(action))]
    return Correction((*backs, *edits, *new), moved)


def take_back(action: Mapping[str, Any]) -> Action | None:
    """The action that undoes one, `None` where there is no way back."""
    kind = action_kind(str(action["action"]))
    if kind is None:
        return None
    if "remove" in kind.data:
        return {**action, "data": {**action.get("data", {}), "remove": True}}
    inverse = action_kind(kind.inverse) if kind.inverse and kind.inverse != kind.name else None
    if inverse is None or (inverse.inverse is not None and inverse.inverse != kind.name):
        return None
    back = {key: action[key] for key in ("capacity", "unit", "person") if key in action}
    if inverse.person.value == "none" or (inverse.name.endswith(".delete") and not kind.name.startswith("user.")):
        back.pop("person", None)
    data = {key: value for key, value in action.get("data", {}).items() if key in inverse.data}
    unit = _path(action)
    return {"action": inverse.name, **back, **({"unit": unit} if unit else {}), **({"data": data} if data else {})}


def _same_thing(old: Mapping[str, Any], new: Action) -> bool:
    """Whether two actions concern one thing: a unit keeps being itself when its number or name was given wrongly."""
    if (old["action"], old.get("capacity")) != (new["action"], new.get("capacity")):
        return False
    kind = action_kind(new["action"])
    makes_unit = kind is not None and kind.makes is not None and kind.makes.value in ("subdivision", "site")
    return makes_unit or (old.get("unit"), old.get("person")) == (new.get("unit"), new.get("person"))


def _edit(old: Mapping[str, Any], new: Action) -> Action | None:
    """The portal's own way to change it, as far as all that differs can be edited; a description is simply given anew."""
    kind = action_kind(new["action"])
    if kind is None:
        return None
    if kind.name.endswith(".describe"):
        return new
    editing = _editor(kind)
    if editing is None:
        return None
    changed = {k: v for k, v in new.get("data", {}).items() if old.get("data", {}).get(k) != v}
    place = _place(old)
    if old.get("person") != new.get("person") or any(key not in editing.data for key in changed):
        return None
    if not changed:
        return None
    edit: Action = {"action": editing.name, **place, "data": changed}
    if "person" in new and editing.person.value != "none":
        edit["person"] = new["person"]
    return edit


def _editor(kind: ActionKind) -> ActionKind | None:
    return action_kind(f"{kind.name.partition('.')[0]}.edit") if kind.makes else None


def _place(action: Mapping[str, Any]) -> Action:
    place = {"capacity": action["capacity"]} if "capacity" in action else {}
    path = _path(action)
    return {**place, "unit": path} if path else place


def _path(action: Mapping[str, Any]) -> str | None:
    """The path of the unit that an action is about; for one that makes a unit, of the new unit."""
    unit = action.get("unit")
    kind = action_kind(str(action["action"]))
    data = action.get("data", {})
    if kind and kind.makes and kind.makes.value in ("subdivision", "site"):
        last = data.get("hco") or (f"~{data['name']}" if data.get("name") else None)
        if last and kind.makes.value == "subdivision" and not unit:
            return str(last)
        if last and kind.makes.value == "site" and unit and "/" not in str(unit):
            return f"{unit}/{last}"
    return str(unit) if unit else None


def _move(old: Mapping[str, Any], new: Action) -> dict[str, str]:
    before, after = _path(old), _path(new)
    return {before: after} if before and after and before != after else {}
