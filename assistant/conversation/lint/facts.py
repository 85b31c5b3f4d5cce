"""Facts: none is used before something on the way can have given it, and each is one thing only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from assistant.conversation.flow import Condition, Do, Section, Step
from assistant.conversation.guards import names_in
from assistant.conversation.layout import given_by, loops_of, whole_name
from assistant.conversation.lint.checked import Checked
from assistant.conversation.readings import ITEMS, READINGS
from assistant.conversation.templates import names_in_template
from assistant.conversation.walk import Place, words_in
from assistant.conversation.worked_out import WORKED_OUT
from assistant.domain.action_kinds import Need, action_kind
from assistant.domain.rows import RowFault

PERSON = ("insz", "surname", "first_name", "email", "username", "title")
ITEM = ("number", "ref")
OWN = ("number", "ref", "mark")
"""What every item of a list has by itself, so that no answer may be kept under it."""

Used = Iterator[tuple[Place, str]]


def check(checked: Checked) -> Iterator[RowFault]:
    """Every fact that is used where nothing before can have given it, or that cannot be kept where a step wants to."""
    known = set(checked.guide.head.facts) | set(_worked_out(checked.guide.head.works_out))
    lists = {step.ask.save: step for s in checked.guide.sections for step in s.steps if step.ask and step.ask.save}
    for section in checked.guide.sections:
        loops = loops_of(section)
        for number, loop in enumerate(section.repeat):
            if whole_name(loop.over, loops) not in known:
                yield checked.fault(section, ("repeat", number, "over"), f"'{loop.over}' is hier nog niet gevraagd")
        within = known | _item_facts(loops, lists)
        for place, used in _used_by_section(section):
            if not _is_known(used, within, loops):
                yield checked.fault(section, place, f"'{used}' is hier nog niet gevraagd")
        for number, step in enumerate(section.steps):
            within |= {f"store.{name}.{field}" for name in step.reads for field in READINGS.get(name, ())}
            own = _given(step, loops)
            for place, used in _used(step):
                late = {*own, "answer"} if _knows_the_answer(place) else set()
                if not _is_known(used, within | late, loops) and not _of_item(used, step, loops):
                    message = f"stap '{step.id}' gebruikt '{used}', dat hier nog niet gevraagd is"
                    yield checked.fault(section, ("steps", number, *place), message)
            within |= own
        known |= {name for name in within if not name.startswith("store.") or section.repeat == ()}
    for place, text in words_in(checked.guide.head):
        for used in sorted(names_in_template(text) - known):
            yield checked.head_fault(place, f"'{used}' wordt nergens gevraagd")
    yield from _clashes(checked)


def _clashes(checked: Checked) -> Iterator[RowFault]:
    """Facts that cannot be kept: under another answer, or under what an item has by itself."""
    given = [
        (section, number, step, whole_name(name, loops_of(section)))
        for section in checked.guide.sections
        for number, step in enumerate(section.steps)
        for name in sorted(given_by(step))
    ]
    answers = {name for _, _, _, name in given} | set(checked.guide.head.facts)
    lists = {whole_name(loop.over, loops_of(section)) for section in checked.guide.sections for loop in section.repeat}
    for section, number, step, name in given:
        above, _, last = name.rpartition(".")
        place = ("steps", number, "id")
        if above in answers - lists:
            yield checked.fault(section, place, f"stap '{step.id}': '{name}' kan niet, want '{above}' is zelf een antwoord")
        if above in lists and last in OWN:
            yield checked.fault(section, place, f"stap '{step.id}': '{last}' heeft elk deel van '{above}' vanzelf")


def _is_known(name: str, known: set[str], loops: Mapping[str, str]) -> bool:
    whole = whole_name(name, loops)
    return whole in known or any(fact.startswith(f"{whole}.") for fact in known)


def _item_facts(loops: Mapping[str, str], lists: Mapping[str, Step]) -> set[str]:
    """What every item of the present loops has by itself."""
    found = set()
    for over in loops.values():
        whole = whole_name(over, loops)
        asked = next((step for save, step in lists.items() if save.split(".")[-1] == over.split(".")[-1]), None)
        fields = (*ITEM, *PERSON) if asked and asked.ask and asked.ask.kind == "people" else ITEM
        found |= {f"{whole}.{field}" for field in fields} | {whole}
    return found


def _given(step: Step, loops: Mapping[str, str]) -> set[str]:
    """The facts that a step can give."""
    sets = [step.set]
    sets += [option.set for option in step.ask.options] if step.ask else []
    sets += [seen.set for seen in step.portal.seen] if step.portal else []
    names = given_by(step)
    for given in sets:
        for name, template in given.items():
            names |= _taken_over(name, template)
    return {whole_name(name, loops) for name in names}


def _taken_over(name: str, template: str) -> set[str]:
    """What is taken over brings along: a list from the store the fields of its items and of the lists inside them, a fact
    that is worked out its own fields."""
    source = template.strip("{}")
    inside = {key: fields for key, fields in ITEMS.items() if f"{key}.".startswith(f"{source}.")}
    own = {name for name in _worked_out(WORKED_OUT) if name.startswith(f"{source}.")}
    return {name + whole.removeprefix(source) for whole in own} | {
        f"{name}{key.removeprefix(source)}.{field}" for key, fields in inside.items() for field in fields
    }


def _worked_out(names: Iterable[str]) -> Iterator[str]:
    """The facts that a guide's answers lead to, by their whole names."""
    return (f"{name}.{field}" for name in names for field in WORKED_OUT.get(name, ()))


