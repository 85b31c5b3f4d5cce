"""What no role of an organisation mends in the portal: who helps with it, or how long it takes of itself.

A row of `readiness/1` names the action that is next and who may do it. Of what is mended elsewhere that is at most the
action that tells of it afterwards, which anybody may: whom the row waits for is told by its findings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from assistant.domain.action_kinds import RELOGIN
from assistant.domain.catalogue import catalogue
from assistant.domain.symptoms import Symptom, symptoms
from assistant.domain.words import words

REPORT = "external.report"
"""The action that tells the store what was done elsewhere."""

_MENDS_NOTHING = {REPORT, RELOGIN}
"""Actions that mend nothing in the portal by themselves."""

_OWNER = "application-owner"
"""The contact that stands for whoever is behind an application."""

TIME: dict[str, str] = {
    "change.pending": words("de tijd: 20 minuten"),
    "function.not-yet": words("de tijd: tot de functie begint"),
}
"""What is waited for where time alone mends it, by code."""

COMING = frozenset(TIME)
"""Findings that time mends."""

_TIME_AT = {"change.pending": ("users", "functions"), "function.not-yet": ("functions",)}
_OUTSIDE_AT = ("unknown", "outside")
"""The stages in which each of them can be what holds up."""


class Awaited(NamedTuple):
    """What a row waits for: a finding, and the contact (a key of `data/contacts.yaml`) that helps; None where time does."""

    code: str
    contact: str | None


def is_mended_outside(known: Symptom) -> bool:
    """Tell whether somebody outside the portal has to act, and no action in it mends anything."""
    return bool(known.contacts) and not set(known.actions) - _MENDS_NOTHING


def helper(contacts: Sequence[str], capacity: str | None, application: str | None) -> str:
    """Return whom to turn to: the first who helps with it; for "who stands behind the application", who that is."""
    if contacts[0] != _OWNER:
        return contacts[0]
    kind, own = catalogue().capacity(capacity or ""), catalogue().application(application or "")
    concerned = [own] if own else catalogue().applications_of(kind) if kind else []
    behind = {one.contact for one in concerned}
    return next((key for key in contacts if key in behind), _OWNER)


def short_name(name: str) -> str:
    """Return what a service is called for short, where its name says so: the last part, in brackets."""
    short = re.search(r"\(([^()\s]+)\)$", name)
    return short[1] if short else name


def awaited(row: Mapping[str, Any]) -> Awaited | None:
    """Return what a row of `readiness/1` waits for outside the portal, or of time; None when it is neither."""
    action = (row.get("next") or {}).get("action")
    if action not in (None, REPORT) or row["ready"]:
        return None
    found = row.get("findings") or {}
    for code, known in symptoms().items():  # in the order in which they stand in the way
        if code not in found or known.actions != ((action,) if action else ()):
            continue
        if code in TIME and row["stage"] in _TIME_AT[code]:
            return Awaited(code, None)
        if is_mended_outside(known) and row["stage"] in _OUTSIDE_AT:
            return Awaited(code, helper(known.contacts, row.get("capacity"), row["application"]))
    return None


def waits_for(row: Mapping[str, Any]) -> str | None:
    """Return whom a row waits for: a contact's key, the code that time mends, or the first role that may do what is next.

    Also of a row of which nobody knows whether it is ready, where somebody can find that out or make it so. Empty where it
    is not ready and none of them is known; None where it waits for nobody, as it is ready or there is nothing to do yet.
    """
    if row["ready"]:
        return None
    if found := awaited(row):
        return found.contact or found.code
    after = row.get("next") or {}
    first = next(iter(after.get("who_may") or ()), "") if after.get("action") != REPORT else ""
    return None if row["ready"] is None and not first else first
