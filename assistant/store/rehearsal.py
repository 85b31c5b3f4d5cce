"""Every action done once in a store in memory, so that the user's own first ones find the code loaded and the SQL compiled.

An embedded store shares its compiled statements with those in memory (`opening`): what is rehearsed here is quick there.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from assistant.domain.catalogue import catalogue
from assistant.store.actions import perform
from assistant.store.opening import memory_store

_AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
_NUMBER, _CHIEF, _USER = "0123456749", "90010199992", "90020299969"


def rehearse() -> Iterator[None]:
    """Do one thing more at each step. A step takes some milliseconds: nobody has to wait for the whole."""
    with memory_store() as store:
        for action in _way():
            with store.transaction() as tx:
                perform(tx, {"enterprise": _NUMBER, **action}, _AT, anybody=True)
            yield


def _way() -> Iterator[dict[str, Any]]:
    """From an enterprise that nobody knew to a user with a function, in the capacity with the most levels."""
    deepest = max(catalogue().capacities, key=lambda kind: len(kind.levels))
    capacity = {"capacity": deepest.label}
    site = {**capacity, "unit": "1/2"}
    opened = next(one for one in catalogue().applications_of(deepest) if catalogue().functions_opening(one))
    function = catalogue().functions_opening(opened)[0]
    email = {"email": "proef@voorbeeld.be"}
    ticked = {**email, "applications": [opened.label]}
    yield {"action": "enterprise.describe", "data": {"name": "Proef"}}
    for insz in (_CHIEF, _USER):
        yield {"action": "person.describe", "person": insz, "data": {"surname": "Proef", "first_name": "P", **email}}
    yield {"action": "enterprise.describe", "data": {"employees": [_CHIEF]}}
    yield {"action": "unit.plan", **site, "data": {"name": "Proef"}}
    yield {"action": "htb.appoint", "person": _CHIEF}
    yield {"action": "capacity.activate", **capacity, "data": ticked}
    yield {"action": "capacity.confirm", **capacity}
    yield {"action": "session.relogin"}
    yield {"action": "subdivision.add", **capacity, "unit": "1", "data": ticked}
    yield {"action": "subdivision.confirm", **capacity, "unit": "1"}
    yield {"action": "session.relogin"}
    yield {"action": "site.add", **site, "data": ticked}
    yield {"action": "site.confirm", **site}
    yield {"action": "user.register", **site, "person": _USER, "data": ticked}
    yield {"action": "user.confirm", **site, "person": _USER}
    yield {"action": "session.relogin"}
    yield {"action": "function.give", **site, "person": _USER, "data": {"function": function.label, "start": "2026-01-05"}}
