"""Entries from the guides: each guide, and each step with what it asks or shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from assistant.conversation.asking.entries import Entry, Said, told
from assistant.conversation.asking.from_screens import clicks_of
from assistant.conversation.flow import Guide, Section, Step
from assistant.conversation.load import loadable_guides
from assistant.conversation.texts import UNKNOWN, Texts
from assistant.conversation.turn import Rich
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


def entries(texts: Texts) -> Iterator[Entry]:
    """One entry for each guide that can be read, and one for each step; a step that guides share comes once."""
    seen: set[tuple[str, str, str]] = set()
    for guide in loadable_guides()[0]:
        yield _guide(guide, texts)
        for section in guide.sections:
            for step in section.steps:
                if step.text and (step.id, step.text, step.help) not in seen:
                    seen.add((step.id, step.text, step.help))
                    yield _step(guide, section, step)


def _guide(guide: Guide, texts: Texts) -> Entry:
    head = guide.head
    start = told(words("Begin met: toegangswijzer chat {guide}"), guide=head.id)
    asked = (words("gids {name}"), words("handleiding {name}"), words("stappen voor {name}"))
    names = (head.id, *head.aliases)
    return Entry(
        "step",
        head.id,
        told(head.title, head.id),
        (told(head.about, head.id), start),
        head.source,
        names=(*names, *(texts.text(one, name=name) for name in names for one in asked)),
    )


def _step(guide: Guide, section: Section, step: Step) -> Entry:
    lines: list[Said] = [OfAnyone(text, step.id) for text in (step.text, step.help) if text]
    if step.ask and step.ask.find_out:
        lines.append(told(words("Weet u het niet? {find_out}"), find_out=OfAnyone(step.ask.find_out, step.id)))
    clicks: tuple[Said, ...] = ()
    if step.portal:
        way = clicks_of(step.portal.way) if step.portal.way else ()
        clicks = (*way, *(OfAnyone(click, step.id) for click in step.portal.clicks))
    return Entry("step", f"{guide.head.id}/{step.id}", told(section.title, section.id), tuple(lines), step.source, clicks=clicks, double=step.id)


class OfAnyone(Said):
    """A text of a step, told outside a conversation: where it names a person or a unit, words for any such."""

    __slots__ = ()

    def rich(self, texts: Texts) -> Rich:
        """The text in the language of `texts`, in pieces."""

        def anyone(found: re.Match[str]) -> str:
            word = _ANYONE.get(found[1])
            return texts.text(word) if word else UNKNOWN

        whole = _FACTS.sub(anyone, texts.template(self.source, self.context))
        return texts.rich(whole[:1].upper() + whole[1:])


_FACTS = re.compile(r"\{(?!label\.)([a-z_]+)[^}]*\}(?: \{\1\.[^}]*\})*")
"""A fact, or several of the same person or unit in a row: first name and surname."""
