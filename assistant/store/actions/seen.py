"""What happened outside the portal or was seen on its screens (A22)."""

from __future__ import annotations

from sqlalchemy import bindparam
from sqlmodel import col, select

from assistant.domain.action_kinds import RELOGIN
from assistant.domain.symptoms import symptoms
from assistant.domain.words import words
from assistant.store.actions.deed import Deed
from assistant.store.actions.listed import list_people, listed
from assistant.store.actions.registry import action
from assistant.store.actions.result import Refusal
from assistant.store.tables import Observation, id_of

_SEEN = select(Observation).where(
    col(Observation.enterprise_id) == bindparam("enterprise"), col(Observation.code).in_(bindparam("codes", expanding=True))
)

_ROLES = "heracles_roles"


@action(RELOGIN)
def relogin(_deed: Deed) -> None:
    """Note that the actor logged out fully and in again (O3): the entry in the ledger is all of it."""


def _ready_to_report(deed: Deed) -> None:
    if deed.asked.person:
        deed.need_person()
    for insz in deed.data.get(_ROLES) or ():
        deed.need_described(insz)
    if deed.asked.person and _ROLES in deed.data:
        raise Refusal("invalid", words("Noem de persoon zelf, of een lijst heracles_roles, niet allebei."))


@action("external.report", ready=_ready_to_report)
def report(deed: Deed) -> None:
    """Note what was done outside. People come beside those who were reported before; null: not known (any more)."""
    taken_back = bool(deed.data.get("remove"))
    if "head_radiologist_reported" in deed.data:
        reported = None if taken_back else deed.data["head_radiologist_reported"]
        deed.enterprise.head_radiologist_reported = reported
    people = [deed.need_person()] if deed.asked.person else None
    if _ROLES in deed.data:
        given = deed.data[_ROLES]
        people = None if given is None else [deed.need_described(insz) for insz in given]
        if given is None:
            list_people(deed, _ROLES, None)
    if people is not None:
        before = listed(deed, _ROLES)
        if taken_back:
            left = [person for person in before if person not in people]
            list_people(deed, _ROLES, left or None)
        else:
            list_people(deed, _ROLES, [*before, *(person for person in people if person not in before)])


def _ready_to_observe(deed: Deed) -> None:
    if deed.asked.person:
        deed.need_person()


@action("observation.add", ready=_ready_to_observe)
def observe(deed: Deed) -> None:
    """Note what a screen showed; the same again renews its moment, `remove` withdraws it."""
    person_id = id_of(deed.person) if deed.person else None
    query = select(Observation).where(
        Observation.enterprise_id == deed.enterprise_id,
        Observation.code == deed.data["code"],
        col(Observation.capacity).is_not_distinct_from(deed.asked.capacity),
        col(Observation.unit).is_not_distinct_from(deed.asked.unit),
        col(Observation.person_id).is_not_distinct_from(person_id),
    )
    present = deed.tx.exec(query).all()
    if deed.data.get("remove"):
        deed.remove(*present)
        return
    at = deed.data.get("at") or deed.at
    if present:
        present[0].at = at
        return
    deed.add(
        Observation(
            enterprise_id=deed.enterprise_id,
            code=deed.data["code"],
            at=at,
            capacity=deed.asked.capacity,
            unit=deed.asked.unit,
            person_id=person_id,
            position=deed.next_position(Observation),
        )
    )


def clear_observations(deed: Deed) -> None:
    """Drop what was seen before and does not count any more, now that an action of that kind succeeded."""
    codes = [code for code, symptom in symptoms().items() if deed.asked.name in symptom.cleared_by]
    if not codes:
        return
    person = deed.actor if deed.asked.name == RELOGIN else deed.person  # who logs in again, sees it anew
    about = {"capacity": deed.asked.capacity, "unit": deed.path or None, "person_id": person and person.id}
    for seen in deed.tx.exec(_SEEN, params={"enterprise": deed.enterprise_id, "codes": codes}):
        # What the observation leaves open, and what the action does not say, does not tell them apart.
        if all(getattr(seen, name) in (None, value) or value is None for name, value in about.items()):
            deed.remove(seen)
