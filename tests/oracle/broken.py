"""The rulebook's broken rules of a whole tree, of which nobody need be denied (V7, V9, V10)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tests.oracle.nodes import Tree, active, day
from tests.oracle.wants import LEVELS, UNITS_FIRST, USERS_LIVE_ON, WANTS


@dataclass(frozen=True)
class Broken:
    code: str
    capacity: str | None = None
    unit: str | None = None
    person: str | None = None
    application: str | None = None
    seen: bool = False

    @property
    def key(self) -> tuple:
        return self.code, self.capacity, self.unit, self.application, self.person


SEEN = {
    "htb.unwilling",
    "htb.already-self",
    "wv.not-in-kbo",
    "exception.refused",
    "enterprise.data-wrong",
    "capacity.refused",
    "relogin.required",
    "facility.not-in-list",
    "username.taken",
    "signin.wrong-organisation",
    "signin.wrong-profile",
}


def broken_rules(tree: Tree, today: date) -> list[Broken]:
    """All of them."""
    return [*_managers(tree), *_units(tree), *_users(tree, today), *_plans(tree), *_observations(tree)]


def _managers(tree: Tree) -> Iterator[Broken]:
    doc = tree.doc
    htbs = [m["person"] for m in doc["managers"] if m["role"] == "HTB" and active(m)]
    if not htbs:
        yield Broken("htb.missing")
    wvs, employees = doc["enterprise"]["legal_representatives"], doc["enterprise"]["employees"]
    for person in htbs:
        if wvs is not None and employees is not None and person not in (*wvs, *employees):
            yield Broken("htb.not-eligible", person=person)
    places = [(None, None, m) for m in doc["managers"]]
    places += [(node.capacity, node.path, m) for node in tree.nodes if node.confirmed for m in node.doc["managers"]]
    hidden = [(node.capacity, node.path, m) for node in tree.nodes if not node.confirmed for m in node.doc["managers"]]
    for capacity, unit, manager in [*places, *hidden]:
        if manager["status"] == "blocked" and manager.get("state", "confirmed") == "confirmed":
            yield Broken("manager.blocked", capacity, unit, manager["person"])
    for capacity, unit, manager in places:
        if manager.get("state") == "saved" and manager["status"] != "left":
            yield Broken("step.unconfirmed", capacity, unit, manager["person"])
    capacities = [node for node in tree.nodes if node.level == "capacity" and node.confirmed]
    for manager in doc["managers"]:
        if capacities and active(manager) and not _has_other_role(tree, manager, capacities):
            yield Broken("manager.no-other-role", person=manager["person"])


def _has_other_role(tree: Tree, manager: dict, capacities: list) -> bool:
    """A17; T2."""
    person = manager["person"]
    tops = [node for node in tree.nodes if node.level == "capacity"]
    if any(active(m) and m["person"] == person for top in tops for m in top.managers("TB", "co-TB")):
        return True
    if any(user.confirmed and user.doc["person"] == person for node in tree.nodes for user in node.users):
        return True
    never = [top for top in capacities if not any(m.get("state", "confirmed") == "confirmed" for m in top.managers("TB"))]
    return manager["role"] == "HTB" and bool(never)


def _units(tree: Tree) -> Iterator[Broken]:
    for node in tree.nodes:
        if not node.confirmed and (node.above is None or node.above.stands):
            yield Broken("step.unconfirmed", node.capacity, node.path)
        if node.level != "capacity" and node.confirmed and node.doc["hco"] is None:
            yield Broken("unit.no-hco", node.capacity, node.path)


def _users(tree: Tree, today: date) -> Iterator[Broken]:
    for node in tree.nodes:
        for user in node.users:
            if not user.confirmed and node.confirmed:
                yield Broken("step.unconfirmed", node.capacity, node.path, user.doc["person"])
    for user in tree.users():
        node, person = user.node, user.doc["person"]
        if user.doc["email"] is None:
            yield Broken("user.no-email", node.capacity, node.path, person)
        if USERS_LIVE_ON.get(node.capacity, node.level) != node.level:
            yield Broken("user.wrong-level", node.capacity, node.path, person)
        for function in user.functions:
            if function["end"] is None or day(function["end"]) > today:
                yield from _of_function(tree, user, function["function"])


def _of_function(tree: Tree, user, function: str) -> Iterator[Broken]:
    node, person = user.node, user.doc["person"]
    opens = [name for name, wants in WANTS.items() if function in wants.opened_by and wants.capacity == node.capacity]
    for name in opens:
        home = WANTS[name].lives_on
        placed = any(other.node.level == home for other in tree.users(node.capacity, person))
        if node.level != home and placed:
            yield Broken("function.wrong-level", node.capacity, node.path, person, name)
    if opens and not any(name in user.doc["applications"] for name in opens):
        yield Broken("function.without-right", node.capacity, node.path, person, opens[0])


def missing_units(tree: Tree, planned: dict) -> Iterator[tuple[str, str]]:
    """What of a planned unit is not there: nothing below an absent thing (V3)."""
    capacity, path = planned["capacity"], planned["unit"]
    top = tree.capacity(capacity)
    if top is None:
        yield "capacity.not-activated", ""
        return
    if not top.confirmed:
        return
    first, _, rest = path.partition("/")
    above = [node for node in tree.nodes if node.capacity == capacity and node.path == first]
    if not above or (not rest and tree.missing(planned)):
        yield "subdivision.missing", first
    elif rest and any(node.confirmed for node in above) and tree.missing(planned):
        yield "site.missing", path


def _plans(tree: Tree) -> Iterator[Broken]:
    for planned in tree.doc.get("planned_units", ()):
        capacity = planned["capacity"]
        for code, path in missing_units(tree, planned):
            yield Broken(code, capacity, path)
        if capacity in UNITS_FIRST and tree.missing(planned) and tree.users(capacity):
            yield Broken("order.users-before-sites", capacity, planned["unit"])


def _observations(tree: Tree) -> Iterator[Broken]:
    for seen in tree.doc.get("observations", ()):
        if seen["code"] in SEEN:
            yield Broken(seen["code"], seen.get("capacity"), seen.get("unit"), seen.get("person"), seen=True)


assert set(USERS_LIVE_ON.values()) <= set(LEVELS)
