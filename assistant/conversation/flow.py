"""The typed flow: everything a guide may say, and nothing else.

A guide is a folder in `flows/`: `guide.yaml` and one YAML file a section. Scalars are read as strings, unknown keys are
refused. Dutch texts (`Words`) are the source texts for translation; `{label.x}` stands for a label of the portal,
`{word}` for a fact. Nothing here loads SQLModel, Textual or transitions.

Conditions, routes and templates name *facts*: what was answered so far (`htb.insz`, or `site.hco` inside a repeated
section), what a step read from the store (`store.htb.status`), and `answer`, the present step's own answer.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from assistant.domain.rows import Words

Kind = Literal[
    "choice",  # one of the options
    "multi",  # any number of the options
    "yes-no",
    "text",
    "count",  # a whole number; makes a list of that many items when saved under a list's name
    "enterprise-number",
    "insz",
    "hco",
    "rsz",
    "username",
    "date",
    "moment",
    "email",
    "telephone",
    "people",  # a list of people, typed, pasted or from a CSV file
    "password",  # checked while typed, answered with "ok", never kept
]


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, rename="kebab"):
    """What every row of a flow has in common: strict, immutable, keys written with dashes."""


class Condition(Row, frozen=True):
    """A question about facts, answered with a `Verdict`. Exactly one of `all`, `any`, `not`, `fact`, `answer`.

    `fact` goes with one of `is`, `in`, `has` (a list fact holds this value), `known`, `more-than` (numbers and lengths).
    `answer: x` is short for "the answer just given is x" (or holds x, for a multiple choice).
    `why` tells the user what it means when the condition does not hold.
    """

    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()
    not_: Condition | None = msgspec.field(default=None, name="not")
    fact: str | None = None
    answer: str | None = None
    is_: str | None = msgspec.field(default=None, name="is")
    in_: tuple[str, ...] = msgspec.field(default=(), name="in")
    has: str | None = None
    known: bool | None = None
    more_than: int | None = None
    why: Words = ""
    source: str = ""


class Route(Row, frozen=True):
    """Where to go when a condition holds; a route without `when` is the default and stands last.

    `to` is a step of the same section, or `end` (the section, or this round of it, is done).
    """

    to: str
    when: Condition | None = None


class Do(Row, frozen=True):
    """An action on the store (interface §3). Values are templates; one that is just `{fact}` keeps the fact's type.

    The enterprise is the conversation's own; `as_role` and the person are chosen by the store's `actors_for` unless given.
    `each` names a list fact: the action is done once for each of its items, called `item` in the templates.
    """

    action: str
    capacity: str | None = None
    unit: str | None = None
    person: str | None = None
    as_role: str | None = None
    as_person: str | None = None
    data: dict[str, Any] = {}
    each: str | None = None
    only_if: Condition | None = None


class Option(Row, frozen=True):
    """One choice. `to` routes, `set` keeps facts: both happen when it is chosen."""

    value: str
    text: Words
    help: Words = ""
    synonyms: tuple[str, ...] = ()
    to: str | None = None
    set: dict[str, str] = {}
    only_if: Condition | None = None


class OptionsFrom(Row, frozen=True):
    """Options made from facts or from the catalogue: an option for each item of the loops, innermost last."""

    loops: tuple[Loop, ...] = ()
    catalogue: str | None = None  # "functions:Heracles", "capacities", "subdivision-types:<capacity>"
    value: str = "{item}"
    text: str = "{item}"  # made of facts only, so not translated


class Typed(Row, frozen=True):
    """What becomes of words that are none of the options: kept as the fact `save`, while the option that they name counts,
    or `as_` where they name none."""

    save: str
    as_: str = msgspec.field(name="as")


class Ask(Row, frozen=True):
    """A question. `save` names the fact that keeps the answer; `default` is offered and taken on an empty answer."""

    kind: Kind
    save: str | None = None
    options: tuple[Option, ...] = ()
    options_from: OptionsFrom | None = None
    typed: Typed | None = None
    default: str | None = None
    example: Words = ""
    optional: bool = False  # may be skipped without a reason
    at_least: int | None = None
    at_most: int | None = None
    find_out: Words = ""  # what "weet ik niet" leads to
    unknown_to: str | None = None  # a step to go to on "weet ik niet"; without it the question waits, unless it is optional


class Fill(Row, frozen=True):
    """A field of the portal's screen and what goes in it, ready to copy."""

    field: str  # a label key; or, on other screens than the portal's, its words with a capital
    value: str  # a template
    note: Words = ""


