"""The rule table: one select of facts and conditions for every decision, of one enterprise or of all.

Its stages stand in their own modules: which accesses (`wanted`), what is so (`chain`, `unit_facts`, `user_facts`), what
of that is wrong (`conditions`), what it rests on (`evidence`). An access that several units could give has a row for
each: `best_unit` tells which one counts. Diagnosis, repair and readiness read this table and nothing else, so that
they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, select, union_all

from assistant.checks.chain import SETTLED, TODAY
from assistant.checks.compiled import Statement
from assistant.checks.conditions import Condition, Told, judged, judged_units, unit_conditions, user_conditions
from assistant.checks.evidence import evidence
from assistant.checks.profiles import Profiles, profiles
from assistant.checks.unit_facts import PLACE, unit_facts
from assistant.checks.user_facts import of_units, user_facts
from assistant.checks.wanted import APPLICATION, ENTERPRISE, PERSON, Scope, asked, expected, held, of_all, of_one
from assistant.store.tables import ExpectedAccess, Person, table_of


def rule_table(known: Profiles, *wanted: Select[Any], told: Collection[str] = ()) -> CTE:
    """Return the judged rows of every wanted access: one for each unit that could give it.

    Units are judged once for all who want to be there; then each person is. `told` names the columns that are asked
    for, where not all of them are.
    """
    accesses = (union_all(*wanted) if len(wanted) > 1 else wanted[0]).cte("wanted")
    passed_on = of_units(known) | frozenset(told)
    units, above = _units(accesses, known, lambda name: not told or name in passed_on)
    found = user_facts(accesses, units, known).cte("facts").prefix_with("MATERIALIZED")
    return judged(found, list(user_conditions(found, known.ticks)), len(above), known).cte("judged")


def _units(accesses: CTE, known: Profiles, told: Told) -> tuple[CTE, list[Condition]]:
    places = select(*(accesses.c[name] for name in PLACE)).distinct().cte("places")
    found = unit_facts(places, known).cte("unit_facts").prefix_with("MATERIALIZED")
    wrong = list(unit_conditions(found, known.ticks))
    return judged_units(found, wrong, told).cte("units").prefix_with("MATERIALIZED"), wrong


@cache
def all_conditions() -> tuple[Condition, ...]:
    """Return the conditions in their order; their columns are those of the rule table."""
    known = profiles()
    accesses = expected(of_all).cte("wanted")
    units, above = _units(accesses, known, lambda _name: True)
    return (*above, *user_conditions(user_facts(accesses, units, known).cte("facts"), known.ticks))


def with_evidence(known: Profiles, *wanted: Select[Any]) -> Select[Any]:
    """Return the rows with the person and what the conditions rest on."""
    row, person = rule_table(known, *wanted), table_of(Person)
    return (
        select(*row.c, person.c.insz, person.c.surname, person.c.first_name, *evidence(row, known))
        .select_from(row.outerjoin(person, person.c.id == row.c.person_id))
        .order_by(row.c.enterprise_id, row.c.origin, row.c.place, row.c.number, row.c.application)
    )


def _whole(scope: Scope) -> Select[Any]:
    known = profiles()
    return with_evidence(known, expected(scope), held(known, scope))


def _chosen(*conditions: ColumnElement[bool]) -> Select[Any]:
    return with_evidence(profiles(), expected(of_one, *conditions))


def _of_pair() -> Select[Any]:
    return with_evidence(
        profiles(),
        expected(of_one, _ENTRY.person_id == PERSON, _ENTRY.application == APPLICATION),
        asked(),
    )


_ENTRY = table_of(ExpectedAccess).c
_AT = (TODAY, SETTLED)

WHOLE = Statement(lambda: _whole(of_one), ENTERPRISE, *_AT)
"""The accesses that an enterprise expects, and those held without being expected."""
EVERYWHERE = Statement(lambda: _whole(of_all), *_AT)
"""The same of every enterprise."""
OF_PERSON = Statement(lambda: _chosen(_ENTRY.person_id == PERSON), ENTERPRISE, PERSON, *_AT)
"""What is expected of one person."""
OF_APPLICATION = Statement(lambda: _chosen(_ENTRY.application == APPLICATION), ENTERPRISE, APPLICATION, *_AT)
"""What is expected of one application."""
OF_PAIR = Statement(_of_pair, ENTERPRISE, PERSON, APPLICATION, *_AT)
"""One person and one application, judged as if expected when they are not."""
