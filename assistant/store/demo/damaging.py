"""What goes wrong: the changes of `data/demo/faults.yaml`, done to a tree."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from assistant.domain.catalogue import catalogue
from assistant.domain.symptoms import symptom
from assistant.store.demo.building import Tree
from assistant.store.demo.described import Change

_SEEN_BEFORE = timedelta(days=2)
_WORDS = {"null": None, "true": True, "false": False}


def damaged(tree: Tree, code: str, changes: Iterable[Change], at: datetime) -> Tree:
    """Return a tree with a fault in it; `at` is the present moment. The tree itself stays as it was."""
    found = copy.deepcopy(tree)
    for change in changes:
        if change.seen is not None:
            found["observations"].append(_observation(found, code, change.seen, at))
        elif change.plan:
            _plan_one_more(found)
        else:
            _change(found, change, at)
    return found


def _change(tree: Tree, change: Change, at: datetime) -> None:
    holder, name, part = _part(tree, change.at or "")
    for key, value in change.set.items():
        part[key] = _value(tree, value, at)
    if change.untick:
        application = catalogue().application(tree["expected"][0]["application"])
        part["applications"] = [name for name in part["applications"] if application is None or name != application.name]
    if change.copy_to or change.move_to:
        target = _part(tree, change.copy_to or change.move_to or "")[2]
        target[name].append(copy.deepcopy(part))
    if change.remove or change.move_to:
        holder[name].remove(part)


def _part(tree: Tree, name: str) -> tuple[Tree, str, Tree]:
    """Return a part of a tree with the thing that holds it, and the list in which it stands there."""
    if name in ("enterprise", "external"):
        return tree, name, tree[name]
    if name == "htb":
        return tree, "managers", tree["managers"][0]
    if name == "expectation":
        return tree, "expected", tree["expected"][0]
    capacity = tree["capacities"][0]
    if name == "capacity":
        return tree, "capacities", capacity
    if name in ("tb", "cotb"):
        return capacity, "managers", capacity["managers"][("tb", "cotb").index(name)]
    places = _places(capacity)
    if name == "subdivision":
        return capacity, "subdivisions", capacity["subdivisions"][0]
    if name in ("place", "other-place"):
        return places[("place", "other-place").index(name)]
    home = places[0][2] if places else capacity
    user = home["users"][0]
    return (home, "users", user) if name == "user" else (user, "functions", user["functions"][0])


def _places(capacity: Tree) -> list[tuple[Tree, str, Tree]]:
    """Return the units where users live, with what holds them."""
    units = [(capacity, "subdivisions", unit) for unit in capacity["subdivisions"]]
    sites = [(unit, "sites", site) for _, _, unit in units for site in unit["sites"]]
    return sites or units


def _value(tree: Tree, value: Any, at: datetime) -> Any:
    """Return what a value of the table means; in it all scalars are texts."""
    if isinstance(value, list):
        return [_value(tree, one, at) for one in value]
    if value in _WORDS:
        return _WORDS[value]
    if value == "@htb":
        return tree["managers"][0]["person"]
    if value == "@other":
        return tree["people"][1]["insz"]
    if value.startswith("@day"):
        return (at.date() + timedelta(days=int(value.removeprefix("@day")))).isoformat()
    if value.startswith("@minute"):
        return (at + timedelta(minutes=int(value.removeprefix("@minute")))).replace(microsecond=0).isoformat()
    return value


def _plan_one_more(tree: Tree) -> None:
    last = tree["planned_units"][-1]
    above, _, own = last["unit"].rpartition("/")
    path = "/".join(filter(None, (above, str(int(own) + 1))))
    tree["planned_units"].append({**last, "unit": path, "name": f"{last['name']} 2"})


def _observation(tree: Tree, code: str, named: tuple[str, ...], at: datetime) -> Tree:
    planned, expected = tree["planned_units"], tree["expected"][0]
    application = catalogue().application(expected["application"])
    about = {
        "capacity": planned[0]["capacity"] if planned else application and application.capacity,
        "unit": planned[-1]["unit"] if planned else None,
        "person": expected["person"],
    }
    assert symptom(code).observable, code
    seen = (at - _SEEN_BEFORE).replace(microsecond=0).isoformat()
    return {"code": code, "at": seen, **{key: about[key] for key in named}}
