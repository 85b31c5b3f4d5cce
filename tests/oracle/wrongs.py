"""What can go wrong in a tree, each a change of it; one that finds nothing to change leaves it."""

from __future__ import annotations

from datetime import timedelta

from tests.oracle.healthy import (
    HOMES,
    NOW,
    OPENING,
    TODAY,
    TYPES,
    Doc,
    Pick,
    each_once,
    expectation,
    given,
    manager,
    units,
    user,
)
from tests.oracle.wants import BINC, ELOKET, EVIPA, FAGG, HERACLES, INSISTO, JEUGD, ME, MODULES

ALL = [HERACLES, HERACLES, INSISTO, BINC, MODULES, EVIPA, FAGG, ELOKET, "BelRAI", "eHealthBox", "Onbekend"]
FUNCTIONS = [
    *(function for functions in OPENING.values() for function in functions),
    "Systeembeheerder (INSISTO)",
    "Meldpuntmedewerker (INSISTO)",
    "Regisseur binnen een voorziening (1G1P)",
    "BelRAI VL – admin",
]
SEEN = [
    "capacity.refused",
    "relogin.required",
    "facility.not-in-list",
    "username.taken",
    "htb.unwilling",
    "signin.wrong-organisation",
    "signin.wrong-profile",
]


def moment_near_now(pick: Pick) -> str | None:
    """A change of just before or after the twenty minutes, of now, of long ago, or not known."""
    ago = pick.one([None, timedelta(0), timedelta(minutes=5), timedelta(minutes=20), timedelta(minutes=20, seconds=-1),
                    timedelta(minutes=20, seconds=1), timedelta(days=3), timedelta(minutes=-2)])  # fmt: skip
    return None if ago is None else (NOW - ago).isoformat()


def days_near_today(pick: Pick) -> tuple[str, str | None]:
    """First and last day of a function, round today."""
    first = TODAY + timedelta(days=pick.number(-2, 1))
    last = pick.one([None, None, 0, 1, 2])
    return first.isoformat(), None if last is None else (first + timedelta(days=last)).isoformat()


def _any_unit(pick: Pick, tree: Doc) -> Doc | None:
    capacity = _any_capacity(pick, tree)
    return pick.one(units(capacity))[1] if capacity else None


def _any_capacity(pick: Pick, tree: Doc) -> Doc | None:
    return pick.one(tree["capacities"]) if tree["capacities"] else None


def _any_user(pick: Pick, tree: Doc) -> Doc | None:
    found = [user for capacity in tree["capacities"] for _, unit in units(capacity) for user in unit["users"]]
    return pick.one(found) if found else None


def _any_person(pick: Pick, tree: Doc) -> str:
    return pick.one(tree["people"])["insz"]


def untick_on_unit(pick: Pick, tree: Doc) -> None:
    unit = _any_unit(pick, tree)
    if unit and unit["applications"]:
        unit["applications"].remove(pick.one(unit["applications"]))


def untick_user(pick: Pick, tree: Doc) -> None:
    found = _any_user(pick, tree)
    if found and found["applications"]:
        found["applications"].remove(pick.one(found["applications"]))


def save_only(pick: Pick, tree: Doc) -> None:
    found = pick.one([_any_unit, _any_user])(pick, tree)
    if found:
        found["state"] = "saved"


def save_a_manager_only(pick: Pick, tree: Doc) -> None:
    unit = pick.one([tree, _any_unit(pick, tree) or tree])
    for found in unit["managers"][:1]:
        found["state"] = "saved"


def block(pick: Pick, tree: Doc) -> None:
    found = _any_user(pick, tree)
    if pick.chance(60) and found:
        found["status"] = "Geblokkeerd"
        return
    capacity = _any_capacity(pick, tree)
    if capacity and capacity["subdivisions"]:
        pick.one(capacity["subdivisions"])["status"] = "blocked"


def move_user(pick: Pick, tree: Doc) -> None:
    """Up, down or sideways; or away; or also there."""
    capacity = _any_capacity(pick, tree)
    if not capacity:
        return
    homes = [unit for _, unit in units(capacity) if unit["users"]]
    if homes:
        source, target = pick.one(homes), pick.one(units(capacity))[1]
        found = pick.one(source["users"])
        if pick.chance(70):
            source["users"].remove(found)
        if pick.chance(80) and found["person"] not in [one["person"] for one in target["users"]]:
            target["users"].append(
                {**found, "applications": list(found["applications"]), "functions": list(found["functions"])}
            )


def move_function(pick: Pick, tree: Doc) -> None:
    """To another registration of the same person, made on the spot if need be."""
    capacity = _any_capacity(pick, tree)
    if not capacity:
        return
    holding = [one for _, unit in units(capacity) for one in unit["users"] if one["functions"]]
    if not holding:
        return
    source, target = pick.one(holding), pick.one(units(capacity))[1]
    function = source["functions"].pop()
    other = next((one for one in target["users"] if one["person"] == source["person"]), None)
    if other is None:
        other = user(source["person"], [], [])
        target["users"].append(other)
    other["functions"].append(function)


