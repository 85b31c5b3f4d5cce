"""A finding: one code in one place, with what it rests on, and how several become one (rulebook V7, V9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from assistant.checks.wording import Say, filled
from assistant.domain.rights import who_may
from assistant.domain.symptoms import symptom
from assistant.domain.vocabulary import Level, Role


class Severity(StrEnum):
    """How bad a finding is (V7)."""

    BLOCKING = "blocking"
    WARNING = "warning"


Key = tuple[str, str | None, str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong. `facts` fill its texts, `evidence` is for programs; `level` is that of the thing it is about."""

    code: str
    severity: Severity
    capacity: str | None = None
    unit: str | None = None
    person: str | None = None
    application: str | None = None
    level: Level | None = None
    role: Role | None = None
    """The role of the manager it is about."""
    evidence: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    seen: bool = False
    """Whether someone saw it on a screen."""

    @property
    def key(self) -> Key:
        """What makes it one and the same finding."""
        return self.code, self.capacity, self.unit, self.application, self.person

    def actions(self) -> tuple[str, ...]:
        """Return the actions that mend it, those of its own level or role where the symptom names several."""
        named = symptom(self.code).actions
        if self.role:
            thing = self.role.lower().replace("-", "")
            return _of(named, thing) or (named if self.code in _FOR_ANY_ROLE else (self._appointing(),))
        return _of(named, str(self.level)) or named

    def _appointing(self) -> str:
        """Return the action that appoints to the role, again or another one."""
        return f"{self.level}.edit" if self.role is Role.SB else _APPOINTING[self.role or Role.HTB]

    def who_may(self) -> tuple[Role, ...]:
        """Return the roles that may mend it."""
        return self.who_may_do(self.actions())

    def who_may_do(self, actions: Iterable[str]) -> tuple[Role, ...]:
        """Return the roles that may do any of these actions where it stands."""
        level = self.level or Level.USER
        may = {role for action in actions for role in who_may(action, self.capacity, level=level)}
        return tuple(role for role in Role if role in may)

    def as_json(self, say: Say) -> dict[str, Any]:
        """Return it as it stands in a diagnosis (interface §4)."""
        known = symptom(self.code)
        return {
            "code": self.code,
            "severity": self.severity.value,
            "capacity": self.capacity,
            "unit": self.unit,
            "person": self.person,
            "application": self.application,
            "message": filled(known.message, self.facts, say),
            "evidence": self.evidence,
            "remedy": filled(known.remedy, self.facts, say),
            "who_may": [role.value for role in self.who_may()],
            "source": known.source,
        }


_APPOINTING = {Role.HTB: "htb.replace", Role.CO_HTB: "cohtb.add", Role.TB: "tb.replace", Role.CO_TB: "cotb.add"}
_FOR_ANY_ROLE = ("manager.no-other-role",)
"""What is mended by a role besides, whatever role it is about."""


def _of(actions: Iterable[str], thing: str) -> tuple[str, ...]:
    return tuple(action for action in actions if action.partition(".")[0] == thing)


class Findings:
    """Findings, each once: of two of the same thing the blocking one stays."""

    def __init__(self) -> None:
        self._found: dict[Key, Finding] = {}

    def add(self, finding: Finding) -> None:
        """Add what a decision rests on."""
        present = self._found.get(finding.key)
        if present is None or (present.severity, finding.severity) == (Severity.WARNING, Severity.BLOCKING):
            self._found[finding.key] = finding

    def add_broken_rules(self, broken: Iterable[Finding]) -> None:
        """Add broken rules, without those that a decision tells of, for whatever application."""
        told = {_place(finding) for finding in self._found.values()}
        for finding in broken:
            if _place(finding) not in told:
                self.add(finding)

    def all(self) -> list[Finding]:
        """Return the findings, the blocking ones first, else as they came."""
        return sorted(self._found.values(), key=lambda finding: finding.severity is Severity.WARNING)


def _place(finding: Finding) -> tuple[Any, ...]:
    return finding.code, finding.capacity, finding.unit, finding.person
