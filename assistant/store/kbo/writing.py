"""Writing many rows of a load at once, past the object mapper: a million a few seconds, on both kinds of store."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any, Protocol, cast

from sqlalchemy import text
from sqlmodel import Session

from assistant.store.kbo.sources import Source
from assistant.store.tables import table_of

_CACHE_KB = 131_072
"""Room for the pages under work: establishments come in the order of their own numbers, and their index is by enterprise."""


class Writer(Protocol):
    """Writes rows in the transaction it was made for. A row that has the key of one that stands there takes its place."""

    def add(self, source: Source, load: int, rows: Sequence[tuple[Any, ...]]) -> None:
        """Write rows as `source.convert` made them."""

    def remove(self, source: Source, load: int, keys: Iterable[tuple[str]]) -> None:
        """Remove all rows of these keys (`source.kept_key`)."""


def writer_in(tx: Session) -> Writer:
    """Return the writer for a transaction's kind of store."""
    return _OnServer(tx) if tx.get_bind().dialect.name == "postgresql" else _Embedded(tx)


def _columns(source: Source) -> str:
    return ", ".join(("load", *source.kept))


class _Embedded:
    def __init__(self, tx: Session) -> None:
        self._driver = cast(Any, tx.connection().connection.driver_connection)
        self._driver.execute(f"PRAGMA cache_size = -{_CACHE_KB}")

    def add(self, source: Source, load: int, rows: Sequence[tuple[Any, ...]]) -> None:
        values = ", ".join("?" * len(source.kept))
        name = table_of(source.table).name
        statement = f"INSERT OR REPLACE INTO {name} ({_columns(source)}) VALUES ({load}, {values})"
        self._driver.executemany(statement, rows)

    def remove(self, source: Source, load: int, keys: Iterable[tuple[str]]) -> None:
        name = table_of(source.table).name
        self._driver.executemany(f"DELETE FROM {name} WHERE load = {load} AND {source.kept_key} = ?", keys)


class _OnServer:
    def __init__(self, tx: Session) -> None:
        self._tx = tx
        self._driver = cast(Any, tx.connection().connection.driver_connection)

    def add(self, source: Source, load: int, rows: Sequence[tuple[Any, ...]]) -> None:
        table = table_of(source.table)
        key = [column.name for column in table.primary_key if column.name != "load"]
        columns = ", ".join(source.kept)
        filled = [column.name for column in table.columns if not column.nullable and column.name != "load"]
        self._arrive(f"SELECT {columns} FROM {table.name}", source.kept, filled, rows)
        same = " AND ".join(f"there.{column} = arriving.{column}" for column in key)
        self._tx.execute(text(f"DELETE FROM {table.name} there USING arriving WHERE there.load = {load} AND {same}"))
        self._tx.execute(
            text(
                f"INSERT INTO {table.name} ({_columns(source)}) SELECT DISTINCT ON ({', '.join(key)}) {load}, {columns} "
                "FROM arriving ON CONFLICT DO NOTHING"
            )
        )

    def remove(self, source: Source, load: int, keys: Iterable[tuple[str]]) -> None:
        name = table_of(source.table).name
        self._arrive("SELECT text '' AS key", ("key",), ("key",), keys)
        self._tx.execute(
            text(f"DELETE FROM {name} USING arriving WHERE load = {load} AND {name}.{source.kept_key} = arriving.key")
        )

    def _arrive(self, shape: str, columns: Sequence[str], filled: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
        """Bring rows to the server in a table of this transaction's own; NULL is left to the columns not in `filled`.

        What is no text on a server (a NUL) is left out.
        """
        self._tx.execute(text("DROP TABLE IF EXISTS arriving"))
        self._tx.execute(text(f"CREATE TEMPORARY TABLE arriving ON COMMIT DROP AS {shape} WITH NO DATA"))
        lines = io.StringIO()
        csv.writer(lines).writerows(rows)
        into = f"COPY arriving ({', '.join(columns)}) FROM STDIN (FORMAT csv, FORCE_NOT_NULL ({', '.join(filled)}))"
        with self._driver.cursor().copy(into) as copy:
            copy.write(lines.getvalue().replace("\0", ""))
