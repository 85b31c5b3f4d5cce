"""What readiness says is next, as steps of a plan: for what holds an organisation up though it denies nobody yet.

A plan mends what denies an access. An HTB that is gone, or a unit that was planned and never made, denies nobody while
those who are there have what they need; someone still has to do it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from assistant.domain.action_kinds import Need, action_kind
from assistant.domain.catalogue import Certainty, catalogue
from assistant.domain.outside import REPORT
from assistant.domain.vocabulary import Level
from assistant.reports.letters.duty import deed_of

HTB = "htb.appoint"
_OF_UNITS = ("type", "name", "email")
"""What a planned unit may say of itself."""


def next_steps(
    rows: Iterable[Mapping[str, Any]], planned: Iterable[Mapping[str, Any]], units: Iterable[Mapping[str, Any]] = ()
) -> list[dict[str, Any]]:
    """Return the next steps of an organisation's rows of `readiness/1` that are not `planned` (actions), as of `repair/1`.

    `units` are the tree's `planned_units`: what they say of a unit that is to be made is told. What the portal asks besides
    stays open, such as whom to appoint. Users are added once somebody says who: by a plan.
    """
    known = set(map(_place, planned))
    meant = {(unit["capacity"], unit["unit"]): unit for unit in units}
    found = []
    for row in rows:
        told = row["next"]
        kind = action_kind(told["action"]) if told and told["action"] != REPORT else None
        if kind is None or row["application"] is None or (kind.person is Need.REQUIRED and kind.name != HTB):
            continue
        action: dict[str, Any] = {"action": kind.name, "enterprise": row["enterprise"], "data": {}}
        if kind.capacity is not Need.NONE:
            unit = meant.get((row["capacity"], told["unit"]), {}) if kind.makes else {}
            data = {**_told_anyhow(row, kind.makes), **{key: unit[key] for key in _OF_UNITS if unit.get(key)}}
            action |= {"capacity": row["capacity"], "unit": told["unit"], "data": data}
        if _place(action) not in known:
            known.add(_place(action))
            by = {"role": told["who_may"][0], "person": None}
            found.append(
                {"action": action, "by": by, "who_may": told["who_may"], "then": None, "choices": None, "chosen": None}
            )
    return found


def _told_anyhow(row: Mapping[str, Any], makes: Level | None) -> dict[str, Any]:
    """Return what is known of a new unit: its type where there is but one, and the box of the row's application."""
    capacity, application = catalogue().capacity(row["capacity"] or ""), catalogue().application(row["application"] or "")
    types = capacity.types_on(makes) if capacity and makes else ()
    ticked = application is not None and makes is not None and application.tick_on(makes) is Certainty.CERTAIN
    return {
        **({"type": types[0].label} if len(types) == 1 else {}),
        **({"applications": [row["application"]]} if ticked else {}),
    }


def _place(action: Mapping[str, Any]) -> tuple[str | None, ...]:
    """Return what an action does, and where, whoever it is about."""
    return deed_of(action)[:3]
