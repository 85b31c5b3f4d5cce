"""A diagnosis in words: who gets in where, what is wrong and what to do about it, and the tree with it all in place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assistant.conversation.wording import one_of
from assistant.domain.numbers import spaced_enterprise
from assistant.domain.words import words
from assistant.reports.helpdesk.case import Case
from assistant.reports.helpdesk.tree import GLYPHS, Node, is_outside, mark_of, shown_tree
from assistant.reports.helpdesk.wording import access_words, moment_words, verdict_words, wrapped

_OPEN = "app.capacity-open"
"""It says itself that something is not known."""

MOST_FINDINGS = 50
"""Findings of a kind that are told; of more it is said how many. They come near misses first."""

MOST_DECISIONS = 20
"""Decisions that are named one by one; of more, those that are allowed are counted."""


def diagnosis_lines(case: Case) -> list[str]:
    """Return a case as lines to read, personal numbers masked."""
    return [case.masked(line) for line in _Told(case).lines()]


class _Told:
    def __init__(self, case: Case) -> None:
        self._case = case
        self._say = case.texts.text
        self._findings: list[Mapping[str, Any]] = case.diagnosis["findings"]

    def lines(self) -> Iterator[str]:
        case = self._case
        number, at = spaced_enterprise(case.number), moment_words(case.at, case.texts)
        yield self._say(words("{name} ({number}), toestand op {at}"), name=case.name, number=number, at=at)
        yield ""
        yield from self._decisions()
        blocking = [n for n, one in enumerate(self._findings) if one["severity"] == "blocking"]
        yield from self._listed(self._say(words("Wat er mis is, en wat te doen")), blocking)
        others = [n for n in range(len(self._findings)) if n not in blocking]
        yield from self._listed(self._say(words("Om op te letten")), others)
        yield self._say(words("De boom"))
        yield from self._tree(shown_tree(case), 1)

    def _decisions(self) -> Iterator[str]:
        decisions = self._case.diagnosis["decisions"]
        if not decisions:
            yield from wrapped(self._say(words("Er is niemand van wie hier verwacht wordt dat hij ergens binnenraakt.")))
            yield ""
            return
        yield self._say(words("Wie raakt waar binnen"))
        told = decisions if len(decisions) <= MOST_DECISIONS else [one for one in decisions if one["verdict"] != "allowed"]
        for one in told[:MOST_DECISIONS]:
            yield f"  {verdict_words(one, self._case.texts)}: {access_words(one, self._case)}"
        if left := len(told) - len(told[:MOST_DECISIONS]):
            yield f"  {self._say(words('… en nog {count} andere'), count=left)}"
        if fine := len(decisions) - len(told):
            yield f"  {self._say(words('✓ {count} andere raken binnen.'), count=fine)}"
        yield ""

    def _listed(self, title: str, findings: list[int]) -> Iterator[str]:
        if not findings:
            return
        yield title
        for n in findings[:MOST_FINDINGS]:
            yield from self._finding(n)
        if (left := len(findings) - MOST_FINDINGS) > 0:
            yield f"  {self._say(words('… en nog {count} andere. Kies een persoon of een toepassing.'), count=left)}"
        yield ""

    def _finding(self, n: int) -> Iterator[str]:
        finding = self._findings[n]
        message = finding["message"]
        if finding["evidence"].get("known") is False and finding["code"] != _OPEN:
            message = self._say(words("Niet zeker: {message}"), message=message)
        yield from wrapped(message, "      ", f"  {GLYPHS[mark_of(finding)]} {f'[{n + 1}]':<4}")
        yield from wrapped(self._say(words("Doe dit: {remedy}"), remedy=finding["remedy"]), "      ")
        source = self._say(words("Bron: {source}"), source=finding["source"])
        if finding["who_may"] and not is_outside(finding):
            who = self._say(words("Wie mag dit: {who}."), who=one_of(finding["who_may"], self._case.texts))
            source = f"{who} {source}"
        yield from wrapped(f"{source} · {finding['code']}", "      ")

    def _tree(self, node: Node, depth: int) -> Iterator[str]:
        """Yield a line for a node and each under it: mark, name, word, and the numbers of its findings."""
        numbers = "".join(f" [{n + 1}]" for n in node.findings)
        word = node.word or (self._say(words("in orde")) if node.mark == "good" else "")
        yield f"{'  ' * depth}{GLYPHS[node.mark]} {node.name}{f': {word}' if word else ''}{numbers}"
        for under in node.under:
            yield from self._tree(under, depth + 1)