class Seen(Row, frozen=True):
    """Something else the screen may say at a portal step. `code` is one of rulebook §7 (data/symptoms.yaml).

    `then`: `again` puts the step once more after the remedy, `wait` waits for whoever the symptom names, `done` counts as
    done, any other word is a step to go to.
    """

    code: str
    then: str = "again"
    text: Words = ""  # what the user recognises, when the symptom's own words are not enough
    set: dict[str, str] = {}
    do: tuple[Do, ...] = ()
    record: bool = True  # keep it as an observation, where the code is one


class Portal(Row, frozen=True):
    """What to do on a screen of the portal: where, which clicks in which order, what to fill in, how success looks.

    `way` is a key of data/places.yaml; `who` the roles that do it, or keys of data/lexicon.yaml (else: who has the first
    action's right).
    """

    clicks: tuple[Words, ...]
    way: str | None = None
    who: tuple[str, ...] = ()
    fill: tuple[Fill, ...] = ()
    success: Words = ""
    after: Words = ""  # what to know afterwards: log out, wait
    contact: str | None = None  # whom to ask when the screen is another: a key of data/contacts.yaml (else: of the way)
    takes_effect: bool = False  # in force only after 20 minutes (rulebook O6)
    seen: tuple[Seen, ...] = ()


class Loop(Row, frozen=True):
    """A repetition: once for each item of the list fact `over`, called `as` inside. Loops nest, outermost first."""

    over: str
    as_: str = msgspec.field(name="as")
    where: Condition | None = None


class Step(Row, frozen=True):
    """One step. Exactly one of `ask`, `portal`, or neither: a statement (`text`) or a check (`reads`, no text).

    `only_if`: the step is passed over when it does not hold. `reads`: named facts of the store (conversation/facts.py),
    read when the step is reached and kept with its event, so that a replay never looks at the store.
    `routes` are tried in order; the default is the next step of the section.
    """

    id: str
    text: Words = ""
    help: Words = ""
    source: str = ""
    aliases: tuple[str, ...] = ()
    only_if: Condition | None = None
    reads: tuple[str, ...] = ()
    ask: Ask | None = None
    portal: Portal | None = None
    do: tuple[Do, ...] = ()
    set: dict[str, str] = {}
    routes: tuple[Route, ...] = ()
    said: Words = ""  # said once it is answered or done
    terms: tuple[str, ...] = ()  # entries of data/lexicon.yaml that F1 explains here

    @property
    def acts(self) -> bool:
        """Whether the user has to answer here."""
        return self.ask is not None or self.portal is not None

    @property
    def optional(self) -> bool:
        """Whether what comes later does without the answer."""
        return self.ask is not None and self.ask.optional

    @property
    def goes_on_unknown(self) -> bool:
        """Whether "weet ik niet" leads on; else the question waits."""
        return self.optional or bool(self.ask and self.ask.unknown_to)


class Section(Row, frozen=True):
    """A part of a guide: what it needs before it can start, and its steps. `shared` sections live in flows/shared."""

    id: str
    title: Words
    about: Words = ""
    requires: tuple[str, ...] = ()
    repeat: tuple[Loop, ...] = ()
    only_if: Condition | None = None
    steps: tuple[Step, ...] = ()


class GuideHead(Row, frozen=True):
    """`guide.yaml`: the guide's name, its source, its sections in order."""

    id: str
    title: Words
    about: Words
    source: str
    sections: tuple[str, ...]
    facts: dict[str, str] = {}  # given from the start: capacity, application
    counted: bool = True  # whether it says something which of its sections, of how many, one is in
    works_out: tuple[str, ...] = ()  # facts that follow from the answers (conversation/worked_out.py)
    done: Words = ""  # the last page
    renamed: dict[str, str] = {}  # old step id → new one, for conversations begun with an older flow
    aliases: tuple[str, ...] = ()  # other names by which a person may ask for this guide


class Guide(msgspec.Struct, frozen=True):
    """A whole guide, sections read. `digest` changes with any file of it."""

    head: GuideHead
    sections: tuple[Section, ...]
    digest: str

    def step(self, step_id: str) -> Step:
        """The step with this id. Raises `KeyError` when the guide has none."""
        return self.place(step_id)[1]

    def place(self, step_id: str) -> tuple[Section, Step]:
        """The section that holds a step, and the step. Raises `KeyError` when the guide has none."""
        for section in self.sections:
            for step in section.steps:
                if step.id == step_id:
                    return section, step
        raise KeyError(step_id)
