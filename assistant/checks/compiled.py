"""Large statements, written out once for each kind of database: only their named parameters are bound at each run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import BindParameter, CursorResult, Dialect, Select, TextualSelect, bindparam, column, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlmodel import Session

_MARK = "\x00"

_PLACES = {"sqlite": "(SELECT :{})"}
"""How a parameter stands in the text. SQLite would look at a plain one to plan anew at each run, which takes longest."""


Row = Mapping[str, Any]
"""A row of a result, by column."""


class Parameter(BindParameter[Any]):
    """A named parameter of a `Statement`, whose other values are written into its text."""

    inherit_cache = True

    def __init__(self, name: str, kind: Any) -> None:
        super().__init__(name, type_=kind, required=True)
        self.name = name


@compiles(Parameter)
def _marked(element: Parameter, _compiler: SQLCompiler, **_options: Any) -> str:
    return f"{_MARK}{element.name}{_MARK}"


class Statement:
    """A statement that is built when first wanted."""

    def __init__(self, build: Callable[[], Select[Any]], *parameters: Parameter) -> None:
        self._build = build
        self._parameters = parameters
        self._written: dict[str, TextualSelect] = {}

    def rows(self, tx: Session, parameters: Mapping[str, object]) -> list[Row]:
        """Run it in a session and return all rows."""
        found = self.run(tx, parameters)
        names = tuple(found.keys())
        return [dict(zip(names, row, strict=True)) for row in found.all()]

    def run(self, tx: Session, parameters: Mapping[str, object]) -> CursorResult[Any]:
        """Run it in a session: the rows as they come, to read once."""
        connection = tx.connection()
        return connection.execute(self.written(connection.dialect), dict(parameters))

    def tuples(self, tx: Session, parameters: Mapping[str, object]) -> list[tuple[Any, ...]]:
        """Run it in a session and return all rows as the driver has them: for very many rows, of plain columns."""
        cursor: Any = self.run(tx, parameters).cursor
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found

    def written(self, dialect: Dialect) -> TextualSelect:
        """Return it as text for a kind of database: to compile so large a statement at each run would take longest."""
        if dialect.name not in self._written:
            self._written[dialect.name] = self._write(dialect)
        return self._written[dialect.name]

    def _write(self, dialect: Dialect) -> TextualSelect:
        statement = self._build()
        kind: Any = type(dialect)
        plain = kind(paramstyle="named")
        sql = str(statement.compile(dialect=plain, compile_kwargs={"literal_binds": True})).replace(":", r"\:")
        for parameter in self._parameters:
            sql = sql.replace(f"{_MARK}{parameter.name}{_MARK}", _PLACES.get(dialect.name, ":{}").format(parameter.name))
        plain_parameters = [bindparam(parameter.name, type_=parameter.type) for parameter in self._parameters]
        columns = [column(one.name, one.type) for one in statement.selected_columns]
        return text(sql).bindparams(*plain_parameters).columns(*columns)
