"""Templates of a flow: words with `{fact}` in them, filled for actions, for facts and for texts."""

from __future__ import annotations

import re
from typing import Any

from assistant.conversation.scope import Facts
from assistant.conversation.shapes import shaped

PLACEHOLDER = re.compile(r"\{([a-z_][\w.\-]*)(?::([a-z]+))?\}")
"""`{name}` or `{name:shape}`; `{label.x}` is a word of the portal."""


def fill(template: Any, facts: Facts) -> Any:
    """A template with its facts. One that is a single placeholder keeps the fact's type; a list is filled part by part
    and loses what is not known; a text with a fact that is not known is `None`."""
    if isinstance(template, list | tuple):
        parts = (fill(part, facts) for part in template)
        return [part for part in parts if part is not None]
    if isinstance(template, dict):
        return {key: fill(value, facts) for key, value in template.items()}
    if not isinstance(template, str):
        return template
    whole = PLACEHOLDER.fullmatch(template)
    if whole:
        return facts.get(whole[1])
    values = {m[1]: facts.get(m[1]) for m in PLACEHOLDER.finditer(template)}
    if any(value is None for value in values.values()):
        return None
    return PLACEHOLDER.sub(lambda m: str(values[m[1]]), template)


def filled_text(template: str, facts: Facts) -> str | None:
    """A template as text to copy, each fact in the shape that it asks for; `None` when a fact is not known."""
    found = {m[0]: (facts.get(m[1]), m[2] or "") for m in PLACEHOLDER.finditer(template)}
    if any(value is None for value, _ in found.values()):
        return None
    return PLACEHOLDER.sub(lambda m: shaped(found[m[0]][1], found[m[0]][0]), template)


def names_in_template(template: Any) -> set[str]:
    """The facts that a template needs; labels are none."""
    if isinstance(template, list | tuple):
        return set().union(*(names_in_template(part) for part in template)) if template else set()
    if isinstance(template, dict):
        return names_in_template(list(template.values()))
    if not isinstance(template, str):
        return set()
    return {m[1] for m in PLACEHOLDER.finditer(template) if not m[1].startswith("label.")}