def change_function(pick: Pick, tree: Doc) -> None:
    found = _any_user(pick, tree)
    if not found:
        return
    if pick.chance(40):
        found["functions"].clear()
    for _ in range(pick.number(0, 2)):
        start, end = days_near_today(pick)
        found["functions"].append(given(pick.one(FUNCTIONS), start, end, moment_near_now(pick)))


def date_function(pick: Pick, tree: Doc) -> None:
    found = _any_user(pick, tree)
    if found and found["functions"]:
        function = pick.one(found["functions"])
        function["start"], function["end"] = days_near_today(pick)
        function["changed_at"] = moment_near_now(pick)


def change_just_now(pick: Pick, tree: Doc) -> None:
    found = _any_user(pick, tree)
    if found:
        found["changed_at"] = moment_near_now(pick)


def forget_something(pick: Pick, tree: Doc) -> None:
    """What is null is not known."""
    what = pick.number(0, 5)
    if what == 0:
        tree["external"]["head_radiologist_reported"] = pick.one([None, False])
    elif what == 1:
        tree["external"]["heracles_roles"] = pick.one([None, [], tree["external"]["heracles_roles"]])
    elif what == 2:
        pick.one(tree["people"])["doctor"] = pick.one([True, False, None])
    elif what == 3:
        for name in ("employees", "legal_representatives"):
            tree["enterprise"][name] = pick.one([None, [], [], tree["enterprise"][name]])
    elif what == 4 and (found := _any_user(pick, tree)):
        found["email"] = None
    elif (unit := _any_unit(pick, tree)) and "hco" in unit:
        unit["hco"] = None


def expect_otherwise(pick: Pick, tree: Doc) -> None:
    entries = tree["expected"]
    if entries and pick.chance(50):
        entry = pick.one(entries)
        paths = [path for capacity in tree["capacities"] for path, _ in units(capacity)]
        entry["unit"] = pick.one([None, "", "90009", "90000/90009", "~Elders", *paths])
        if pick.chance(30):
            entry["capacity"] = pick.one([None, *HOMES, "Justitie"])
    else:
        unit = pick.one([None, None, "90000", "90000/900000"])
        capacity = pick.one([None, None, None, *HOMES, "Justitie"])
        entries.append(expectation(_any_person(pick, tree), pick.one(ALL), unit, capacity))
    tree["expected"] = each_once(entries)


def drop_unit(pick: Pick, tree: Doc) -> None:
    capacity = _any_capacity(pick, tree)
    if not capacity:
        return
    if pick.chance(15) or not capacity["subdivisions"]:
        tree["capacities"].remove(capacity)
        return
    subdivision = pick.one(capacity["subdivisions"])
    if subdivision["sites"] and pick.chance(70):
        subdivision["sites"].remove(pick.one(subdivision["sites"]))
    else:
        capacity["subdivisions"].remove(subdivision)


def another_type(pick: Pick, tree: Doc) -> None:
    """The same HCO number again, as a facility of another type."""
    capacity = _any_capacity(pick, tree)
    if capacity and capacity["subdivisions"]:
        known = capacity["subdivisions"][0]
        if not any(one["type"] == "Andere" for one in capacity["subdivisions"]):
            empty = {"users": [], "managers": [], "sites": [], "applications": list(known["applications"])}
            capacity["subdivisions"].append({**known, "type": "Andere", **empty})


def plan_a_unit(pick: Pick, tree: Doc) -> None:
    label = pick.one(list(HOMES))
    path = pick.one(["90000", "90009", "90000/900000", "90000/90009", "90009/90001", "~Nieuw"])
    kind = pick.one([None, None, TYPES[label]["/" in path]])
    plan = {"capacity": label, "unit": path, "name": None, "type": kind, "email": None}
    if plan not in tree["planned_units"]:
        tree["planned_units"].append(plan)


def see_something(pick: Pick, tree: Doc) -> None:
    person = pick.one([None, _any_person(pick, tree)])
    seen = {"code": pick.one(SEEN), "at": NOW.isoformat(), "capacity": pick.one([None, ME, JEUGD]), "unit": None}
    tree["observations"].append({**seen, "person": person})


def change_managers(pick: Pick, tree: Doc) -> None:
    person, status = _any_person(pick, tree), pick.one(["active", "active", "blocked", "left"])
    capacity = _any_capacity(pick, tree)
    what = pick.number(0, 3)
    if what == 0:
        for found in tree["managers"]:
            found["status"] = status
    elif what == 1 or not capacity:
        tree["managers"].append(manager("co-HTB", person, status))
    elif what == 2:
        capacity["managers"] = [manager(pick.one(["TB", "co-TB"]), person, status)]
    else:
        unit = pick.one(units(capacity))[1]
        if unit is not capacity:
            unit["managers"] = [manager("SB", person, status)]


WRONGS = [
    untick_on_unit,
    untick_on_unit,
    untick_user,
    untick_user,
    save_only,
    save_a_manager_only,
    block,
    move_user,
    move_user,
    move_user,
    move_function,
    move_function,
    change_function,
    change_function,
    change_function,
    date_function,
    date_function,
    change_just_now,
    change_just_now,
    forget_something,
    forget_something,
    expect_otherwise,
    expect_otherwise,
    drop_unit,
    another_type,
    plan_a_unit,
    see_something,
    change_managers,
    change_managers,
]
