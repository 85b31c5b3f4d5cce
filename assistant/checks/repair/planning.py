"""Finding a plan: on a copy, each step is performed by someone who may, and the rule table says what is left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from assistant.checks.conditions import Rank
from assistant.checks.decisions import Decision
from assistant.checks.diagnosis import Judgement, judge
from assistant.checks.findings import Severity
from assistant.checks.repair.known import Known
from assistant.checks.repair.proposals import Proposal, Stage, proposals
from assistant.domain.action_kinds import RELOGIN, action_kind
from assistant.domain.vocabulary import Role
from assistant.store.actions import Done, Refused, actors_for, perform

Actor = dict[str, str | None]

_APPOINT = "htb.appoint"
_MISPLACED = "function.wrong-level"
_FIRST_A_CHIEF = ("capacity.activate", "capacity.confirm")
_ROUNDS = {Stage.LEAVING: Stage.USER, Stage.FUNCTION_ENDED: Stage.FUNCTION}
"""What is done in one round with what comes after it."""


@dataclass(slots=True)
class Step:
    """One step of a plan, and who does it. `then`: `relogin` or `wait` before going on."""

    proposal: Proposal
    by: Actor
    then: str | None = None

    @property
    def name(self) -> str:
        """The action's name."""
        return str(self.proposal.action["action"])

    @property
    def is_delayed(self) -> bool:
        """Whether it is in force only after 20 minutes (O6)."""
        kind = action_kind(self.name)
        return bool(kind and kind.delayed and "person" in self.proposal.action)


class Planner:
    """Makes a plan in the copy that `tx` writes in. `preferred` does every step that he may."""

    def __init__(self, tx: Session, known: Known, at: datetime, preferred: Actor | None) -> None:
        self.steps: list[Step] = []
        self._tx = tx
        self._known = known
        self._at = at
        self._preferred = preferred
        self._tried: set[tuple[Any, ...]] = set()
        self._misplaced: set[tuple[str | None, str | None, str | None]] | None = None
        """Where (capacity, unit, person) a function on a wrong level was in the way before anything was done."""

    def plan(self, application: str | None, person: str | None) -> None:
        """Perform step after step until nothing is left to propose."""
        while True:
            judgement = judge(self._tx, self._known.number, application=application, person=person, at=self._at)
            if self._misplaced is None:
                self._misplaced = set(_functions_in_the_way(judgement))
            coming = self._round(judgement)
            if not coming:
                break
            if self._lacks_chief(coming) and self._appoint_chief():
                continue
            for proposal in coming:
                self._tried.add(proposal.key)
                self._do(proposal)
        delayed = [step for step in self.steps if step.is_delayed]
        if delayed and delayed[-1].then is None:
            delayed[-1].then = "wait"

    def _round(self, judgement: Judgement) -> list[Proposal]:
        """Return what comes next for all decisions: the same once, and nothing that stands lower in the tree yet.

        Where any unit will do, what is made for others may do: those decisions come last.
        """
        denied = [one for one in judgement.decisions if one.verdict is Rank.DENIED]
        for decisions in ([one for one in denied if not one.is_anywhere], [one for one in denied if one.is_anywhere]):
            if found := self._proposed(decisions):
                first = min(_ROUNDS.get(one.stage, one.stage) for one in found)
                of_first = [one for one in found if _ROUNDS.get(one.stage, one.stage) == first]
                return sorted(of_first, key=lambda one: one.stage)
        return []

    def _proposed(self, decisions: list[Decision]) -> list[Proposal]:
        """Return what was not tried yet of what mends decisions, one step for all that want the same."""
        found: dict[tuple[Any, ...], Proposal] = {}
        for decision in decisions:
            for proposal in proposals(decision, self._known):
                if self._may_stay(proposal):
                    continue
                if proposal.key in found:
                    found[proposal.key].join(proposal)
                elif proposal.key not in self._tried:
                    found[proposal.key] = proposal
        return list(found.values())

    def _may_stay(self, proposal: Proposal) -> bool:
        """Tell whether a function need not be ended: it came in the way only by what the plan made, and opens nothing."""
        action = proposal.action
        place = (action.get("capacity"), action.get("unit") or "", action.get("person"))
        return proposal.stage is Stage.FUNCTION_ENDED and place not in (self._misplaced or ())

    def _do(self, proposal: Proposal) -> bool:
        """Perform a step, once logged in again if need be; tell whether it was done."""
        self._known.lend_email(proposal.action)
        action = proposal.chosen_action()
        actors = self._actors(action)
        if not actors:
            return False
        by = self._preferred if self._preferred in actors else actors[0]
        result = perform(self._tx, {**action, "as": by}, self._at)
        if isinstance(result, Refused) and RELOGIN in result.needs:
            self._sign_in_again(by)
            result = perform(self._tx, {**action, "as": by}, self._at)
        if isinstance(result, Done):
            self.steps.append(Step(proposal, by))
        return isinstance(result, Done)

    def _lacks_chief(self, coming: list[Proposal]) -> bool:
        """Tell whether something is for nobody to do, or cannot be done, without an HTB (O1)."""
        if self._known.chief is not None:
            return False
        return any(one.action["action"] in _FIRST_A_CHIEF or not self._actors(one.chosen_action()) for one in coming)

    def _actors(self, action: dict[str, Any]) -> list[Actor]:
        """Return who may do it, in the order of the roles."""
        order = list(Role)
        return sorted(actors_for(self._tx, action), key=lambda one: order.index(Role(one["role"] or "")))

    def _sign_in_again(self, by: Actor) -> None:
        """Let the actor log in again before the next step (O3): a remark at the last one, or the first step of all."""
        action: dict[str, Any] = {"action": RELOGIN, "enterprise": self._known.number, "data": {}}
        perform(self._tx, {**action, "as": by}, self._at)
        if self.steps:
            self.steps[-1].then = "relogin"
        else:
            self.steps.append(Step(Proposal(Stage.CHIEF, action, ["relogin.required"]), by))

    def _appoint_chief(self) -> bool:
        """Appoint an HTB, without whom some things can be done by nobody; not twice."""
        insz, choices = self._known.possible_chiefs()
        action: dict[str, Any] = {"action": _APPOINT, "enterprise": self._known.number, "person": insz, "data": {}}
        proposal = Proposal(Stage.CHIEF, action, ["htb.missing"], ["person"] if insz else [])
        if insz is None:
            proposal.choices, proposal.chosen = choices, "person"
        if proposal.key in self._tried or not (insz or choices):
            return False
        self._tried.add(proposal.key)
        done = self._do(proposal)
        if done:
            self._known.chief = insz or choices[0]
        return done


def _functions_in_the_way(judgement: Judgement) -> Iterator[tuple[str | None, str | None, str | None]]:
    for one in judgement.findings:
        if one.code == _MISPLACED and one.severity is Severity.BLOCKING:
            yield one.capacity, one.unit, one.person