def _knows_the_answer(place: Place) -> bool:
    """Whether a part of a step is only looked at once the step is answered."""
    return place[0] in ("do", "routes", "said", "set") or (len(place) > 3 and place[3] in ("set", "do"))


def _used_by_section(section: Section) -> Used:
    yield from ((("only-if",), name) for name in sorted(names_in(section.only_if)))
    for number, loop in enumerate(section.repeat):
        yield from ((("repeat", number, "where"), name) for name in sorted(names_in(loop.where)))


def _used(step: Step) -> Used:
    """The facts that a step looks at, with the place of each."""
    for place, condition in _conditions(step):
        yield from ((place, name) for name in sorted(names_in(condition)))
    for place, template in _templates(step):
        yield from ((place, name) for name in sorted(names_in_template(template)))
    for place, do in _dos(step):
        yield from ((place, name) for name in sorted(_in_do(do)))
    for place, text in words_in(step):
        yield from ((place, name) for name in sorted(names_in_template(text)))


def _conditions(step: Step) -> Iterator[tuple[Place, Condition | None]]:
    yield ("only-if",), step.only_if
    for number, route in enumerate(step.routes):
        yield ("routes", number), route.when
    for number, option in enumerate(step.ask.options if step.ask else ()):
        yield ("ask", "options", number), option.only_if


def _templates(step: Step) -> Iterator[tuple[Place, Any]]:
    yield ("set",), dict(step.set)
    if step.ask:
        yield ("ask", "default"), step.ask.default
        for number, option in enumerate(step.ask.options):
            yield ("ask", "options", number, "set"), dict(option.set)
        if step.ask.options_from:
            source = step.ask.options_from
            loops = [f"{{{loop.over}}}" for loop in source.loops]
            yield ("ask", "options-from"), [*loops, *([source.value, source.text] if loops else [])]
    if step.portal:
        for number, fill in enumerate(step.portal.fill):
            yield ("portal", "fill", number), fill.value
        for number, seen in enumerate(step.portal.seen):
            yield ("portal", "seen", number, "set"), dict(seen.set)


def _dos(step: Step) -> Iterator[tuple[Place, Do]]:
    yield from ((("do", number), do) for number, do in enumerate(step.do))
    for number, seen in enumerate(step.portal.seen if step.portal else ()):
        yield from ((("portal", "seen", number, "do", index), do) for index, do in enumerate(seen.do))


def _in_do(do: Do) -> set[str]:
    kind = action_kind(do.action)
    own_capacity = "{capacity}" if kind and kind.capacity is Need.REQUIRED else None
    templates = [do.capacity or own_capacity, do.unit, do.person, do.as_person, dict(do.data)]
    names = names_in_template(templates) | names_in(do.only_if)
    if do.each:
        return {name for name in names if not name.startswith("item.")} | {do.each}
    return names


def _of_item(name: str, step: Step, loops: Mapping[str, str]) -> bool:
    """Whether a name is a field of the items that options are made of, or of a list that was read from the store."""
    heads = {loop.as_ for loop in step.ask.options_from.loops} if step.ask and step.ask.options_from else set()
    head, _, field = name.partition(".")
    return head in heads or name in ITEMS or field in ITEMS.get(loops.get(head, ""), ())
