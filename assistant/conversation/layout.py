"""What of a guide is looked up at every step of a walk, worked out once for each version of the guide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assistant.conversation.flow import Guide, Section, Step


class Layout:
    """Where the steps of a guide stand, what they were called before, which facts are lists that sections repeat over."""

    def __init__(self, guide: Guide) -> None:
        self.places = {step.id: (section, step) for section in guide.sections for step in section.steps}
        self.renamed = _renamed(guide)
        self.lists = frozenset(_lists(guide))


def whole_name(name: str, loops: Mapping[str, str]) -> str:
    """A name by its list: `site.hco` in a round over `subdivision.sites` → `subdivisions.sites.hco`."""
    head, dot, rest = name.partition(".")
    if head not in loops:
        return name
    return whole_name(loops[head], {key: over for key, over in loops.items() if key != head}) + dot + rest


def loops_of(section: Section) -> dict[str, str]:
    """What a section's loops are over, by the name of their item."""
    return {loop.as_: loop.over for loop in section.repeat}


def _renamed(guide: Guide) -> dict[str, str]:
    """The present id of every step that was called otherwise before."""
    found = {**guide.head.renamed}
    found |= {alias: step.id for section in guide.sections for step in section.steps for alias in step.aliases}
    for old in found:
        seen = {old}
        while (new := found[old]) in found and new not in seen:
            seen.add(new)
            found[old] = found[new]
    return found


def _lists(guide: Guide) -> Iterator[str]:
    """The facts that are lists because some section repeats over them, by the names under which steps give them."""
    overs = set()
    for section in guide.sections:
        loops = loops_of(section)
        overs |= {whole_name(over, loops) for over in loops.values()}
    for section in guide.sections:
        loops = loops_of(section)
        yield from (name for step in section.steps for name in given_by(step) if whole_name(name, loops) in overs)


def given_by(step: Step) -> set[str]:
    """The names of the facts that a step can give."""
    names = {step.ask.save} if step.ask and step.ask.save else set()
    names |= {step.ask.typed.save} if step.ask and step.ask.typed else set()
    names |= set(step.set)
    for option in step.ask.options if step.ask else ():
        names |= set(option.set)
    for seen in step.portal.seen if step.portal else ():
        names |= set(seen.set)
    return names


_layouts: dict[str, Layout] = {}


def layout(guide: Guide) -> Layout:
    """The layout of a guide, made once for each version of it."""
    if guide.digest not in _layouts:
        _layouts[guide.digest] = Layout(guide)
    return _layouts[guide.digest]
