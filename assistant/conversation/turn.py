"""What a door shows and what may be answered: plain, immutable data, the same for every door."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

import msgspec

SpanKind = Literal["", "label", "value", "term", "link", "strong"]
"""How a piece of text is meant: a label of the portal (quoted exactly), a value of the user's, a word of the lexicon…"""


class Span(msgspec.Struct, frozen=True):
    """A piece of text with its meaning. The text is never markup."""

    text: str
    kind: SpanKind = ""


Rich = tuple[Span, ...]
"""A line for the user: pieces in order."""


def plain(rich: Rich) -> str:
    """A line as plain text, the portal's labels between quotes."""
    return "".join(f"'{span.text}'" if span.kind == "label" else span.text for span in rich)


def rich(text: str, kind: SpanKind = "") -> Rich:
    """A line of one piece."""
    return (Span(text, kind),)


def join(parts: Iterable[Rich], between: str = " ") -> Rich:
    """Several lines as one."""
    out: list[Span] = []
    for part in parts:
        if out:
            out.append(Span(between))
        out.extend(part)
    return tuple(out)


Tone = Literal["info", "done", "warning", "refused", "answer", "wait"]


class Message(msgspec.Struct, frozen=True):
    """Something the assistant says between two questions. `source` names the guide or rule it comes from."""

    text: Rich
    tone: Tone = "info"
    source: str = ""


class Choice(msgspec.Struct, frozen=True):
    """An option as shown. `value` is what a script answers."""

    value: str
    text: Rich
    help: Rich = ()
    chosen: bool = False


class Field(msgspec.Struct, frozen=True):
    """A field to fill in on the portal's screen; `value` is ready to copy, and empty when the user knows it alone."""

    label: str
    value: str
    note: Rich = ()


class Instruction(msgspec.Struct, frozen=True):
    """A portal step: who does it, where, which clicks, what to fill in, what the screen says when it worked."""

    who: str
    place: tuple[Rich, ...]
    address: str
    clicks: tuple[Rich, ...]
    fields: tuple[Field, ...]
    success: Rich
    after: Rich
    life: str  # todo · waiting · saved · confirmed · pending · in force


SectionState = Literal["done", "now", "open", "waiting", "blocked", "passed"]


class SectionProgress(msgspec.Struct, frozen=True):
    """How far a section is. `why` says what a waiting or blocked section waits for."""

    id: str
    title: str
    state: SectionState
    answered: int
    why: str = ""


QuestionKind = Literal["choice", "multi", "text", "people", "password", "portal", "end"]


class Turn(msgspec.Struct, frozen=True):
    """The present moment of a conversation.

    `key` names the step instance ("site.hco[1/2]"), `step` the step. `kind` tells a door which widget to show:
    `choice` and `portal` one of `choices`; `multi` any of them; `text` a line (`answer_kind` says of what); `people` lines
    or a file; `end` nothing more. `said` holds what the assistant said since the last answer, in order.
    `given` is the answer that stands there already, when an earlier question is looked at again (`changing`), and `draft`
    the same to be changed, in the line or the list: nothing where it is hidden or was no answer.
    """

    guide: str
    guide_title: str
    enterprise: str | None
    enterprise_name: str
    key: str
    step: str
    section: str
    kind: QuestionKind
    answer_kind: str
    text: Rich
    help: Rich = ()
    find_out: Rich = ()
    said: tuple[Message, ...] = ()
    choices: tuple[Choice, ...] = ()
    instruction: Instruction | None = None
    default: str | None = None
    example: Rich = ()
    given: str | None = None
    draft: str = ""
    changing: bool = False
    optional: bool = False
    source: str = ""
    terms: tuple[str, ...] = ()
    progress: tuple[SectionProgress, ...] = ()
    counted: bool = True  # whether a door says in which of how many sections this is
    waiting: tuple[Message, ...] = ()  # what waits for whom, for the side panel and the last page
    finished: bool = False
    commands: tuple[str, ...] = ()  # what else may be said here: terug, overslaan, later, …


class Line(msgspec.Struct, frozen=True):
    """A question answered earlier, for the transcript and the summary."""

    key: str
    step: str
    section: str
    question: Rich
    answer: str
    at: datetime | None
    changeable: bool = True


class Preview(msgspec.Struct, frozen=True):
    """What a change of an earlier answer would do, before it is made."""

    key: str
    question: Rich
    old: str
    new: str
    reopens: tuple[Line, ...] = ()
    parks: tuple[Line, ...] = ()
    keeps: int = 0
    undoes: tuple[Rich, ...] = ()  # recorded actions that would be corrected or taken back
    stays: tuple[Rich, ...] = ()  # recorded actions that cannot be taken back here
