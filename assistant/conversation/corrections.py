"""What takes back or mends an action that was recorded, when an earlier answer changes. Nothing is un-happened silently:
each correction is an action of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from assistant.conversation.actions import Action
from assistant.domain.action_kinds import Need, action_kind
from assistant.domain.vocabulary import Level
from assistant.store.exchange.unit_path import step


class Correction(msgspec.Struct, frozen=True):
    """The actions to do now, in order, and the paths of units that they move (old → new)."""

    actions: tuple[Action, ...]
    moved: Mapping[str, str]


REPLACES_MANAGER = "tb.replace"
"""The action that gives a capacity another manager; that of a unit is edited with the unit (G0 IV.a)."""


def correct(before: Sequence[Mapping[str, Any]], now: Sequence[Action]) -> Correction:
    """What turns actions done before into those that should have been done.

    What stays the same is left alone. What differs in its data only is mended where the portal can edit; anything else is
    taken back (the last first) and done anew. An action that cannot be taken back stays recorded.
    """
    gone = [dict(action) for action in before if dict(action) not in now]
    new = [action for action in now if action not in [dict(b) for b in before]]
    mended: list[Action] = []
    moved: dict[str, str] = {}
    for action in list(new):
        old = next((g for g in gone if _same_thing(g, action)), None)
        mends = _mends(old, action) if old else None
        if old and mends is not None:
            mended += mends
            gone.remove(old)
            new.remove(action)
            moved |= _move(old, action)
    backs = [back for action in reversed(gone) if (back := take_back(action))]
    return Correction((*backs, *mended, *new), moved)


def is_note(action: Mapping[str, Any]) -> bool:
    """Whether an action only notes something in the store, without the portal, and can withdraw it by itself."""
    kind = action_kind(str(action["action"]))
    return kind is not None and "remove" in kind.data


def withdraws(action: Mapping[str, Any], note: Mapping[str, Any]) -> bool:
    """Whether an action takes away a note: of this place, this person, this application."""
    about = ("action", "enterprise", "capacity", "unit", "person")
    same = all(action.get(key) == note.get(key) for key in about)
    data, noted = action.get("data", {}), note.get("data", {})
    return same and is_note(action) and bool(data.get("remove")) and data.get("application") == noted.get("application")


def take_back(action: Mapping[str, Any]) -> Action | None:
    """The action that undoes one, `None` where there is no way back: what was deleted is not made again from nothing."""
    kind = action_kind(str(action["action"]))
    if kind is None:
        return None
    if is_note(action):
        return {**action, "data": {**action.get("data", {}), "remove": True}}
    inverse = action_kind(kind.inverse) if kind.inverse and kind.inverse != kind.name else None
    if inverse is None or inverse.makes or (inverse.inverse is not None and inverse.inverse != kind.name):
        return None
    data = {key: value for key, value in action.get("data", {}).items() if key in inverse.data}
    if any(field.required and field.else_ is None and key not in data for key, field in inverse.data.items()):
        return None
    back: Action = {"action": inverse.name, **_place(action)}
    if "person" in action and inverse.person is not Need.NONE:
        back["person"] = action["person"]
    return {**back, "data": data} if data else back


def _same_thing(old: Mapping[str, Any], new: Action) -> bool:
    """Whether two actions concern one thing: a unit keeps being itself when its number, name or manager was wrong."""
    if any(old.get(key) != new.get(key) for key in ("action", "enterprise", "capacity")):
        return False
    return _made(new) not in (None, Level.USER) or (old.get("unit"), old.get("person")) == (
        new.get("unit"),
        new.get("person"),
    )


def _mends(old: Mapping[str, Any], new: Action) -> list[Action] | None:
    """The portal's own ways to change it, `None` when not all that differs can be changed. What is no longer known stays as
    it is; a description is simply given anew."""
    kind = action_kind(new["action"])
    if kind is None:
        return None
    if kind.name.endswith(".describe"):
        return [new]
    editing = action_kind(f"{kind.name.partition('.')[0]}.edit") if _made(new) else None
    if editing is None:
        return None
    about = {"person": new["person"]} if _made(new) is Level.USER else {}
    changed = {k: v for k, v in new.get("data", {}).items() if old.get("data", {}).get(k) != v}
    ticks = _ticks(old, new, about) if changed.pop("applications", None) is not None else []
    if any(key not in editing.data for key in changed):
        return None
    manager = {"person": new["person"]} if new.get("person", old.get("person")) != old.get("person") else {}
    if manager and editing.person is Need.NONE:
        ticks.append({"action": REPLACES_MANAGER, **_place(new), **manager})
        manager = {}
    edit = {"action": editing.name, **_place(old), **about, **manager, **({"data": changed} if changed else {})}
    return [*([edit] if changed or manager else []), *ticks]


def _ticks(old: Mapping[str, Any], new: Action, about: Action) -> list[Action]:
    """What ticks and unticks the applications that differ, at the unit or the user as it is called once it is edited."""
    before, after = (action.get("data", {}).get("applications", []) for action in (old, new))
    place = {**_place(new), **about}
    on = [{"action": "application.tick", **place, "data": {"application": one}} for one in after if one not in before]
    off = [{"action": "application.untick", **place, "data": {"application": one}} for one in before if one not in after]
    return [*on, *off]


def _made(action: Mapping[str, Any]) -> Level | None:
    """The level of what an action makes; a capacity is made the enterprise's own by activating it."""
    kind = action_kind(str(action["action"]))
    return Level.CAPACITY if action["action"] == "capacity.activate" else kind.makes if kind else None


def _place(action: Mapping[str, Any]) -> Action:
    place = {key: action[key] for key in ("enterprise", "capacity") if key in action}
    path = _path(action)
    return {**place, "unit": path} if path else place


def _path(action: Mapping[str, Any]) -> str | None:
    """The path of the unit that an action is about; for one that makes a unit, of the new unit."""
    unit, made = action.get("unit"), _made(action)
    data = action.get("data", {})
    last = data.get("hco") or (step(None, str(data["name"])) if data.get("name") else None)
    if last and made is Level.SUBDIVISION and not unit:
        return str(last)
    if last and made is Level.SITE and unit and "/" not in str(unit):
        return f"{unit}/{last}"
    return str(unit) if unit else None


def _move(old: Mapping[str, Any], new: Action) -> dict[str, str]:
    before, after = _path(old), _path(new)
    return {before: after} if before and after and before != after else {}
