"""Facts: none is used before something on the way can have given it."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.conversation.flow import Do, Step
from assistant.conversation.guards import names_in
from assistant.conversation.lint.checked import Checked
from assistant.conversation.readings import ITEMS, READINGS
from assistant.conversation.templates import names_in_template
from assistant.conversation.walk import Place, words_in
from assistant.domain.rows import RowFault

ALWAYS = {"answer"}
PERSON = ("insz", "surname", "first_name", "email", "username", "title")
ITEM = ("number", "ref")

Used = Iterator[tuple[Place, str]]


def check(checked: Checked) -> Iterator[RowFault]:
    """Every fact that is used where nothing before can have given it."""
    known = set(checked.guide.head.facts) | ALWAYS
    lists = {step.ask.save: step for s in checked.guide.sections for step in s.steps if step.ask and step.ask.save}
    for section in checked.guide.sections:
        names = {loop.as_: loop.over for loop in section.repeat}
        for number, loop in enumerate(section.repeat):
            if _whole(loop.over, names) not in known:
                yield checked.fault(section, ("repeat", number, "over"), f"'{loop.over}' is hier nog niet gevraagd")
        within = known | _item_facts(names, lists)
        for used in sorted(names_in(section.only_if)):
            if not _is_known(used, within, names):
                yield checked.fault(section, ("only-if",), f"'{used}' is hier nog niet gevraagd")
        for number, step in enumerate(section.steps):
            within |= {f"store.{name}.{field}" for name in step.reads for field in READINGS.get(name, ())}
            own = _given(step, names)
            for place, used in _used(step):
                late = own if place[:1] in (("do",), ("routes",), ("said",), ("set",)) else set()
                if not _is_known(used, within | late, names) and not _of_item(used, step, names):
                    message = f"stap '{step.id}' gebruikt '{used}', dat hier nog niet gevraagd is"
                    yield checked.fault(section, ("steps", number, *place), message)
            within |= own
        known |= {name for name in within if not name.startswith("store.") or section.repeat == ()}


def _whole(name: str, loops: dict[str, str]) -> str:
    """A name by its list: `site.hco` in a round over `subdivision.sites` → `subdivisions.sites.hco`."""
    head, dot, rest = name.partition(".")
    return _whole(loops[head], {k: v for k, v in loops.items() if k != head}) + dot + rest if head in loops else name


def _is_known(name: str, known: set[str], loops: dict[str, str]) -> bool:
    whole = _whole(name, loops)
    return whole in known or any(fact.startswith(f"{whole}.") for fact in known)


def _item_facts(loops: dict[str, str], lists: dict[str, Step]) -> set[str]:
    """What every item of the present loops has by itself."""
    found = set()
    for over in loops.values():
        whole = _whole(over, loops)
        asked = next((step for save, step in lists.items() if save and save.split(".")[-1] == over.split(".")[-1]), None)
        fields = (*ITEM, *PERSON) if asked and asked.ask and asked.ask.kind == "people" else ITEM
        found |= {f"{whole}.{field}" for field in fields} | {whole}
    return found


def _given(step: Step, loops: dict[str, str]) -> set[str]:
    """The facts that a step can give."""
    sets = [step.set]
    sets += [option.set for option in step.ask.options] if step.ask else []
    sets += [seen.set for seen in step.portal.seen] if step.portal else []
    names = {step.ask.save} if step.ask and step.ask.save else set()
    for given in sets:
        for name, template in given.items():
            names |= {name, *_taken_over(name, template)}
    return {_whole(name, loops) for name in names}


def _taken_over(name: str, template: str) -> set[str]:
    """What a list that is taken over from the store brings: the fields of its items, and of the lists inside them."""
    source = template.strip("{}")
    inside = {key: fields for key, fields in ITEMS.items() if f"{key}.".startswith(f"{source}.")}
    return {f"{name}{key.removeprefix(source)}.{field}" for key, fields in inside.items() for field in fields}


def _used(step: Step) -> Used:
    """The facts that a step looks at, with the place of each."""
    yield from ((("only-if",), name) for name in names_in(step.only_if))
    yield from ((("set",), name) for name in names_in_template(dict(step.set)))
    for number, route in enumerate(step.routes):
        yield from ((("routes", number), name) for name in names_in(route.when))
    for number, do in enumerate(step.do):
        yield from ((("do", number), name) for name in _in_do(do))
    for place, text in words_in(step):
        yield from ((place, name) for name in names_in_template(text))
    if step.portal:
        for number, fill in enumerate(step.portal.fill):
            yield from ((("portal", "fill", number), name) for name in names_in_template(fill.value))
    if step.ask:
        yield from ((("ask", "default"), name) for name in names_in_template(step.ask.default))
        for number, option in enumerate(step.ask.options):
            yield from ((("ask", "options", number), name) for name in names_in(option.only_if))


def _in_do(do: Do) -> set[str]:
    templates = [do.capacity, do.unit, do.person, do.as_person, dict(do.data)]
    names = names_in_template(templates) | names_in(do.only_if)
    if do.each:
        return {name for name in names if not name.startswith("item.")} | {do.each}
    return names


def _of_item(name: str, step: Step, loops: dict[str, str]) -> bool:
    """Whether a name is a field of the items that options are made of, or of a list that was read from the store."""
    heads = {loop.as_ for loop in step.ask.options_from.loops} if step.ask and step.ask.options_from else set()
    head, _, field = name.partition(".")
    return head in heads or name in ITEMS or field in ITEMS.get(loops.get(head, ""), ())
