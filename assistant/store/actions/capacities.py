"""Capacities, their TB and co-TBs, their technical user (T4, A2, A3, A5, A11, A12)."""

from __future__ import annotations

from assistant.domain.vocabulary import Level, ManagerStatus, Role, State
from assistant.domain.words import words
from assistant.store.actions.deed import Deed
from assistant.store.actions.managers import appoint, appoint_the_person, confirm_with, in_role, set_status
from assistant.store.actions.order import need_capacity, need_htb
from assistant.store.actions.people import can_be_described, described_person
from assistant.store.actions.registry import action
from assistant.store.actions.result import Refusal
from assistant.store.actions.ticks import tick_all
from assistant.store.actions.units import warn_without_email
from assistant.store.tables import Person, Unit, id_of


def _ready_to_activate(deed: Deed) -> None:
    if deed.asked.person:
        deed.need_person()
    need_htb(deed)


@action("capacity.activate", ready=_ready_to_activate)
def activate(deed: Deed) -> None:
    """Activate a capacity, and choose its TB on the same screen: the action's person, else the HTB (O1, T2)."""
    if deed.capacity is not None:
        raise Refusal(
            "exists",
            words("De hoedanigheid {capacity} is al geactiveerd."),
            ["capacity.confirm"] if deed.capacity.state == State.SAVED else [],
            capacity=deed.asked.capacity,
        )
    capacity = deed.add(
        Unit(
            enterprise_id=deed.enterprise_id,
            level=Level.CAPACITY,
            capacity=deed.asked.capacity or "",
            email=deed.data.get("email"),
            state=State.CONFIRMED if deed.confirmed else State.SAVED,
            created_at=deed.at,
            position=deed.next_position(Unit, Unit.level == Level.CAPACITY),
        )
    )
    capacity.capacity_id = id_of(capacity)
    deed.capacity = deed.unit = capacity
    deed.subject = id_of(capacity)
    warn_without_email(deed, capacity)
    appoint(deed, Role.TB, capacity, deed.person or _htb(deed), confirmed=deed.confirmed)
    tick_all(deed, capacity, deed.data.get("applications") or ())


def _htb(deed: Deed) -> Person:
    (htb, *_) = (row for row in in_role(deed, Role.HTB, None) if row.status == ManagerStatus.ACTIVE)
    person = deed.tx.get(Person, htb.person_id)
    assert person is not None
    return person


def _ready_to_confirm(deed: Deed) -> None:
    need_htb(deed)
    deed.need_capacity()


@action("capacity.confirm", ready=_ready_to_confirm)
def confirm(deed: Deed) -> None:
    """Press 'Bevestigen' (O2), for the capacity and the TB chosen with it."""
    capacity = deed.need_capacity()
    if capacity.state == State.CONFIRMED:
        raise Refusal("exists", words("De hoedanigheid is al bevestigd."))
    capacity.state = State.CONFIRMED.value
    confirm_with(deed, capacity)
    deed.subject = id_of(capacity)


@action("capacity.edit", ready=need_capacity)
def edit(deed: Deed) -> None:
    """Change the capacity's own e-mail address."""
    deed.need_capacity().email = deed.data["email"]


def _ready_for_tb(deed: Deed) -> None:
    can_be_described(deed)
    need_htb(deed)
    need_capacity(deed)


@action("tb.replace", ready=_ready_for_tb)
def replace_tb(deed: Deed) -> None:
    """Appoint another TB of the capacity; the one before leaves."""
    appoint_the_person(deed, Role.TB, deed.need_capacity(), words("Deze persoon is al toegangsbeheerder hier."))


def _ready_for_co_tb(deed: Deed) -> None:
    can_be_described(deed)
    need_capacity(deed)


@action("cotb.add", ready=_ready_for_co_tb)
def add_co_tb(deed: Deed) -> None:
    """Give the TB someone beside him."""
    appoint_the_person(deed, Role.CO_TB, deed.need_capacity(), words("Deze persoon is al co-toegangsbeheerder hier."))


def _known_person(deed: Deed) -> None:
    deed.need_person()
    need_capacity(deed)


@action("cotb.block", ready=_known_person)
def block_co_tb(deed: Deed) -> None:
    """Block a co-TB."""
    set_status(deed, Role.CO_TB, deed.need_capacity(), ManagerStatus.BLOCKED)


@action("cotb.unblock", ready=_known_person)
def unblock_co_tb(deed: Deed) -> None:
    """Let a blocked co-TB act again."""
    set_status(deed, Role.CO_TB, deed.need_capacity(), ManagerStatus.ACTIVE)


@action("cotb.remove", ready=_known_person)
def remove_co_tb(deed: Deed) -> None:
    """End someone's being co-TB."""
    set_status(deed, Role.CO_TB, deed.need_capacity(), ManagerStatus.LEFT)


@action("technical-user.appoint", ready=_ready_for_co_tb)
def appoint_technical_user(deed: Deed) -> None:
    """Make someone the contact for structured messages; a capacity has at most one (T4)."""
    capacity, person = deed.need_capacity(), described_person(deed)
    if capacity.technical_user_id == id_of(person):
        raise Refusal("exists", words("Deze persoon is al technische gebruiker hier."))
    capacity.technical_user_id = id_of(person)
