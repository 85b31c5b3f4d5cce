"""Every text for the user: translated by gettext, filled with facts, and cut into pieces whose meaning doors can show.

Dutch is the source text. Under which context each text stands is told in `contexts`. What a user typed is put in as it is:
a value is never read as a template.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from assistant.conversation.shapes import shaped
from assistant.conversation.templates import PLACEHOLDER
from assistant.conversation.turn import Rich, Span
from assistant.domain.labels import label
from assistant.domain.malformed import Malformed

LOCALE = Path(__file__).resolve().parent.parent / "locale"
DOMAIN = "toegangswijzer"
SOURCE_LANGUAGE = "nl"
LANGUAGES = (SOURCE_LANGUAGE,)
"""The languages that are whole. A language is named here once `tests` found nothing missing in it."""

UNKNOWN = "…"
"""What stands in a text for a fact that is not known."""

Lookup = Callable[[str], Any]


class Sentence(msgspec.Struct, frozen=True):
    """A text of the project that stands among the facts, with the facts of its own: it is translated where it is shown.

    A tuple of them is shown as lines below each other.
    """

    text: str
    context: str = ""
    facts: Mapping[str, Any] = {}


class Texts:
    """The texts in one language. An unknown language falls back on Dutch."""

    def __init__(self, language: str = SOURCE_LANGUAGE) -> None:
        self.language = language if language in LANGUAGES else SOURCE_LANGUAGE
        self._translations = _translations(self.language)

    def text(self, source: str, context: str = "", /, **facts: Any) -> str:
        """A text in this language, its `{fact}` placeholders filled."""
        return "".join(span.text for span in self.rich(source, context, facts))

    def rich(self, source: str, context: str = "", facts: Mapping[str, Any] | Lookup | None = None) -> Rich:
        """A text in this language as pieces: plain words, labels of the portal, values."""
        if not source:
            return ()
        lookup: Lookup = facts if callable(facts) else (facts or {}).get
        translated = self._translated(" ".join(source.split()), context)
        pieces: list[Span] = []
        end = 0
        for found in PLACEHOLDER.finditer(translated):
            if found.start() > end:
                pieces.append(Span(_plain(translated[end : found.start()])))
            pieces += self._pieces(found[1], found[2] or "", lookup)
            end = found.end()
        if end < len(translated):
            pieces.append(Span(_plain(translated[end:])))
        return tuple(pieces)

    def has(self, source: str, context: str = "") -> bool:
        """Whether a text has been translated into this language; in the source language all have."""
        plain = " ".join(source.split())
        return self._translations is None or self._translated(plain, context) != plain

    def template(self, source: str, context: str = "") -> str:
        """A text in this language with its placeholders as they stand."""
        return self._translated(" ".join(source.split()), context)

    def fault(self, fault: Malformed) -> str:
        """What is said about malformed input."""
        return self.text(fault.text, **fault.facts)

    def _pieces(self, name: str, shape: str, lookup: Lookup) -> Rich:
        if name.startswith("label."):
            return (Span(label(name.removeprefix("label.")), "label"),)
        value = lookup(name)
        if isinstance(value, Malformed):
            value = self.fault(value)
        if isinstance(value, Sentence):
            return self.rich(value.text, value.context, value.facts)
        if isinstance(value, tuple):
            return tuple(span for one in value for span in (Span("\n"), *self.rich(one.text, one.context, one.facts)))
        return (Span(UNKNOWN if value is None else shaped(shape, value), "value"),)

    def _translated(self, source: str, context: str) -> str:
        if self._translations is None:
            return source
        if context:
            return self._translations.pgettext(context, source)
        return self._translations.gettext(source)


@cache
def _translations(language: str) -> gettext.NullTranslations | None:
    if language == SOURCE_LANGUAGE:
        return None
    return gettext.translation(DOMAIN, LOCALE, languages=[language])


def _plain(text: str) -> str:
    """Words between placeholders; a double brace stands for one, as in the store's own messages."""
    return text.replace("{{", "{").replace("}}", "}")
