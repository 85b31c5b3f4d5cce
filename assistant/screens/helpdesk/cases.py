"""What the help-desk screen shows, as plain data, and the desk that it asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple, Protocol

from assistant.screens.twigs import Twig

Verdict = Literal["allowed", "pending", "denied", "unknown"]
"""What a decision comes to (rulebook §7a)."""

Actor = Mapping[str, str | None]
"""Who does something: `role`, and `person` (INSZ; None for an unnamed legal representative)."""


class Asked(NamedTuple):
    """What is looked at: an enterprise (10 digits), or one person (INSZ) or application in it, now or as it once stood."""

    enterprise: str
    person: str | None = None
    application: str | None = None
    as_of: datetime | None = None


class Place(NamedTuple):
    """Where something is: a capacity, the path of a unit in it, the INSZ of a person; each can be open."""

    capacity: str | None
    unit: str | None
    person: str | None = None


class Hit(NamedTuple):
    """Something found: what it is, what to look at when it is chosen, and the place in the tree to go to."""

    kind: Literal["enterprise", "person", "unit"]
    asked: Asked
    name: str
    about: str
    place: Place | None = None


class Answer(NamedTuple):
    """An answer about a message or a word. The lines of `text` after the first are clicks."""

    title: str
    text: str
    source: str


class Found(NamedTuple):
    """What a search came to. `unknown` is an enterprise number of which the store has no tree; `more`: not all is here;
    `mistyped`: what is wrong with the number that was typed, empty when nothing is.
    """

    hits: tuple[Hit, ...] = ()
    answers: tuple[Answer, ...] = ()
    unknown: str | None = None
    more: bool = False
    mistyped: str = ""


class Trouble(NamedTuple):
    """A finding (interface §4) in the reader's language. `known` is False for what may be wrong, but is not known."""

    code: str
    blocking: bool
    known: bool
    title: str
    message: str
    remedy: str
    place: Place
    application: str | None
    who_may: tuple[str, ...]
    source: str
    where: str = ""
    """The unit, or else the capacity, as people call it."""
    who: str = ""
    alone: bool = False
    """Whether it is the only thing in someone's way: a near miss."""


class Access(NamedTuple):
    """A decision: whether someone reaches an application, and from when, if that comes by itself."""

    place: Place
    who: str
    application: str
    verdict: Verdict
    begins: str | None = None


class Case(NamedTuple):
    """The diagnosis of what was asked. `version` counts the changes to the enterprise."""

    asked: Asked
    name: str
    at: datetime
    accesses: tuple[Access, ...]
    troubles: tuple[Trouble, ...]
    people: Mapping[str, str]
    """The names of the people described, by INSZ."""
    applications: tuple[str, ...]
    """The applications that can be asked for."""
    actors: tuple[tuple[Actor, str], ...] = ()
    """Who manages something here, with their names."""
    version: int = 0


class Step(NamedTuple):
    """A step of a plan in the reader's language; `row` is the step as `repair/1` has it (interface §5)."""

    number: int
    row: Mapping[str, Any]
    title: str
    about: str
    by: str
    who_may: tuple[str, ...]
    clicks: tuple[str, ...]
    because: tuple[str, ...]
    assumed: tuple[tuple[str, str], ...]
    then: Literal["relogin", "wait"] | None = None
    choices: tuple[str, ...] = ()
    """What to choose from for the field `chosen` of the action, where nothing may be guessed."""
    chosen: str | None = None

    def with_choice(self, value: str) -> Step:
        """The step with what was to be chosen filled in."""
        action = self.row["action"]
        top, _, below = (self.chosen or "").partition(".")
        filled = {**action[top], below: value} if below else value
        return self._replace(row={**self.row, "action": {**action, top: filled}, "choices": None}, choices=(), chosen=None)


class Alternative(NamedTuple):
    """Another way to the same end: when it is the right one, and its steps."""

    what: str
    steps: tuple[Step, ...]


