"""What a support code opens: the step where the other is, told to anyone, and what was found."""

from __future__ import annotations

from assistant.conversation.asking.from_guides import told_to_anyone
from assistant.conversation.asking.from_screens import clicks_of
from assistant.conversation.load import loadable_guides
from assistant.conversation.support_code import Support
from assistant.conversation.texts import Texts
from assistant.conversation.turn import plain
from assistant.domain.symptoms import symptom
from assistant.domain.words import words


def support_lines(support: Support, texts: Texts) -> list[str]:
    """Return what a code opens as lines to read: the step as the other sees it, and what was found."""
    lines: list[str] = []
    for guide in loadable_guides()[0]:
        for section in guide.sections:
            for step in section.steps:
                if f"{guide.head.id}/{step.id}" != support.step:
                    continue
                title = f"{texts.text(guide.head.title, guide.head.id)}: {texts.text(section.title, section.id)}"
                clicks = step.portal.clicks if step.portal else ()
                way = clicks_of(step.portal.way, texts) if step.portal and step.portal.way else ()
                lines += [title, *(plain(told_to_anyone(one, step.id, texts)) for one in (step.text, step.help) if one)]
                lines += [f"- {plain(one)}" for one in way]
                lines += [f"- {plain(told_to_anyone(click, step.id, texts))}" for click in clicks]
                lines += [texts.text(words("Stap {step}. Bron: {source}"), step=support.step, source=step.source or "–"), ""]
    for code in support.findings:
        known = symptom(code)
        lines += [f"{texts.text(known.title, 'symptoms')} ({code})", texts.text(known.text, "symptoms"), ""]
    return lines[:-1]
