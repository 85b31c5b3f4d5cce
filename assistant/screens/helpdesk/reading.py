"""A diagnosis as the screen shows it: findings with their place in words, decisions, who is who."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from assistant.checks.conditions import Rank
from assistant.checks.decisions import Decision
from assistant.checks.diagnosis import Judgement
from assistant.checks.findings import Finding, Severity
from assistant.checks.profiles import CERTAIN
from assistant.checks.wording import Names, Say, filled
from assistant.domain.catalogue import catalogue
from assistant.domain.days import BRUSSELS, shown_day
from assistant.domain.symptoms import symptom
from assistant.screens.helpdesk.cases import Access, Place, Trouble, Verdict

if TYPE_CHECKING:
    from assistant.conversation.texts import Texts

VERDICTS: dict[Rank, Verdict] = {
    Rank.ALLOWED: "allowed",
    Rank.PENDING: "pending",
    Rank.UNKNOWN: "unknown",
    Rank.DENIED: "denied",
}

_TABLES = ("", "symptoms", "portal_steps", "places", "contacts", "actions")
"""The tables from which the checks take their texts; a text does not say from which."""


def translator(texts: Texts) -> Say:
    """Return what gives a text of the checks in another language, its placeholders as they stand."""

    @cache  # a large enterprise has the same finding thousands of times
    def say(text: str) -> str:
        table = next((table for table in _TABLES if texts.has(text, table)), "")
        return texts.template(text, table)

    return say


def troubles(judgement: Judgement, people: Mapping[str, str], names: Names, say: Say) -> tuple[Trouble, ...]:
    """Return the findings, near misses first: what alone stands in someone's way, then what else blocks, then the rest."""
    alone = {(code, person) for one in judgement.decisions for code, person in _alone(one)}
    may: dict[tuple[object, ...], tuple[str, ...]] = {}
    found = []
    for one in judgement.findings:
        kind = (one.code, one.role, one.level, one.capacity)
        if kind not in may:
            may[kind] = tuple(role.value for role in one.who_may())
        told = _trouble(one, names, say)
        who = people.get(one.person or "", "")
        found.append(told._replace(who=who, who_may=may[kind], alone=_is_alone(one, alone)))
    return tuple(sorted(found, key=lambda one: (not one.blocking, not one.alone, not one.known)))


def _alone(decision: Decision) -> Iterator[tuple[str, str]]:
    denying = [one for one, weight in decision.wrong if weight == CERTAIN and symptom(one.code).may_block]
    if decision.verdict is Rank.DENIED and len(denying) == 1:
        yield denying[0].code, decision.person


def _is_alone(finding: Finding, alone: set[tuple[str, str]]) -> bool:
    """Tell whether a finding is personal and all that denies that person; what hits everyone is no near miss."""
    return finding.severity is Severity.BLOCKING and (finding.code, finding.person or "") in alone


def _trouble(one: Finding, names: Names, say: Say) -> Trouble:
    known = symptom(one.code)
    where = names.unit(one.capacity, one.unit, one.level) if one.unit is not None else one.capacity or ""
    return Trouble(
        code=one.code,
        blocking=one.severity is Severity.BLOCKING,
        known=one.evidence.get("known", True) is not False,
        title=say(known.title),
        message=filled(known.message, one.facts, say),
        remedy=filled(known.remedy, one.facts, say),
        place=Place(one.capacity, one.unit, one.person),
        application=one.application,
        who_may=(),
        source=known.source,
        where=where,
    )


def accesses(decisions: Iterable[Decision]) -> tuple[Access, ...]:
    """Return the decisions; `begins` as a person reads it."""
    return tuple(
        Access(
            Place(one.capacity, one.unit if one.unit is not None else one.place, one.person),
            one.who,
            one.application,
            VERDICTS[one.verdict],
            shown_moment(one.begins()),
        )
        for one in decisions
    )


def shown_moment(text: str | None) -> str | None:
    """Return a day or a moment in ISO 8601 as a person reads it, in Brussels."""
    if text is None:
        return None
    at = datetime.fromisoformat(text)
    if len(text) == len("2026-01-10"):
        return shown_day(at.date())
    here = at.astimezone(BRUSSELS)
    return f"{shown_day(here.date())} {here:%H:%M}"


def applications(judgement: Judgement) -> tuple[str, ...]:
    """Return the applications that can be asked for: those that someone is expected to reach, then all others."""
    expected = [one.application for one in judgement.decisions]
    return tuple(dict.fromkeys([*expected, *(one.name for one in catalogue().applications)]))
