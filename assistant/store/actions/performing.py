"""Performing an action: its form, then what it is about, the order, the rights, and only then the change (interface §3).

An action is all or nothing, and its changes with their entry in the ledger go through one transaction. Nothing is
changed by one that is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session, select

from assistant.domain.numbers import spaced_enterprise
from assistant.domain.rights import right_for
from assistant.domain.words import words
from assistant.store import ledger
from assistant.store.actions import (  # noqa: F401 (they enter the registry)
    capacities,
    chiefs,
    described,
    functions,
    ticks,
    units,
    users,
)
from assistant.store.actions.asking import Asked, no_actor, read_action
from assistant.store.actions.deed import Deed, prepare
from assistant.store.actions.holding import able, check_rights
from assistant.store.actions.registry import HANDLERS
from assistant.store.actions.result import Done, Refusal, Refused
from assistant.store.actions.seen import clear_observations
from assistant.store.recording import recording
from assistant.store.tables import Enterprise

_MAKES_ENTERPRISE = "enterprise.describe"


def perform(
    tx: Session,
    action: Mapping[str, Any],
    at: datetime,
    *,
    anybody: bool = False,
    conversation: str | None = None,
    step: str | None = None,
) -> Done | Refused:
    """Do an action, given as one JSON object of interface §3, at a moment; what cannot be done is refused.

    With `anybody`, an action that names no actor is done by the first of `actors_for`. `conversation` and `step` say for
    the ledger where it was asked for.
    """
    name = action.get("action")
    try:
        asked = read_action(action, with_actor=not anybody)
        with tx.begin_nested(), recording(tx) as found:
            deed = _done(tx, asked, at)
        entry = ledger.write(
            tx,
            found,
            at=at,
            enterprise=asked.enterprise,
            action=asked.name,
            request={**_as(deed.asked), **action},
            actor=(deed.asked.role.value, deed.asked.actor) if deed.asked.role else None,
            unit_id=deed.subject,
            conversation=conversation,
            step=step,
        )
        return Done(asked.name, entry, deed.path if asked.capacity else None, tuple(deed.warnings))
    except Refusal as refusal:
        return Refused(
            name if isinstance(name, str) else "",
            refusal.code,
            refusal.text,
            refusal.facts,
            refusal.who_may,
            refusal.needs,
        )


def actor_for(tx: Session, action: Mapping[str, Any]) -> dict[str, str | None] | None:
    """Return the first of `actors_for`, None when there is no one."""
    return next(_actors(tx, action), None)


def actors_for(tx: Session, action: Mapping[str, Any]) -> list[dict[str, str | None]]:
    """Return who could do an action now, as it would stand under `as`: who did the last thing here first, then by role.

    What is missing besides the right (an order to keep, a form) is not looked at; for an action whose form cannot be
    read, that needs nobody, or of an enterprise the store does not know, there is no one.
    """
    return list(_actors(tx, action))


def _actors(tx: Session, action: Mapping[str, Any]) -> Iterator[dict[str, str | None]]:
    try:
        deed = prepare(tx, read_action(action, with_actor=False), datetime.min.replace(tzinfo=UTC))
    except Refusal:
        return
    with suppress(Refusal):  # too early is no matter here; a new unit finds its place on the way
        HANDLERS[deed.asked.name].ready(deed)
    yield from ({"role": role.value, "person": insz} for role, insz in able(deed))


def _done(tx: Session, asked: Asked, at: datetime) -> Deed:
    """Check and change. Raises `Refusal`."""
    if asked.name == _MAKES_ENTERPRISE:
        _make_enterprise(tx, asked)
    deed = prepare(tx, asked, at)
    handler = HANDLERS[asked.name]
    handler.ready(deed)
    if asked.role is None and right_for(asked.name) is not None:
        _find_actor(deed)
    else:
        check_rights(deed)
    _check_version(tx, asked)
    handler.do(deed)
    clear_observations(deed)
    return deed


def _find_actor(deed: Deed) -> None:
    """Have the first who may do it. Raises `Refusal` where there is no one."""
    found = next(able(deed), None)
    if found is None:
        raise no_actor()
    deed.asked = replace(deed.asked, role=found[0], actor=found[1])
    deed.actor = deed.described(found[1]) if found[1] else None


def _as(asked: Asked) -> dict[str, Any]:
    return {"as": {"role": asked.role.value, "person": asked.actor}} if asked.role else {}


def _make_enterprise(tx: Session, asked: Asked) -> None:
    """Add an enterprise that is described for the first time; until it has a name, its number stands for it."""
    if tx.exec(select(Enterprise.id).where(Enterprise.number == asked.enterprise)).first() is None:
        tx.add(Enterprise(number=asked.enterprise, name=spaced_enterprise(asked.enterprise)))
        tx.flush()


def _check_version(tx: Session, asked: Asked) -> None:
    """Refuse when someone changed the enterprise since the one who asks looked at it."""
    if asked.expect_version is None:
        return
    version = tx.exec(select(Enterprise.version).where(Enterprise.number == asked.enterprise)).one()
    if version != asked.expect_version:
        raise Refusal(
            "conflict",
            words("Iemand anders heeft deze onderneming intussen gewijzigd. Kijk wat er nu staat en probeer opnieuw."),
            (),
            version=version,
        )
