"""What a finding says: the texts of `data/symptoms.yaml`, filled with names that people know."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from assistant.domain.labels import label
from assistant.domain.vocabulary import Level
from assistant.domain.words import words
from assistant.store.exchange.unit_path import number_and_name

Say = Callable[[str], str]
"""Gives a Dutch source text in the language of the one who reads, its placeholders as they stand."""

NOT_SAID = "…"

_PLACEHOLDER = re.compile(r"\{([a-z_]+(?:\.[\w-]+)?)\}")

SOMEWHERE = {
    Level.CAPACITY: words("de hoedanigheid"),
    Level.SUBDIVISION: words("een subafdeling"),
    Level.SITE: words("een site"),
}
"""How a unit is called of which only the level is known."""


def dutch(text: str) -> str:
    """Return a source text as it is."""
    return text


def filled(template: str, facts: Mapping[str, str], say: Say) -> str:
    """Return a text with its facts, and the labels of the portal in quotes; what is not known is left open."""

    def part(found: re.Match[str]) -> str:
        name = found[1]
        return f"'{label(name.removeprefix('label.'))}'" if name.startswith("label.") else facts.get(name, NOT_SAID)

    return _PLACEHOLDER.sub(part, say(template))


class Names:
    """The names of an enterprise's units, by capacity and path."""

    def __init__(self, units: Iterable[Mapping[str, Any]], say: Say) -> None:
        self._units = {(unit["capacity"], unit["path"]): unit["name"] for unit in units}
        self._say = say

    def unit(self, capacity: str | None, path: str | None, level: Level | None = None) -> str:
        """Return how people call a unit: its name with its path, the capacity by its label."""
        if path is None or capacity is None:
            return self._say(SOMEWHERE[level]) if level in SOMEWHERE else NOT_SAID
        if not path:
            return self._say(words("de hoedanigheid {capacity}")).replace("{capacity}", capacity)
        name = self._units.get((capacity, path))
        if name is None:
            return path
        number, _ = number_and_name(path)
        return f"{name} ({path})" if number else name
