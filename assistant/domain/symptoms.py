"""What can be wrong, how it looks, and what mends it: `data/symptoms.yaml` (rulebook §7)."""

from __future__ import annotations

from enum import IntEnum
from functools import cache

from assistant.domain.places import data_folder
from assistant.domain.rows import DataRow, Words, read_rows

MESSAGE_FACTS = frozenset({"person", "application", "capacity", "unit", "function", "is_on", "should_be_on", "day"})
"""The placeholders that may stand in `Symptom.message`; a finding of that code fills those that occur."""


class Sign(IntEnum):
    """How a finding is marked: it denies someone, it is not known, time mends it, it only breaks a rule. The worst first."""

    BAD, UNKNOWN, WAIT, NOTE = range(4)


class Symptom(DataRow, frozen=True):
    """A cause why someone cannot reach an application, or a rule that is broken."""

    title: Words
    message: Words
    """One case of it, with placeholders out of `MESSAGE_FACTS`."""
    text: Words
    """What it is, for someone who asks about it."""
    remedy: Words
    source: str
    may_block: bool = True
    """False: never more than a warning (rulebook V7)."""
    actions: tuple[str, ...] = ()
    """The actions that mend it, in order; who may do them follows from the rights."""
    contacts: tuple[str, ...] = ()
    """Whom to ask, or who mends it outside the portal."""
    screen: tuple[str, ...] = ()
    """Keys of the labels that the screen shows, where it shows any."""
    observable: bool = False
    """Whether it can be noted as seen on a screen (`observation.add`)."""
    cleared_by: tuple[str, ...] = ()
    """Actions that, done later, make such a note count no more."""
    synonyms: tuple[str, ...] = ()
    """How people say it."""


@cache
def symptoms() -> dict[str, Symptom]:
    """Return all symptoms by code, read once. Raises `RowFaults`."""
    return read_rows(data_folder() / "symptoms.yaml", dict[str, Symptom])


def symptom(code: str) -> Symptom:
    """Return one symptom. Raises `KeyError` when there is none of that code."""
    return symptoms()[code]
