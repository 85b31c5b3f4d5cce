"""The answers that a step offers: what a door shows, and what else people may say for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import msgspec

from assistant.conversation.flow import Ask, OptionsFrom, Step
from assistant.conversation.guards import judge
from assistant.conversation.phrases import phrases
from assistant.conversation.rounds import rounds_of
from assistant.conversation.scope import Facts
from assistant.conversation.templates import fill
from assistant.conversation.texts import Texts
from assistant.conversation.turn import Choice, rich
from assistant.conversation.understand import Offer
from assistant.domain.catalogue import catalogue
from assistant.domain.vocabulary import Level
from assistant.domain.words import words

UNKNOWN_VALUE = "unknown"
"""The value of "weet ik niet" where it stands among the choices."""


class Answerable(msgspec.Struct, frozen=True):
    """A choice as shown, with the other words by which it is recognised."""

    choice: Choice
    synonyms: tuple[str, ...] = ()

    @property
    def offer(self) -> Offer:
        """The choice as `understand` looks at it."""
        return Offer(self.choice.value, "".join(span.text for span in self.choice.text), self.synonyms)


def answerable(step: Step, facts: Facts, texts: Texts) -> list[Answerable]:
    """The choices of a question, "weet ik niet" last where they exclude each other; none when it is typed."""
    ask = step.ask
    if ask is None or ask.kind not in ("choice", "multi", "yes-no"):
        return []
    said = phrases(texts.language)
    if ask.kind == "yes-no" and not ask.options:
        found = [_ours("yes", words("Ja"), texts, said.yes), _ours("no", words("Nee"), texts, said.no)]
    else:
        listed = _options_from(ask.options_from, facts) if ask.options_from else ()
        found = [Answerable(Choice(value, rich(text, "value"))) for value, text in listed]
        found += _own_options(step, facts, texts)  # beside a list: "none of these", so last
    if ask.kind != "multi" and not any(one.choice.value == UNKNOWN_VALUE for one in found):
        found.append(_ours(UNKNOWN_VALUE, words("Weet ik niet"), texts, said.unknown))
    return found


def offered(ask: Ask, facts: Facts) -> set[str]:
    """The values that a question with options offers for these facts."""
    if ask.kind == "yes-no" and not ask.options:
        return {"yes", "no"}
    own = {option.value for option in ask.options if judge(option.only_if, facts).ok}
    return own | {value for value, _ in _options_from(ask.options_from, facts)} if ask.options_from else own


def may_skip(step: Step) -> bool:
    """Whether a step may be skipped: one in the portal with a reason, a question when later ones do without its answer."""
    return step.portal is not None or step.optional


def portal_answers(texts: Texts) -> list[Answerable]:
    """The four answers to a portal step."""
    said = phrases(texts.language).portal
    return [
        _ours("done", words("Gedaan"), texts, said["done"]),
        _ours("seen", words("Ik zie iets anders"), texts, said["seen"]),
        _ours("other", words("Iemand anders doet dit"), texts, said["other"]),
        _ours("later", words("Later"), texts, said["later"]),
    ]


def _ours(value: str, text: str, texts: Texts, synonyms: tuple[str, ...]) -> Answerable:
    return Answerable(Choice(value, texts.rich(text)), synonyms)


def _own_options(step: Step, facts: Facts, texts: Texts) -> Iterator[Answerable]:
    said = phrases(texts.language)
    by_value = {"yes": said.yes, "no": said.no, UNKNOWN_VALUE: said.unknown}
    for option in step.ask.options if step.ask else ():
        if judge(option.only_if, facts).ok:
            choice = Choice(
                option.value, texts.rich(option.text, step.id, facts.get), texts.rich(option.help, step.id, facts.get)
            )
            yield Answerable(choice, (*option.synonyms, *by_value.get(option.value, ())))


def _options_from(source: OptionsFrom, facts: Facts) -> Iterable[tuple[str, str]]:
    """The value and words of each option; whoever works in several places stands on several lists, and is one option."""
    if source.catalogue:
        return _catalogue_options(source.catalogue)
    found: dict[str, str] = {}
    for round_ in rounds_of(source.loops, facts):
        with facts.within(round_):
            value, text = fill(source.value, facts), fill(source.text, facts)
        if value is not None:
            found.setdefault(str(value), str(text if text is not None else value))
    return found.items()


@cache
def _catalogue_options(named: str) -> tuple[tuple[str, str], ...]:
    """The catalogue's rows that a flow names, each as value and words: `applications`, `functions:Heracles`, `capacities`,
    `applications:Jeugdhulp`, `subdivision-types:Jeugdhulp`."""
    rows = catalogue()
    if named == "applications":
        return tuple((one.name, one.known_as or one.name) for one in rows.applications)
    return tuple((label, label) for label in _labels(named))


def _labels(named: str) -> Iterator[str]:
    table, _, of = named.partition(":")
    rows = catalogue()
    if table == "functions":
        application = rows.application(of)
        yield from (f.label for f in rows.functions_opening(application)) if application else ()
    elif table == "capacities":
        yield from (kind.label for kind in rows.capacities)
    elif kind := rows.capacity(of):
        if table == "applications":
            yield from (a.label or a.name for a in rows.applications_of(kind))
        else:
            yield from (unit.label for unit in kind.types_on(Level.SUBDIVISION))
