"""A pasted screen of the portal, read over a store: what it would change, what is still to be said, how to take it in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from assistant.conversation.texts import Texts
from assistant.domain.catalogue import catalogue
from assistant.domain.numbers import spaced_enterprise
from assistant.domain.words import words
from assistant.screens.helpdesk.cases import Belongs, TakenIn
from assistant.store.opening import Store
from assistant.store.portal.reading import PortalList, is_portal_list, read_portal_list
from assistant.store.portal.taking_in import Where, seen_in, take_in, where_of


def read_screen(store: Store, text: str, belongs: Belongs, texts: Texts, now: Callable[[], datetime]) -> TakenIn | None:
    """Return what a text would change, None when it is no list of users. Raises `Malformed` for one that cannot be read."""
    if not is_portal_list(text):
        return None
    listed = read_portal_list(text.encode("utf-8", "replace"))
    place = listed.place
    enterprise = place.enterprise or belongs.enterprise
    doubts = tuple(_doubts(listed, texts))
    if enterprise is None:
        return TakenIn(missing="enterprise", doubts=doubts)
    if not (place.capacity or belongs.capacity):
        choices = tuple(kind.label for kind in catalogue().capacities)
        return TakenIn(enterprise, missing="capacity", choices=choices, doubts=doubts)
    where = where_of(place, enterprise=enterprise, capacity=belongs.capacity)
    with store.reading() as tx:
        taken = seen_in(tx, listed, where)
    will = tuple(texts.text(remark.text, **remark.facts) for remark in taken.changes)
    remarks = tuple(texts.text(remark.text, **remark.facts) for remark in taken.remarks)
    title = " · ".join(part for part in (spaced_enterprise(where.enterprise), where.capacity, where.unit) if part)

    def take() -> str:
        _take(store, listed, where, now())
        return where.enterprise

    return TakenIn(where.enterprise, title, will, (*remarks, *doubts), take if will else None)


def _doubts(listed: PortalList, texts: Texts) -> list[str]:
    """Return what was not understood: headings, and rows with what is wrong in them."""
    headings = [heading for heading, field in listed.columns.items() if field is None and not heading.startswith("kolom ")]
    told = [texts.text(words("De kolom '{heading}' ken ik niet: die wordt niet gebruikt."), heading=one) for one in headings]
    told += [
        texts.text(words("Regel {line} wordt niet ingelezen: {why}"), line=line, why=texts.fault(fault))
        for line, fault in listed.refused
    ]
    return told


def _take(store: Store, listed: PortalList, where: Where, at: datetime) -> None:
    """Take it in as the tree stands now: it may have changed while it was looked at."""
    with store.transaction() as tx:
        take_in(tx, seen_in(tx, listed, where), at)
