"""Replay: the events of a conversation walked through the present flow, to where it stands now.

Position, facts, progress, what waits and what is parked are all worked out here, by moving along the guide's machine with
the answers that stand. Nothing is read from the store and nothing is done: readings come from the events.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from contextlib import AbstractContextManager
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from assistant.conversation.actions import Action, asked_for, rendered
from assistant.conversation.corrections import correct, is_note, withdraws
from assistant.conversation.events import HELD, Event, Standing
from assistant.conversation.fitting import fits
from assistant.conversation.flow import Condition, Guide, Section, Step
from assistant.conversation.guards import judge
from assistant.conversation.layout import layout
from assistant.conversation.machine import AGENDA, END, NoWay, blueprint
from assistant.conversation.machine import HELD as HELD_STATE
from assistant.conversation.rounds import Rounds
from assistant.conversation.scope import Facts, Round, counted, numbered
from assistant.conversation.templates import fill
from assistant.conversation.worked_out import worked_out
from assistant.domain.verdict import Verdict

Pause = Literal["asks", "reads", "corrects", "held", "end", "lost"]
"""Why a replay stopped: a step asks, a step wants to read the store, a step that acted has to be corrected because its facts
changed, nothing can go on now, the guide is done, or the answer that stands no longer fits the flow."""


class Visit(msgspec.Struct, frozen=True):
    """A step instance on the path, in the round of its section, with the answer that stands there.

    `passing` is what was only so at this step: its answer, and what had been read from the store.
    """

    key: str
    step: Step
    section: Section
    round: Round
    answer: Event | None = None
    passed: bool = False
    passing: Mapping[str, Any] = {}


class Standings(msgspec.Struct):
    """How far a section is: the rounds that are done, and those that wait with the step at which they do."""

    done: set[str] = set()
    held: dict[str, Visit] = {}
    answered: int = 0


class Replay:
    """A walk along a guide's machine; the machine's model (`machine.Walker`).

    `visits` is the path in order, `here` the step where it stopped (`None` at the end or when all waits), `pause` why.
    `wanted` are the actions that each answer on the path asks for. `focus` names a waiting step instance that is looked at
    again now. With `imagined` the walk does not stop at what has to be asked, read or corrected: it lets that wait and goes
    on, to see how far answers still reach, and what the user would have to do again (`to_redo`).
    """

    def __init__(self, guide: Guide, events: Iterable[Event], *, focus: str | None = None, imagined: bool = False) -> None:
        self.guide = guide
        self.state = AGENDA
        self.facts = Facts(guide.head.facts, worked_out(guide.head.works_out))
        self.visits: list[Visit] = []
        self.here: Visit | None = None
        self.pause: Pause = "asks"
        self.sections = {section.id: Standings() for section in guide.sections}
        self.to_redo: list[Visit] = []
        self.wanted: dict[str, list[Action]] = {}
        self._focus = focus
        self._imagined = imagined
        self._layout = layout(guide)
        self._standing = Standing(events, self._layout.renamed)
        self._section: Section | None = None
        self._mark = ""
        self._trail: set[str] = set()
        self._answer: Event | None = None
        self._rounds: dict[str, Rounds] = {}
        self._done: dict[str, bool] = {}
        self._machine = blueprint(guide)
        self._walk()

    # What the machine asks of its model.

    def judge(self, condition: Condition | None) -> Verdict:
        """Whether a condition holds for the facts now."""
        return judge(condition, self.facts)

    def may_start(self, section: Section) -> bool:
        """Whether a section has a round to do and all that it requires is done."""
        return self._next_round(section) is not None and self.missing(section) is None

    def start_round(self, section: Section) -> None:
        """Begin the section's next round."""
        self._mark = self._next_round(section) or ""
        self._section = section
        self._trail = set()
        self.facts.round = self._rounds_of(section).by_mark[self._mark]

    def end_round(self) -> None:
        """The present round is done."""
        if self._section is not None:
            self.sections[self._section.id].done.add(self._mark)
        self._leave()

    def hold_round(self) -> None:
        """The present round waits at the present step."""
        if self._section is not None:
            self.sections[self._section.id].held[self._mark] = self.visits[-1]
        self._leave()

    def anything_held(self) -> bool:
        """Whether some round waits."""
        return any(standing.held for standing in self.sections.values())

    def answered_unknown(self) -> bool:
        """Whether the present step was answered with "weet ik niet"."""
        return self._answer is not None and self._answer.outcome == "unknown"

    def seen(self) -> str | None:
        """The code of the message that the user saw instead, if that was the answer."""
        if self._answer is None or self._answer.outcome != "seen":
            return None
        return str(self._answer.answer.get("code"))

    # What others ask of a replay.

    @property
    def waiting(self) -> list[Visit]:
        """The step instances that wait, in order."""
        return [visit for standing in self.sections.values() for visit in standing.held.values()]

    @property
    def parked(self) -> list[Event]:
        """Answers that stand but are no longer on the path, in order; they come back with it."""
        on_path = {visit.key for visit in self.visits if not visit.passed}
        return sorted((e for key, e in self._standing.answers.items() if key not in on_path), key=lambda e: e.seq)

    def missing(self, section: Section) -> Section | None:
        """The first required section that is not done yet."""
        return next((s for s in self.guide.sections if s.id in section.requires and not self.is_done(s)), None)

    def is_done(self, section: Section) -> bool:
        """Whether a section has nothing left to do: all rounds done, none waiting, and what it requires done."""
        if section.id not in self._done:
            self._done[section.id] = (
                (self._section is None or section.id != self._section.id)
                and not self.sections[section.id].held
                and self._next_round(section) is None
                and self.missing(section) is None
            )
        return self._done[section.id]

    def rounds(self, section: Section) -> Container[str]:
        """The rounds that a section has, or would have once it is its turn, by the mark that ends their keys."""
        passed_over = self.missing(section) is None and not self.judge(section.only_if).ok
        return () if passed_over else self._rounds_of(section).by_mark

    def at(self, visit: Visit) -> AbstractContextManager[Facts]:
        """The facts as they are at a step on the path."""
        return self.facts.within(visit.round, visit.passing)

    def open_readings(self) -> list[Visit]:
        """The steps that read the store in rounds that are not over, as far as nothing was done there since: what was done
        would show in the store itself."""
        at = [*self.waiting, *([self.here] if self.here else [])]
        found: dict[tuple[str, str], list[Visit]] = {_round_of(visit): [] for visit in at}
        for visit in self.visits:
            readings = found.get(_round_of(visit))
            if readings is not None and visit.answer is not None and visit.answer.answer.get("did"):
                readings.clear()
            elif readings is not None and visit.step.reads:
                readings.append(visit)
        return [visit for readings in found.values() for visit in readings]

    def answer_at(self, key: str) -> Event | None:
        """The answer that stands at a step instance, on the path or parked."""
        return self._standing.answers.get(key)

    def reading_at(self, key: str) -> Mapping[str, Any]:
        """What a step instance read from the store when it was last looked at."""
        event = self._standing.readings.get(key)
        return event.facts if event else {}

    def moved(self, action: Mapping[str, Any], since: int) -> Action:
        """An action that was recorded as event number `since`, with the path of its unit as it stands now."""
        if not action.get("unit"):
            return dict(action)
        moved = self._standing.moved_note if is_note(action) else self._standing.moved
        return {**action, "unit": moved(str(action["unit"]), since)}

    def noted_elsewhere(self, action: Mapping[str, Any], key: str) -> Action | None:
        """The note that would go with one withdrawn at a step instance, though the answer of another still stands for it."""
        if not action.get("data", {}).get("remove"):
            return None
        others = (event for at, event in self._standing.answers.items() if at != key)
        notes = (self.moved(did, event.seq) for event in others for did in event.answer.get("did", ()))
        return next((note for note in notes if withdraws(action, note)), None)

    def has(self, event: Event) -> bool:
        """Whether an event counts here already."""
        return event.seq <= self._standing.last

    def follow(self, event: Event) -> bool:
        """Go on with one more event without walking anew.

        It is False, and nothing happened, when the event is not one of the step that asks or reads now.
        """
        here = self.here
        if here is None or event.key != here.key or self.pause == "corrects" or self._imagined:
            return False
        self._standing.take(event)
        self.here = None
        if event.kind != "read":
            self._focus = None
        self.visits.pop()
        self._trail.discard(here.step.id)
        self._walk()
        return True

    # The walk.

    def _walk(self) -> None:
        while True:
            self._done.clear()
            if self.state == AGENDA:
                self._machine.fire(self, "proceed")
            elif self.state in (HELD_STATE, END):
                self.pause = "held" if self.state == HELD_STATE else "end"
                return
            elif not self._take_step():
                return

    def _take_step(self) -> bool:
        """Move on from the present step; False when the walk stops here."""
        section, step = self._layout.places[self.state]
        if step.id in self._trail:
            raise NoWay(step.id, "a second visit in one round")
        self._trail.add(step.id)
        key = step.id + self._mark
        readings = self.reading_at(key) if step.reads else {}
        self.facts.pass_on(readings)
        answer = self._standing.answers.get(key)
        visit = Visit(key, step, section, self.facts.round, answer, passing=self.facts.passing)
        self._answer = None
        if not all(name in readings for name in step.reads):
            return self._stop(visit, "reads")
        if not self.judge(step.only_if).ok:
            return self._go(replace(visit, answer=None, passed=True), "pass")
        if not step.acts:
            self._set(step.set)
            return self._go(visit, "answer")
        if answer is None or key == self._focus:
            return self._stop(visit, "asks")
        return self._take_answer(visit, answer)

    def _take_answer(self, visit: Visit, event: Event) -> bool:
        step = visit.step
        if not fits(step, event, self.facts):
            self.to_redo.append(visit)
            return self._stop(visit, "lost")
        if event.outcome in HELD and not (event.outcome == "unknown" and step.goes_on_unknown):
            return self._go(visit, "hold")
        then = _then(step, event)
        if then == "wait":
            return self._go(visit, "hold")
        if then == "again":
            return self._stop(visit, "asks")
        self._keep(visit, event)
        if self._outdated(visit, event):
            if not self._imagined:
                return self._stop(visit, "corrects")
            self.to_redo += [visit] if step.portal else []
        self._answer = event
        self.sections[visit.section.id].answered += 1
        return self._go(visit, "answer")

    def _keep(self, visit: Visit, event: Event) -> None:
        """Put an answer among the facts, with what its option, message or step sets."""
        step = visit.step
        value: Any = event.answer.get("value")
        if event.outcome == "given" and step.ask:
            self.facts.passing["answer"] = value
            if step.ask.save:
                self._put(step.ask.save, numbered(value) if step.ask.kind == "people" else value)
            if step.ask.typed and event.answer.get("typed"):
                self._put(step.ask.typed.save, event.answer["typed"])
            for option in step.ask.options:
                if option.value == value or (isinstance(value, list) and option.value in value):
                    self._set(option.set)
        elif event.outcome in ("done", "skipped"):
            self.facts.passing["answer"] = event.outcome
        elif event.outcome == "seen" and step.portal:
            for seen in step.portal.seen:
                if seen.code == event.answer.get("code"):
                    self._set(seen.set)
        self._set(step.set)

    def _set(self, values: Mapping[str, str]) -> None:
        for name, template in values.items():
            self._put(name, fill(template, self.facts))

    def _put(self, name: str, value: Any) -> None:
        """Keep a fact. A number under the name of a list makes a list of that many items."""
        if name in self._layout.lists:
            self._rounds.clear()
            if isinstance(value, int | str) and str(value).isdecimal():
                value = counted(int(value))
        self.facts.put(name, value)

    def _actions(self, visit: Visit, event: Event) -> list[Action]:
        return rendered(asked_for(visit.step, event.outcome, event.answer.get("code")), self.facts)

    def _outdated(self, visit: Visit, event: Event) -> bool:
        """Whether an answer acted with facts that have changed since. What it should do now is kept in `wanted`."""
        wanted, did = self._actions(visit, event), event.answer.get("did")
        if wanted or did:
            self.wanted[visit.key] = wanted
        if did is None:
            return False
        done = [self.moved(action, event.seq) for action in did]
        if self._imagined and done != wanted:
            self._standing.move(self._standing.last + 1, correct(done, wanted).moved)
        return done != wanted

    def _go(self, visit: Visit, trigger: str) -> bool:
        self.visits.append(visit)
        self._machine.fire(self, trigger)
        return True

    def _stop(self, visit: Visit, pause: Pause) -> bool:
        if self._imagined:
            return self._go(visit, "hold")
        self.visits.append(visit)
        self.here, self.pause = visit, pause
        return False

    # Rounds of sections.

    def _leave(self) -> None:
        """Come out of a round, to the agenda."""
        self._section, self._mark = None, ""
        self.facts.round = {}

    def _next_round(self, section: Section) -> str | None:
        """The mark of the section's next round, `None` when there is none left."""
        if not self.judge(section.only_if).ok:
            return None
        standing = self.sections[section.id]
        rounds = self._rounds_of(section)
        return rounds.next(standing.done, standing.held)

    def _rounds_of(self, section: Section) -> Rounds:
        """The rounds of a section, worked out when a list changed, or when which there are hangs on other facts too."""
        hangs_on_facts = any(loop.where for loop in section.repeat)
        if section.id not in self._rounds or hangs_on_facts:
            self._rounds[section.id] = Rounds(section, self.facts)
        return self._rounds[section.id]


def _round_of(visit: Visit) -> tuple[str, str]:
    return visit.section.id, visit.key.removeprefix(visit.step.id)


def _then(step: Step, event: Event) -> str:
    """What a message that the user saw leads to; nothing for another answer."""
    for seen in step.portal.seen if step.portal and event.outcome == "seen" else ():
        if seen.code == event.answer.get("code"):
            return seen.then
    return ""
