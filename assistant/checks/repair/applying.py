"""A plan carried out on the store, step by step, and taken back as long as nothing else was done since."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from assistant.domain.action_kinds import RELOGIN
from assistant.domain.malformed import Malformed
from assistant.domain.words import words
from assistant.store.actions import Done, Refused, perform
from assistant.store.exchange.tree import import_tree
from assistant.store.ledger import tree_before
from assistant.store.opening import Store
from assistant.store.records import LedgerEntry
from assistant.store.tables import Enterprise, table_of

_MARK = "repair/"
"""How the ledger's `step` begins for what a plan did; then the enterprise's version before it, then the step's number."""

TAKEN_BACK = "repair.undo"
"""How the ledger calls that a plan was taken back; what was taken back stands in the request under `taken_back`."""


@dataclass(frozen=True, slots=True)
class Applied:
    """How far a plan came. `done` are the numbers of the steps performed, `left` those that are not."""

    done: tuple[int, ...]
    left: tuple[int, ...]
    choice_at: int | None = None
    """The step before which it stopped because something has to be chosen there."""
    refused: Refused | None = None
    """Why the first of those left could not be done."""


def apply_plan(store: Store, plan: Mapping[str, Any], clock: Callable[[], datetime]) -> Applied:
    """Perform the steps of a plan (`repair/1`) in order, each whole or not at all, logging in again where it says so.

    It stops before a step at which something is to be chosen, and at one that is refused: what was done stays done.
    """
    steps: Sequence[Mapping[str, Any]] = plan["steps"]
    numbers = tuple(step["n"] for step in steps)
    with store.reading() as tx:
        mark = f"{_MARK}{_version(tx, plan['enterprise'])}/"
    for place, step in enumerate(steps):
        if step["choices"]:
            return Applied(numbers[:place], numbers[place:], choice_at=step["n"])
        following = steps[place + 1]["action"] if place + 1 < len(steps) else step["action"]
        with store.transaction() as tx:
            result = perform(tx, step["action"], clock(), step=f"{mark}{step['n']}")
            if isinstance(result, Done) and step["then"] == "relogin":
                perform(tx, _relogin(following), clock(), step=f"{mark}{step['n']}")
        if isinstance(result, Refused):
            return Applied(numbers[:place], numbers[place:], refused=result)
    return Applied(numbers, ())


def _relogin(following: Mapping[str, Any]) -> dict[str, Any]:
    """Return the action by which whoever does the next step logs in again first (O3)."""
    return {"action": RELOGIN, "as": following["as"], "enterprise": following["enterprise"], "data": {}}


def take_back(tx: Session, number: str, at: datetime) -> list[dict[str, Any]]:
    """Bring an enterprise's tree back to what it was before the last plan, and return the actions taken back, last first.

    The ledger tells it as one more change. Raises `Malformed` when no plan was the last thing done here: what came after
    it would go too.
    """
    entry = table_of(LedgerEntry).c
    query = select(entry.id, entry.step, entry.request).where(entry.enterprise == number).order_by(entry.id.desc())
    taken: list[dict[str, Any]] = []
    mark, first = None, None
    for entry_id, step, request in tx.connection().execute(query):
        of = step.rpartition("/")[0] if step and step.startswith(_MARK) else None
        if of is None or (mark is not None and of != mark):
            break
        mark, first = of, entry_id
        taken.append(request)
    if first is None:
        raise Malformed(
            "nothing-to-take-back",
            words(
                "Het laatste wat bij deze onderneming gebeurde, is geen herstelplan. Terugnemen zou ook wissen wat er "
                "daarna gedaan is. Kijk wat er nu staat en maak een nieuw plan."
            ),
        )
    tree = tree_before(tx, number, first)
    actions = [request for request in taken if request["action"] != RELOGIN]
    import_tree(tx, tree, at, action=TAKEN_BACK, request={"taken_back": actions})
    return actions


def _version(tx: Session, number: str) -> int:
    enterprise = table_of(Enterprise).c
    found = tx.connection().execute(select(enterprise.version).where(enterprise.number == number)).scalar()
    return int(found or 0)
