"""What each action needs, what undoes it, when it takes effect: `data/actions.yaml` (interface §3)."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

import msgspec

from assistant.domain.places import data_folder
from assistant.domain.rows import DataRow, Words, read_rows
from assistant.domain.vocabulary import Level

RELOGIN = "session.relogin"
"""Logging out fully and in again: what a step may wait for, and mends nothing by itself (rulebook O3)."""


class Need(StrEnum):
    """Whether an action names a capacity, a unit or a person."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    NONE = "none"


class FieldKind(StrEnum):
    """What a field of an action's `data` holds."""

    APPLICATION = "application"
    APPLICATIONS = "applications"
    BOOLEAN = "boolean"
    DATE = "date"
    EMAIL = "email"
    FUNCTION = "function"
    HCO = "hco"
    LANGUAGE = "language"
    MOMENT = "moment"
    NAME = "name"
    PEOPLE = "people"
    PERSON_NAME = "person-name"
    SYMPTOM = "symptom"
    TELEPHONE = "telephone"
    TEXT = "text"
    UNIT_STATUS = "unit-status"
    UNIT_TYPE = "unit-type"
    USERNAME = "username"


class DataField(DataRow, frozen=True):
    """A field of an action's `data`."""

    kind: FieldKind
    required: bool = False
    else_: str | None = msgspec.field(default=None, name="else")
    """Where a required field comes from when it is left out: `person`, what is known of the person."""


class ActionKind(DataRow, frozen=True):
    """An action, and what its line of JSON has to hold."""

    name: str
    title: Words
    source: str
    about: Words = ""
    capacity: Need = Need.NONE
    unit: Need = Need.NONE
    person: Need = Need.NONE
    data: dict[str, DataField] = msgspec.field(default_factory=dict)
    makes: Level | None = None
    """The level of the thing it makes."""
    inverse: str | None = None
    """The action that undoes it, None where the portal has no way back."""
    delayed: bool = False
    """In force only after 20 minutes, when it concerns a person (rulebook O6, V6)."""


@cache
def action_kinds() -> dict[str, ActionKind]:
    """Return all actions by name, in the order of the file, read once. Raises `RowFaults`."""
    rows = read_rows(data_folder() / "actions.yaml", tuple[ActionKind, ...])
    return {row.name: row for row in rows}


def action_kind(name: str) -> ActionKind | None:
    """Return an action by its name, None when there is none of that name."""
    return action_kinds().get(name)
