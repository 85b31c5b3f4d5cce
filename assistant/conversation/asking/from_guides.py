"""Subjects from the guides: each guide, and each step with what it asks or shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from assistant.conversation.asking.entries import Entry, Subject
from assistant.conversation.asking.from_screens import clicks_of
from assistant.conversation.flow import Guide, Section, Step
from assistant.conversation.load import loadable_guides
from assistant.conversation.texts import UNKNOWN, Texts
from assistant.conversation.turn import Rich, plain
from assistant.domain.words import words

_ANYONE: Mapping[str, str] = {
    "person": words("de persoon"),
    "site": words("de site"),
    "subdivision": words("de subafdeling"),
    "htb": words("de hoofdtoegangsbeheerder"),
    "tb": words("de toegangsbeheerder"),
    "wv": words("de wettelijk vertegenwoordiger"),
    "head": words("de hoofdradioloog"),
    "organisation": words("uw organisatie"),
    "enterprise": words("uw onderneming"),
}
"""What stands in a step's text for a fact that only a conversation knows, by the first part of the fact's name."""


def subjects(texts: Texts) -> Iterator[Subject]:
    """One subject for each guide that can be read, and one for each step; a step that guides share comes once.

    A guide that works things out is all questions: no step of it answers one.
    """
    seen: set[tuple[str, str, str]] = set()
    for guide in loadable_guides()[0]:
        yield _guide(guide, texts)
        for section in guide.sections if not guide.head.works_out else ():
            for step in section.steps:
                if step.text and (step.id, step.text, step.help) not in seen:
                    seen.add((step.id, step.text, step.help))
                    yield Subject(_step(guide, section, step, texts))


def _guide(guide: Guide, texts: Texts) -> Subject:
    head = guide.head
    asked = (words("gids {name}"), words("handleiding {name}"), words("stappen voor {name}"))
    names = (head.id, *head.aliases)
    told = (
        texts.rich(head.about, head.id),
        texts.rich(words("Begin met: toegangswijzer chat {guide}"), "", {"guide": head.id}),
    )
    return Subject(
        Entry("step", head.id, texts.text(head.title, head.id), told, head.source),
        names=(*names, *(texts.text(one, name=name) for name in names for one in asked)),
    )


def _step(guide: Guide, section: Section, step: Step, texts: Texts) -> Entry:
    lines = [told_to_anyone(text, step.id, texts) for text in (step.text, step.help) if text]
    if step.ask and step.ask.find_out:
        find_out = plain(told_to_anyone(step.ask.find_out, step.id, texts))
        lines.append(texts.rich(words("Weet u het niet? {find_out}"), "", {"find_out": find_out}))
    clicks: tuple[Rich, ...] = ()
    if step.portal:
        way = clicks_of(step.portal.way, texts) if step.portal.way else ()
        clicks = (*way, *(told_to_anyone(click, step.id, texts) for click in step.portal.clicks))
    title = texts.text(section.title, section.id)
    return Entry("step", f"{guide.head.id}/{step.id}", title, tuple(lines), step.source, clicks=clicks, double=step.id)


def told_to_anyone(source: str, context: str, texts: Texts) -> Rich:
    """A text of a step outside a conversation: where it names a person or a unit, words for any such."""

    def anyone(found: re.Match[str]) -> str:
        word = _ANYONE.get(found[1])
        return texts.text(word) if word else UNKNOWN

    whole = _FACTS.sub(anyone, texts.template(source, context))
    return texts.rich(whole[:1].upper() + whole[1:])


_FACTS = re.compile(r"\{(?!label\.)([a-z_]+)[^}]*\}(?: \{\1\.[^}]*\})*")
"""A fact, or several of the same person or unit in a row: first name and surname."""
