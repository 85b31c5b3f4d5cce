"""An access tree as objects that know what is above them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tests.oracle.wants import LEVELS


@dataclass(eq=False)
class User:
    """A registration."""

    doc: dict
    node: Node

    @property
    def confirmed(self) -> bool:
        return self.doc.get("state", "confirmed") == "confirmed"

    @property
    def exists(self) -> bool:
        return self.confirmed and self.node.stands

    @property
    def functions(self) -> list[dict]:
        return self.doc["functions"]


@dataclass(eq=False)
class Node:
    """A capacity, sub-division or site."""

    doc: dict
    level: str
    path: str
    capacity: str
    above: Node | None
    place: int
    """Its number among all units of its level."""

    @property
    def confirmed(self) -> bool:
        return self.doc["state"] == "confirmed"

    @property
    def stands(self) -> bool:
        """O2: it exists when it and all above it were confirmed."""
        return self.confirmed and (self.above is None or self.above.stands)

    @property
    def applications(self) -> list[str]:
        return self.doc["applications"]

    @property
    def users(self) -> list[User]:
        return [User(doc, self) for doc in self.doc["users"]]

    def user(self, person: str) -> User | None:
        return next((user for user in self.users if user.doc["person"] == person), None)

    def managers(self, *roles: str) -> list[dict]:
        return [one for one in self.doc["managers"] if one["role"] in roles]


class Tree:
    """A whole document."""

    def __init__(self, doc: dict) -> None:
        self.doc = doc
        self.nodes: list[Node] = []
        for capacity in doc["capacities"]:
            top = self._node(capacity, "capacity", "", capacity["name"], None)
            for subdivision in capacity["subdivisions"]:
                path = _step(subdivision)
                below = self._node(subdivision, "subdivision", path, top.capacity, top)
                for site in subdivision["sites"]:
                    self._node(site, "site", f"{path}/{_step(site)}", top.capacity, below)

    def _node(self, doc: dict, level: str, path: str, capacity: str, above: Node | None) -> Node:
        node = Node(doc, level, path, capacity, above, sum(one.level == level for one in self.nodes))
        self.nodes.append(node)
        return node

    def capacity(self, label: str) -> Node | None:
        return next((node for node in self.nodes if node.level == "capacity" and node.capacity == label), None)

    def under(self, node: Node) -> list[Node]:
        return [one for one in self.nodes if one.above is node]

    def users(self, capacity: str | None = None, person: str | None = None) -> list[User]:
        """The registrations that exist, from the top of the tree down."""
        ordered = sorted(self.nodes, key=lambda node: (LEVELS.index(node.level), node.place))
        return [
            user
            for node in ordered
            if capacity in (None, node.capacity)
            for user in node.users
            if user.exists and person in (None, user.doc["person"])
        ]

    def missing(self, planned: dict) -> bool:
        """Whether a planned unit is not there: known by its path, and by its type where that was said."""
        return not any(
            node.capacity == planned["capacity"]
            and node.path == planned["unit"]
            and planned.get("type") in (None, node.doc.get("type"))
            for node in self.nodes
        )


def _step(unit: dict) -> str:
    return unit["hco"] or "~" + unit["name"].strip().replace("%", "%25").replace("/", "%2F")


def active(manager: dict) -> bool:
    return manager["status"] == "active" and manager.get("state", "confirmed") == "confirmed"


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
