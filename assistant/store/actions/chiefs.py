"""The HTB and the co-HTBs (T1 to T3, A1, A4, A16)."""

from __future__ import annotations

from sqlmodel import col, select

from assistant.domain.vocabulary import Level, ManagerStatus, Role
from assistant.domain.words import words
from assistant.store.actions.deed import Deed
from assistant.store.actions.managers import appoint, appoint_the_person, confirmed_at_once, in_role, set_status
from assistant.store.actions.order import need_htb
from assistant.store.actions.people import can_be_described
from assistant.store.actions.registry import action
from assistant.store.actions.result import Refusal
from assistant.store.tables import ListedPerson, Manager, Unit, id_of

_ALREADY = words("Deze persoon is al hoofdtoegangsbeheerder van deze onderneming. Iemand anders aanstellen kan wel.")


@action("htb.appoint", ready=can_be_described)
def appoint_htb(deed: Deed) -> None:
    """Make someone HTB, and TB of every capacity that never had one (T2)."""
    _take_over(deed)
    person = deed.need_person()
    if not confirmed_at_once(deed):
        return
    for capacity in deed.tx.exec(select(Unit).where(Unit.enterprise_id == deed.enterprise_id, Unit.level == Level.CAPACITY)):
        ever = select(Manager.id).where(Manager.unit_id == id_of(capacity), Manager.role == Role.TB)
        if deed.tx.exec(ever).first() is None:
            appoint(deed, Role.TB, capacity, person, confirmed=True)


def _somebody_was(deed: Deed) -> None:
    can_be_described(deed)
    query = select(Manager.id).where(Manager.enterprise_id == deed.enterprise_id, Manager.role == Role.HTB)
    if deed.tx.exec(query).first() is None:
        raise Refusal(
            "not-yet", words("Er is nog geen hoofdtoegangsbeheerder om te vervangen. Stel er een aan."), ["htb.appoint"]
        )


@action("htb.replace", ready=_somebody_was)
def replace_htb(deed: Deed) -> None:
    """Make another person HTB; TBs, users and their rights stay as they are (T3)."""
    _take_over(deed)


def _take_over(deed: Deed) -> None:
    appoint_the_person(deed, Role.HTB, None, _ALREADY)
    _warn_unless_eligible(deed)


def _warn_unless_eligible(deed: Deed) -> None:
    """An HTB is employee or WV (T1); only where both lists are known can it be seen that this one is neither."""
    enterprise = deed.enterprise
    if not (enterprise.employees_known and enterprise.legal_representatives_known):
        return
    listed = select(ListedPerson.id).where(
        ListedPerson.person_id == id_of(deed.need_person()),
        col(ListedPerson.listed_as).in_(["employees", "legal_representatives"]),
    )
    if deed.tx.exec(listed).first() is None:
        deed.warn(
            "htb.not-eligible",
            words("Een hoofdtoegangsbeheerder is werknemer of wettelijk vertegenwoordiger. Deze persoon is geen van beide."),
        )


def _ready_for_another(deed: Deed) -> None:
    can_be_described(deed)
    need_htb(deed)


@action("cohtb.add", ready=_ready_for_another)
def add_co_htb(deed: Deed) -> None:
    """Give the HTB someone beside him."""
    if deed.person and any(row.person_id == id_of(deed.person) for row in in_role(deed, Role.HTB, None)):
        raise Refusal("exists", _ALREADY)
    appoint_the_person(deed, Role.CO_HTB, None, words("Deze persoon is al co-hoofdtoegangsbeheerder."))


def _known_person(deed: Deed) -> None:
    deed.need_person()
    need_htb(deed)


@action("cohtb.block", ready=_known_person)
def block_co_htb(deed: Deed) -> None:
    """Block a co-HTB."""
    set_status(deed, Role.CO_HTB, None, ManagerStatus.BLOCKED)


@action("cohtb.unblock", ready=_known_person)
def unblock_co_htb(deed: Deed) -> None:
    """Let a blocked co-HTB act again."""
    set_status(deed, Role.CO_HTB, None, ManagerStatus.ACTIVE)


@action("cohtb.remove", ready=_known_person)
def remove_co_htb(deed: Deed) -> None:
    """End someone's being co-HTB."""
    set_status(deed, Role.CO_HTB, None, ManagerStatus.LEFT)
