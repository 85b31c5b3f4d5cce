"""A row of the warnings as a finding, and which decisions an observation is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.checks.conditions import Rank
from assistant.checks.decisions import Decision
from assistant.checks.findings import Finding, Severity
from assistant.checks.wording import Names
from assistant.domain.catalogue import catalogue
from assistant.domain.days import BRUSSELS
from assistant.domain.symptoms import symptoms
from assistant.domain.vocabulary import Level, Role


def broken_rule(row: Mapping[str, Any], names: Names) -> Finding | None:
    """Return the finding of a row of `warnings`, None for something seen on a screen that has no text."""
    code, capacity, unit, person = row["code"], row["capacity"], row["unit"], row["insz"]
    if code not in symptoms():
        return None
    level = Level(row["level"]) if row["level"] else None
    role = Role(row["role"]) if row["role"] else None
    who = f"{row['first_name']} {row['surname']}".strip() if person else None
    home = _home(code, capacity, row["application"])
    evidence = {
        "role": role and role.value,
        "function": row["function"],
        "is_on": unit if level is Level.USER else None,
        "should_be_on_level": home and home.value,
        "seen_at": row["at"] and row["at"].astimezone(BRUSSELS).isoformat(),
    }
    facts = {
        "person": who,
        "application": row["application"],
        "capacity": capacity,
        "unit": who if code == "step.unconfirmed" and who else names.unit(capacity, unit, level),
        "function": row["function"],
        "is_on": names.unit(capacity, unit),
        "should_be_on": names.unit(None, None, home),
    }
    return Finding(
        code,
        Severity.WARNING,
        capacity,
        unit,
        person,
        row["application"],
        level,
        role,
        evidence={name: value for name, value in evidence.items() if value is not None},
        facts={name: value for name, value in facts.items() if value is not None},
        seen=bool(row["seen"]),
    )


def _home(code: str, capacity: str | None, application: str | None) -> Level | None:
    """Return the level where a misplaced user or function belongs."""
    if code == "function.wrong-level":
        profile = catalogue().application(application or "")
        return profile.function_on if profile else None
    kind = catalogue().capacity(capacity or "") if code == "user.wrong-level" else None
    return kind.users_on if kind else None


def concerns(seen: Finding, decision: Decision) -> bool:
    """Tell whether what someone saw is about a decision: about its person, or about the capacity it fails in."""
    if seen.person is not None:
        return seen.person == decision.person
    if seen.capacity is None or seen.capacity != decision.capacity:
        return False
    return decision.verdict in (Rank.DENIED, Rank.UNKNOWN)
