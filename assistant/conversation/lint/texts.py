"""Texts: each has its translation in every declared language."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.conversation.lint.checked import Checked
from assistant.conversation.texts import LANGUAGES, SOURCE_LANGUAGE, Texts
from assistant.conversation.walk import words_in
from assistant.domain.rows import RowFault


def check(checked: Checked) -> Iterator[RowFault]:
    """Every text of a guide that a declared language does not have."""
    for language in LANGUAGES:
        if language == SOURCE_LANGUAGE:
            continue
        texts = Texts(language)
        head = checked.guide.head
        for place, text in words_in(head):
            if not texts.has(text, head.id):
                yield checked.head_fault(place, f"geen vertaling in '{language}': {text[:60]}")
        for section in checked.guide.sections:
            for place, text in words_in(section):
                context = section.steps[place[1]].id if place[0] == "steps" and isinstance(place[1], int) else section.id
                if not texts.has(text, context):
                    yield checked.fault(section, place, f"geen vertaling in '{language}': {text[:60]}")
