"""The schema of a new embedded store as plain SQL, so that making one needs no alembic.

A test holds that it is the one that the migrations lead to.
"""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import MetaData
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

import assistant.store.board_tables
import assistant.store.records
import assistant.store.reference_tables  # noqa: F401 (they join the metadata)
from assistant.store.tables import METADATA
from assistant.store.version import HEAD, VERSION_TABLE

__all__ = ["METADATA", "embedded_schema", "whole_metadata"]


@lru_cache(maxsize=1)
def embedded_schema() -> str:
    """Return the SQL script that makes all tables of an empty embedded store, and marks its version."""
    dialect = sqlite.dialect()
    statements: list[str] = []
    for table in METADATA.sorted_tables:
        statements.append(str(CreateTable(table).compile(dialect=dialect)))
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        statements += [str(CreateIndex(index).compile(dialect=dialect)) for index in indexes]
    statements += [VERSION_TABLE, f"INSERT INTO alembic_version VALUES ('{HEAD}')"]
    return "".join(f"{statement.strip()};\n" for statement in statements)


@lru_cache(maxsize=1)
def whole_metadata() -> MetaData:
    """Return the tables with what a server has to know of them too.

    To say at once which rows an index is about there would load all of PostgreSQL's dialect into every program.
    """
    for table in METADATA.tables.values():
        for index in table.indexes:
            index.dialect_options["postgresql"]["where"] = index.dialect_options["sqlite"]["where"]
    return METADATA
