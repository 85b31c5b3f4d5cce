"""Conditions of a flow, answered with a verdict: whether it holds, and if not, why."""

from __future__ import annotations

from typing import Any

from assistant.conversation.flow import Condition
from assistant.conversation.scope import Facts
from assistant.conversation.templates import fill, names_in_template
from assistant.domain.verdict import YES, Verdict


def judge(condition: Condition | None, facts: Facts) -> Verdict:
    """Whether a condition holds for these facts. No condition holds always."""
    if condition is None:
        return YES
    verdict = _judge(condition, facts)
    if verdict.ok or not condition.why:
        return verdict
    return Verdict(False, condition.why, verdict.facts, condition.source or verdict.source)


def _judge(condition: Condition, facts: Facts) -> Verdict:
    if condition.all:
        return next((v for part in condition.all if not (v := judge(part, facts)).ok), YES)
    if condition.any:
        verdicts = [judge(part, facts) for part in condition.any]
        return next((v for v in verdicts if v.ok), verdicts[0])
    if condition.not_ is not None:
        inner = judge(condition.not_, facts)
        return Verdict(not inner.ok, facts=inner.facts, source=condition.source)
    if condition.answer is not None:
        given = facts.get("answer")
        holds = condition.answer in given if isinstance(given, list) else _same(given, condition.answer)
        return Verdict(holds, facts={"answer": given}, source=condition.source)
    name = condition.fact or ""
    value = facts.get(name)
    return Verdict(_holds(condition, value, facts), facts={name: value}, source=condition.source)


def _holds(condition: Condition, value: Any, facts: Facts) -> bool:
    """Whether a fact is as a condition says; what it is compared with may be a fact itself."""
    if condition.known is not None:
        return (value is not None) is condition.known
    if condition.is_ is not None:
        return _same(value, fill(condition.is_, facts))
    if condition.in_:
        return any(_same(value, fill(wanted, facts)) for wanted in condition.in_)
    if condition.has is not None:
        wanted = fill(condition.has, facts)
        return isinstance(value, list) and any(_same(part, wanted) for part in value)
    if condition.more_than is not None:
        size = len(value) if isinstance(value, list | str) else value
        return isinstance(size, int) and size > condition.more_than
    return bool(value)


def _same(value: Any, wanted: Any) -> bool:
    """Whether a fact has the value that a flow names, as a string or by another fact."""
    if value is None or wanted is None:
        return False
    if isinstance(value, bool):
        return str(wanted).lower() in ("yes" if value else "no", str(value).lower())
    return str(value) == str(wanted)


def names_in(condition: Condition | None) -> set[str]:
    """The facts that a condition counts on, `answer` among them; not one that is only asked whether it is known."""
    if condition is None:
        return set()
    names = {condition.fact} if condition.fact and condition.known is None else set()
    names |= {"answer"} if condition.answer is not None else set()
    names |= names_in_template([condition.is_, condition.has, *condition.in_])
    for part in (*condition.all, *condition.any, *((condition.not_,) if condition.not_ else ())):
        names |= names_in(part)
    return names
