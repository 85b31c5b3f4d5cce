"""Opening a store: the embedded file or a server, made when asked for, brought up to date by itself where it may.

`Store.transaction()` holds the one write lock of the store from its beginning; `Store.reading()` sees one moment
of the store to its end. What a driver says of the file or the server becomes a `StoreFault`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from secrets import token_hex
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import Pool, QueuePool, StaticPool
from sqlalchemy.util import LRUCache
from sqlmodel import Session, create_engine

from assistant.store import embedded, version
from assistant.store.durable import cannot_write, make_folder, publish
from assistant.store.fault import StoreFault
from assistant.store.key import Key, key_path, make_key, read_key
from assistant.store.location import Embedded, Location, Server
from assistant.store.recording import StoreSession
from assistant.store.schema import embedded_schema

Faults = Callable[[BaseException | None], StoreFault | None]
"""Tells what a driver's error means for the user; None when it is not about the store."""


def clock() -> datetime:
    """Return the present moment; tests and `--now` pass another clock."""
    return datetime.now(UTC)


class Store:
    """An open store. Close it, or use it as a context manager."""

    def __init__(self, engine: Engine, faults: Faults, location: Location | None) -> None:
        self.engine = engine
        self.location = location
        """None for a store in memory."""
        self._faults = faults
        self._writing = engine.execution_options(writing=True)
        self._reading = engine.execution_options(**_READING.get(engine.dialect.name, {}))

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Yield a session that holds the write lock; leaving commits, an exception rolls back. Raises `StoreFault`."""
        with self._told(), StoreSession(self._writing, expire_on_commit=False) as session:
            session.connection()  # takes the lock now, not at the first change
            yield session
            session.commit()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Yield a session for reading one moment of the store; what it changes is dropped. Raises `StoreFault`."""
        with self._told(), StoreSession(self._reading, autoflush=False, expire_on_commit=False) as session:
            yield session

    def close(self) -> None:
        """Give back the file or the server."""
        self.engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            fault = self._faults(error.orig)
            if fault is None:
                raise
            raise fault from error


_READING: dict[str, dict[str, object]] = {"postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}}


def open_store(
    location: Location,
    *,
    create: bool = False,
    now: Callable[[], datetime] = clock,
    environ: Mapping[str, str] = os.environ,
) -> Store:
    """Open a store; with `create`, one that does not exist is made, and its key with it. Raises `StoreFault`.

    An embedded store of an older version is brought up to date, and kept as it was beside it (`now` names the
    copy); a server's is not: that is done by hand (`store upgrade`).
    """
    if isinstance(location, Server):
        from assistant.store.server import open_server  # noqa: PLC0415 (the driver is an extra)

        return open_server(location, key_path(location, environ), create=create)
    return _open_embedded(location, key_path(location, environ), create=create, now=now)


def memory_store() -> Store:
    """Return a new, empty store in memory: for what-if on a copy of one enterprise, and for tests.

    It has one connection: one transaction or reading at a time. All SQLite stores share one dialect and its compiled
    statements: a search for a plan makes many, each short-lived.
    """
    connection = _memory_connection()
    connection.executescript(embedded_schema())
    return Store(_sqlite_engine(StaticPool(lambda: connection)), lambda _: None, None)


def _memory_connection() -> sqlcipher.Connection:
    connection = sqlcipher.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


@lru_cache(maxsize=1)
def _model() -> tuple[Engine, LRUCache[Any, Any]]:
    model = create_engine("sqlite://", module=sqlcipher, creator=_memory_connection)
    with model.connect():  # the dialect finds out what its SQLite can do
        pass
    return model, LRUCache(1000)


def _open_embedded(location: Embedded, key_file: Path, *, create: bool, now: Callable[[], datetime]) -> Store:
    path = location.path
    if create and not (path.exists() and path.stat().st_size):
        _make_embedded(path, key_file)
    embedded.look_at(path)
    key = read_key(key_file)
    _upgrade_if_older(path, key, embedded.version_of(path, key), now)
    return Store(embedded_engine(path, key), lambda error: embedded.fault_of(error, path, key), location)


def _upgrade_if_older(path: Path, key: Key, found: str, now: Callable[[], datetime]) -> None:
    if found == version.HEAD:
        return
    if found not in version.REVISIONS:
        raise embedded.newer(path)
    from assistant.store.upgrading import upgrade_embedded  # noqa: PLC0415 (loads alembic)

    upgrade_embedded(path, key, found, now())


def embedded_engine(path: Path, key: Key) -> Engine:
    """Return SQLAlchemy's engine over an encrypted file: a pool in which a connection serves one thread at a time."""
    return _sqlite_engine(QueuePool(lambda: embedded.connect(path, key)))


def _sqlite_engine(pool: Pool) -> Engine:
    model, compiled = _model()
    engine = Engine(pool, model.dialect, model.url, execution_options={"compiled_cache": compiled})
    _begin_by_hand(engine)
    return engine


def _begin_by_hand(engine: Engine) -> None:
    """Begin transactions ourselves: the driver would wait with BEGIN until the first change."""

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _make_embedded(path: Path, key_file: Path) -> None:
    """Make an empty store. The key is on the disk before it, and the file gets its name when it is whole."""
    make_folder(path.parent)
    key = make_key(key_file)
    draft = path.with_name(f".{path.name}.{token_hex(4)}.making")
    try:
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600)
        connection = embedded.connect(draft, key)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript("BEGIN;\n" + embedded_schema() + "COMMIT;")
        finally:
            connection.close()
        if path.exists() and not path.stat().st_size:
            path.unlink()
        publish(draft, path)
    except FileExistsError:  # another process was first
        pass
    except OSError as error:
        raise cannot_write(path, error) from None
    except sqlcipher.Error as error:
        raise embedded.fault_of(error, path, key) or error from None
    finally:
        draft.unlink(missing_ok=True)
