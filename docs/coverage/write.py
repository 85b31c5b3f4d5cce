"""Writes docs/coverage.md, what each guide says and what carries it: `python docs/coverage/write.py`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from assistant.conversation.load import load_guide
from docs.coverage.facts import GUIDES, Fact, sections_named, source

FILE = HERE.parent / "coverage.md"
INTRODUCTION = (
    "Written by `python docs/coverage/write.py` from `docs/coverage/G0.yaml` to `G4.yaml`; a test holds it to them. Each",
    "line is one thing that a guide tells someone to do or know, in our own words, with the steps of the flows and the rows",
    "of the tables that carry it: `step` a step (`guides show`), `term` the lexicon, `place` a way in the portal, `moved`",
    "what newer pages say otherwise (rulebook §10), the others the tables of `data/` of that name. *Also from here* are the",
    "other steps that name the section as their source. Whoever changes a flow or a table, changes it here.",
)


def page() -> str:
    """The whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    facts = {name: [fact for part in source(name).sections for fact in part.facts] for name in GUIDES}
    yield "# What the guides say, and what carries it"
    yield ""
    yield from INTRODUCTION
    yield ""
    yield "| guide | flow | facts | left out |"
    yield "| --- | --- | --- | --- |"
    for name in GUIDES:
        left = sum(not fact.by for fact in facts[name])
        yield f"| {name} {source(name).title} | `{source(name).guide}` | {len(facts[name])} | {left} |"
    for name in GUIDES:
        yield from ("", f"## {name} {source(name).title}")
        for part in source(name).sections:
            yield from ("", f"### {name} {part.id} · {part.title}", "")
            yield from (f"- {fact.says} {_carried(fact)}" for fact in part.facts)
            if also := _also_from(name, part.id, {one for fact in part.facts for one in fact.by}):
                yield f"- *Also from here:* {' '.join(also)}"


def _also_from(name: str, section: str, told: set[str]) -> list[str]:
    """The other steps of the flow that name this section as their source."""
    flow = load_guide(source(name).guide)
    steps = [step for part in flow.sections for step in part.steps if (name, section) in sections_named(step.source)]
    return [f"`step:{step.id}`" for step in steps if f"step:{step.id}" not in told]


def _carried(fact: Fact) -> str:
    return " ".join(f"`{one}`" for one in fact.by) if fact.by else f"*Left out: {fact.left_out}*"


if __name__ == "__main__":
    FILE.write_text(page(), encoding="utf-8")
