"""Every action done once in a store in memory, so that the user's own first ones find the code loaded and the SQL compiled.

An embedded store shares its compiled statements with those in memory (`opening`): what is rehearsed here is quick there.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from assistant.domain.action_kinds import RELOGIN
from assistant.domain.catalogue import CapacityKind, catalogue
from assistant.store.actions import perform
from assistant.store.opening import Store

_AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
NUMBER, _CHIEF, USER = "0123456749", "90010199992", "90020299969"
SUBDIVISION, SITE = "1", "2"
"""The enterprise that comes of it, its user, and the numbers of the units above that user."""


def deepest() -> CapacityKind:
    """Return the capacity with the most levels."""
    return max(catalogue().capacities, key=lambda kind: len(kind.levels))


def rehearse(store: Store) -> Iterator[None]:
    """Do one thing more at each step. A step takes some milliseconds: nobody has to wait for the whole."""
    for action in _way(deepest()):
        with store.transaction() as tx:
            perform(tx, {"enterprise": NUMBER, **action}, _AT, anybody=True)
        yield


def _way(kind: CapacityKind) -> Iterator[dict[str, Any]]:
    """From an enterprise that nobody knew to a user with a function, in a capacity."""
    capacity = {"capacity": kind.label}
    site = {**capacity, "unit": f"{SUBDIVISION}/{SITE}"}
    opened = next(one for one in catalogue().applications_of(kind) if catalogue().functions_opening(one))
    function = catalogue().functions_opening(opened)[0]
    email = {"email": "proef@voorbeeld.be"}
    ticked = {**email, "applications": [opened.label]}
    yield {"action": "enterprise.describe", "data": {"name": "Proef"}}
    for insz in (_CHIEF, USER):
        yield {"action": "person.describe", "person": insz, "data": {"surname": "Proef", "first_name": "P", **email}}
    yield {"action": "enterprise.describe", "data": {"employees": [_CHIEF]}}
    yield {"action": "unit.plan", **site, "data": {"name": "Proef"}}
    yield {"action": "access.expect", **site, "person": USER, "data": {"application": opened.label}}
    yield {"action": "htb.appoint", "person": _CHIEF}
    yield {"action": "capacity.activate", **capacity, "data": ticked}
    yield {"action": "capacity.confirm", **capacity}
    yield {"action": RELOGIN}
    yield {"action": "subdivision.add", **capacity, "unit": SUBDIVISION, "data": ticked}
    yield {"action": "subdivision.confirm", **capacity, "unit": SUBDIVISION}
    yield {"action": RELOGIN}
    yield {"action": "site.add", **site, "data": ticked}
    yield {"action": "site.confirm", **site}
    yield {"action": "user.register", **site, "person": USER, "data": ticked}
    yield {"action": "user.confirm", **site, "person": USER}
    yield {"action": RELOGIN}
    yield {"action": "function.give", **site, "person": USER, "data": {"function": function.label, "start": "2026-01-05"}}
