"""What a conversation asks of whom: the portal steps that wait, and the one that is asked now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from assistant.conversation.handing import Handed, handed
from assistant.conversation.options import portal_answers
from assistant.conversation.replay import Replay
from assistant.conversation.texts import Texts
from assistant.conversation.turn import Rich, plain
from assistant.domain.days import BRUSSELS
from assistant.domain.lexicon import lexicon
from assistant.domain.vocabulary import Role
from assistant.reports.letters.cast import Cast
from assistant.reports.letters.duty import Actor, Agenda, Duty, Filled
from assistant.reports.letters.letter import Wait
from assistant.reports.letters.waiting import wait_at_step, wait_for_day


def agenda_of_conversation(replay: Replay, cast: Cast, texts: Texts, at: datetime) -> Agenda:
    """The steps of a conversation as duties."""
    application = replay.facts.get("application")
    return Agenda(
        tuple(_duty(step, cast, texts, at) for step in handed(replay, texts, at)),
        applications=(str(application),) if application else (),
    )


def _duty(step: Handed, cast: Cast, texts: Texts, at: datetime) -> Duty:
    shown = step.instruction
    return Duty(
        actor=_actor(step, cast),
        kind=step.step,
        title=step.text,
        about=step.text,
        clicks=tuple(click for click in shown.clicks if not _of_the_chat(click, texts)),
        way=step.way,
        fields=shown.fields,
        values=tuple(Filled(field.label, field.value, field.value) for field in shown.fields),
        success=shown.success,
        after=(shown.after,) if shown.after and not _of_the_chat(shown.after, texts) else (),
        step=step.step,
        actions=step.actions,
        may=step.may,
        waits=tuple(_waits(step, cast, texts, at)),
    )


def _of_the_chat(line: Rich, texts: Texts) -> bool:
    """Whether a line tells what to answer in the conversation: that means nothing on paper."""
    words = "".join(span.text for span in line if not span.kind).casefold()
    return any(f"'{plain(one.choice.text).casefold()}'" in words for one in portal_answers(texts))


def _actor(step: Handed, cast: Cast) -> Actor:
    if step.who not in {*Role, *lexicon()}:
        found = cast.called("", step.who, "")
        return replace(found, role=cast.role_of(found.person, step.may)) if found.person else found
    place = next((action for action in step.actions if action.get("capacity")), {})
    found = cast.of_role(step.who, place.get("capacity"), place.get("unit"))
    if found.person or not step.name:
        return found
    return cast.called(step.who, step.name, step.email)


def _waits(step: Handed, cast: Cast, texts: Texts, at: datetime) -> Iterator[Wait]:
    yield from wait_at_step(step.step, step.key, step.since or at, texts)
    for action in step.actions:
        name = cast.name(str(action.get("person") or ""))
        yield from wait_for_day(action, name, texts, at.astimezone(BRUSSELS).date())