class Change(NamedTuple):
    """Someone who gains or loses an access by a plan, or had another verdict once."""

    who: str
    application: str
    where: str
    was: Verdict
    now: Verdict
    by: str = ""
    """What turned it, as far as that is known."""


class Plan(NamedTuple):
    """The way to mend what was asked. `outside`: who has to do what outside the portal."""

    asked: Asked
    version: int
    steps: tuple[Step, ...]
    outside: tuple[tuple[str, str], ...] = ()
    gains: tuple[Change, ...] = ()
    losses: tuple[Change, ...] = ()
    left: tuple[Trouble, ...] = ()
    """What still blocks after it."""
    alternatives: tuple[Alternative, ...] = ()
    after: Mapping[str, Any] = {}
    """The tree once all is done, as `access-tree/1`; a step left to choose takes the first choice."""


class Applied(NamedTuple):
    """How many steps were performed, and why the next one was not."""

    done: int
    refused: str = ""


class Deed(NamedTuple):
    """Something that was done in an enterprise since a moment, as the ledger tells it."""

    at: datetime
    who: str
    what: str


class Since(NamedTuple):
    """What differs between a moment and now: who could and cannot any more (or the other way), and what was done."""

    then: datetime
    changes: tuple[Change, ...]
    deeds: tuple[Deed, ...]
    known: bool = True
    """False when the enterprise was not in the store yet."""


class Written(NamedTuple):
    """A text to give out; as a file it is called `file_name` and holds `file`."""

    text: str
    file_name: str
    file: bytes = b""


WrittenAs = Literal["answer", "ticket", "mail"]
"""What can be written of a case: the caller's answer, a ticket, the answer as an .eml file."""


class Belongs(NamedTuple):
    """What is known of where a pasted list belongs, besides what it says itself."""

    enterprise: str | None = None
    capacity: str | None = None


class TakenIn(NamedTuple):
    """What a pasted portal screen would put in the store: rows to read, and what is to be known about it."""

    enterprise: str | None = None
    title: str = ""
    will: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    take: Callable[[], str] | None = None
    """Takes it in, backstage, and returns the enterprise's number; None when there is nothing to take in."""
    missing: Literal["enterprise", "capacity"] | None = None
    """What has to be said first, because the screen does not say it."""
    choices: tuple[str, ...] = ()
    """Out of which to choose what is missing."""


class HelpDesk(Protocol):
    """Where cases come from. All of it is called backstage; what cannot be is raised as `Malformed` or `StoreFault`."""

    def warm(self) -> None:
        """Open the store and load what the first diagnosis needs."""

    def find(self, text: str, language: str) -> Found:
        """What a text may mean: a number, a name, a user name, an INSZ, or a message on a screen."""

    def case(self, asked: Asked, language: str) -> Case:
        """The diagnosis."""

    def tree(self, asked: Asked, language: str) -> Twig:
        """The enterprise's tree, as it stood when that is asked, without findings."""

    def plan(self, asked: Asked, actor: Actor | None, language: str) -> Plan:
        """The plan; `actor` does every step that he may."""

    def preview(self, plan: Plan, language: str) -> Twig:
        """The tree with the plan carried out."""

    def apply(self, plan: Plan, steps: Sequence[Step], language: str) -> Applied:
        """Perform steps in the store, in order, until one is refused."""

    def undo(self, enterprise: str, language: str) -> tuple[str, ...]:
        """Put the enterprise back as it was before the last `apply`; returns what was taken back."""

    def since(self, asked: Asked, then: datetime, language: str) -> Since:
        """What differs between then and now."""

    def write(self, what: WrittenAs, asked: Asked, language: str) -> Written:
        """Write the caller's answer, a ticket or a mail."""

    def read_screen(self, text: str, belongs: Belongs, language: str) -> TakenIn | None:
        """What stands on a pasted portal screen; None when it is none."""
