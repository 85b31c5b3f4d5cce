"""Organisations without a tree in the store: their own newest statement counts; else they are known from a list only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, and_, exists, null, select, union
from sqlmodel import Session

from assistant.checks.readiness.stages import Stage
from assistant.checks.readiness.tally import OutputRow
from assistant.domain.catalogue import catalogue
from assistant.domain.days import BRUSSELS
from assistant.store.reference_tables import ListedApplication, ListedOrganisation, ReceivedStatement
from assistant.store.tables import Enterprise, table_of

_AT_ONCE = 1_000


def rows_from_elsewhere(tx: Session, number: str | None = None) -> Iterator[OutputRow]:
    """Yield the rows of the organisations, or of the one, that have no tree here, by number.

    A listed application of which an organisation said nothing, and a listed organisation that said nothing at all, has
    stage `unknown`. `source` tells where a row is from, `at` when a statement was made.
    """
    for row in tx.connection().execute(_all(number)).yield_per(_AT_ONCE):
        yield _said(row) if row.stage else _only_listed(row)


def _all(number: str | None) -> Select[Any]:
    enterprise, listed = table_of(Enterprise), table_of(ListedOrganisation)
    application, said = table_of(ListedApplication), table_of(ReceivedStatement)
    newest = said.c.newest.is_(True)
    of_number = [] if number is None else [number]
    wanted = union(
        select(application.c.number, application.c.application).where(*(application.c.number == one for one in of_number)),
        select(said.c.enterprise, said.c.application).where(newest, *(said.c.enterprise == one for one in of_number)),
        select(listed.c.number, null())
        .where(*(listed.c.number == one for one in of_number))
        .where(~exists().where(application.c.number == listed.c.number))
        .where(~exists().where(said.c.enterprise == listed.c.number, newest)),
    ).subquery("wanted")
    has_tree = exists().where(enterprise.c.number == wanted.c.number)
    return (
        select(
            wanted.c.number,
            wanted.c.application,
            listed.c.name.label("listed_name"),
            listed.c.sector.label("listed_sector"),
            said.c.name.label("said_name"),
            said.c.sector.label("said_sector"),
            *(said.c[name] for name in ("stage", "ready", "users", "users_ready", "findings", "next", "at")),
        )
        .select_from(
            wanted.outerjoin(listed, listed.c.number == wanted.c.number).outerjoin(
                said, and_(said.c.enterprise == wanted.c.number, said.c.application == wanted.c.application, newest)
            )
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
        "name": row.listed_name or row.said_name,
        "sector": row.listed_sector or row.said_sector,
        "application": row.application or None,
    }


def _capacity_of(application: str | None) -> str | None:
    known = catalogue().application(application or "")
    return known.capacity if known and known.capacity else None
