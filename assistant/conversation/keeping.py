"""Where a conversation meets the store: an answer, the action it causes and its event are one transaction.

Whoever kills the process finds after it either all three or none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from msgspec.structs import replace
from sqlmodel import Session

from assistant.conversation.actions import TREE_IMPORT, Action, asked_for, completes
from assistant.conversation.corrections import Correction, correct, take_back
from assistant.conversation.events import Event, EventKind, event_of
from assistant.conversation.flow import Guide, Step
from assistant.conversation.load import load_guide
from assistant.conversation.progress import summary_of
from assistant.conversation.reading import Answer, Meaning
from assistant.conversation.replay import Replay, Visit
from assistant.conversation.scope import ENTERPRISE_FACT, Facts
from assistant.conversation.store_facts import read_facts
from assistant.conversation.taken import unless_taken
from assistant.domain.action_kinds import RELOGIN
from assistant.domain.catalogue import catalogue
from assistant.domain.rights import who_may
from assistant.domain.symptoms import symptoms
from assistant.domain.words import words
from assistant.store import conversations
from assistant.store.actions import Refused, actor_for, perform
from assistant.store.conversation_rows import ConversationRow
from assistant.store.conversation_rows import Event as StoredEvent
from assistant.store.exchange.tree import export_tree, import_tree
from assistant.store.opening import Store

NOBODY_MAY = words(
    "Er is nog niemand genoteerd die dit mag doen ({who}). Hebt u iets overgeslagen? Typ 'antwoorden' om het alsnog te doen."
)

KNOWN_ALREADY = words("Deze onderneming staat intussen al in de opslag. Haar boom laat ik zoals hij is.")

MOST_CORRECTIONS = 10_000
"""More readings and corrections in a row than any conversation has."""


class NotKept(Exception):
    """The store refused an action, so the answer was not kept; a Dutch source text with its facts."""

    def __init__(self, text: str, facts: Mapping[str, Any]) -> None:
        super().__init__(text)
        self.text = text
        self.facts = facts


class Elsewhere(Exception):
    """The conversation went on in another window or on another desk."""


class Keeper:
    """The events of one conversation, in memory as they are in the store, and where they lead."""

    def __init__(self, store: Store, guide: Guide, row: ConversationRow, events: Iterable[Event]) -> None:
        self.store = store
        self._guide = guide
        self._focus: str | None = None
        self._replay: Replay | None = None
        self.conversation_id = row.id
        self.events: list[Event] = list(events)
        self.warnings: list[str] = []

    @property
    def replay(self) -> Replay:
        """Where the conversation stands. It goes on with every answer: what it says of itself is only true until then."""
        if self._replay is None:
            self._replay = Replay(self._guide, self.events, focus=self._focus)
        return self._replay

    @classmethod
    def begin(
        cls,
        store: Store,
        guide: Guide,
        *,
        language: str,
        now: datetime,
        new_id: Callable[[], str],
        enterprise: str | None,
        new: bool,
        told: Mapping[str, str] = {},
    ) -> Keeper:
        """The open conversation of a guide about an enterprise, or a new one that knows its enterprise from the start.

        `told`: by step, what was said before; it is an answer that stands already when the conversation comes there.
        """
        with store.transaction() as tx:
            row = None if new else conversations.find_open(tx, guide.head.id, enterprise)
            if row is None:
                row = conversations.start(
                    tx, new_id(), guide=guide.head.id, language=language, at=now, enterprise=enterprise
                )
            keeper = cls(store, guide, row, map(event_of, conversations.events(tx, row.id)))
            if keeper.events:
                return keeper
            for step, value in told.items():
                keeper._append(
                    tx, keeper._event("answer", step, now, answer={"outcome": "given", "value": value, "told": True})
                )
            if enterprise:
                keeper._answer_enterprise(tx, enterprise, now)
            return keeper

    @classmethod
    def of(cls, store: Store, conversation_id: str) -> Keeper:
        """A conversation by its identifier. Raises `KeyError`."""
        with store.reading() as tx:
            row = conversations.get(tx, conversation_id)
            if row is None:
                raise KeyError(conversation_id)
            return cls(store, load_guide(row.guide), row, map(event_of, conversations.events(tx, row.id)))

    def open_about(self, number: str, now: datetime) -> Keeper | None:
        """Another open conversation of this guide about an enterprise; this one, still without answers, is closed."""
        with self._transaction() as tx:
            row = conversations.find_open(tx, self._guide.head.id, number)
            if row is None or row.id == self.conversation_id or any(event.kind == "answer" for event in self.events):
                return None
            conversations.finish(tx, self.conversation_id, now)
            return Keeper(self.store, self._guide, row, map(event_of, conversations.events(tx, row.id)))

    def resume(self, now: datetime) -> None:
        """Take up the conversation as the store has it, with what waits looked at anew: others may have gone on."""
        with self._transaction() as tx:
            self._start_from(map(event_of, conversations.events(tx, self.conversation_id)))
            self._settle(tx, now)
            self._look_anew(tx, now)
            self._settle(tx, now)
            self._remember(tx, now)

    def look_again(self, key: str, now: datetime) -> None:
        """Put a waiting step in focus. Raises `Elsewhere`."""
        with self._transaction() as tx:
            self._look_anew(tx, now)
            self._focus, self._replay = key, None
            self._settle(tx, now)

    def unless_taken(self, visit: Visit, meant: Meaning) -> Meaning:
        """What was meant at a step, refused where it gives one unit the number of another."""
        if not isinstance(meant, Answer) or visit.step.ask is None or visit.step.ask.kind != "hco":
            return meant
        with self.store.reading() as tx, self.replay.at(visit) as facts:
            return unless_taken(tx, visit, meant, facts)

    def document(self, number: str) -> dict[str, Any] | None:
        """The enterprise's tree as `tree export` gives it, `None` when the store does not know the enterprise."""
        with self.store.reading() as tx:
            return export_tree(tx, number)

    def keep(self, visit: Visit, answer: Mapping[str, Any], now: datetime, *, taken_back: Iterable[Visit] = ()) -> None:
        """Commit an answer with what it causes, and go on to the next question.

        `taken_back` are steps whose recorded actions are undone too. Raises `NotKept`, `Elsewhere`; nothing changed then.
        """
        self.warnings = []
        with self._transaction() as tx:
            for undone in sorted(taken_back, key=lambda one: -one.answer.seq if one.answer else 0):
                self._take_back(tx, undone, now)
            self._keep_one(tx, visit, answer, now)
            self._focus = None
            self._settle(tx, now)
            self._remember(tx, now)

    @contextmanager
    def _transaction(self) -> Iterator[Session]:
        """A transaction of the store. Whatever breaks it off, the events are as they were before."""
        before, focus = list(self.events), self._focus
        try:
            with self.store.transaction() as tx:
                yield tx
        except BaseException as fault:
            self._start_from(before, focus)
            if isinstance(fault, conversations.Conflict):
                raise Elsewhere from None
            raise

    def _start_from(self, events: Iterable[Event], focus: str | None = None) -> None:
        self.events, self._focus, self._replay = list(events), focus, None

    def _keep_one(self, tx: Session, visit: Visit, answer: Mapping[str, Any], now: datetime) -> None:
        """Perform what an answer asks for, and append its event. What it caused is added to it once that is done."""
        kept = dict(answer)
        before = self._done_before(visit)
        observed = _observation(visit, kept, self.replay.facts)
        event = self._event("answer", visit.key, now, answer=kept)
        wanted = self._wanted(visit, event)
        if visit.step.portal and not _completes(visit.step, kept):
            # What happened in the portal is only undone when the user says so (`taken_back`).
            correction = Correction(tuple(wanted), {})
            kept |= {"left": before} if before else {}
        else:
            correction = correct(before, wanted)
        if visit.step.do or wanted or before:
            kept["did"] = wanted
        if correction.moved:
            kept["renamed"] = dict(correction.moved)
            self._replay = None
        ids = self._perform(tx, self._with_others(correction.actions, visit), now, visit.key)
        # Before there is anyone with a role, nobody can be named who saw it (A22); the event itself keeps it.
        if observed and actor_for(tx, observed):
            ids += self._perform(tx, [observed], now, visit.key)
        self._append(tx, replace(event, action_ids=tuple(ids)))

    def _done_before(self, visit: Visit) -> list[Action]:
        """What was done at a step already, as it is called now."""
        event = self.replay.answer_at(visit.key)
        if event is None:
            return []
        done = event.answer.get("did" if _completes(visit.step, event.answer) else "left", ())
        return [self.replay.moved(action, event.seq) for action in done]

    def _with_others(self, actions: Iterable[Action], visit: Visit) -> list[Action]:
        """Actions, where a note that is withdrawn gives way to what another answer noted in the same place."""
        return [self.replay.noted_elsewhere(action, visit.key) or action for action in actions]

    def _wanted(self, visit: Visit, event: Event) -> list[Action]:
        """The actions of an answer, filled in with the facts as they are once it stands. The replay goes on with it already,
        when it answers the present question."""
        if not asked_for(visit.step, event.outcome, event.answer.get("code")):
            return []
        walk = self.replay
        if not walk.follow(event):
            walk = Replay(self._guide, [*self.events, event], imagined=True)
        return walk.wanted.get(visit.key, [])

    def _perform(self, tx: Session, actions: Iterable[Action], now: datetime, key: str) -> list[int]:
        ids = []
        for action in actions:
            if action["action"] == TREE_IMPORT:
                ids += self._import(tx, action, now)
                continue
            result = perform(tx, action, now, anybody=True, conversation=self.conversation_id, step=key)
            if isinstance(result, Refused) and result.needs == (RELOGIN,):
                # It is done in the portal, says the user: so there was a new sign-in since (O3), which nobody noted.
                ids += self._perform(tx, [{"action": RELOGIN, "enterprise": action["enterprise"]}], now, key)
                result = perform(tx, action, now, anybody=True, conversation=self.conversation_id, step=key)
            if isinstance(result, Refused):
                if _is_so_already(action, result):
                    continue
                if "as" not in action and result.facts.get("field") == "as":
                    who = ", ".join(who_may(action["action"], action.get("capacity")))
                    raise NotKept(NOBODY_MAY, {"who": who})
                raise NotKept(result.text, result.facts)
            ids.append(result.id)
            self.warnings += [warning.message for warning in result.warnings]
        return ids

    def _import(self, tx: Session, action: Action, now: datetime) -> list[int]:
        """Keep a tree that was worked out. It never takes the place of one that the store has."""
        if export_tree(tx, str(action["enterprise"])) is not None:
            raise NotKept(KNOWN_ALREADY, {})
        done = import_tree(tx, action["data"]["tree"], now).ledger_id
        return [] if done is None else [done]

    def _take_back(self, tx: Session, visit: Visit, now: datetime) -> None:
        """Undo what was done at a step. What was said without the portal stands, and is done again when it comes back."""
        backs = [back for action in reversed(self._done_before(visit)) if (back := take_back(action))]
        ids = tuple(self._perform(tx, self._with_others(backs, visit), now, visit.key))
        if visit.step.portal or visit.answer is None:
            event = self._event("withdrawn", visit.key, now, action_ids=ids)
        else:
            undone = {**_bare(visit.answer.answer), "did": []}
            event = self._event("answer", visit.key, now, answer=undone, action_ids=ids)
        self._append(tx, event)

    # Going on to the next question.

    def _settle(self, tx: Session, now: datetime) -> None:
        """Walk to where the user has to answer: reading what steps read, correcting statements whose facts changed."""
        for _ in range(MOST_CORRECTIONS):
            replay = self.replay
            here = replay.here
            if here is None:
                return
            if replay.pause == "corrects" and not here.step.portal and here.answer is not None:
                self._keep_one(tx, here, _bare(here.answer.answer), now)
            elif not self._read_anew(tx, replay, here, now):
                return
        raise RecursionError(f"{self._guide.head.id}: endless corrections")

    def _look_anew(self, tx: Session, now: datetime) -> None:
        """Read again what open rounds hang on: others may have changed it since."""
        replay = self.replay
        for visit in replay.open_readings():
            self._read_anew(tx, replay, visit, now)

    def _read_anew(self, tx: Session, replay: Replay, visit: Visit, now: datetime) -> bool:
        """Read what a step reads; when that differs from what was read before, keep it. Whether it did."""
        if not visit.step.reads:
            return False
        with replay.at(visit) as facts:
            found = read_facts(tx, visit.step.reads, facts.get(ENTERPRISE_FACT), facts)
        if found == replay.reading_at(visit.key):
            return False
        self._append(tx, self._event("read", visit.key, now, facts=found))
        return True

    def _event(self, kind: EventKind, key: str, now: datetime, **held: Any) -> Event:
        """The next event of the conversation."""
        return Event(len(self.events) + 1, now, kind, key, **held)

    def _append(self, tx: Session, event: Event) -> None:
        answer, facts = dict(event.answer), dict(event.facts)
        assert event.at is not None
        stored = StoredEvent(event.seq, event.at, event.kind, event.key, answer, facts, event.action_ids)
        conversations.append(tx, self.conversation_id, stored)
        self.events.append(event)
        if self._replay is not None and not self._replay.has(event) and not self._replay.follow(event):
            self._replay = None

    def _remember(self, tx: Session, now: datetime) -> None:
        replay = self.replay
        number = replay.facts.get(ENTERPRISE_FACT)
        enterprise = str(number) if number else None
        conversations.set_frontier(
            tx, self.conversation_id, at=now, frontier=None, progress=summary_of(replay), enterprise=enterprise
        )
        if replay.pause == "end":
            conversations.finish(tx, self.conversation_id, now)
        else:
            conversations.reopen(tx, self.conversation_id, now)

    def _answer_enterprise(self, tx: Session, number: str, now: datetime) -> None:
        """Answer the question for the enterprise with the number that was given when the conversation was begun."""
        self._settle(tx, now)
        here = self.replay.here
        if here and here.step.ask and here.step.ask.save == ENTERPRISE_FACT:
            self._keep_one(tx, here, {"outcome": "given", "value": number}, now)


