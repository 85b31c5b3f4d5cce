"""One organisation's rows of `readiness/1`, out of its judged accesses and broken rules.

What a row counts is what a diagnosis of the organisation tells: the findings that its expected accesses rest on, and
the broken rules of its capacity and of the enterprise as a whole (docs/decisions/diagnosis.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from assistant.checks.best_unit import alone, best
from assistant.checks.compiled import Row
from assistant.checks.conditions import PENDING, Condition, Rank
from assistant.checks.decisions import BROKEN_RULES
from assistant.checks.profiles import UNITS
from assistant.checks.readiness.next_step import Obstacle
from assistant.checks.readiness.stages import HOMES, OF_LEVEL, Stage, first_unmet, unmet
from assistant.checks.readiness.statements import ACCESS
from assistant.checks.readiness.tally import Key, OutputRow, Tally
from assistant.checks.standpoints import LEVELS, MissingUnits, box_of, is_personal, missing_units, unit_of
from assistant.checks.wanted import EXPECTED
from assistant.domain.catalogue import Application, catalogue
from assistant.domain.outside import COMING
from assistant.domain.symptoms import Sign, symptom, symptoms
from assistant.domain.vocabulary import Level

_KEY = slice(ACCESS.index("number"), ACCESS.index("application") + 1)
"""Where a judged row says which access it is of: number, person, origin, application."""
_PERSON = ACCESS.index("person_id")
_REST = slice(_PERSON + 1, None)
"""Where it says all but whose access it is."""
_NAMES = ACCESS[_REST]
_WRONG, _CHANGED = ACCESS.index("wrong"), ACCESS.index("changed")
"""Where it says what is in the way: nothing, when it is allowed (`conditions.verdict`)."""

_NOBODY = (None,)
"""Whom a finding names that is not about a person."""


class Read(NamedTuple):
    """What was read of one organisation; the rows of each list are those of the statement of that name."""

    enterprise: Any
    judged: Sequence[tuple[Any, ...]]
    broken: Sequence[Any]
    capacities: Sequence[Any]
    listed: Sequence[str]


class Organisation:
    """The counting of one organisation."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._tallies: dict[str, Tally] = {}
        self._told: set[tuple[Any, ...]] = set()
        """Code, capacity, unit and person of what decisions tell of: not told again as a broken rule (V9)."""
        self._broken = [row for row in read.broken if row.code in symptoms()]
        self._missing: MissingUnits = (
            missing_units((row.code, row.capacity, row.unit) for row in self._broken) if self._broken else {}
        )

    def rows(self) -> Iterator[OutputRow]:
        """Yield its rows, by the applications' order in the catalogue."""
        self._count_accesses()
        self._add_concerns()
        everything = [self._key(row) for row in self._broken if self._is_told_apart(row)]
        if not self._tallies:
            yield self._row_without_application(everything)
            return
        about = self._about()
        for name, tally in sorted(self._tallies.items(), key=_place_in_catalogue):
            if self._broken:
                self._find(tally, [key for key in everything if _belongs(key, name, tally.capacities)])
                self._meet_broken_rules(tally)
            if not tally.has_holder and not any(tally.counts):
                self._meet_nobody(name, tally)
            yield tally.row(about, name)

    def _count_accesses(self) -> None:
        """Count the accesses: first those that some unit gives, which are most and of which nothing else is told.

        Of the others, those that fail alike are looked at together.
        """
        judged = self._read.judged
        allowed = {row[_KEY] for row in judged if not row[_WRONG] and row[_CHANGED] is None}
        for _, _, origin, application in allowed:
            tally = self._tally(application)
            if origin == EXPECTED:
                tally.counts[Rank.ALLOWED] += 1
            else:
                tally.has_holder = True
        failing: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
        for row in judged:
            if (row[_WRONG] or row[_CHANGED] is not None) and row[_KEY] not in allowed:
                failing.setdefault(row[_KEY], []).append(row)
        alike: dict[tuple[Any, ...], list[int]] = {}
        for rows in failing.values():
            if len(rows) == 1:
                alike.setdefault(rows[0][_REST], []).append(rows[0][_PERSON])
            else:
                self._count_wrong(best([dict(zip(ACCESS, row, strict=True)) for row in rows]), [rows[0][_PERSON]])
        for rest, people in alike.items():
            self._count_wrong(alone(dict(zip(_NAMES, rest, strict=True))), people)

    def _count_wrong(self, row: dict[str, Any], people: Sequence[int]) -> None:
        """Count the access of people that is not allowed: what it rests on, and where that holds up."""
        application, capacity, is_expected = row["application"], row["capacity"], row["origin"] == EXPECTED
        tally = self._tally(application)
        tally.capacities.add(capacity)
        signs, told = _rests_on(row["certain"], row["wrong"], application, is_expected)
        tally.signs |= signs
        for one, box in told:
            unit, whom = unit_of(row, one, self._missing), people if is_personal(one) else _NOBODY
            tally.found.update([(one.code, capacity, unit, box, who) for who in whom])
            self._told.update([(one.code, capacity, unit, who) for who in whom])
        if is_expected:
            tally.counts[row["verdict"]] += len(people)
            self._wait(tally, row, people)
            self._meet(tally, row)

    def _wait(self, tally: Tally, row: Row, people: Sequence[int]) -> None:
        """Take note that a change is not in force yet, whatever else is wrong."""
        if row["changed"] is not None:
            place = (row["capacity"], str(row[f"{UNITS[row['depth']]}_path"]))
            tally.found.update((PENDING, *place, row["application"], who) for who in people)
            self._told.update((PENDING, *place, who) for who in people)
            tally.signs.add((PENDING, Sign.WAIT))

    def _meet(self, tally: Tally, row: Row) -> None:
        """Take note of what holds an expected access up."""
        capacity = row["capacity"]
        if row["wrong"]:
            stage, one = first_unmet(row["wrong"])
            if stage is Stage.OUTSIDE and capacity is None:
                stage = Stage.UNKNOWN
            obstacle = Obstacle(stage, one.code, capacity, unit_of(row, one, self._missing), LEVELS.get(one.about))
            tally.meet(obstacle, is_open=row["verdict"] == Rank.UNKNOWN)
        elif row["verdict"] == Rank.PENDING:
            is_function = row["function_changed"] is not None and row["function_changed"] == row["changed"]
            tally.meet(Obstacle(Stage.FUNCTIONS if is_function else Stage.USERS, PENDING, capacity))

    def _add_concerns(self) -> None:
        """Add the applications that nobody is expected in, but whose capacity is there, planned, or listed."""
        names = [one.name for row in self._read.capacities for one in _applications_of(row.capacity)]
        for name in (*names, *self._read.listed):
            self._tally(name)

    @staticmethod
    def _find(tally: Tally, broken: Iterable[Key]) -> None:
        """Take note of broken rules, of which nobody is denied anything."""
        for key in broken:
            tally.found.add(key)
            tally.signs.add((key[0], _sign_of_note(key[0])))

    def _tally(self, name: str) -> Tally:
        if name not in self._tallies:
            self._tallies[name] = Tally(_homes().get(name))
        return self._tallies[name]

    def _meet_broken_rules(self, tally: Tally) -> None:
        """Take note of what has to be made before users come: the HTB, planned units, units never confirmed."""
        for row in self._broken:
            if row.code == "htb.missing":
                tally.meet(Obstacle(Stage.HTB, row.code, level=Level.ENTERPRISE))
            elif row.code in _INCOMPLETE and row.capacity in tally.capacities and row.level != Level.USER and not row.role:
                level = Level(row.level)
                tally.meet(Obstacle(OF_LEVEL[level], row.code, row.capacity, row.unit, level))

    def _meet_nobody(self, name: str, tally: Tally) -> None:
        """Take note of what is missing where nobody is expected: the capacity, a unit to live on, a user."""
        profile, capacity = catalogue().application(name), tally.home
        if profile is None or capacity is None:
            tally.meet(Obstacle(Stage.UNKNOWN, "app.capacity-open"), is_open=True)
            return
        home = UNITS.index(profile.users_on) if profile.users_on else 0
        for depth, level in enumerate(UNITS[: home + 1]):
            if not any(_standing(row, level) for row in self._read.capacities if row.capacity == capacity):
                tally.meet(Obstacle(HOMES[depth], _ABSENT[level], capacity, "" if depth == 0 else None, level))
                return
        tally.meet(Obstacle(Stage.USERS, "user.missing", capacity, None, Level.USER))

    def _is_told_apart(self, row: Any) -> bool:
        """Tell whether a broken rule is a finding of its own: no decision tells of it, or someone saw it on a screen."""
        if (row.code, row.capacity, row.unit, row.person_id) not in self._told:
            return True
        return bool(row.seen) and any(_concerns(row, dict(zip(ACCESS, one, strict=True))) for one in self._read.judged)

    @staticmethod
    def _key(row: Any) -> Key:
        return row.code, row.capacity, row.unit, row.application, row.person_id

    def _row_without_application(self, everything: Iterable[Key]) -> OutputRow:
        """Return the row of an organisation of which nothing says what it needs."""
        tally = Tally(None)
        self._find(tally, everything)
        self._meet_broken_rules(tally)
        tally.meet(Obstacle(Stage.UNKNOWN, ""), is_open=True)
        return tally.row(self._about(), None)

    def _about(self) -> OutputRow:
        one = self._read.enterprise
        return {"enterprise": one.number, "name": one.name, "sector": one.sector}


