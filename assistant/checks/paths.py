"""Paths of units in a query (`90005/90001`, interface §1): their first step, and what they lead to."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, String, case, func
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class first_step(FunctionElement[str]):  # noqa: N801 (it reads as a function of SQL)
    """The part of a path before the first `/`, the whole of it without one."""

    type = String()
    inherit_cache = True
    name = "first_step"


@compiles(first_step, "sqlite")
def _in_sqlite(element: first_step, compiler: SQLCompiler, **options: Any) -> str:
    path = compiler.process(element.clauses, **options)
    return f"substr({path}, 1, instr({path} || '/', '/') - 1)"


@compiles(first_step, "postgresql")
def _in_postgresql(element: first_step, compiler: SQLCompiler, **options: Any) -> str:
    return f"split_part({compiler.process(element.clauses, **options)}, '/', 1)"


def subdivision_in(path: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the path of the sub-division in a path, NULL for the capacity itself and for no path."""
    return func.nullif(first_step(path), "")


def site_in(path: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a path that leads to a site, NULL for any other."""
    return case((path != first_step(path), path))
