"""What can be asked to find a cause, and what each answer tells of each cause: `data/troubleshooting.yaml`."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from assistant.domain.places import data_folder
from assistant.domain.rows import DataRow, Words, read_rows
from assistant.domain.vocabulary import Level

APPLICATION = "toepassing"
"""The answer to the opening question that stands for every application of the catalogue."""


class Often(StrEnum):
    """How often something is the cause: an estimate, no figures are known."""

    OFTEN = "often"
    SOMETIMES = "sometimes"
    SELDOM = "seldom"


class Need(StrEnum):
    """What an application has to ask before something can be the cause there (its profile, rulebook §6)."""

    CAPACITY = "capacity"
    SUBDIVISION = "subdivision"
    SITE = "site"
    TICK_CAPACITY = "tick-capacity"
    TICK_SUBDIVISION = "tick-subdivision"
    TICK_SITE = "tick-site"
    TICK_USER = "tick-user"
    USER = "user"
    ONLY_MANAGER = "only-manager"
    USER_LEVEL = "user-level"
    OTHER_UNIT = "other-unit"
    FUNCTION = "function"
    FUNCTION_LEVEL = "function-level"
    OUTSIDE = "outside"
    """That it names this very code among what is done outside the portal."""
    SIGN_IN = "sign-in"
    LEFT_OPEN = "left-open"
    """That no guide says all of what it needs."""


class Cause(DataRow, frozen=True):
    """A code of rulebook §7 as something that can be found by asking."""

    often: Often
    source: str
    needs: Need | None = None
    when_open: bool = False
    """Whether it is possible too for an application of which the guides leave open what it needs."""
    clicks: str | None = None
    """The action whose clicks in the portal mend it, where one action alone does."""


class Answer(DataRow, frozen=True):
    """An answer: the causes that it shows, those that it leaves possible besides, and what it says as evidence."""

    value: str
    tells: Words = ""
    shows: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


class Question(DataRow, frozen=True):
    """A question. `usual` is the answer where nothing of this is wrong; `effort` 1 to 3, what it asks of a caller."""

    id: str
    answers: tuple[Answer, ...]
    source: str
    effort: int
    usual: str = ""
    about: tuple[str, ...] = ()
    """The answers to the opening question after which it makes sense."""
    after: str | None = None
    """The question that has to be put before it."""
    when: tuple[str, ...] = ()
    """The answers to that one after which it makes sense; so does "weet ik niet"."""
    proves: bool = True
    """Whether an answer that shows one cause alone proves it; else it only says where to look further."""

    @property
    def named(self) -> frozenset[str]:
        """The causes that some answer names: an answer that does not, rules them out."""
        return frozenset(code for answer in self.answers for code in (*answer.shows, *answer.also))

    def answer(self, value: str) -> Answer:
        """Return one answer. Raises `KeyError`."""
        for answer in self.answers:
            if answer.value == value:
                return answer
        raise KeyError(value)


class Check(DataRow, frozen=True):
    """One check of the guides' own list."""

    code: str
    source: str


class Sure(DataRow, frozen=True):
    """How sure a cause is, in words."""

    certain: Words
    likely: Words
    possible: Words


class Troubleshooting(DataRow, frozen=True):
    """The whole table."""

    often: dict[Often, float]
    also: float
    causes: dict[str, Cause]
    opening: Question
    questions: tuple[Question, ...]
    levels: dict[Level, Words]
    unit: Words
    application: Words
    other_unit: str
    other_function: str
    """What a tree that is kept calls what nobody named."""
    neutral: dict[str, Words]
    """What the clicks of `data/portal_steps.yaml` say where nobody and nothing is named."""
    sure: Sure
    checklist: tuple[Check, ...]

    @property
    def all_questions(self) -> tuple[Question, ...]:
        """The opening question and those that may come after it."""
        return (self.opening, *self.questions)

    def weight(self, code: str) -> float:
        """Return how much a cause weighs before anything was asked."""
        return self.often[self.causes[code].often]

    def question(self, name: str) -> Question:
        """Return one question. Raises `KeyError`."""
        for question in self.all_questions:
            if question.id == name:
                return question
        raise KeyError(name)


@cache
def troubleshooting() -> Troubleshooting:
    """Return the table, read once. Raises `RowFaults`."""
    return read_rows(data_folder() / "troubleshooting.yaml", Troubleshooting)
