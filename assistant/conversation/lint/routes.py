"""Where steps lead: known targets, every step reachable, no dead end, no endless loop, one default and it stands last."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from assistant.conversation.flow import Section, Step
from assistant.conversation.lint.checked import Checked
from assistant.conversation.machine import SECTION_END, ways_on
from assistant.conversation.walk import Place
from assistant.domain.rows import RowFault


def check(checked: Checked) -> Iterator[RowFault]:
    """Every fault in the routes of a guide."""
    first = checked.guide.sections[0]
    if first.steps[0].reads:
        message = "de eerste stap van een gids leest niets uit de store: zo verschijnt de eerste vraag meteen"
        yield checked.fault(first, ("steps", 0, "reads"), message)
    for section in checked.guide.sections:
        targets = list(_targets(section))
        known = {step.id for step in section.steps} | {SECTION_END}
        unknown = [(place, to) for place, to in targets if to not in known]
        for place, to in unknown:
            yield checked.fault(section, place, f"'{to}' is geen stap van de sectie '{section.id}'")
        yield from _defaults(checked, section)
        if not unknown:
            yield from _shape(checked, section)


def edges(section: Section) -> dict[str, set[str]]:
    """Where each step of a section can lead, answered or passed over."""
    followers = [step.id for step in section.steps[1:]] + [SECTION_END]
    found: dict[str, set[str]] = {}
    for step, follower in zip(section.steps, followers, strict=True):
        found[step.id] = {to for to, _ in ways_on(step, follower)} | ({follower} if step.only_if else set())
        if step.ask and step.ask.kind == "choice" and _all_routed(step):
            found[step.id] -= {follower} - {to for _, to in _own_targets(step)} if not step.only_if else set()
    return found


def _all_routed(step: Step) -> bool:
    """Whether each answer to a choice names its own way, "weet ik niet" (which waits, or has one) included."""
    ask = step.ask
    if ask is None or not ask.options or ask.options_from or ask.optional:
        return False
    return all(option.to for option in ask.options)


def _targets(section: Section) -> Iterator[tuple[Place, str]]:
    for number, step in enumerate(section.steps):
        for place, to in _own_targets(step):
            yield ("steps", number, *place), to


def _own_targets(step: Step) -> Iterator[tuple[Place, str]]:
    for number, route in enumerate(step.routes):
        yield ("routes", number, "to"), route.to
    if step.ask:
        if step.ask.unknown_to:
            yield ("ask", "unknown-to"), step.ask.unknown_to
        for number, option in enumerate(step.ask.options):
            if option.to:
                yield ("ask", "options", number, "to"), option.to
    for number, seen in enumerate(step.portal.seen if step.portal else ()):
        if seen.then not in ("again", "wait", "done"):
            yield ("portal", "seen", number, "then"), seen.then


def _defaults(checked: Checked, section: Section) -> Iterator[RowFault]:
    for number, step in enumerate(section.steps):
        if not step.routes:
            continue
        defaults = [index for index, route in enumerate(step.routes) if route.when is None]
        place = ("steps", number, "routes")
        if not defaults:
            yield checked.fault(
                section, place, f"stap '{step.id}' heeft routes zonder default: zet een route zonder 'when' als laatste"
            )
        for index in defaults[:1]:
            if index < len(step.routes) - 1:
                yield checked.fault(section, (*place, index + 1), "na de route zonder 'when' komt geen andere meer aan bod")


def _shape(checked: Checked, section: Section) -> Iterator[RowFault]:
    leads = edges(section)
    reached = _from(section.steps[0].id, leads)
    for number, step in enumerate(section.steps):
        place = ("steps", number, "id")
        if step.id not in reached:
            yield checked.fault(section, place, f"geen weg leidt naar stap '{step.id}'")
        elif SECTION_END not in _from(step.id, leads):
            yield checked.fault(section, place, f"van stap '{step.id}' leidt geen weg naar het einde van de sectie")
    order = [step.id for step in section.steps]
    for loop in _loops(section.steps[0].id, leads):
        way = " → ".join(loop)
        yield checked.fault(section, ("steps", order.index(loop[0]), "id"), f"eindeloze lus: {way}")


def _from(start: str, leads: dict[str, set[str]]) -> set[str]:
    reached, waiting = {start}, [start]
    while waiting:
        for to in leads.get(waiting.pop(), ()):
            if to not in reached:
                reached.add(to)
                waiting.append(to)
    return reached


def _loops(start: str, leads: dict[str, set[str]]) -> list[list[str]]:
    """Ways that come back to where they were: answers that stand would be walked through for ever."""
    found: list[list[str]] = []
    done: set[str] = set()

    def visit(step: str, way: list[str]) -> None:
        if step in way:
            found.append([*way[way.index(step) :], step])
            return
        if step in done:
            return
        for to in sorted(leads.get(step, ())):
            visit(to, [*way, step])
        done.add(step)

    visit(start, [])
    return [loop for loop in found if all(b in leads[a] for a, b in pairwise(loop))]
