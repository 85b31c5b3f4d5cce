"""What is left for people to do in the portal, as a conversation knows it: what waits, and the step that is asked now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assistant.conversation.actions import Action, asked_for, rendered
from assistant.conversation.replay import Replay, Visit
from assistant.conversation.texts import Texts
from assistant.conversation.turn import Instruction, Message, Rich
from assistant.conversation.view import instruction_of, who_does
from assistant.conversation.wording import SYMPTOMS
from assistant.domain.rights import who_may
from assistant.domain.symptoms import symptoms
from assistant.domain.system_faults import why_not_made
from assistant.domain.words import words

if TYPE_CHECKING:
    from assistant.conversation.keeping import Keeper
    from assistant.store.opening import Store


@dataclass(frozen=True, slots=True)
class Handed:
    """A portal step that waits for somebody, or is asked now (`since` is None then).

    `who` is a role, a key of the lexicon, or a name that was typed; `may` are the roles that may do it. `name` and `email`
    are what the conversation knows of the one who has that role. `way` is a key of data/places.yaml, `actions` what the
    step does in the store.
    """

    key: str
    step: str
    who: str
    may: tuple[str, ...]
    name: str
    email: str
    text: Rich
    instruction: Instruction
    way: str | None
    actions: tuple[Action, ...]
    since: datetime | None
    source: str


def handed(replay: Replay, texts: Texts, now: datetime) -> tuple[Handed, ...]:
    """Every portal step that waits, in order, and last the one that is asked now.

    A step that waits for a message on the screen to be mended counts when that is for someone with a role.
    """
    found = [one for visit in replay.waiting if (one := _waiting(replay, visit, texts, now))]
    here = replay.here
    if here is not None and here.step.portal and here.key not in {one.key for one in found}:
        found.append(_step(replay, here, texts, now, _first(replay, here)))
    return tuple(found)


def _waiting(replay: Replay, visit: Visit, texts: Texts, now: datetime) -> Handed | None:
    event = visit.answer
    if event is None or not visit.step.portal:
        return None
    if event.outcome == "other":
        return _step(replay, visit, texts, now, str(event.answer.get("who", "")))
    if event.outcome == "later":
        return _step(replay, visit, texts, now, _first(replay, visit))
    return _mending(replay, visit, texts, str(event.answer.get("code")))


def _first(replay: Replay, visit: Visit) -> str:
    """The one who is best suited to do a step."""
    return next(iter(who_does(replay, visit.step)), "")


def _step(replay: Replay, visit: Visit, texts: Texts, now: datetime, who: str) -> Handed:
    step = visit.step
    assert step.portal is not None
    with replay.at(visit) as facts:
        name, email = _known(replay, who)
        return Handed(
            key=visit.key,
            step=step.id,
            who=who,
            may=who_does(replay, step),
            name=name,
            email=email,
            text=texts.rich(step.text, step.id, facts.get),
            instruction=instruction_of(replay, visit, step.portal, texts, now),
            way=step.portal.way,
            actions=tuple(rendered(asked_for(step, "done"), facts)),
            since=visit.answer.at if visit.answer else None,
            source=step.source,
        )


def _mending(replay: Replay, visit: Visit, texts: Texts, code: str) -> Handed | None:
    """What the screen said instead, where someone with a role mends that (else it is for a contact outside)."""
    known = symptoms().get(code)
    if known is None or known.contacts or not known.actions:
        return None
    may = tuple(who_may(known.actions[0]))
    name, email = _known(replay, may[0])
    return Handed(
        key=visit.key,
        step=visit.step.id,
        who=may[0],
        may=may,
        name=name,
        email=email,
        text=texts.rich(known.title, SYMPTOMS),
        instruction=Instruction("", (), "", (texts.rich(known.remedy, SYMPTOMS),), (), (), (), "waiting"),
        way=None,
        actions=(),
        since=visit.answer.at if visit.answer else None,
        source=known.source,
    )


def _known(replay: Replay, role: str) -> tuple[str, str]:
    """What the conversation was told of the holder of a role: guides keep it under the role's own name (`wv.email`)."""
    about = list(_facts_of(replay, role))
    name = about[0] or f"{about[1]} {about[2]}".strip()
    return name, about[3]


def _facts_of(replay: Replay, role: str) -> Iterator[str]:
    for field in ("name", "first_name", "surname", "email"):
        yield str(replay.facts.get(f"{role.lower()}.{field}") or "")


class LetterWriter(Protocol):
    """Writes letters into files, for a door that can say where they are. It stands above the conversation (reports)."""

    def __call__(self, store: Store, replay: Replay, *, language: str, at: datetime) -> Sequence[tuple[str, Sequence[Path]]]:
        """Write one for everyone who has a step here; return for whom each is, and its files. Raises `OSError`."""


def hand_out(write: LetterWriter | None, keeper: Keeper, texts: Texts, now: datetime) -> tuple[Message, ...]:
    """Have the letters of a conversation written, as it stands, and say where they are."""
    if not handed(keeper.replay, texts, now):
        return (_said(texts, words("Er is nu geen stap in het portaal om een brief over te schrijven.")),)
    if write is None:
        return (_said(texts, words("Brieven maakt u op de opdrachtregel: toegangswijzer letters --help")),)
    try:
        written = write(keeper.store, keeper.replay, language=texts.language, at=now)
    except OSError as fault:
        text = words("De brief is niet bewaard. {place}: {reason}. Met --out kiest u een andere map.")
        facts = {"place": fault.filename or texts.text(words("De map")), "reason": texts.text(why_not_made(fault))}
        return (Message(texts.rich(text, "", facts), "refused"),)
    said = [_said(texts, words("Brief voor {who}: {file}"), who=who, file=files[0]) for who, files in written]
    said.append(_said(texts, words("Ernaast staat elke brief als e-mail klaar (.eml). Verzenden doet u zelf.")))
    if any(file.suffix == ".ics" for _, files in written for file in files):
        said.append(_said(texts, words("Er is ook een herinnering voor een agenda bij (.ics).")))
    return tuple(said)


def _said(texts: Texts, text: str, **facts: object) -> Message:
    return Message(texts.rich(text, "", facts), "done" if facts else "info")
