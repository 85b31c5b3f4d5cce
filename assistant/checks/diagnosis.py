"""Diagnosis: why someone can or cannot reach an application (`diagnosis/1`, interface §4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from assistant.checks.best_unit import counting
from assistant.checks.broken_rules import broken_rule, concerns
from assistant.checks.compiled import Row
from assistant.checks.decisions import DELAY, Decision
from assistant.checks.findings import Finding, Findings
from assistant.checks.rule_table import OF_APPLICATION, OF_PAIR, OF_PERSON, WHOLE
from assistant.checks.standpoints import missing_units
from assistant.checks.unit_names import UNIT_NAMES
from assistant.checks.warnings import WARNINGS
from assistant.checks.wording import Names, Say, dutch
from assistant.domain.catalogue import catalogue
from assistant.domain.days import BRUSSELS
from assistant.domain.malformed import Malformed
from assistant.domain.masking import masked
from assistant.domain.numbers import masked_insz, spaced_enterprise
from assistant.domain.words import words
from assistant.store.elsewhere import has_tree, known_elsewhere
from assistant.store.exchange.tree import import_tree
from assistant.store.ledger import tree_as_of
from assistant.store.opening import memory_store
from assistant.store.tables import Enterprise, Person

FORMAT = "diagnosis/1"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found of one enterprise at one moment. `held` are accesses that nobody expects."""

    enterprise: str
    at: datetime
    decisions: tuple[Decision, ...]
    held: tuple[Decision, ...]
    findings: tuple[Finding, ...]
    codes: Mapping[Decision, list[str]]
    """The codes of each decision's findings."""

    def as_json(self, say: Say = dutch) -> dict[str, Any]:
        """Return it as `diagnosis/1`."""
        return {
            "format": FORMAT,
            "enterprise": self.enterprise,
            "at": self.at.astimezone(BRUSSELS).isoformat(),
            "decisions": [self._decision(one) for one in self.decisions],
            "findings": [finding.as_json(say) for finding in self.findings],
        }

    def _decision(self, one: Decision) -> dict[str, Any]:
        return {
            "person": one.person,
            "application": one.application,
            "capacity": one.capacity,
            "unit": one.unit,
            "verdict": one.verdict.name.lower(),
            "from": one.begins(),
            "findings": self.codes[one],
        }


def diagnosis(
    tx: Session,
    number: str,
    *,
    application: str | None = None,
    person: str | None = None,
    at: datetime,
    as_of: datetime | None = None,
    say: Say = dutch,
) -> dict[str, Any]:
    """Return the diagnosis of an enterprise (10 digits), or of one application, one person (INSZ) or both in it.

    `at` is the moment of the judgement; with `as_of`, the store as it stood at that moment is judged at that moment.
    Raises `Malformed` when the store does not have its tree.
    """
    if as_of is None:
        if not has_tree(tx, number):
            raise unknown_enterprise(tx, number)
        return judge(tx, number, application=application, person=person, at=at, say=say).as_json(say)
    tree = tree_as_of(tx, number, as_of)
    if tree is None:
        raise unknown_enterprise(tx, number)
    with memory_store() as copy:
        with copy.transaction() as writing:
            import_tree(writing, tree, as_of)
        with copy.reading() as then:
            return diagnosis(then, number, application=application, person=person, at=as_of, say=say)


def judge(
    tx: Session,
    number: str,
    *,
    application: str | None = None,
    person: str | None = None,
    at: datetime,
    say: Say = dutch,
) -> Judgement:
    """Return the decisions and findings of an enterprise. Arguments and faults as `diagnosis`."""
    enterprise_id = tx.exec(select(Enterprise.id).where(Enterprise.number == number)).one_or_none()
    if enterprise_id is None:
        raise unknown_enterprise(tx, number)
    parameters = {"enterprise_id": enterprise_id, **moments(at)}
    rows = _rows(tx, parameters, application, person)
    broken = WARNINGS.rows(tx, parameters)
    names = Names(UNIT_NAMES.rows(tx, parameters) if rows or broken else (), say)
    return judgement(number, at, rows, broken, names, asked=person, whole=not (application or person))


