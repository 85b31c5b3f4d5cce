"""Texts: each has its translation in every declared language."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.conversation.contexts import words_of_head, words_of_section
from assistant.conversation.lint.checked import Checked
from assistant.conversation.texts import LANGUAGES, SOURCE_LANGUAGE, Texts
from assistant.domain.rows import RowFault


def check(checked: Checked) -> Iterator[RowFault]:
    """Every text of a guide that a declared language does not have."""
    for language in LANGUAGES:
        if language == SOURCE_LANGUAGE:
            continue
        texts = Texts(language)
        for place, context, text in words_of_head(checked.guide.head):
            if not texts.has(text, context):
                yield checked.head_fault(place, f"geen vertaling in '{language}': {text[:60]}")
        for section in checked.guide.sections:
            for place, context, text in words_of_section(section):
                if not texts.has(text, context):
                    yield checked.fault(section, place, f"geen vertaling in '{language}': {text[:60]}")
