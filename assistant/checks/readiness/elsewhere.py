"""Organisations without a tree in the store: their own newest statement counts; else they are known from a list only.

A list may be one of facilities (`import hco`): what it plans says which applications an organisation is concerned with.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, null, select, union
from sqlmodel import Session

from assistant.checks.profiles import profiles
from assistant.checks.readiness.stages import Stage
from assistant.checks.readiness.tally import OutputRow
from assistant.domain.catalogue import catalogue
from assistant.domain.days import BRUSSELS
from assistant.store.elsewhere import is_only_planned
from assistant.store.reference_tables import ListedApplication, ListedOrganisation, ReceivedStatement
from assistant.store.tables import Enterprise, PlannedUnit, table_of

_AT_ONCE = 1_000


def rows_from_elsewhere(tx: Session, number: str | None = None) -> Iterator[OutputRow]:
    """Yield the rows of the organisations, or of the one, that have no tree here, by number.

    A listed or planned application of which an organisation said nothing, and a listed organisation that said nothing at
    all, has stage `unknown`. `source` tells where a row is from, `at` when a statement was made.
    """
    for row in tx.connection().execute(_all(number)).yield_per(_AT_ONCE):
        yield _said(row) if row.stage else _only_listed(row)


def _all(number: str | None) -> Select[Any]:
    enterprise, listed, planned = table_of(Enterprise), table_of(ListedOrganisation), table_of(PlannedUnit)
    application, said = table_of(ListedApplication), table_of(ReceivedStatement)
    profile, newest = profiles().application, said.c.newest.is_(True)

    def asked(column: ColumnElement[str]) -> list[ColumnElement[bool]]:
        return [] if number is None else [column == number]

    bare = (
        select(enterprise.c.id, enterprise.c.number, enterprise.c.name)
        .where(is_only_planned(enterprise), *asked(enterprise.c.number))
        .cte("bare")
    )
    opened = bare.join(planned, planned.c.enterprise_id == bare.c.id).join(profile, profile.c.capacity == planned.c.capacity)
    known = union(select(listed.c.number).where(*asked(listed.c.number)), select(bare.c.number)).subquery("known")
    wanted = union(
        select(application.c.number, application.c.application).where(*asked(application.c.number)),
        select(said.c.enterprise, said.c.application).where(newest, *asked(said.c.enterprise)),
        select(bare.c.number, profile.c.application).select_from(opened),
        select(known.c.number, null()).where(
            ~exists().where(application.c.number == known.c.number),
            ~exists().where(said.c.enterprise == known.c.number, newest),
            ~exists().select_from(opened).where(bare.c.number == known.c.number),
        ),
    ).subquery("wanted")
    has_tree = exists().where(enterprise.c.number == wanted.c.number, ~is_only_planned(enterprise))
    return (
        select(
            wanted.c.number,
            wanted.c.application,
            listed.c.name.label("listed_name"),
            listed.c.sector.label("listed_sector"),
            bare.c.name.label("planned_name"),
            said.c.name.label("said_name"),
            said.c.sector.label("said_sector"),
            *(said.c[name] for name in ("stage", "ready", "users", "users_ready", "findings", "next", "at")),
        )
        .select_from(
            wanted.outerjoin(listed, listed.c.number == wanted.c.number)
            .outerjoin(said, and_(said.c.enterprise == wanted.c.number, said.c.application == wanted.c.application, newest))
            .outerjoin(bare, bare.c.number == wanted.c.number)
        )
        .where(~has_tree)
        .order_by(wanted.c.number, wanted.c.application)
    )


def _said(row: Any) -> OutputRow:
    return {
        **_about(row),
        "stage": row.stage,
        "ready": row.ready,
        "users": row.users,
        "users_ready": row.users_ready,
        "findings": dict(sorted(row.findings.items())),
        "next": row.next,
        "capacity": _capacity_of(row.application),
        "source": "statement",
        "at": row.at.astimezone(BRUSSELS).isoformat(),
    }


def _only_listed(row: Any) -> OutputRow:
    return {
        **_about(row),
        "stage": Stage.UNKNOWN.word,
        "ready": None,
        "users": 0,
        "users_ready": 0,
        "findings": {},
        "next": None,
        "capacity": _capacity_of(row.application),
        "source": "list",
    }


def _about(row: Any) -> OutputRow:
    return {
        "enterprise": row.number,
        "name": row.listed_name or row.said_name or row.planned_name,
        "sector": row.listed_sector or row.said_sector,
        "application": row.application or None,
    }


def _capacity_of(application: str | None) -> str | None:
    known = catalogue().application(application or "")
    return known.capacity if known and known.capacity else None
