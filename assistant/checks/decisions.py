"""A row of the rule table as a decision with its findings: which condition stands where, on what it rests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from assistant.checks.conditions import PENDING, Condition, Rank
from assistant.checks.findings import Finding, Severity
from assistant.checks.profiles import CERTAIN, UNITS
from assistant.checks.rule_table import all_conditions
from assistant.checks.standpoints import LEVELS, MissingUnits, box_of, home_of, is_anywhere, is_personal, unit_of
from assistant.checks.user_facts import Registered
from assistant.checks.wanted import HELD
from assistant.checks.wording import Names
from assistant.domain.catalogue import catalogue
from assistant.domain.days import BRUSSELS, shown_day
from assistant.domain.symptoms import symptom
from assistant.domain.vocabulary import Level, State

DELAY = timedelta(minutes=20)
"""How long a change of a user or a function may take (O6)."""

BROKEN_RULES = frozenset(
    {
        "app.missing-on-capacity",
        "app.missing-on-subdivision",
        "app.missing-on-site",
        "function.missing",
        "external.head-radiologist",
    }
)
"""What is told, as a warning, of an access that someone holds though nobody expects it (V10)."""


@dataclass(frozen=True, eq=False)
class Decision:
    """One access, judged. `row` is its row of the rule table."""

    row: Mapping[str, Any]
    person: str
    """The INSZ; that of someone asked for may be of nobody the enterprise describes."""
    who: str
    """What the person is called."""

    @property
    def application(self) -> str:
        """The application's name."""
        return str(self.row["application"])

    @property
    def capacity(self) -> str | None:
        """The capacity judged in, None where it is open."""
        found: str | None = self.row["capacity"]
        return found

    @property
    def unit(self) -> str | None:
        """The unit asked for, None for any."""
        found: str | None = self.row["unit"]
        return found

    @property
    def verdict(self) -> Rank:
        """The verdict."""
        return Rank(self.row["verdict"])

    @property
    def is_held_only(self) -> bool:
        """Whether nobody expects or asks for it."""
        return bool(self.row["origin"] == HELD)

    @cached_property
    def wrong(self) -> tuple[tuple[Condition, int], ...]:
        """The conditions that are not met, with how much that weighs."""
        return tuple((one, self.row[one.column]) for one in all_conditions() if self.row[one.column])

    @property
    def is_anywhere(self) -> bool:
        """Whether any of several units would do."""
        return is_anywhere(self.row)

    @property
    def place(self) -> str | None:
        """The path of the unit where the user should be, None where that can be one of several."""
        return home_of(self.row)

    def begins(self) -> str | None:
        """Return when it becomes allowed without anybody doing anything: a moment, or the day a function starts (V5, V6)."""
        changed: datetime | None = self.row["changed"]
        in_force = changed.astimezone(BRUSSELS) + DELAY if changed else None
        if self.verdict is Rank.PENDING and in_force:
            return in_force.isoformat()
        if [one.column for one, _ in self.wrong] != ["function_ahead"]:
            return None
        day: date = self.row["day"]
        if in_force and in_force > datetime.combine(day, time(), BRUSSELS):
            return in_force.isoformat()
        return day.isoformat()

    def findings(self, names: Names, missing_units: MissingUnits) -> Iterator[Finding]:
        """Yield what it rests on. `missing_units` are the planned units that are not there, by code."""
        for one, weight in self.wrong:
            if not self.is_held_only or one.code in BROKEN_RULES:
                yield self._finding(one, weight, names, missing_units)
        if self.row["changed"] and not self.is_held_only:
            yield self._pending(names)

    def codes(self) -> list[str]:
        """Return the codes of its findings, each once."""
        codes = [one.code for one, _ in self.wrong]
        return list(dict.fromkeys([*codes, PENDING] if self.row["changed"] else codes))

    def _finding(self, one: Condition, weight: int, names: Names, missing_units: MissingUnits) -> Finding:
        blocks = weight == CERTAIN and not self.is_held_only and symptom(one.code).may_block
        level = LEVELS.get(one.about)
        unit = unit_of(self.row, one, missing_units)
        application = box_of(self.application, one)
        evidence = self._evidence(one, unit)
        return Finding(
            one.code,
            Severity.BLOCKING if blocks else Severity.WARNING,
            self.capacity,
            unit,
            self.person if is_personal(one) else None,
            application,
            level,
            evidence=evidence if weight == CERTAIN else {**evidence, "known": False},
            facts=self._facts(unit, application, level, names),
        )

    def _evidence(self, one: Condition, unit: str | None) -> dict[str, Any]:
        if one.box is not None:
            return {"ticked": False, "level": LEVELS[one.about].value, "needed_for": self.application}
        row = self.row
        values: dict[str, Any] = {
            "should_be_on": self.place,
            "is_on": row["is_on"] if row["is_on"] is not None else self.place,
            "function": row["function_held"],
            "role": row["role"],
            "start": row["day"].isoformat() if row["day"] else None,
            "end": row["day"].isoformat() if row["day"] else None,
            "opened_by": [function.label for function in self._opening()],
            "under": row["subdivision_path"],
            "unit": unit,
            "state": State.SAVED.value,
            "blocked": True,
        }
        return {name: values[name] for name in _EVIDENCE.get(one.column, ())}

    def _opening(self) -> Any:
        profile = catalogue().application(self.application)
        return catalogue().functions_opening(profile) if profile else ()

    def _facts(self, unit: str | None, application: str, level: Level | None, names: Names) -> dict[str, str]:
        row, home = self.row, UNITS[max(self.row["depth"], 0)]
        facts = {
            "person": self.who,
            "application": application,
            "capacity": self.capacity,
            "unit": self.who if row["registered"] == Registered.SAVED and level is Level.USER else None,
            "function": row["function_held"],
            "is_on": names.unit(self.capacity, row["is_on"]) if row["is_on"] is not None else None,
            "should_be_on": names.unit(self.capacity, self.place, home),
            "day": shown_day(row["day"]) if row["day"] else None,
        }
        facts["unit"] = facts["unit"] or names.unit(self.capacity, unit, home if level is Level.USER else level)
        return {name: text for name, text in facts.items() if text is not None}

    def _pending(self, names: Names) -> Finding:
        changed: datetime = self.row["changed"]
        moments = {"changed_at": changed.astimezone(BRUSSELS), "in_force": changed.astimezone(BRUSSELS) + DELAY}
        return Finding(
            PENDING,
            Severity.WARNING,
            self.capacity,
            str(self.row[f"{UNITS[self.row['depth']]}_path"]),
            self.person,
            self.application,
            Level.USER,
            evidence={name: moment.isoformat() for name, moment in moments.items()},
            facts=self._facts(None, self.application, None, names),
        )


_EVIDENCE = {
    "no_subdivision": ("unit",),
    "no_site": ("unit", "under"),
    "other_unit": ("is_on", "should_be_on"),
    "other_level": ("is_on", "should_be_on"),
    "only_manager": ("role", "should_be_on"),
    "no_user": ("should_be_on",),
    "saved_capacity": ("state",),
    "saved_subdivision": ("state",),
    "saved_site": ("state",),
    "saved_user": ("is_on", "state"),
    "blocked_subdivision": ("blocked",),
    "blocked_user": ("is_on", "blocked"),
    "function_elsewhere": ("function", "is_on", "should_be_on"),
    "function_ahead": ("function", "is_on", "start"),
    "function_ended": ("function", "is_on", "end"),
    "function_neutral": ("function", "is_on", "opened_by"),
    "function_other": ("function", "is_on", "opened_by"),
    "no_function": ("should_be_on", "opened_by"),
}
"""What each condition shows for itself, by its column."""
