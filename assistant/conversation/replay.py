"""Replay: the events of a conversation walked through the present flow, to where it stands now.

Position, facts, progress, what waits and what is parked are all worked out here, by moving along the guide's machine with
the answers that stand. Nothing is read from the store and nothing is done: readings come from the events.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from assistant.conversation.actions import Action, asked_for, rendered
from assistant.conversation.events import HELD, Event, renamed_key, standing
from assistant.conversation.flow import Condition, Guide, Section, Step
from assistant.conversation.guards import judge
from assistant.conversation.machine import AGENDA, END, blueprint
from assistant.conversation.machine import HELD as HELD_STATE
from assistant.conversation.scope import Facts, Item, mark_of, numbered
from assistant.conversation.templates import fill
from assistant.domain.verdict import Verdict

Pause = Literal["asks", "reads", "corrects", "held", "end", "lost"]
"""Why a replay stopped: a step asks, a step wants to read the store, a step that acted has to be corrected because its facts
changed, nothing can go on now, the guide is done, or the answer that stands no longer fits the flow."""

LONGEST_WALK = 100_000
"""More steps than any conversation has: a walk that long is a loop that the lint missed."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A step instance on the path, in the round of its section, with the answer that stands there."""

    key: str
    step: Step
    section: Section
    round: Mapping[str, Item]
    answer: Event | None = None
    passed: bool = False


@dataclass(slots=True)
class Standing:
    """How far a section is: rounds done and waiting, and whether its list of rounds is known."""

    done: set[str]
    held: list[Visit]
    answered: int = 0