@lru_cache(maxsize=4096)
def _rests_on(
    certain: int, wrong: int, application: str, is_expected: bool
) -> tuple[frozenset[tuple[str, Sign]], tuple[tuple[Condition, str], ...]]:
    """Return how each code that an access rests on is marked, and the conditions not met with the box each is about."""
    known = [(one, True) for one in unmet(certain)] + [(one, False) for one in unmet(wrong & ~certain)]
    told = [(one, is_known) for one, is_known in known if is_expected or one.code in BROKEN_RULES]
    signs = frozenset((one.code, _sign(one, is_known, is_expected)) for one, is_known in told)
    return signs, tuple((one, box_of(application, one)) for one, _ in told)


def _sign(one: Condition, is_known: bool, is_expected: bool) -> Sign:
    """Return how the finding of a condition that is not met is marked (V7; as `reports.helpdesk.tree.mark_of`)."""
    if not is_known:
        return Sign.UNKNOWN
    if is_expected and symptom(one.code).may_block:
        return Sign.BAD
    return _sign_of_note(one.code)


def _sign_of_note(code: str) -> Sign:
    """Return how a finding that denies nobody is marked."""
    return Sign.WAIT if code in COMING else Sign.NOTE


_INCOMPLETE = ("capacity.not-activated", "subdivision.missing", "site.missing", "step.unconfirmed")
"""Broken rules that say that something has to be made or confirmed still."""

