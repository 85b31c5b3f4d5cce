"""What can carry a fact of a guide: steps of the flows and rows of the tables, each found by its kind and id.

`step:htb.weg` is a step of the guide that follows the source; `step:fagg/vooraf.eid` names another guide.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from functools import cache

from assistant.conversation.load import load_guide
from assistant.domain.action_kinds import action_kinds
from assistant.domain.catalogue import catalogue
from assistant.domain.contacts import contacts
from assistant.domain.labels import labels
from assistant.domain.lexicon import lexicon
from assistant.domain.machine_checks import machine_checks
from assistant.domain.prerequisites import prerequisites
from assistant.domain.questions import questions
from assistant.domain.rights import rights
from assistant.domain.rules import rules
from assistant.domain.screens_moved import screens_moved
from assistant.domain.symptoms import symptoms
from assistant.domain.ways import ways


@cache
def _steps(guide: str) -> frozenset[str]:
    return frozenset(step.id for section in load_guide(guide).sections for step in section.steps)


_ROWS: Mapping[str, Callable[[], Container[str]]] = {
    "action": action_kinds,
    "check": machine_checks,
    "contact": contacts,
    "label": labels,
    "moved": screens_moved,
    "place": ways,
    "prerequisite": lambda: {row.id for row in prerequisites()},
    "question": questions,
    "right": lambda: {row.id for row in rights().rights},
    "rule": rules,
    "symptom": symptoms,
    "term": lexicon,
}
_OF_THE_CATALOGUE: Mapping[str, Callable[[str], object]] = {
    "application": lambda name: catalogue().application(name),
    "capacity": lambda name: catalogue().capacity(name),
    "function": lambda name: catalogue().function(name),
}


def exists(carrier: str, guide: str) -> bool:
    """Whether there is something of this kind and id; steps without a guide are those of `guide`."""
    kind, _, key = carrier.partition(":")
    if kind == "step":
        named, _, step = key.rpartition("/")
        return step in _steps(named or guide)
    if kind in _OF_THE_CATALOGUE:
        return _OF_THE_CATALOGUE[kind](key) is not None
    return kind in _ROWS and key in _ROWS[kind]()
