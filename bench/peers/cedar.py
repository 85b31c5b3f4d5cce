"""The same cases decided by Cedar (cedarpy): one policy an application, users and units as entities.

It says yes or no and nothing more; what it is not asked: why, since when, and what to do. Cases with one given unit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import cedarpy

POLICIES = """
permit(principal is Registration, action == Action::"Heracles", resource is Unit) when {
  principal.unit == resource && principal.stands && resource.stands &&
  principal.ticks.contains("Heracles") && resource.ticks.containsAll(["Heracles", "eHealthBox"]) &&
  resource.above.ticks.containsAll(["Heracles", "eHealthBox"]) &&
  resource.above.above.ticks.containsAll(["Heracles", "eHealthBox"]) &&
  principal.functions.containsAny(["hoofdradioloog", "radioloog", "laborant", "administratief medewerker"]) &&
  (principal.ticks.contains("eHealthBox") || !principal.doctor) &&
  principal.has_role_inside && principal.is_reported
};
permit(principal is Registration, action in [Action::"INSISTO", Action::"BINC"], resource is Unit) when {
  principal.unit == resource && principal.stands && resource.stands &&
  principal.ticks.contains(context.box) && resource.ticks.contains(context.box) &&
  principal.functions.containsAny(["Aanmelder binnen een voorziening (INSISTO)",
    "Wachtlijstbeheerder binnen een voorziening (INSISTO)", "Groepsbeheerder binnen een voorziening (INSISTO)"])
};
permit(principal is Registration, action == Action::"eVIPA", resource is Unit) when {
  principal.unit == resource && principal.stands && resource.stands &&
  principal.ticks.contains(context.box) && resource.ticks.contains(context.box)
};
permit(principal is Registration, action == Action::"FAGG-portaal", resource is Unit) when {
  principal.unit == resource && principal.stands && resource.stands && principal.ticks.contains(context.box)
};
"""


class Case(NamedTuple):
    """A request, and what it needs to know."""

    request: dict[str, Any]
    entities: list[dict[str, Any]]


def cases(tree: dict[str, Any], known_as: dict[str, str], today: str) -> Iterator[Case]:
    """Yield the expected accesses of an access tree that name their unit."""
    units, users = _entities(tree, today)
    for one in tree["expected"]:
        if one.get("unit") is None:
            continue
        capacity = tree["capacities"][0]["name"] if tree["capacities"] else ""
        path = f"{capacity}|{one['unit']}"
        principal = users.get((one["person"], path)) or _nobody(path)
        chain = [unit for key, unit in units.items() if path == key or path.startswith(f"{key}/") or key.endswith("|")]
        unit = units.get(path)
        request = {
            "principal": f'Registration::"{principal["uid"]["id"]}"',
            "action": f'Action::"{known_as[one["application"]]}"',
            "resource": f'Unit::"{path if unit else "absent"}"',
            "context": {"box": one["application"]},
        }
        yield Case(request, [principal, *chain, *([] if unit else [_unit("absent", {}, False, None)])])


def decide(all_cases: list[Case], policies: Any) -> list[bool]:
    """Decide every case."""
    decided = (cedarpy.is_authorized(case.request, policies, case.entities) for case in all_cases)
    return [one.decision == cedarpy.Decision.Allow for one in decided]


def _entities(tree: dict[str, Any], today: str) -> tuple[dict[str, Any], dict[tuple[str, str], Any]]:
    units: dict[str, Any] = {}
    users: dict[tuple[str, str], Any] = {}
    people = {one["insz"]: one for one in tree["people"]}

    def add(node: dict[str, Any], path: str, above: str | None, stands: bool) -> None:
        stands = stands and node.get("state", "confirmed") == "confirmed" and node.get("status", "active") == "active"
        units[path] = _unit(path, node, stands, above)
        for user in node.get("users", ()):
            users[(user["person"], path)] = _user(user, people[user["person"]], path, tree, today)

    for capacity in tree["capacities"]:
        top = f"{capacity['name']}|"
        add(capacity, top, None, True)
        for subdivision in capacity.get("subdivisions", ()):
            add(subdivision, top + subdivision["hco"], top, capacity.get("state", "confirmed") == "confirmed")
            for site in subdivision.get("sites", ()):
                add(site, f"{top}{subdivision['hco']}/{site['hco']}", top + subdivision["hco"], True)
    return units, users


def _unit(path: str, node: dict[str, Any], stands: bool, above: str | None) -> dict[str, Any]:
    attributes: dict[str, Any] = {"ticks": node.get("applications", []), "stands": stands}
    if above is not None:
        attributes["above"] = {"__entity": {"type": "Unit", "id": above}}
    return {"uid": {"type": "Unit", "id": path}, "attrs": attributes, "parents": []}


def _user(user: dict[str, Any], person: dict[str, Any], path: str, tree: dict[str, Any], today: str) -> dict[str, Any]:
    outside = tree.get("external") or {}
    roles = outside.get("heracles_roles")
    in_force = [
        one["function"] for one in user["functions"] if one["start"] <= today and (not one["end"] or one["end"] >= today)
    ]
    attributes = {
        "unit": {"__entity": {"type": "Unit", "id": path}},
        "stands": user["status"] == "Actief" and user.get("state", "confirmed") == "confirmed",
        "ticks": user["applications"],
        "functions": in_force,
        "doctor": person.get("doctor") is not False or any(one in ("hoofdradioloog", "radioloog") for one in in_force),
        "has_role_inside": roles is not None and user["person"] in roles,
        "is_reported": outside.get("head_radiologist_reported") is True,
    }
    return {"uid": {"type": "Registration", "id": f"{path}#{user['person']}"}, "attrs": attributes, "parents": []}


def _nobody(path: str) -> dict[str, Any]:
    unit = {"__entity": {"type": "Unit", "id": path}}
    none: dict[str, Any] = {"ticks": [], "functions": []}
    flags = {"stands": False, "doctor": False, "has_role_inside": False, "is_reported": False}
    return {"uid": {"type": "Registration", "id": "nobody"}, "attrs": {"unit": unit, **none, **flags}, "parents": []}
