"""What the help desk says of a plan, as rows and as text to copy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from assistant.domain.words import words
from assistant.screens.helpdesk.cases import Alternative, Plan, Step
from assistant.screens.helpdesk.telling import change_row, mark, trouble_prompt
from assistant.screens.speech import Speech
from assistant.screens.widgets.rows import Row, row, spaced
from assistant.screens.widgets.text import QUIET, content, join, one_line

THEN = {
    "relogin": words("Meld u daarna af en opnieuw aan."),
    "wait": words("Wacht daarna 20 minuten: pas dan werkt het."),
}
"""What has to come after a step before the next one."""


class Beside(NamedTuple):
    """A line of the plan's list that is no step: what others do, who else is touched, what is left."""

    title: str
    rows: tuple[Row, ...]


Item = Step | Beside | Alternative
"""A line of the plan's list."""


def items(plan: Plan, say: Speech) -> list[Item]:
    """The plan as a list: its steps, then what stands beside them."""
    beside = []
    if plan.outside:
        rows = tuple(row(what, content(f"{one_line(who, 40)}:", "bold")) for who, what in plan.outside)
        beside.append(Beside(say(words("Buiten het portaal ({count})"), count=len(plan.outside)), rows))
    for changes, title in (
        (plan.gains, words("Wie hierdoor ook toegang krijgt ({count})")),
        (plan.losses, words("Wie hierdoor toegang verliest ({count})")),
    ):
        if changes:
            beside.append(Beside(say(title, count=len(changes)), tuple(change_row(one, say) for one in changes)))
    if plan.left:
        rows = tuple(row(trouble_prompt(one)) for one in plan.left)
        beside.append(Beside(say(words("Wat daarna nog in de weg staat ({count})"), count=len(plan.left)), rows))
    return [*plan.steps, *plan.alternatives, *beside]


def summary(plan: Plan, say: Speech) -> list[Row]:
    """The plan in one line."""
    count = len(plan.steps)
    if not count and not plan.outside and not plan.left:
        return [row(say(words("Er is niets te herstellen.")), mark("good"), indent=2)]
    if not count:
        return [row(say(words("Dit kan de organisatie niet zelf in het portaal herstellen.")), mark("warn"), indent=2)]
    steps = say(words("Eén stap te doen")) if count == 1 else say(words("{count} stappen te doen"), count=count)
    if plan.left:
        steps = f"{steps}. {say(words('Daarna staat er nog iets in de weg.'))}"
    return [row(steps, style="bold")]


def item_prompt(item: Item, say: Speech) -> Content:
    """A line of the list."""
    if isinstance(item, Beside):
        return join([content("  · ", QUIET), content(item.title)], "")
    if isinstance(item, Alternative):
        return join(
            [content(" ⇄", "bold $primary"), content(say(words("Of anders")), "bold"), content(one_line(item.what, 160))]
        )
    number, by = content(f"{item.number:>2}", "bold $primary"), content(one_line(item.by, 60), QUIET)
    head = join([number, content(one_line(item.title, 80), "bold"), by], " ")
    lines = [head, content("   " + one_line(item.about, 160), QUIET)]
    if item.choices:
        lines.append(
            content("   ? " + say(words("U kiest nog: {what}"), what=one_line(", ".join(item.choices), 80)), "$warning")
        )
    if item.then:
        lines.append(content("   … " + say(THEN[item.then]), "$warning"))
    return join(lines, "\n")


def item_rows(item: Item, say: Speech) -> list[Row]:
    """A line of the list, whole."""
    if isinstance(item, Beside):
        return [row(item.title, style="bold"), *item.rows]
    if isinstance(item, Alternative):
        steps = [row(f"{step.title}: {step.about} ({step.by})", f"{step.number}.", indent=4) for step in item.steps]
        return spaced([row(say(words("Of anders")), style="bold"), row(item.what)], steps)
    assumed = [row(say(words("{field}: {value}"), field=name, value=value), "·") for name, value in item.assumed]
    return spaced(
        [
            row(f"{item.number}. {item.title}", style="bold"),
            row(item.about),
            row(", ".join(item.because), content(say(words("Omdat")), QUIET)),
            row(item.by, content(say(words("Door")), QUIET)),
            row(", ".join(item.who_may), content(say(words("Mag ook")), QUIET)),
        ],
        [row(say(words("Kliks in het portaal")), style="bold $primary"), *_numbered(item.clicks)] if item.clicks else [],
        [row(say(words("Zelf ingevuld: kijk dit na")), style="bold $primary"), *assumed] if assumed else [],
        [row(say(THEN[item.then]), mark("wait"), indent=2)] if item.then else [],
    )


def _numbered(clicks: Sequence[str]) -> list[Row]:
    return [row(click, f"{number}.", indent=4) for number, click in enumerate(clicks, 1)]


def clicks_text(step: Step, say: Speech) -> str:
    """A step as text: what, about what, and its clicks."""
    lines = [f"{step.number}. {step.title}: {step.about}", say(words("Door {who}."), who=step.by)]
    lines += [f"   {number}. {click}" for number, click in enumerate(step.clicks, 1)]
    if step.then:
        lines.append(f"   {say(THEN[step.then])}")
    return "\n".join(lines)


def plan_text(plan: Plan, say: Speech) -> str:
    """The plan as text."""
    lines = [clicks_text(step, say) for step in plan.steps]
    lines += [say(words("Buiten het portaal, {who}: {what}"), who=who, what=what) for who, what in plan.outside]
    return "\n".join(lines)
