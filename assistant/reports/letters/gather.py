"""The letters of an enterprise or of one conversation: read from the store, each in its reader's own language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import reduce
from typing import Any

from sqlmodel import Session

from assistant.checks.readiness import Filters, readiness
from assistant.checks.repair import repair
from assistant.conversation.events import event_of
from assistant.conversation.load import load_guide
from assistant.conversation.replay import Replay
from assistant.conversation.scope import ENTERPRISE_FACT, NAME_FACT
from assistant.conversation.texts import Texts
from assistant.reports.letters.cast import Cast
from assistant.reports.letters.compose import Addressed, Setting, letters
from assistant.reports.letters.duty import Agenda, merged
from assistant.reports.letters.from_conversation import agenda_of_conversation
from assistant.reports.letters.from_plan import agenda_of_plan
from assistant.reports.letters.obstacles import next_steps
from assistant.store import conversations
from assistant.store.exchange.tree import export_tree

SYMPTOMS = "symptoms"


def letters_of_enterprise(tx: Session, number: str, *, language: str, at: datetime) -> tuple[Addressed, ...]:
    """The letters for everyone who has something to do in an enterprise (10 digits): what its plan asks, and what waits in
    its open conversations. Raises `Malformed` when the store does not know the enterprise."""
    open_ones = [row for row in conversations.open_conversations(tx) if row.enterprise == number]
    replays = [_replay(tx, row) for row in reversed(open_ones)]
    tree = export_tree(tx, number)
    stands = list(readiness(tx, at, Filters(enterprise=number)).rows()) if tree else []

    def agenda(texts: Texts) -> Agenda:
        plan = repair(tx, number, at=at, say=lambda text: texts.template(text, SYMPTOMS))  # refuses what it does not know
        told = [agenda_of_conversation(replay, Cast(tree), texts, at) for replay in replays]
        known = [action for one in told for duty in one.duties for action in duty.actions]
        known += [step["action"] for step in plan["steps"]]
        held_up = next_steps(stands, known, (tree or {}).get("planned_units", ()))
        whole = agenda_of_plan({**plan, "steps": [*held_up, *plan["steps"]]}, tree or {}, texts, at)
        return reduce(lambda so_far, one: merged(one, so_far), told, whole)

    name = str((tree or {}).get("enterprise", {}).get("name") or "")
    return _in_their_languages(agenda, Cast(tree), Setting(number, name, at), language)


def letters_of_conversation(tx: Session, conversation: str, *, language: str, at: datetime) -> tuple[Addressed, ...]:
    """The letters for everyone whom a conversation waits for, and for the step that is asked now. Raises `KeyError`."""
    row = conversations.get(tx, conversation)
    if row is None:
        raise KeyError(conversation)
    return letters_of_replay(tx, _replay(tx, row), language=language, at=at)


def letters_of_replay(tx: Session, replay: Replay, *, language: str, at: datetime) -> tuple[Addressed, ...]:
    """The same for a conversation that is under way, where it stands."""
    number = str(replay.facts.get(ENTERPRISE_FACT) or "")
    tree = export_tree(tx, number) if number else None
    setting = Setting(number, str(replay.facts.get(NAME_FACT) or ""), at)
    cast = Cast(tree)
    return _in_their_languages(lambda texts: agenda_of_conversation(replay, cast, texts, at), cast, setting, language)


def _replay(tx: Session, row: Any) -> Replay:
    return Replay(load_guide(row.guide), map(event_of, conversations.events(tx, row.id)))


def _in_their_languages(
    agenda: Callable[[Texts], Agenda], cast: Cast, setting: Setting, language: str
) -> tuple[Addressed, ...]:
    """Each letter in the language of its reader where that is known and spoken here, else in `language`.

    Letters come in the same order in every language: who has what to do does not hang on words.
    """
    in_language: dict[str, tuple[Addressed, ...]] = {}

    def made(wanted: str) -> tuple[Addressed, ...]:
        texts = Texts(wanted)
        if texts.language not in in_language:
            in_language[texts.language] = letters(agenda(texts), cast, setting, texts)
        return in_language[texts.language]

    usual = made(language)
    return tuple(made(cast.language(one.actor.person) or language)[index] for index, one in enumerate(usual))
