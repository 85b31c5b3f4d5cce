"""Trees that are nearly right: a healthy organisation, and a few things gone wrong in it.

`grown(pick)` builds one with a `Pick`, which is chance with a seed (fast, for thousands of trees) or hypothesis (which
shrinks what it finds).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.oracle.wants import (
    BINC,
    EHEALTH,
    ELOKET,
    EVIPA,
    FAGG,
    HERACLES,
    INSISTO,
    JEUGD,
    LINKED,
    ME,
    MODULES,
    RESIDENTIEEL,
)
from tests.store.trees import made_up_enterprise, made_up_insz

NOW = datetime.fromisoformat("2026-11-22T10:00:00+01:00")
TODAY = NOW.date()

Doc = dict[str, Any]


class Pick:
    """Choices; `draw` chooses a number from 0 up to (not with) a bound."""

    def __init__(self, draw: Callable[[int], int]) -> None:
        self._draw = draw

    def one(self, options: Sequence[Any]) -> Any:
        return options[self._draw(len(options))]

    def number(self, first: int, last: int) -> int:
        return first + self._draw(last - first + 1)

    def chance(self, percent: int) -> bool:
        return self._draw(100) >= 100 - percent


def by_chance(seed: int) -> Pick:
    return Pick(random.Random(seed).randrange)


@st.composite
def grown_trees(draw):
    return grown(Pick(lambda bound: draw(st.integers(0, bound - 1))))


HOMES = {ME: "site", JEUGD: "subdivision", EHEALTH: "subdivision", RESIDENTIEEL: "subdivision", LINKED: "capacity"}
TYPES = {
    ME: ("Mammografische eenheid", "Mammografische eenheid site"),
    JEUGD: ("Contextbegeleiding", "Contextbegeleiding site"),
    EHEALTH: ("Gezondheidszorg", "Gezondheidszorg site"),
    RESIDENTIEEL: ("Residentiële zorginstelling", "Residentiële zorginstelling site"),
    LINKED: ("Instelling", "Instelling site"),
}
APPLICATIONS = {ME: [HERACLES], JEUGD: [INSISTO, BINC, MODULES], EHEALTH: [EVIPA], RESIDENTIEEL: [EVIPA], LINKED: [FAGG]}
ALL = [HERACLES, HERACLES, INSISTO, BINC, MODULES, EVIPA, FAGG, ELOKET, "BelRAI", "eHealthBox", "Onbekend"]
OPENING = {
    HERACLES: ["hoofdradioloog", "radioloog", "laborant", "administratief medewerker"],
    INSISTO: ["Aanmelder binnen een voorziening (INSISTO)", "Groepsbeheerder binnen een voorziening (INSISTO)"],
    BINC: ["Wachtlijstbeheerder binnen een voorziening (INSISTO)"],
    MODULES: ["Moduleerder"],
}
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


def grown(pick: Pick) -> Doc:
    """Return one tree."""
    tree = _Growth(pick).tree()
    for _ in range(pick.number(0, 6)):
        pick.one(WRONGS)(pick, tree)
    return tree


class _Growth:
    """A healthy organisation: everybody expected can do what is expected."""

    def __init__(self, pick: Pick) -> None:
        self.pick = pick
        self.people = [made_up_insz(pick.number(0, 1999) // 20 * 20 + n) for n in range(pick.number(1, 4))]

    def tree(self) -> Doc:
        pick = self.pick
        labels = [pick.one([ME, ME, ME, JEUGD, JEUGD, EHEALTH, LINKED])]
        if pick.chance(20):
            labels += [label for label in (JEUGD, RESIDENTIEEL) if label not in labels]
        capacities = [self.capacity(label) for label in labels]
        htb = pick.one(self.people)
        return {
            "format": "access-tree/1",
            "enterprise": {
                "number": made_up_enterprise(pick.number(0, 9)),
                "name": "Voorbeeld",
                "sector": None,
                "legal_representatives": [htb],
                "employees": list(self.people),
            },
            "people": [self.described(insz) for insz in self.people],
            "managers": [manager("HTB", htb)],
            "capacities": capacities,
            "expected": each_once([entry for capacity in capacities for entry in self.expected(capacity)]),
            "external": {"head_radiologist_reported": True, "heracles_roles": list(self.people)},
            "planned_units": [],
            "observations": [],
        }

    def described(self, insz: str) -> Doc:
        doctor = self.pick.one([True, False, None])
        name = {"surname": "Voorbeeld", "first_name": "An", "email": "an@voorbeeld.be", "language": "nl", "title": None}
        return {"insz": insz, **name, "doctor": doctor}

    def capacity(self, label: str) -> Doc:
        pick, home = self.pick, HOMES[label]
        subdivisions = [
            self.facility(label, "subdivision", f"9000{n}") for n in range(pick.number(1, 2) if home != "capacity" else 0)
        ]
        for subdivision in subdivisions:
            under = pick.number(1, 2) if home == "site" else 0
            subdivision["status"] = "active"
            subdivision["sites"] = [self.facility(label, "site", f"{subdivision['hco']}{n}") for n in range(under)]
        managers = [manager("TB", pick.one(self.people))] if pick.chance(70) else []
        top = {"name": label, **self.unit(label, "capacity"), "managers": managers, "subdivisions": subdivisions}
        return {**top, "technical_user": None, "responsibilities": []}

    def unit(self, label: str, level: str) -> Doc:
        return {
            "state": "confirmed",
            "email": None,
            "created_at": None,
            "managers": [],
            "applications": [*APPLICATIONS[label], *(["eHealthBox"] if label == ME else [])],
            "users": [self.user(label, insz) for insz in self.people] if level == HOMES[label] else [],
        }

    def facility(self, label: str, level: str, hco: str) -> Doc:
        kind = TYPES[label][level == "site"]
        return {"type": kind, "name": f"Eenheid {hco}", "hco": hco, **self.unit(label, level)}

    def user(self, label: str, insz: str) -> Doc:
        functions = [given(self.pick.one(OPENING[name])) for name in APPLICATIONS[label] if name in OPENING]
        return user(insz, [*APPLICATIONS[label], *(["eHealthBox"] if label == ME else [])], functions)

    def expected(self, capacity: Doc) -> list[Doc]:
        pick, entries = self.pick, []
        for insz in self.people:
            if pick.chance(20):
                continue
            name = pick.one(APPLICATIONS[capacity["name"]])
            homes = [path for path, unit in units(capacity) if unit["users"]]
            entry = expectation(insz, name, pick.one([None, *homes, *homes]))
            if name == EVIPA and capacity["name"] == RESIDENTIEEL and pick.chance(70):
                entry["capacity"] = RESIDENTIEEL
            entries.append(entry)
        return entries


def expectation(insz: str, application: str, unit: str | None = None, capacity: str | None = None) -> Doc:
    return {"person": insz, "application": application, "unit": unit, "capacity": capacity, "function": None}


def each_once(entries: list[Doc]) -> list[Doc]:
    return list({tuple(entry.items()): entry for entry in entries}.values())


def manager(role: str, insz: str, status: str = "active", state: str = "confirmed") -> Doc:
    return {"role": role, "person": insz, "status": status, "since": None, "state": state}


def user(insz: str, applications: list[str], functions: list[Doc]) -> Doc:
    return {
        "person": insz,
        "username": None,
        "email": "an@voorbeeld.be",
        "local_email": None,
        "status": "Actief",
        "state": "confirmed",
        "applications": list(applications),
        "changed_at": None,
        "functions": list(functions),
    }


def given(function: str, start: str = "2024-01-10", end: str | None = None, changed_at: str | None = None) -> Doc:
    return {"function": function, "start": start, "end": end, "changed_at": changed_at}


def units(capacity: Doc) -> list[tuple[str, Doc]]:
    """The units of a capacity with their paths, its own first."""
    found = [("", capacity)]
    for subdivision in capacity["subdivisions"]:
        path = subdivision["hco"] or "~" + subdivision["name"]
        found.append((path, subdivision))
        found += [(f"{path}/{site['hco'] or '~' + site['name']}", site) for site in subdivision["sites"]]
    return found


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


# What can go wrong, each a change of the tree; one that finds nothing to change leaves it.


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
