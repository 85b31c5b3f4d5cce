"""What can be asked about: tables and guides are put into entries of one shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.conversation.asking.everyday import Kind
from assistant.conversation.texts import Texts
from assistant.conversation.turn import Rich, plain


@dataclass(frozen=True, slots=True)
class Said:
    """A source text with the context of its translation, and the facts that fill it; a fact may be such a text itself."""

    source: str
    context: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    def rich(self, texts: Texts) -> Rich:
        """The text in the language of `texts`, in pieces."""

        def fact(name: str) -> Any:
            value = self.facts.get(name)
            return value.plain(texts) if isinstance(value, Said) else value

        return texts.rich(self.source, self.context, fact)

    def plain(self, texts: Texts) -> str:
        """The text in the language of `texts`, labels between quotes."""
        return plain(self.rich(texts))


def as_it_is(text: str) -> Said:
    """A text that is the same in every language: a label, a name."""
    return Said("{text}", "", {"text": text})


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be asked about. `kind` and `id` together are its own; `id` is the key of its table."""

    kind: Kind
    id: str
    title: Said
    lines: tuple[Said, ...]
    """The answer, read one after the other."""
    source: str
    names: tuple[str, ...] = ()
    """Other names for it and other ways to ask, in Dutch: the title is one already."""
    clicks: tuple[Said, ...] = ()
    """What to click, in order."""
    also: tuple[str, ...] = ()
    """Further words that lead here and are not shown."""
    quoted: bool = False
    """Whether it is looked for by its very words, as a button is."""
    double: str = ""
    """Entries with the same word here are one answer, told in different places: only the best is given."""


def told(source: str, context: str = "", **facts: Any) -> Said:
    """A text with its facts."""
    return Said(source, context, facts)


def tuple_of(*lines: Said | None) -> tuple[Said, ...]:
    """The lines that there are and that say something."""
    return tuple(line for line in lines if line is not None and line.source)

