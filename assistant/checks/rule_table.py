"""The rule table: one select of facts and conditions for every decision, of one enterprise or of all.

Its stages stand in their own modules: which accesses (`wanted`), what is so (`chain`, `facts`, `user_facts`), what
of that is wrong (`conditions`), what it rests on (`evidence`). An access that several units could give has a row for
each: `best_unit` tells which one counts. Diagnosis, repair and readiness read this table and nothing else, so that
they cannot disagree.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, select, union_all

from assistant.checks.chain import SETTLED, TODAY
from assistant.checks.compiled import Statement
from assistant.checks.conditions import Condition, conditions, judged
from assistant.checks.evidence import evidence
from assistant.checks.facts import facts
from assistant.checks.profiles import Profiles, profiles
from assistant.checks.wanted import APPLICATION, ENTERPRISE, PERSON, Scope, asked, expected, held, of_all, of_one
from assistant.store.tables import ExpectedAccess, Person, table_of


def rule_table(known: Profiles, *wanted: Select[Any]) -> CTE:
    """Return the judged rows of every wanted access: one for each unit that could give it."""
    accesses = (union_all(*wanted) if len(wanted) > 1 else wanted[0]).cte("wanted")
    found = facts(accesses, known).cte("facts").prefix_with("MATERIALIZED")
    wrong = list(conditions(found, known.ticks))
    return judged(found, wrong, known).cte("judged")


@cache
def all_conditions() -> tuple[Condition, ...]:
    """Return the conditions in their order; their columns are those of the rule table."""
    known = profiles()
    return tuple(conditions(facts(expected(of_all).cte("wanted"), known).cte("facts"), known.ticks))


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