class Replay:
    """A walk along a guide's machine; the machine's model (`machine.Walker`).

    `visits` is the path in order, `here` the step where it stopped (`None` at the end or when all waits), `pause` why.
    `wanted` are the actions that each answer on the path asks for. `focus` names a waiting step instance that is looked at
    again now. With `imagined` the walk does not stop at what has to be asked, read or corrected: it lets that wait and goes
    on, to see how far answers still reach (`to_correct`).
    """

    def __init__(self, guide: Guide, events: Iterable[Event], *, focus: str | None = None, imagined: bool = False) -> None:
        self.guide = guide
        self.state = AGENDA
        self.facts = Facts(guide.head.facts)
        self.visits: list[Visit] = []
        self.here: Visit | None = None
        self.pause: Pause = "asks"
        self.sections = {section.id: Standing(set(), []) for section in guide.sections}
        self.to_correct: list[Visit] = []
        self.wanted: dict[str, list[Action]] = {}
        self._focus = focus
        self._imagined = imagined
        self._renamed = _all_renamed(guide)
        self._events = standing(events)
        self._answers = {renamed_key(key, self._renamed): event for key, event in self._events.answers.items()}
        self._readings = {renamed_key(key, self._renamed): event for key, event in self._events.readings.items()}
        self._moved: dict[str, str] = {}
        self._section: Section | None = None
        self._answer: Event | None = None
        self._machine = blueprint(guide)
        self._walk()

    # What the machine asks of its model.

    def judge(self, condition: Condition | None) -> Verdict:
        """Whether a condition holds for the facts now."""
        return judge(condition, self.facts)

    def may_start(self, section: Section) -> bool:
        """Whether a section has a round to do and all that it requires is done."""
        return self.missing(section) is None and self._next_round(section) is not None

    def start_round(self, section: Section) -> None:
        """Begin the section's next round."""
        self.facts.round = self._next_round(section) or {}
        self._section = section

    def end_round(self) -> None:
        """The present round is done."""
        if self._section is not None:
            self.sections[self._section.id].done.add(_mark(self.facts.round))
        self.facts.round = {}

    def hold_round(self) -> None:
        """The present round waits at the present step."""
        if self._section is not None:
            self.sections[self._section.id].held.append(self.visits[-1])
        self.facts.round = {}

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
        return [visit for standing in self.sections.values() for visit in standing.held]

    @property
    def parked(self) -> list[Event]:
        """Answers that stand but are no longer on the path, in order; they come back with it."""
        on_path = {visit.key for visit in self.visits}
        return sorted((e for key, e in self._answers.items() if key not in on_path), key=lambda e: e.seq)

    def missing(self, section: Section) -> Section | None:
        """The first required section that is not done yet."""
        return next((s for s in self.guide.sections if s.id in section.requires and not self.is_done(s)), None)

    def is_done(self, section: Section) -> bool:
        """Whether a section has nothing left to do: all rounds done, none waiting, and what it requires done."""
        return (
            not self.sections[section.id].held
            and self.missing(section) is None
            and self._next_round(section) is None
            and section is not self._section_now()
        )

    def answer_at(self, key: str) -> Event | None:
        """The answer that stands at a step instance, on the path or parked."""
        return self._answers.get(key)

    def reading_at(self, key: str) -> Mapping[str, Any]:
        """What a step instance read from the store when it was last looked at."""
        event = self._readings.get(key)
        return event.facts if event else {}

    def moved(self, path: str) -> str:
        """A unit's path as it stands after the corrections on the way."""
        for old, new in self._moved.items():
            if path == old or path.startswith(f"{old}/"):
                path = new + path[len(old) :]
        return path

    # The walk.

    def _walk(self) -> None:
        for _ in range(LONGEST_WALK):
            if self.state == AGENDA:
                self._section = None
                self._machine.fire(self, "proceed")
            elif self.state in (HELD_STATE, END):
                self.pause = "held" if self.state == HELD_STATE else "end"
                return
            elif not self._take_step():
                return
        raise RecursionError(f"{self.guide.head.id}: endless walk at {self.state}")

    def _take_step(self) -> bool:
        """Move on from the present step; False when the walk stops here."""
        section, step = self.guide.place(self.state)
        key = step.id + _mark(self.facts.round)
        visit = Visit(key, step, section, dict(self.facts.round), self._answers.get(key))
        self._answer = None
        self.facts.put("answer", None)
        if step.reads:
            if key not in self._readings:
                return self._stop(visit, "reads")
            self.facts.put_readings(self._readings[key].facts)
        if not self.judge(step.only_if).ok:
            return self._go(visit, "pass", passed=True)
        if not step.acts:
            self._set(step.set)
            return self._go(visit, "answer")
        if visit.answer is None or key == self._focus:
            return self._stop(visit, "asks")
        return self._take_answer(visit, visit.answer)

    def _take_answer(self, visit: Visit, event: Event) -> bool:
        step = visit.step
        again = event.outcome == "seen" and self._then(step, event) in ("again", "wait")
        if event.outcome in HELD and not (event.outcome == "unknown" and step.ask and step.ask.unknown_to):
            return self._go(visit, "hold")
        if again:
            return self._go(visit, "hold") if self._then(step, event) == "wait" else self._stop(visit, "asks")
        if self._outdated(visit, event):
            if not self._imagined:
                return self._stop(visit, "corrects")
            self.to_correct.append(visit)
        self._answer = event
        self._moved.update(event.answer.get("renamed", {}))
        self._keep(step, event)
        self.sections[visit.section.id].answered += 1
        return self._go(visit, "answer")

    def _keep(self, step: Step, event: Event) -> None:
        """Put an answer among the facts, with what its option, message or step sets."""
        self._keep_value(step, event)
        value = event.answer.get("value")
        if event.outcome == "given" and step.ask:
            for option in step.ask.options:
                if option.value == value or (isinstance(value, list) and option.value in value):
                    self._set(option.set)
        elif event.outcome == "seen" and step.portal:
            for seen in step.portal.seen:
                if seen.code == event.answer.get("code"):
                    self._set(seen.set)
        self._set(step.set)

    def _keep_value(self, step: Step, event: Event) -> None:
        """Put the answer itself among the facts, where the step's actions find it."""
        if event.outcome == "given" and step.ask:
            self.facts.put("answer", event.answer.get("value"))
            if step.ask.save:
                self.facts.put(step.ask.save, self._as_list(step, event.answer.get("value")))
        elif event.outcome in ("done", "skipped"):
            self.facts.put("answer", event.outcome)

    def _as_list(self, step: Step, value: Any) -> Any:
        ask = step.ask
        if ask and ask.kind == "people":
            return numbered(value)
        return self._items_of(value) if ask and ask.kind == "count" and ask.save in _looped(self.guide) else value

    def _items_of(self, value: Any) -> Any:
        """A number as a list of that many items; a list as it is."""
        return numbered({} for _ in range(int(value))) if str(value).isdecimal() else value

    def _set(self, values: Mapping[str, str]) -> None:
        for name, template in values.items():
            value = fill(template, self.facts)
            self.facts.put(name, self._items_of(value) if name in _looped(self.guide) else value)

    def _then(self, step: Step, event: Event) -> str:
        seen = next((s for s in (step.portal.seen if step.portal else ()) if s.code == event.answer.get("code")), None)
        return seen.then if seen else "again"

    def _outdated(self, visit: Visit, event: Event) -> bool:
        """Whether an answer acted with facts that have changed since. What it should do now is kept in `wanted`."""
        dos = asked_for(visit.step, event.outcome, event.answer.get("code"))
        if not dos and "did" not in event.answer:
            return False
        self._keep_value(visit.step, event)
        self.wanted[visit.key] = rendered(dos, self.facts)
        did = event.answer.get("did")
        return did is not None and self.wanted[visit.key] != [_with_unit(action, self.moved) for action in did]

    def _go(self, visit: Visit, trigger: str, *, passed: bool = False) -> bool:
        if passed:
            visit = Visit(visit.key, visit.step, visit.section, visit.round, None, passed=True)
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

    def _section_now(self) -> Section | None:
        return self._section if self.state not in (AGENDA, HELD_STATE, END) else None

    def _next_round(self, section: Section) -> dict[str, Item] | None:
        standing = self.sections[section.id]
        taken = standing.done | {_mark(visit.round) for visit in standing.held}
        return next((r for r in self.rounds(section) if _mark(r) not in taken), None)

    def rounds(self, section: Section) -> list[dict[str, Item]]:
        """All rounds of a section with the facts as they are: one without items for a section that does not repeat."""
        before = self.facts.round
        found: list[dict[str, Item]] = [{}]
        for loop in section.repeat:
            wider = []
            for outer in found:
                self.facts.round = outer
                for item in self.facts.items(loop.over):
                    self.facts.round = {**outer, loop.as_: item}
                    if self.judge(loop.where).ok:
                        wider.append(self.facts.round)
            found = wider
        self.facts.round = before
        return found if self.judge(section.only_if).ok else []


def _mark(round_: Mapping[str, Item]) -> str:
    """How a round shows in a key: "[1/2]", nothing for a section that does not repeat."""
    return f"[{'/'.join(mark_of(item) for item in round_.values())}]" if round_ else ""


def _with_unit(action: Mapping[str, Any], moved: Any) -> dict[str, Any]:
    return {**action, "unit": moved(action["unit"])} if isinstance(action.get("unit"), str) else dict(action)


def _all_renamed(guide: Guide) -> dict[str, str]:
    aliases = {alias: step.id for section in guide.sections for step in section.steps for alias in step.aliases}
    return {**guide.head.renamed, **aliases}


def _looped(guide: Guide) -> set[str]:
    """The facts that are lists because some section repeats over them."""
    return {loop.over for section in guide.sections for loop in section.repeat}
