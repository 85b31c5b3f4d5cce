"""The tree of a case with its findings in place: a mark and a word at each thing, missing things as ghosts.

A node is marked for what is wrong with it itself, never for what is wrong under it: each cause stands once, where it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from assistant.domain.outside import COMING
from assistant.domain.symptoms import symptom
from assistant.domain.words import words
from assistant.reports.helpdesk.case import Case
from assistant.store.exchange.document import Document
from assistant.store.exchange.unit_path import joined, number_and_name, parent_of, step, units_of

Mark = Literal["good", "bad", "unknown", "wait", "note", "none"]

GLYPHS: Mapping[Mark, str] = {"good": "✓", "bad": "✗", "unknown": "?", "wait": "…", "note": "!", "none": "·"}

FEW = 8
"""Users of a unit with whom nothing is wrong, up to which they are named."""


Kind = Literal["enterprise", "capacity", "unit", "manager", "user", "function", "ticks", "rest"]


MANY = 50
"""Users of a unit with whom something is wrong, up to which they are named."""


@dataclass(frozen=True, slots=True)
class Node:
    """Something in the tree. `id` stays the same while the tree changes; `findings` are places in the diagnosis' list."""

    id: str
    kind: Kind
    name: str
    mark: Mark = "good"
    word: str = ""
    findings: tuple[int, ...] = ()
    under: tuple[Node, ...] = ()
    person: str | None = None
    """The INSZ, of a manager and a user."""
    missing: bool = False
    """Whether it is not there: something is found at it all the same."""

    def all(self) -> Iterator[Node]:
        """Yield it and all under it."""
        yield self
        for node in self.under:
            yield from node.all()


def marked_tree(case: Case) -> Node:
    """Return the whole tree of a case with its findings in place."""
    return _Growing(case).tree()


def shown_tree(case: Case) -> Node:
    """Return the tree to read: of the users only those whom the case or a finding is about, unless they are few."""
    decisions = case.diagnosis["decisions"] if case.person or case.application else ()
    return _pruned(marked_tree(case), case, {one["person"] for one in decisions[:FEW]})


Place = tuple[str | None, str | None, str | None]
"""Capacity, unit, person: where a finding stands."""


def _place(finding: Mapping[str, Any]) -> Place:
    """Return where a finding is shown: at the capacity where any unit will do, at the enterprise if outside the portal."""
    if is_outside(finding):
        return None, None, finding["person"]
    capacity, unit = finding["capacity"], finding["unit"]
    return capacity, "" if unit is None and capacity is not None else unit, finding["person"]


