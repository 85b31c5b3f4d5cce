"""A plan on the store: as it would look, done step by step, and taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlmodel import Session, select

from assistant.checks.repair.copying import RELOGIN, copy_of, sign_ins
from assistant.domain.malformed import Malformed
from assistant.domain.words import words
from assistant.screens.helpdesk.cases import Step
from assistant.store.actions import Done, Refused, perform
from assistant.store.exchange.document import Document, document
from assistant.store.exchange.rows import rows_of
from assistant.store.exchange.tree import export_tree, import_tree
from assistant.store.tables import Enterprise

MOST_KEPT = 20
"""How many times in a row something can be taken back."""


def version_of(tx: Session, number: str) -> int:
    """Return how many changes an enterprise has seen, 0 for one that the store does not know."""
    return tx.exec(select(Enterprise.version).where(Enterprise.number == number)).one_or_none() or 0


def performed(tx: Session, steps: Iterable[Step], at: datetime) -> tuple[int, Refused | None]:
    """Perform steps until one is refused; return how many were, and the refusal.

    Where someone has to log in again first (O3), that is recorded too: a person who carries out a plan was told so.
    """
    done = 0
    for step in steps:
        result = _perform(tx, step.action, at)
        if isinstance(result, Refused):
            return done, result
        done += 1
    return done, None


def _perform(tx: Session, action: Mapping[str, Any], at: datetime) -> Done | Refused:
    result = perform(tx, action, at)
    if isinstance(result, Refused) and RELOGIN in result.needs:
        relogin = {"action": RELOGIN, "as": action["as"], "enterprise": action["enterprise"], "data": {}}
        if perform(tx, relogin, at).ok:
            result = perform(tx, action, at)
    return result


def tree_after(tx: Session, number: str, steps: Sequence[Step], at: datetime) -> Document | None:
    """Return an enterprise's tree with steps performed, tried on a copy; a step left to choose takes the first choice."""
    rows = rows_of(tx, number)
    if rows is None:
        return None
    with copy_of(rows, sign_ins(tx, number)) as store, store.transaction() as copy:
        performed(copy, [step.with_choice(step.choices[0]) if step.choices else step for step in steps], at)
        after = rows_of(copy, number)
        return document(after) if after else None


class Before(NamedTuple):
    """A tree before something was performed; `version` is the one it had then, `after` the one it has got by it."""

    number: str
    version: int
    after: int
    tree: Document


class Kept:
    """Trees as they were, the last one first to come back."""

    def __init__(self) -> None:
        self._kept: list[Before] = []

    def keep(self, before: Before) -> None:
        """Keep what an enterprise was."""
        self._kept = [*self._kept[1 - MOST_KEPT :], before]

    def put_back(self, tx: Session, number: str, at: datetime) -> None:
        """Make the enterprise what it was; the ledger tells it as one more change.

        Raises `Malformed` when there is nothing to take back, or when someone changed the enterprise since.
        """
        mine = [one for one in self._kept if one.number == number]
        if not mine:
            raise Malformed("nothing-done", words("U hebt hier nog niets uitgevoerd dat ongedaan gemaakt kan worden."))
        last = mine[-1]
        if version_of(tx, number) != last.after:
            raise Malformed(
                "conflict",
                words(
                    "Deze onderneming is intussen gewijzigd: ongedaan maken zou die wijziging wissen. "
                    "Kijk eerst wat er staat."
                ),
            )
        import_tree(tx, last.tree, at)
        now = version_of(tx, number)
        # What was done just before it can be taken back in turn.
        self._kept = [
            one._replace(after=now) if one.number == number and one.after == last.version else one
            for one in self._kept
            if one is not last
        ]


def present(tx: Session, number: str) -> Document:
    """Return an enterprise's tree. Raises `Malformed` when the store does not know it."""
    from assistant.checks.diagnosis import unknown_enterprise  # noqa: PLC0415

    found = export_tree(tx, number)
    if found is None:
        raise unknown_enterprise(number)
    return found
