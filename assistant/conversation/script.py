"""Answers given beforehand: the list of `--answers` and of transcripts, and which of them is given when.

A list in YAML or JSON. An item is an answer, or `{step: ID, answer: …}` for the step (or the whole key, "site.hco[1/2]")
at which it is given. All scalars are strings, so that 0123456749 stays a number's text and NO a word.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assistant.conversation.events import step_of
from assistant.conversation.machine import HELD
from assistant.conversation.turn import Turn
from assistant.domain.malformed import Malformed
from assistant.domain.words import words

Given = str | dict[str, Any] | list[Any]
"""What a person typed, or what a script answers."""

LARGEST_FILE = 4_000_000
DEEPEST = 10
"""Lists within lists that an answer may have; more is a mistake or a trap."""


class ScriptFault(Malformed):
    """A file of answers that cannot be used. `line` counts from 1, 0 when the file as a whole is meant."""

    def __init__(self, line: int, text: str, **facts: object) -> None:
        super().__init__("script", text, **facts)
        self.line = line


@dataclass(frozen=True, slots=True)
class Item:
    """One answer of a script: its number in the list (from 1), its step if named, its line (0: not from a file)."""

    number: int
    answer: Given
    step: str | None = None
    line: int = 0


class Script:
    """Answers that are used up one by one, as the questions come."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._left = list(items)

    @property
    def left(self) -> tuple[Item, ...]:
        """The answers that no question asked for."""
        return tuple(self._left)

    def answer_for(self, turn: Turn) -> Item | None:
        """The answer for a turn, used up. Where nothing can go on and the script does not say what to go on with, that is
        what it has an answer for."""
        if turn.step == HELD and not any(item.step == HELD for item in self._left):
            for item in self._left:
                for choice in turn.choices:
                    if item.step is not None and item.step in (choice.value, step_of(choice.value)):
                        return Item(item.number, choice.value, item.step, item.line)
        return self.answer_at(turn.step, turn.key)

    def answer_at(self, step: str, key: str) -> Item | None:
        """Use up the answer for this step, `key` being its instance; `None` when the script has run out here.

        A short question on the way to the answer ("site.toevoegen[1/2]#seen") goes by that key, and by the instance's own.

        An item next in line is given when it names no step or this one. Otherwise the first one left that names this step
        is given; otherwise the next one that names none.
        """
        item = self._next_in_line((step, key, key.partition("#")[0]))
        if item is not None:
            self._left.remove(item)
        return item

    def _next_in_line(self, here: tuple[str, ...]) -> Item | None:
        if self._left and (self._left[0].step is None or self._left[0].step in here):
            return self._left[0]
        for item in self._left:
            if item.step in here:
                return item
        return next((item for item in self._left if item.step is None), None)


def script_of(answers: Iterable[Any]) -> Script:
    """A script of answers that were read already, a transcript's for one. Raises `ScriptFault` for an item that is none."""
    return Script(_item(number, 0, answer) for number, answer in enumerate(answers, 1))


def read_script(path: Path) -> Script:
    """The script in a file. Raises `ScriptFault`, and `OSError` when the file cannot be read."""
    raw = path.read_bytes()
    if len(raw) > LARGEST_FILE:
        raise ScriptFault(0, words("dit bestand is te groot voor een lijst antwoorden"))
    try:
        return Script(_items(raw.decode("utf-8-sig")))
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        raise ScriptFault(line, words("dit is geen UTF-8-tekst. Bewaar het bestand als UTF-8")) from None


_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


_HALVES = re.compile(r"\\\\|(?:\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})")
"""A backslash that stands for itself, or two halves of one character."""


def _whole(found: re.Match[str]) -> str:
    return found[0] if len(found[0]) == 2 else str(json.loads(f'"{found[0]}"'))


def _items(text: str) -> Iterator[Item]:
    if text.lstrip().startswith("["):
        # Two things that JSON may hold and YAML refuses: tabs to indent with, and an emoji as two escaped halves.
        text = _HALVES.sub(_whole, text.replace("\t", " "))
    invalid = words("geen geldige YAML of JSON: {problem}")
    try:
        _refuse_depth(text)
        top = yaml.compose(text, _Loader)
    except yaml.MarkedYAMLError as fault:
        raise ScriptFault(fault.problem_mark.line + 1 if fault.problem_mark else 0, invalid, problem=fault.problem) from None
    except yaml.YAMLError as fault:
        raise ScriptFault(0, invalid, problem=fault) from None
    if not isinstance(top, yaml.SequenceNode):
        raise ScriptFault(1, words("hier hoort een lijst: een antwoord op elke lijn, met een streepje ervoor"))
    for number, node in enumerate(top.value, 1):
        yield _item(number, node.start_mark.line + 1, _value(node, 0))


def _refuse_depth(text: str) -> None:
    """Refuse deep nesting before it is composed: there it would overrun the stack of the C library."""
    depth = 0
    for event in yaml.parse(text, _Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise ScriptFault(event.start_mark.line + 1 if event.start_mark else 0, words("te diep genest"))


def _item(number: int, line: int, raw: Any) -> Item:
    if not isinstance(raw, dict) or not raw.keys() & {"step", "answer"}:
        return Item(number, raw, None, line)
    if unknown := raw.keys() - {"step", "answer"}:
        raise ScriptFault(line, words("'{key}' ken ik niet; mogelijk: step, answer"), key=min(unknown))
    if "answer" not in raw:
        raise ScriptFault(line, words("het antwoord ontbreekt (answer)"))
    if not isinstance(raw.get("step", ""), str):
        raise ScriptFault(line, words("de naam van de stap (step) is geen tekst"))
    return Item(number, raw["answer"], raw.get("step") or None, line)


def _value(node: yaml.Node, depth: int) -> Given:
    if depth > DEEPEST:
        raise ScriptFault(node.start_mark.line + 1, words("te diep genest"))
    if isinstance(node, yaml.SequenceNode):
        return [_value(part, depth + 1) for part in node.value]
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for name, part in node.value:
            key = _value(name, depth + 1)
            if not isinstance(key, str) or key in found:
                line = name.start_mark.line + 1
                raise ScriptFault(line, words("sleutel {key} staat hier dubbel of is geen woord"), key=str(key))
            found[key] = _value(part, depth + 1)
        return found
    if isinstance(node, yaml.ScalarNode) and not node.style and node.value in ("null", "~"):
        return ""
    return str(node.value)