def moments(at: datetime) -> dict[str, object]:
    """Return the parameters of a judgement that say when it is made."""
    return {"today": at.astimezone(BRUSSELS).date(), "settled": at - DELAY}


def judgement(
    number: str,
    at: datetime,
    rows: Iterable[Row],
    broken: Iterable[Row],
    names: Names,
    *,
    asked: str | None = None,
    whole: bool = True,
) -> Judgement:
    """Return what the rows of the rule table and of the warnings say of one enterprise.

    `asked` is the INSZ of someone asked for; `whole` tells whether all that is wrong in the tree was asked for.
    """
    decisions = [_decision(row, asked) for row in counting(rows)]
    found = (broken_rule(row, names) for row in broken)
    findings, codes = _collected(decisions, [finding for finding in found if finding], names, whole=whole)
    return Judgement(
        number,
        at,
        tuple(one for one in decisions if not one.is_held_only),
        tuple(one for one in decisions if one.is_held_only),
        tuple(findings.all()),
        codes,
    )


def unknown_enterprise(tx: Session, number: str) -> Malformed:
    """Return the fault for an enterprise without a tree in the store: whether it is known from elsewhere, and what to do."""
    spaced = spaced_enterprise(number)
    known = known_elsewhere(tx, number)
    if known is None:
        return Malformed("unknown-enterprise", words("Onderneming {number} staat niet in de opslag."), number=spaced)
    return Malformed("no-tree", _NO_TREE[known.source], who=f"{masked(known.name)} ({spaced})" if known.name else spaced)


_NO_TREE = {
    "list": words(
        "Van {who} staat er geen boom in de opslag: ze is alleen bekend van een lijst. Vraag haar boom en lees "
        "die in met ‘toegangswijzer tree import’, of haar verklaring met ‘toegangswijzer import readiness’."
    ),
    "statement": words(
        "Van {who} staat er geen boom in de opslag: ze is alleen bekend van haar verklaring. Die ziet u met "
        "‘toegangswijzer readiness’. Vraag haar boom en lees die in met ‘toegangswijzer tree import’."
    ),
}


def _rows(tx: Session, parameters: dict[str, object], application: str | None, person: str | None) -> list[Row]:
    """Return the rows of the rule table that the filters choose."""
    if application is None and person is None:
        return WHOLE.rows(tx, parameters)
    if person is None:
        return OF_APPLICATION.rows(tx, {**parameters, "application": _known(application)})
    described = select(Person.id).where(Person.enterprise_id == parameters["enterprise_id"], Person.insz == person)
    of_person = {**parameters, "person_id": tx.exec(described).one_or_none()}
    if application is None:
        return OF_PERSON.rows(tx, of_person)
    return OF_PAIR.rows(tx, {**of_person, "application": _known(application)})


def _known(application: str | None) -> str | None:
    """Return an application's name as the store has it."""
    found = catalogue().application(application or "")
    return found.name if found else application


def _decision(row: Row, asked: str | None) -> Decision:
    insz = row["insz"]
    if insz is None:
        assert asked is not None
        return Decision(row, asked, masked_insz(asked))
    return Decision(row, insz, f"{row['first_name']} {row['surname']}".strip())


def _collected(
    decisions: Iterable[Decision], broken: list[Finding], names: Names, *, whole: bool
) -> tuple[Findings, dict[Decision, list[str]]]:
    """Return the findings of the decisions and, of a whole tree, the broken rules; and the codes of each decision."""
    findings, codes = Findings(), {}
    missing = missing_units((one.code, one.capacity, one.unit) for one in broken)
    observations = [one for one in broken if one.seen]
    # Near misses first: what is the only thing in someone's way is told before what is one of many.
    for one in sorted(decisions, key=lambda one: (one.is_held_only, one.row["certain"].bit_count())):
        for finding in one.findings(names, missing):
            findings.add(finding)
        about = [] if one.is_held_only else [seen for seen in observations if concerns(seen, one)]
        for seen in about:
            findings.add(seen)
        codes[one] = list(dict.fromkeys([*one.codes(), *(seen.code for seen in about)]))
    if whole:
        findings.add_broken_rules(broken)
    return findings, codes
