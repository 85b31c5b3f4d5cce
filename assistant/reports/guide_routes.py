"""Where each step of a guide can lead, with the reason in words: what diagrams and documents draw."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from assistant.conversation.flow import Condition, Loop, Section, Step
from assistant.conversation.machine import SECTION_END
from assistant.conversation.templates import PLACEHOLDER
from assistant.conversation.texts import Texts
from assistant.conversation.turn import plain
from assistant.domain.words import words

STAYS = ("again", "wait", "done")
"""Where a message seen instead leads, when that is no step: the same step again, waiting, or the normal way on."""


class Way(NamedTuple):
    """A way on from a step. `to` is a step of the section or `end`; `why` is empty on the usual way."""

    to: str
    why: str
    passes: bool = False
    """The step is passed over: its own condition does not hold."""


def ways_from(section: Section, step: Step, texts: Texts) -> tuple[Way, ...]:
    """All ways on from a step, in the order in which the guide tries them."""
    follower = follower_of(section, step)
    ways = [*_special_ways(step, texts), *_routes(step, follower, texts)]
    if step.only_if is not None and all(way.to != follower for way in ways):
        ways.append(Way(follower, "", passes=True))
    return tuple(dict.fromkeys(ways))


def follower_of(section: Section, step: Step) -> str:
    """The next step of the section, or its end."""
    ids = [one.id for one in section.steps]
    place = ids.index(step.id) + 1
    return ids[place] if place < len(ids) else SECTION_END


def _special_ways(step: Step, texts: Texts) -> Iterator[Way]:
    if step.portal:
        for seen in step.portal.seen:
            if seen.then not in STAYS:
                yield Way(seen.then, texts.text(words("het scherm zegt iets anders: {code}"), code=seen.code))
    if step.ask:
        if step.ask.unknown_to:
            yield Way(step.ask.unknown_to, texts.text(words("weet ik niet")))
        for option in step.ask.options:
            if option.to:
                yield Way(option.to, plain(texts.rich(option.text, step.id)))


def _routes(step: Step, follower: str, texts: Texts) -> Iterator[Way]:
    for route in step.routes:
        yield Way(route.to, condition_words(route.when, texts) if route.when else "")
        if route.when is None:
            return
    yield Way(follower, "")


def condition_words(condition: Condition, texts: Texts) -> str:
    """A condition as a line to read: names of facts and the values they are compared with."""
    if condition.all:
        return f" {texts.text(words('en'))} ".join(_inner(part, texts) for part in condition.all)
    if condition.any:
        return f" {texts.text(words('of'))} ".join(_inner(part, texts) for part in condition.any)
    if condition.not_ is not None:
        return texts.text(words("niet ({condition})"), condition=condition_words(condition.not_, texts))
    text, value = _compared(condition)
    # What a fact is compared with may be another fact.
    return texts.text(text, fact=condition.fact or "", value=PLACEHOLDER.sub(r"\1", value))


def _inner(part: Condition, texts: Texts) -> str:
    return f"({condition_words(part, texts)})" if part.all or part.any else condition_words(part, texts)


def _compared(condition: Condition) -> tuple[str, str]:
    """How a condition compares, as a text with `{fact}` and `{value}`, and that value."""
    if condition.answer is not None:
        return words("antwoord is {value}"), condition.answer
    if condition.known is not None:
        return (words("{fact} is bekend") if condition.known else words("{fact} is niet bekend")), ""
    if condition.is_ is not None:
        return words("{fact} is {value}"), condition.is_
    if condition.in_:
        return words("{fact} is een van {value}"), ", ".join(condition.in_)
    if condition.has is not None:
        return words("{fact} bevat {value}"), condition.has
    if condition.more_than is not None:
        return words("{fact} is meer dan {value}"), str(condition.more_than)
    return words("{fact} is ja"), ""


def loop_words(loops: tuple[Loop, ...], texts: Texts) -> str:
    """A repetition as a line to read, outermost first."""
    return ", ".join(texts.text(words("{item} in {list}"), item=loop.as_, list=loop.over) for loop in loops)
