"""A ticket: a case in a few lines for another system, every personal number masked, no name but the caller's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from assistant.checks.repair import repair
from assistant.conversation.texts import Texts
from assistant.domain.numbers import masked_insz, spaced_enterprise
from assistant.domain.words import words
from assistant.reports.helpdesk.caller_answer import case_code
from assistant.reports.helpdesk.case import Case, read_case, saying
from assistant.reports.helpdesk.wording import access_words, actor_words, moment_words, step_words, verdict_words

MOST = 10
"""Decisions, findings and steps that a ticket names; of more it tells how many."""


def ticket(
    tx: Session,
    number: str,
    *,
    person: str | None = None,
    application: str | None = None,
    at: datetime,
    language: str = "nl",
) -> str:
    """Return the ticket of an enterprise (10 digits), or of one person (INSZ) or application in it.

    Raises `Malformed` when the store does not know the enterprise.
    """
    texts = Texts(language)
    case = read_case(tx, number, texts, at=at, application=application, person=person)
    plan = repair(tx, number, application=application, person=person, at=at, say=saying(texts))
    return case.masked("\n".join(_lines(case, plan))) + "\n"


def _lines(case: Case, plan: Mapping[str, Any]) -> Iterator[str]:
    say = case.texts.text
    yield say(words("Toegang: {name} ({number})"), name=case.name, number=spaced_enterprise(case.number))
    if case.person:
        yield say(words("Persoon: {name} ({number})"), name=case.who(case.person), number=masked_insz(case.person))
    yield say(words("Nagekeken: {at}"), at=moment_words(case.at, case.texts))
    yield say(words("Hulpcode: {code}"), code=case_code(case))
    decisions = [f"{access_words(one, case)}: {verdict_words(one, case.texts)}" for one in case.diagnosis["decisions"]]
    yield from _part(say(words("Toegang")), decisions, case)
    findings = case.diagnosis["findings"]
    for title, severity in ((words("Oorzaak"), "blocking"), (words("Om op te letten"), "warning")):
        told = [f"{one['message']} [{one['code']}]" for one in findings if one["severity"] == severity]
        yield from _part(say(title), told, case)
    steps = [f"{step['n']}. {step_words(step, case)} ({actor_words(step['by'], case)})" for step in plan["steps"]]
    yield from _part(say(words("Te doen in het portaal")), steps, case)
    yield from _part(say(words("Te doen door anderen")), [f"{one['who']}: {one['what']}" for one in plan["outside"]], case)


def _part(title: str, lines: list[str], case: Case) -> Iterator[str]:
    if not lines:
        return
    yield ""
    yield title
    yield from (f"- {line}" for line in lines[:MOST])
    if len(lines) > MOST:
        yield "- " + case.texts.text(words("en nog {count}"), count=len(lines) - MOST)
