"""A plan in words: the steps with who does them and where to click, what others do, and the tree before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from assistant.domain.action_kinds import action_kind
from assistant.domain.days import shown_day
from assistant.domain.words import words
from assistant.reports.helpdesk.case import Case
from assistant.reports.helpdesk.tree import GLYPHS, Node, marked_tree
from assistant.reports.helpdesk.wording import (
    VERDICTS,
    access_words,
    actor_words,
    is_bookkeeping,
    step_words,
    verdict_words,
    wrapped,
)
from assistant.store.exchange.document import Document

FIELDS: Mapping[str, str] = {
    "unit": words("eenheid"),
    "person": words("persoon"),
    "email": words("e-mailadres"),
    "username": words("gebruikersnaam"),
    "type": words("type"),
    "name": words("naam"),
    "function": words("functie"),
    "start": words("begindatum"),
}
"""What the fields are called that a plan had to make up."""

_WORTH_SAYING = 3
"""Clicks that two steps begin with alike, from which they are not told twice."""

_THEN: Mapping[str, str] = {
    "relogin": words("Daarna: meld volledig af en opnieuw aan."),
    "wait": words("Daarna: wacht 20 minuten. Dan is alles van kracht."),
}


def plan_lines(case: Case, plan: Mapping[str, Any], tree: Document) -> list[str]:
    """Return a plan (`repair/1`) for a case as lines to read, personal numbers masked. `tree`: once it is done."""
    after = replace(case, tree=tree, diagnosis=plan["after"])
    lines = [after.masked(line) for line in _Told(case, plan, after).lines()]
    return lines if lines[-1] else lines[:-1]


_NOTHING_SURE = words("Niets moet zeker hersteld worden. Wat niet zeker is, toont ‘toegangswijzer diagnose’.")


class _Told:
    def __init__(self, case: Case, plan: Mapping[str, Any], after: Case) -> None:
        self._case, self._plan, self._after = case, plan, after
        self._say = case.texts.text

    def lines(self) -> Iterator[str]:
        steps = self._plan["steps"]
        if not steps:
            unsure = any(one["verdict"] == "unknown" for one in self._plan["after"]["decisions"])
            nothing = words("In het portaal is er niets te doen.")
            yield self._say(_NOTHING_SURE if unsure else nothing)
            yield ""
        else:
            told = words("Herstelplan: {count} stappen") if len(steps) > 1 else words("Herstelplan: {count} stap")
            yield self._say(told, count=len(steps))
            for step in steps:
                yield from self._step(step)
            yield ""
        yield from self._alternatives()
        yield from self._outside()
        yield from self._left()
        yield from self._others()
        if steps:
            yield from self._outcome()

    def _step(self, step: Mapping[str, Any]) -> Iterator[str]:
        yield ""
        yield from wrapped(step_words(step, self._after), "     ", f"{step['n']:>3}. ")
        if is_bookkeeping(step["action"]["action"]):
            yield from wrapped(self._say(words("Alleen hier: het portaal weet niet wie waar verwacht wordt.")), "     ")
            return
        others = [role for role in step["who_may"] if role != step["by"]["role"]]
        who = self._say(words("Wie: {who}."), who=actor_words(step["by"], self._after))
        if others:
            who += " " + self._say(words("Ook mogelijk: {roles}."), roles=", ".join(others))
        yield from wrapped(who, "     ")
        for click in self._clicks(step):
            yield from wrapped(click, "       ", "     - ")
        yield from self._assumed(step)
        if step["choices"]:
            choices = ", ".join(self._after.who(one) if one in self._after.people else one for one in step["choices"])
            yield from wrapped(self._say(words("Kies eerst: {choices}."), choices=choices), "     ")
        if step["then"]:
            yield from wrapped(self._say(_THEN[step["then"]]), "     ")

    def _clicks(self, step: Mapping[str, Any]) -> list[str]:
        """Return the clicks of a step; where it begins on the same way as the one before, that is said instead."""
        clicks: list[str] = step["portal"]
        before = self._plan["steps"][step["n"] - 2]["portal"] if step["n"] > 1 else []
        same = 0
        while same < min(len(clicks), len(before)) and clicks[same] == before[same]:
            same += 1
        if same < _WORTH_SAYING:
            return clicks
        way = self._say(
            words("Ga dezelfde weg als bij stap {n}, tot en met: {click}"), n=step["n"] - 1, click=clicks[same - 1]
        )
        return [way, *clicks[same:]]

    def _assumed(self, step: Mapping[str, Any]) -> Iterator[str]:
        told = []
        for one in step["assumed"]:
            field = one["field"].removeprefix("data.")
            if one["value"] is not None:
                name = self._say(FIELDS.get(field, field))
                told.append(f"{name} {_shown(field, one['value'], self._after)}")
        if told:
            yield from wrapped(self._say(words("Aangenomen: {fields}. Kijk dit na."), fields=", ".join(told)), "     ")

    def _alternatives(self) -> Iterator[str]:
        others = self._plan.get("alternatives") or []
        if not others:
            return
        yield self._say(words("Het kan ook anders"))
        for n, other in enumerate(others, 1):
            yield from wrapped(other["what"], "     ", f"{n:>3}. ")
            for step in other["steps"]:
                yield from wrapped(step_words(step, self._case), "       ", "     - ")
        yield ""

    def _outside(self) -> Iterator[str]:
        outside = self._plan["outside"]
        if not outside:
            return
        yield self._say(words("Buiten het portaal"))
        for one in outside:
            yield from wrapped(f"{one['who']}: {one['what']}", "    ", "  - ")
        yield ""

    def _left(self) -> Iterator[str]:
        """Yield what still stands in the way after the plan, and is for nobody outside to mend: time, or who knows more."""
        told = {one["because"] for one in self._plan["outside"]}
        left = [one for one in self._plan["after"]["findings"] if one["severity"] == "blocking" and one["code"] not in told]
        if left:
            yield self._say(words("Wat nog in de weg staat"))
            for one in left:
                yield from wrapped(f"{one['message']} {one['remedy']}", "    ", "  - ")
            yield ""

    def _others(self) -> Iterator[str]:
        titles = {"gains": words("Wie er nog toegang bij krijgt"), "losses": words("Wie er toegang door verliest")}
        for which, title in titles.items():
            if self._plan[which]:
                yield self._say(title)
                for one in self._plan[which]:
                    change = f"{VERDICTS[one['was']][0]} → {VERDICTS[one['verdict']][0]}"
                    yield f"  {change} {access_words(one, self._after)}"
                yield ""

    def _outcome(self) -> Iterator[str]:
        open_choice = any(step["choices"] for step in self._plan["steps"])
        yield self._say(words("Voor en na, met telkens de eerste keuze") if open_choice else words("Voor en na"))
        was = {_key(one): one for one in self._case.diagnosis["decisions"]}
        elsewhere = {_key(one)[:2]: one for one in self._case.diagnosis["decisions"]}
        for one in self._plan["after"]["decisions"]:
            before = was.get(_key(one)) or elsewhere.get(_key(one)[:2])  # expected on another unit now
            if before is None or before["verdict"] == one["verdict"] == "allowed":
                continue
            change = f"{verdict_words(before, self._case.texts)} → {verdict_words(one, self._case.texts)}"
            yield f"  {access_words(one, self._after)}: {change}"
        new = self._say(words("nieuw"))
        if changes := tree_change_lines(marked_tree(self._case), marked_tree(self._after), new):
            yield from ("", self._say(words("De boom, voor → na")), *changes)


def tree_change_lines(before: Node, after: Node, new: str) -> list[str]:
    """Return the lines of a tree for what a plan changes in it, with what that hangs under: marks before and after."""
    return list(_changed(after, {node.id: node for node in before.all()}, _gone(before, after), 1, new))


def _gone(before: Node, after: Node) -> dict[str, list[Node]]:
    """Return what is there before and not after, by the id of what it hung under; ghosts are nothing that goes."""
    present = {node.id for node in after.all()}
    return {
        node.id: gone
        for node in before.all()
        if (gone := [one for one in node.under if one.id not in present and not one.missing and one.kind != "ticks"])
    }


def _changed(node: Node, was: Mapping[str, Node], gone: Mapping[str, list[Node]], depth: int, new: str) -> Iterator[str]:
    under = [line for one in node.under for line in _changed(one, was, gone, depth + 1, new)]
    under += [f"{'  ' * (depth + 1)}− {one.name}" for one in gone.get(node.id, ())]
    before = was.get(node.id)
    here = "  " * depth
    if before is None or before.missing > node.missing:
        yield f"{here}+ {node.name}: {node.word or new}"
    elif (before.mark, before.name) != (node.mark, node.name):
        word = f": {node.word}" if node.word else ""
        yield f"{here}{GLYPHS[before.mark]} → {GLYPHS[node.mark]} {node.name}{word}"
    elif under:
        yield f"{here}{GLYPHS[node.mark]} {node.name}"
    yield from under


def _key(one: Mapping[str, Any]) -> tuple[Any, ...]:
    return one["person"], one["application"], one["capacity"], one["unit"]


def _shown(field: str, value: Any, case: Case) -> str:
    if field == "person":
        return case.who(str(value))
    if field in ("start", "end"):
        from assistant.domain.days import day  # noqa: PLC0415

        return shown_day(day(str(value)))
    return str(value)


def taken_back_lines(case: Case, actions: list[dict[str, Any]]) -> list[str]:
    """Return what was taken back in the store, and what has to be done in the portal if it was done there already."""
    say = case.texts.text
    lines = [say(words("Het plan is teruggenomen: de boom staat weer zoals ervoor.")), ""]
    lines.append(say(words("Deed u deze stappen ook al in het portaal, draai ze dan daar zelf terug:")))
    for action in (one for one in actions if not is_bookkeeping(one["action"])):
        kind = action_kind(action["action"])
        inverse = action_kind(kind.inverse) if kind and kind.inverse else None
        told = step_words({"action": {**action, "data": action.get("data") or {}}, "choices": None}, case)
        way = (
            say(words("draai terug met: {what}"), what=say(inverse.title, "actions"))
            if inverse
            else say(words("hiervoor toont geen enkele gids een weg terug"))
        )
        lines += wrapped(f"{told}: {way}", "    ", "  - ")
    return [case.masked(line) for line in lines]