def _completes(step: Step, answer: Mapping[str, Any]) -> bool:
    return completes(step, str(answer.get("outcome", "")), answer.get("code"))


def _is_so_already(action: Action, refused: Refused) -> bool:
    """Whether the store knows already what the user says: after a change of mind, or done by someone else meanwhile.

    That something was only saved (`needs`), a user name of someone else, or the number of another unit is another matter.
    """
    theirs = "username" in refused.facts or action["action"].endswith(".edit")
    return refused.code == "exists" and not refused.needs and not theirs


def _bare(answer: Mapping[str, Any]) -> dict[str, Any]:
    """An answer without what it caused."""
    return {key: value for key, value in answer.items() if key not in ("did", "left", "renamed")}


def _observation(visit: Visit, kept: Mapping[str, Any], facts: Facts) -> Action | None:
    """The note of what was seen on the screen, where that is one that the tree keeps."""
    code = kept.get("code")
    known = symptoms().get(str(code))
    seen = next((s for s in (visit.step.portal.seen if visit.step.portal else ()) if s.code == code), None)
    if known is None or not known.observable or seen is None or not seen.record:
        return None
    kind = catalogue().capacity(str(facts.get("capacity")))
    place = {"enterprise": facts.get(ENTERPRISE_FACT), "capacity": kind.label if kind else None}
    return {"action": "observation.add", **{k: v for k, v in place.items() if v}, "data": {"code": code}}
