"""A tree as it stood on the way: what a stage would still have to make is not there yet."""

from __future__ import annotations

import copy

from assistant.domain.stages import STAGES
from assistant.store.demo.building import Tree

_NAMES = tuple(STAGES)


def as_far_as(tree: Tree, stage: str) -> Tree:
    """Return a tree of which `stage` (interface §6) is the first one that is not complete."""
    found = copy.deepcopy(tree)
    missing = {name for name in _NAMES[1:-1] if _NAMES.index(name) >= _NAMES.index(stage)}
    if "htb" in missing:
        found["managers"] = []
    if "capacity" in missing:
        found["capacities"] = []
    for capacity in found["capacities"]:
        if "subdivision" in missing:
            capacity["subdivisions"] = []
        for place in (capacity, *capacity["subdivisions"], *(s for u in capacity["subdivisions"] for s in u["sites"])):
            if "site" in missing:
                place.pop("sites", None)
            if "users" in missing:
                place["users"] = []
            for user in place["users"] if "functions" in missing else ():
                user["functions"] = []
    if "outside" in missing:
        for fact, known in found["external"].items():
            found["external"][fact] = False if isinstance(known, bool) else []
    return found
