"""Since when, in words: which accesses are others now than then, and what was done that turned them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.checks.repair.applying import TAKEN_BACK
from assistant.checks.since import Entry, Turned
from assistant.domain.words import words
from assistant.reports.helpdesk.case import Case
from assistant.reports.helpdesk.wording import VERDICTS, actor_words, moment_words, step_words, wrapped
from assistant.store.exchange.tree import IMPORTED


def since_lines(case: Case, turned: Sequence[Turned]) -> list[str]:
    """Return what turned since a case that stood at an earlier moment, as lines to read, personal numbers masked."""
    say = case.texts.text
    if not turned:
        return [say(words("Sindsdien is er aan deze toegangen niets veranderd."))]
    lines = [say(words("Wat er sindsdien veranderde"))]
    for one in turned:
        person, application, capacity, unit = one.access
        about = " · ".join(part for part in (case.who(person), application, case.where(capacity, unit)) if part)
        (was, was_word), (now, now_word) = VERDICTS[one.was], VERDICTS[one.verdict]
        lines += wrapped(f"{about}: {was} {say(was_word)} → {now} {say(now_word)}", "    ", "  ")
        lines += wrapped(_cause(case, one.by), "      ", "      ")
    return [case.masked(line) for line in lines]


def _cause(case: Case, by: Entry | None) -> str:
    say = case.texts.text
    if by is None:
        return say(words("Niemand wijzigde hiervoor iets: de tijd deed het. Een functie begon of liep af."))
    at = moment_words(by.at, case.texts)
    if by.action == IMPORTED or by.request is None:
        return say(words("Op {at} werd de boom opnieuw ingelezen. Daarna was het anders."), at=at)
    if by.action == TAKEN_BACK:
        what = "; ".join(_deed(one, case) for one in by.request["taken_back"])
        return say(words("Op {at} werd teruggenomen: {what}."), at=at, what=what)
    what = _deed(by.request, case)
    if by.role is None:
        return say(words("Op {at}: {what}."), at=at, what=what)
    who = actor_words({"role": by.role, "person": by.person}, case)
    return say(words("Op {at}, door {who}: {what}."), at=at, what=what, who=who)


def _deed(request: Mapping[str, Any], case: Case) -> str:
    return step_words({"action": {**request, "data": request.get("data") or {}}, "choices": None}, case)
