"""A plan as `repair/1` (interface §5): its steps, what others have to do, who else is touched by it, how it ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from assistant.checks.conditions import Rank
from assistant.checks.decisions import DELAY, Decision
from assistant.checks.diagnosis import Judgement, judge, unknown_enterprise
from assistant.checks.findings import Severity
from assistant.checks.repair.copying import copy_of, sign_ins
from assistant.checks.repair.known import Known
from assistant.checks.repair.planning import Actor, Planner, Step
from assistant.checks.repair.portal import clicks
from assistant.checks.unit_names import UNIT_NAMES
from assistant.checks.wording import Names, Say, dutch, filled
from assistant.domain.contacts import contact
from assistant.domain.days import BRUSSELS
from assistant.domain.outside import helper, is_mended_outside, short_name
from assistant.domain.rights import who_may
from assistant.domain.symptoms import symptom
from assistant.domain.vocabulary import Level
from assistant.store.elsewhere import has_tree
from assistant.store.exchange.document import Document, document
from assistant.store.exchange.rows import Rows, rows_of

FORMAT = "repair/1"


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as `repair/1`, and the tree as it stands once all its steps are done."""

    document: dict[str, Any]
    tree: Document
    alternatives: tuple[Plan, ...] = ()
    """Other ways to the same end, each a whole plan; `document` names them too."""


def planned_as_expected(
    tx: Session,
    number: str,
    *,
    application: str | None = None,
    person: str | None = None,
    actor: Actor | None = None,
    at: datetime,
    say: Say = dutch,
) -> Plan:
    """Return the plan for what is expected as it stands, and the tree that it leads to; the rest as `repair`."""
    rows = rows_of(tx, number)
    if rows is None or not has_tree(tx, number):
        raise unknown_enterprise(tx, number)
    known = Known(document(rows), at.astimezone(BRUSSELS).date())
    with copy_of(rows, sign_ins(tx, number)) as store, store.transaction() as copy:
        later = at + DELAY
        before = judge(copy, number, application=application, person=person, at=at, say=say)
        all_before = judge(copy, number, at=later, say=say)
        planner = Planner(copy, known, at, actor)
        planner.plan(application, person)
        end = later if any(step.is_delayed for step in planner.steps) else at
        after = judge(copy, number, application=application, person=person, at=end, say=say)
        all_after = judge(copy, number, at=later, say=say)
        rows_after = rows_of(copy, number)
        assert rows_after is not None
        names = _names(copy, rows_after, say)
        plan = {
            "format": FORMAT,
            "enterprise": number,
            "at": at.astimezone(BRUSSELS).isoformat(),
            "steps": [_step(n, step, known, names, say) for n, step in enumerate(planner.steps, 1)],
            "outside": list(_outside(before, after, say)),
            **_others(before, all_before, all_after),
            "after": after.as_json(say),
        }
        return Plan(plan, document(rows_after))


def _names(tx: Session, rows: Rows, say: Say) -> Names:
    """Return the names of the units once the plan is done."""
    (enterprise_id,) = rows["enterprise"]
    return Names(UNIT_NAMES.rows(tx, {"enterprise_id": enterprise_id}), say)


def _step(n: int, step: Step, known: Known, names: Names, say: Say) -> dict[str, Any]:
    proposal = step.proposal
    action = {name: value for name, value in proposal.action.items() if name != "data"}
    data = proposal.action["data"]
    level = Level.USER if "person" in action else known.level_of(action.get("unit") or "")
    return {
        "n": n,
        "action": {"action": step.name, "as": step.by, **action, "data": data},
        "by": step.by,
        "who_may": [role.value for role in who_may(step.name, action.get("capacity"), level=level)],
        "portal": clicks(proposal.action, known, names, say),
        "because": proposal.because,
        "assumed": [{"field": field, "value": _value(proposal.action, field)} for field in proposal.assumed],
        "choices": proposal.choices,
        "then": step.then,
        "chosen": proposal.chosen,
    }


def _value(action: dict[str, Any], field: str) -> Any:
    top, _, below = field.partition(".")
    return action[top][below] if below else action.get(top)


def _outside(before: Judgement, after: Judgement, say: Say) -> Iterator[dict[str, Any]]:
    """Yield what is left for others: what still blocks, and what someone saw that the portal alone does not mend."""
    codes = {code for one in before.decisions if one.verdict is Rank.DENIED for code in before.codes[one]}
    seen = [finding for finding in before.findings if finding.seen and finding.code in codes]
    blocking = [finding for finding in after.findings if finding.severity is Severity.BLOCKING]
    told = set()
    for finding in [*seen, *blocking]:
        known = symptom(finding.code)
        if is_mended_outside(known) and finding.key not in told:
            told.add(finding.key)
            yield {
                "who": short_name(contact(helper(known.contacts, finding.capacity, finding.application)).name),
                "what": filled(known.remedy, finding.facts, say),
                "because": finding.code,
                "person": finding.person,
                "application": finding.application,
            }


def _others(chosen: Judgement, before: Judgement, after: Judgement) -> dict[str, list[dict[str, Any]]]:
    """Return whose access besides the plan brings or takes."""
    people = {one.person for one in chosen.decisions}
    changed: dict[str, list[dict[str, Any]]] = {"gains": [], "losses": []}
    verdicts = {_access(one): one.verdict for one in _all(before)}
    present = {_access(one): one.verdict for one in _all(after)}
    for access in dict.fromkeys([*verdicts, *present]):
        was, now = (found.get(access, Rank.DENIED) for found in (verdicts, present))
        if access[0] not in people and was is not now:
            person, application, capacity, unit = access
            where = {"person": person, "application": application, "capacity": capacity, "unit": unit}
            told = {**where, "was": was.name.lower(), "verdict": now.name.lower()}
            changed["gains" if now > was else "losses"].append(told)
    return changed


def _all(judgement: Judgement) -> Iterable[Decision]:
    return (*judgement.decisions, *judgement.held)


def _access(one: Decision) -> tuple[str, str, str | None, str | None]:
    return one.person, one.application, one.capacity, one.unit
