"""What has to be done first (rulebook O1 to O3): each function refuses what comes too early, with the actions it needs."""

from __future__ import annotations

from typing import Any

from sqlmodel import col, func, select

from assistant.domain.action_kinds import RELOGIN, action_kind
from assistant.domain.vocabulary import Level, ManagerStatus, Role, State
from assistant.domain.words import words
from assistant.store.actions.deed import LEVELS, Deed
from assistant.store.actions.result import Refusal
from assistant.store.exchange.unit_path import depth
from assistant.store.records import LedgerEntry
from assistant.store.tables import Manager, Unit, id_of


def need_htb(deed: Deed) -> None:
    """Refuse while nobody is HTB."""
    query = select(Manager.id).where(
        Manager.enterprise_id == deed.enterprise_id,
        Manager.role == Role.HTB,
        Manager.status == ManagerStatus.ACTIVE,
        Manager.state == State.CONFIRMED,
    )
    if deed.tx.exec(query).first() is None:
        raise Refusal(
            "not-yet",
            words("De onderneming heeft nog geen actieve hoofdtoegangsbeheerder. Die wordt eerst aangesteld."),
            ["htb.appoint"],
        )


def need_capacity(deed: Deed) -> None:
    """Refuse while the capacity does not exist or was only saved."""
    need_confirmed(deed.need_capacity())


def need_confirmed(unit: Unit) -> None:
    """Refuse what comes below a unit that was only saved (O2)."""
    if unit.state == State.SAVED:
        raise Refusal(
            "not-yet",
            words("{unit} is bewaard maar niet bevestigd. Klik eerst op 'Bevestigen'."),
            [f"{unit.level}.confirm"],
            unit=unit.name or unit.capacity,
        )


def need_parent(deed: Deed) -> None:
    """Refuse a new unit while the one above it is not there, or not confirmed, or a relogin is due (O3)."""
    need_capacity(deed)
    if deed.parent is None:
        path = deed.path.rpartition("/")[0]
        raise Refusal(
            "not-yet",
            words("De subafdeling {unit} is er nog niet. Maak ze eerst."),
            [f"{LEVELS[depth(path)]}.add"],
            unit=path,
        )
    need_confirmed(deed.parent)
    need_relogin(deed)


def need_place_for_users(deed: Deed) -> None:
    """Refuse users on a unit that is not there, or that stands on something that was only saved."""
    need_capacity(deed)
    unit = deed.need_unit()
    if unit.level == Level.SITE and deed.parent is not None:
        need_confirmed(deed.parent)
    need_confirmed(unit)


def need_relogin(deed: Deed) -> None:
    """Refuse while the actor is still signed in from before what this rests on was made (O3).

    Only what the ledger says the actor made counts: what was imported, or made by others, was there at sign-in.
    """
    kind = deed.capacity_kind
    after = [one.after for one in kind.relogins if one.before == deed.asked.name] if kind else []
    if not after or deed.asked.actor is None:
        return
    signed_in = _last_entry(deed, LedgerEntry.action == RELOGIN)
    for name in after:
        acts = (name, f"{name.partition('.')[0]}.confirm")
        if _last_entry(deed, col(LedgerEntry.action).in_(acts), _about(deed, name)) > signed_in:
            raise Refusal(
                "not-yet", words("Log eerst volledig uit en meld u opnieuw aan: pas dan lukt deze stap."), [RELOGIN]
            )


def _last_entry(deed: Deed, *where: Any) -> int:
    """Return the last thing of some kind that the actor did in the enterprise, 0 for nothing."""
    query = select(func.max(col(LedgerEntry.id))).where(
        LedgerEntry.enterprise == deed.enterprise.number, LedgerEntry.actor_person == deed.asked.actor, *where
    )
    return deed.tx.exec(query).one() or 0


def _about(deed: Deed, name: str) -> Any:
    """Return which units count: those that the action rests on, or for equals and users any in the capacity."""
    kind = action_kind(name)
    made = kind.makes if kind else None
    capacity = id_of(deed.need_capacity())
    if made is None:
        return LedgerEntry.unit_id == capacity
    if made is Level.SUBDIVISION and deed.parent is not None:
        return LedgerEntry.unit_id == id_of(deed.parent)
    return col(LedgerEntry.unit_id).in_(select(Unit.id).where(Unit.capacity_id == capacity))
