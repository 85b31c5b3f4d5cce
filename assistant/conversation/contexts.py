"""The contexts under which texts are translated: one convention, for showing, checking and extracting alike.

A step's texts stand under its id, a section's own under the section's id, a guide's page under the guide's name; a table of
`data/` under the name of its file; the program's own texts under none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assistant.conversation.flow import GuideHead, Section
from assistant.conversation.walk import Place, words_in
from assistant.domain.action_kinds import ActionKind
from assistant.domain.catalogue import Applications, CapacityKind, FunctionKind
from assistant.domain.contacts import Contact
from assistant.domain.lexicon import Term
from assistant.domain.machine_checks import MachineCheck
from assistant.domain.portal_steps import PortalStep
from assistant.domain.prerequisites import Prerequisite
from assistant.domain.questions import Question
from assistant.domain.reminders import Reminder
from assistant.domain.rights import Rights
from assistant.domain.rules import Rule
from assistant.domain.screens_moved import ScreenMoved
from assistant.domain.symptoms import Symptom
from assistant.domain.troubleshooting import Troubleshooting
from assistant.domain.ways import Way
from assistant.domain.wishes import Wish

TABLES: Mapping[str, Any] = {
    "actions": tuple[ActionKind, ...],
    "applications": Applications,
    "capacities": tuple[CapacityKind, ...],
    "contacts": dict[str, Contact],
    "functions": tuple[FunctionKind, ...],
    "lexicon": dict[str, Term],
    "machine_checks": dict[str, MachineCheck],
    "places": dict[str, Way],
    "portal_steps": tuple[PortalStep, ...],
    "prerequisites": tuple[Prerequisite, ...],
    "questions": dict[str, Question],
    "reminders": tuple[Reminder, ...],
    "rights": Rights,
    "rules": dict[str, Rule],
    "screens_moved": dict[str, ScreenMoved],
    "symptoms": dict[str, Symptom],
    "troubleshooting": Troubleshooting,
    "wishes": dict[str, Wish],
}
"""The tables of `data/` that hold texts, by the name of their file, with what they are read as."""


def words_of_head(head: GuideHead) -> Iterator[tuple[Place, str, str]]:
    """Every text of a guide's own page: its place, its context, its words."""
    yield from ((place, head.id, text) for place, text in words_in(head))


def words_of_section(section: Section) -> Iterator[tuple[Place, str, str]]:
    """Every text of a section: its place, its context, its words."""
    for place, text in words_in(section):
        in_step = place[0] == "steps" and isinstance(place[1], int)
        yield place, section.steps[int(place[1])].id if in_step else section.id, text
