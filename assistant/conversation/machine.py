"""A guide as a state machine: the only place that decides where a conversation goes next.

States are the guide's steps and three of our own: the agenda (which section is next), held (nothing can go on now) and the
end. One machine serves all conversations of a guide; a conversation's `Replay` is handed to it as the model, one trigger at
a time. Callbacks only look at the model and note where it is: nothing is read or written (see docs/decisions.md).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from transitions import Machine, MachineError

from assistant.conversation.flow import Condition, Guide, Section, Step
from assistant.domain.verdict import Verdict

Guard = Callable[[Any], bool]

AGENDA, HELD, END = "@agenda", "@held", "@end"
SECTION_END = "end"


class Walker(Protocol):
    """What the machine needs of a conversation's replay."""

    state: str

    def judge(self, condition: Condition | None) -> Verdict:
        """Whether a condition holds now."""

    def may_start(self, section: Section) -> bool:
        """Whether a section has a round to do and all that it requires is done."""

    def start_round(self, section: Section) -> None:
        """Begin the section's next round."""

    def end_round(self) -> None:
        """The present round is done."""

    def hold_round(self) -> None:
        """The present round waits at the present step."""

    def anything_held(self) -> bool:
        """Whether some round waits."""

    def answered_unknown(self) -> bool:
        """Whether the present step was answered with "weet ik niet"."""

    def seen(self) -> str | None:
        """The code of the message that the user saw instead, if that was the answer."""


class Blueprint:
    """The machine of one guide. `fire` moves a walker; a trigger that leads nowhere raises `NoWay`."""

    def __init__(self, guide: Guide) -> None:
        states = [AGENDA, HELD, END, *(step.id for section in guide.sections for step in section.steps)]
        # Not queued: no callback fires a trigger, and the queue would be shared by conversations in other threads.
        self._machine = Machine(model=None, states=states, initial=AGENDA, auto_transitions=False, send_event=True)
        for section in guide.sections:
            self._add_section(section)
        self._add("proceed", AGENDA, HELD, conditions=[lambda e: e.model.anything_held()])
        self._add("proceed", AGENDA, END)

    def fire(self, walker: Walker, trigger: str) -> None:
        """Move the walker by one trigger: `proceed`, `answer`, `pass` or `hold`."""
        try:
            self._machine.events[trigger].trigger(walker)
        except MachineError as fault:
            raise NoWay(walker.state, trigger) from fault

    def edges(self) -> set[tuple[str, str]]:
        """Every way from one state to another, for drawing and for coverage."""
        return {
            (source, str(transition.dest))
            for event in self._machine.events.values()
            for source, transitions in event.transitions.items()
            for transition in transitions
        }

    def _add(self, trigger: str, source: str, dest: str, **callbacks: Any) -> None:
        self._machine.add_transition(trigger, source, dest, **callbacks)

    def _add_section(self, section: Section) -> None:
        first = section.steps[0].id
        self._add(
            "proceed", AGENDA, first,
            conditions=[lambda e: e.model.may_start(section)], before=[lambda e: e.model.start_round(section)],
        )  # fmt: skip
        followers = [step.id for step in section.steps[1:]] + [SECTION_END]
        for step, follower in zip(section.steps, followers, strict=True):
            for to, guard in ways_on(step, follower):
                self._go("answer", step, to, [guard] if guard else [])
            self._go("pass", step, follower, [])
            self._add("hold", step.id, AGENDA, before=[lambda e: e.model.hold_round()])

    def _go(self, trigger: str, step: Step, to: str, conditions: list[Guard]) -> None:
        if to == SECTION_END:
            self._add(trigger, step.id, AGENDA, conditions=conditions, before=[lambda e: e.model.end_round()])
        else:
            self._add(trigger, step.id, to, conditions=conditions)


class NoWay(Exception):
    """A trigger leads nowhere: a fault of the flow, which the lint should have found."""

    def __init__(self, state: str, trigger: str) -> None:
        super().__init__(f"{state}: no way on for {trigger!r}")
        self.state = state


def ways_on(step: Step, follower: str) -> list[tuple[str, Guard | None]]:
    """Where a step can lead once it is answered, in the order in which they are tried; the last has no guard."""
    ways: list[tuple[str, Guard | None]] = []
    if step.portal:
        ways += [(seen.then, _saw(seen.code)) for seen in step.portal.seen if seen.then not in ("again", "wait", "done")]
    if step.ask:
        if step.ask.unknown_to:
            ways.append((step.ask.unknown_to, lambda e: e.model.answered_unknown()))
        ways += [(o.to, _holds(Condition(answer=o.value))) for o in step.ask.options if o.to]
    for route in step.routes:
        ways.append((route.to, _holds(route.when) if route.when else None))
        if route.when is None:
            return ways
    return [*ways, (follower, None)]


def _holds(condition: Condition | None) -> Guard:
    return lambda e: e.model.judge(condition).ok


def _saw(code: str) -> Guard:
    return lambda e: bool(e.model.seen() == code)


_blueprints: dict[str, Blueprint] = {}


def blueprint(guide: Guide) -> Blueprint:
    """The machine of a guide, made once for each version of it."""
    if guide.digest not in _blueprints:
        _blueprints[guide.digest] = Blueprint(guide)
    return _blueprints[guide.digest]


LIFE = Machine(
    model=None,
    states=["todo", "waiting", "saved", "confirmed", "pending", "in force"],
    initial="todo",
    auto_transitions=False,
    transitions=[
        {"trigger": "hand_over", "source": ["todo", "waiting", "saved"], "dest": "waiting"},
        {"trigger": "save", "source": ["todo", "waiting", "saved"], "dest": "saved"},
        {"trigger": "confirm", "source": ["todo", "waiting", "saved"], "dest": "confirmed"},
        {"trigger": "change", "source": "confirmed", "dest": "pending"},
        {"trigger": "take_effect", "source": ["confirmed", "pending"], "dest": "in force"},
        {"trigger": "reopen", "source": "*", "dest": "todo"},
    ],
)
"""The life of a portal step, from to do to in force (rulebook O2, O6)."""


class Life:
    """A portal step's place in its life; `moves` are triggers of `LIFE` in the order in which they happened."""

    def __init__(self, *moves: str) -> None:
        self.state = "todo"
        for move in moves:
            LIFE.events[move].trigger(self)
