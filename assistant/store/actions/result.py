"""What comes of an action: done, with its warnings, or refused, with the reason and what to do instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from assistant.domain.vocabulary import Role
from assistant.store.remark import Remark

Code = Literal["not-allowed", "not-yet", "invalid", "unknown", "exists", "conflict"]
"""Why an action is refused (interface §3)."""


@dataclass(frozen=True, slots=True)
class Done:
    """The action was performed; `id` is its entry in the ledger, `unit` the path of the unit it was about."""

    action: str
    id: int
    unit: str | None = None
    warnings: tuple[Remark, ...] = ()

    @property
    def ok(self) -> Literal[True]:
        """Whether it was done."""
        return True

    def as_json(self) -> dict[str, Any]:
        """Return the result line of `do`."""
        unit = {} if self.unit is None else {"unit": self.unit}
        warnings = [warning.as_json() for warning in self.warnings]
        return {"ok": True, "action": self.action, "id": self.id, **unit, "warnings": warnings}


@dataclass(frozen=True, slots=True)
class Refused:
    """The action was refused, and nothing changed.

    `text` is a Dutch source text with `{fact}` placeholders, translated where it is shown. `needs` are the actions to
    do first (`not-yet`), `who_may` the roles that could do it (`not-allowed`).
    """

    action: str
    code: Code
    text: str
    facts: Mapping[str, object] = field(default_factory=dict)
    who_may: tuple[Role, ...] = ()
    needs: tuple[str, ...] = ()

    @property
    def ok(self) -> Literal[False]:
        """Whether it was done."""
        return False

    @property
    def reason(self) -> str:
        """The filled Dutch text."""
        return self.text.format_map(dict(self.facts))

    def as_json(self) -> dict[str, Any]:
        """Return the result line of `do`."""
        line: dict[str, Any] = {"ok": False, "action": self.action, "code": self.code, "reason": self.reason}
        if self.code == "not-allowed":
            line["who_may"] = [role.value for role in self.who_may]
        if "version" in self.facts:  # for who looks again and tries once more after a conflict
            line["version"] = self.facts["version"]
        if self.needs:
            line["needs"] = list(self.needs)
        return line


class Refusal(Exception):
    """Raised on the way when an action cannot be done; `perform` makes a `Refused` of it."""

    def __init__(self, code: Code, text: str, needs: Iterable[str] = (), **facts: object) -> None:
        super().__init__(code, text)
        self.code: Code = code
        self.text = text
        self.needs = tuple(needs)
        self.facts = facts
        self.who_may: tuple[Role, ...] = ()