class _Growing:
    """One case's tree in the making: each finding is taken by the one node where it stands."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._findings: Sequence[Mapping[str, Any]] = case.diagnosis["findings"]
        self._at: dict[Place, list[int]] = defaultdict(list)
        for n, finding in enumerate(self._findings):
            self._at[_place(finding)].append(n)
        self._missing = _missing(case.tree, self._at)

    def tree(self) -> Node:
        """Grow it from the enterprise down."""
        tree = self._case.tree
        own = self._take((None, None, None))
        present = {capacity["name"] for capacity in tree["capacities"]}
        absent = dict.fromkeys(label for label, _, _ in self._at if label is not None and label not in present)
        under = (
            *self._managers(tree, (None, None), ""),
            *(self._capacity(capacity) for capacity in tree["capacities"]),
            *(self._ghost(label, "", f"/{label}", label) for label in absent),
            *self._ghost_people((None, None), ""),
        )
        return self._marked(Node("", "enterprise", self._case.name, under=under), own)

    def _take(self, place: Place) -> list[int]:
        return self._at.pop(place, [])

    def _marked(self, node: Node, findings: Sequence[int]) -> Node:
        """Return a node with the mark and the word of the worst of its findings; without any as it is."""
        if not findings:
            return node
        worst = min((self._findings[n] for n in findings), key=lambda one: _ORDER[mark_of(one)])
        title = self._case.texts.text(symptom(worst["code"]).title, "symptoms")
        return replace(node, mark=mark_of(worst), word=_lower(title), findings=tuple(findings))

    def _capacity(self, capacity: Document) -> Node:
        label = capacity["name"]
        node = Node(f"/{label}", "capacity", label, word=self._state(capacity))
        return self._holding(node, capacity, (label, ""), capacity["subdivisions"])

    def _unit(self, unit: Document, label: str, above: str, above_id: str) -> Node:
        here = step(unit["hco"], unit["name"])
        path = joined(above, here)
        name = f"{unit['name']} ({path})" if unit["hco"] and unit["name"] else unit["name"] or path
        node = Node(f"{above_id}/{unit['type']}/{here}", "unit", name, word=self._state(unit))
        return self._holding(node, unit, (label, path), unit.get("sites") or ())

    def _holding(self, node: Node, thing: Document, place: tuple[str, str], units: Iterable[Document]) -> Node:
        """Return the node of a capacity or a unit with its managers, its users, and its units, there or missing."""
        own = self._take((*place, None))
        under = (
            *self._managers(thing, place, node.id),
            *(self._user(user, place, node.id) for user in thing["users"]),
            *self._ghost_people(place, node.id),
            *(self._unit(unit, *place, node.id) for unit in units),
            *self._ghost_units(*place, node.id),
        )
        return self._marked(replace(node, under=under), own)

    def _managers(self, holder: Document, place: tuple[str | None, str | None], above_id: str) -> Iterator[Node]:
        for manager in holder["managers"]:
            if manager["status"] == "left":
                continue
            role, person = manager["role"], manager["person"]
            there = self._take((*place, person))
            mine = [n for n in there if self._findings[n]["evidence"].get("role") == role]
            mine = [n for n in mine if self._findings[n]["code"] != "manager.not-a-user"]  # it is the user that misses
            if rest := [n for n in there if n not in mine]:
                self._at[(*place, person)] = rest
            name, word = f"{role} {self._case.who(person)}", self._state(manager)
            yield self._marked(Node(f"{above_id}/{role}/{person}", "manager", name, word=word, person=person), mine)

    def _user(self, user: Document, place: tuple[str, str], above_id: str) -> Node:
        own, under, person = self._take((*place, user["person"])), [], user["person"]
        node_id = f"{above_id}/{person}"
        if user["applications"]:
            ticked = self._case.texts.text(words("aangevinkt"))
            under.append(Node(f"{node_id}/", "ticks", ", ".join(user["applications"]), "none", ticked))
        for given in user["functions"]:
            about = [n for n in own if self._findings[n]["evidence"].get("function") == given["function"]]
            own = [n for n in own if n not in about]
            function_id = f"{node_id}/{given['function']}/{given['start']}"
            function_id += "/again" * sum(one.id.startswith(function_id) for one in under)
            under.append(self._marked(Node(function_id, "function", given["function"]), about))
        node = Node(node_id, "user", self._case.who(person), word=self._state(user), under=tuple(under), person=person)
        return self._marked(node, own)

    def _ghost_people(self, place: tuple[str | None, str | None], above_id: str) -> Iterator[Node]:
        """Yield who is missing here, or whom something is about that hangs on no unit."""
        for person in [one for label, path, one in self._at if (label, path) == place and one is not None]:
            own = self._take((*place, person))
            node = Node(f"{above_id}/{person}", "user", self._case.who(person), person=person, missing=True)
            yield self._marked(node, own)

    def _ghost_units(self, label: str, above: str, above_id: str) -> Iterator[Node]:
        """Yield the missing units right under one, each with who is missing on it."""
        for path in self._missing.get(label, ()):
            if parent_of(path) == above:
                _, name = number_and_name(path)
                known = self._case.where(label, path)
                yield self._ghost(label, path, f"{above_id}/?/{path.rpartition('/')[2]}", name or known)

    def _ghost(self, label: str, path: str, node_id: str, name: str) -> Node:
        own = self._take((label, path, None))
        under = (*self._ghost_people((label, path), node_id), *self._ghost_units(label, path, node_id))
        return self._marked(Node(node_id, "unit" if path else "capacity", name, under=under, missing=True), own)

    def _state(self, thing: Document) -> str:
        if thing.get("status") in ("blocked", "Geblokkeerd"):
            return self._case.texts.text(words("geblokkeerd"))
        if thing.get("state") == "saved":
            return self._case.texts.text(words("opgeslagen, niet bevestigd"))
        return ""


_ORDER: Mapping[Mark, int] = {"bad": 0, "unknown": 1, "wait": 2, "note": 3, "good": 4, "none": 5}


def mark_of(finding: Mapping[str, Any]) -> Mark:
    """Return how a finding (interface §4) marks the place where it stands."""
    if finding["severity"] == "blocking":
        return "bad"
    if finding["evidence"].get("known") is False:
        return "unknown"
    return "wait" if finding["code"] in COMING else "note"


def is_outside(finding: Mapping[str, Any]) -> bool:
    """Tell whether a finding is about something outside the portal, which the store can only be told of."""
    return str(finding["code"]).startswith("external.")


def _lower(title: str) -> str:
    """Return a title as it stands after a name; one that begins with capitals that belong stays as it is."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def _missing(tree: Document, places: Iterable[Place]) -> dict[str, list[str]]:
    """Return the paths by capacity at which something is found but nothing is, those above a missing one too."""
    present = set(_paths(tree))
    missing: dict[str, dict[str, None]] = defaultdict(dict)
    for label, place, _ in places:
        path = place
        while label is not None and path and (label, path) not in present:
            missing[label][path] = None
            path = parent_of(path)
    return {label: sorted(paths) for label, paths in missing.items()}


def _paths(tree: Document) -> Iterator[tuple[str, str]]:
    for capacity in tree["capacities"]:
        yield capacity["name"], ""
        yield from ((capacity["name"], path) for path, _ in units_of(capacity))


def _pruned(node: Node, case: Case, concerned: set[str]) -> Node:
    """Return a node with the users that were asked about and the first with something wrong; of the others how many."""
    others = [one for one in node.under if one.kind == "user" and one.person not in concerned]
    wrong = [one for one in others if _is_found(one)]
    fine = len(others) - len(wrong)
    unnamed = {one.id for one in wrong[MANY:]}
    if fine > FEW or concerned:
        unnamed |= {one.id for one in others if not _is_found(one)}
    else:
        fine = 0
    kept = [_pruned(one, case, concerned) for one in node.under if one.id not in unnamed]
    if left := wrong[MANY:]:
        mark = min((inner.mark for one in left for inner in one.all()), key=lambda mark: _ORDER[mark])
        text = words("nog {count} gebruikers met iets mis")
        kept.append(Node(f"{node.id}/…!", "rest", case.texts.text(text, count=len(left)), mark))
    if fine:
        text = words("{count} andere gebruikers") if fine > 1 else words("{count} andere gebruiker")
        kept.append(Node(f"{node.id}/…", "rest", case.texts.text(text, count=fine), "none"))
    return replace(node, under=tuple(kept))


def _is_found(node: Node) -> bool:
    return any(one.findings for one in node.all())