_ABSENT = {
    Level.CAPACITY: "capacity.not-activated",
    Level.SUBDIVISION: "subdivision.missing",
    Level.SITE: "site.missing",
}


def _belongs(key: Key, application: str, capacities: set[str | None]) -> bool:
    """Tell whether a broken rule is one of an application's: its own, its capacity's or the whole enterprise's."""
    _, capacity, _, of_application, _ = key
    if of_application is not None:
        return of_application == application
    return capacity is None or capacity in capacities


def _concerns(seen: Any, access: Row) -> bool:
    """Tell whether what was seen on a screen is about an expected access (as `broken_rules.concerns`)."""
    if access["origin"] != EXPECTED:
        return False
    if seen.person_id is not None:
        return bool(seen.person_id == access["person_id"])
    return bool(seen.capacity == access["capacity"] and access["wrong"])


@cache
def _homes() -> dict[str, str]:
    """Return the capacity of each application of which a guide says it."""
    return {one.name: one.capacity for one in catalogue().applications if one.capacity}


@cache
def _applications_of(capacity: str) -> tuple[Application, ...]:
    kind = catalogue().capacity(capacity)
    return catalogue().applications_of(kind) if kind else ()


def _standing(row: Any, level: Level) -> bool:
    return bool(getattr(row, f"standing_{level.value}"))


@cache
def _ranks() -> dict[str, int]:
    return {one.name: rank for rank, one in enumerate(catalogue().applications)}


def _place_in_catalogue(named: tuple[str, Tally]) -> tuple[int, str]:
    name, _ = named
    return _ranks().get(name, len(_ranks())), name
