"""Opening a PostgreSQL server (`--store postgresql+psycopg://…`): for many desks on one store.

Its columns with personal numbers are sealed with the key of the key file. One writer at a time, as in the embedded
store, by an advisory lock that the transaction holds.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, event, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError, NoSuchModuleError
from sqlmodel import create_engine

from assistant.domain.words import words
from assistant.store import embedded
from assistant.store.columns import check_value, seal_columns
from assistant.store.durable import disk_full
from assistant.store.fault import StoreFault
from assistant.store.key import Key, make_key, read_key
from assistant.store.location import Server
from assistant.store.opening import Store
from assistant.store.schema import whole_metadata
from assistant.store.version import HEAD, REVISIONS, VERSION_QUERY, VERSION_TABLE

_LOCK = 0x546F6567
"""The number of the store's write lock among the advisory locks of the database."""

LOCK_WAIT = "10s"
"""How long a writer waits for another."""

_LINE = {
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
"""A line that fell silent is given up after half a minute."""

_KEY_CHECK = "key-check"


def open_server(location: Server, key_file: Path, *, create: bool) -> Store:
    """Open the store in a database; with `create`, an empty database gets one. Raises `StoreFault`."""
    engine = connected(location)
    try:
        with engine.execution_options(writing=create).begin() as connection:
            version = version_in(connection)
            if version is None:
                if not create:
                    raise _missing(location)
                key = make_key(key_file)
                _make(connection, key)
            else:
                _check_version(version, location)
                key = read_key(key_file)
                _check_key(connection, key, key_file)
    except DBAPIError as error:
        engine.dispose()
        raise fault_of(error.orig, location) or error from error
    except StoreFault:
        engine.dispose()
        raise
    seal_columns(engine, key)
    return Store(engine, lambda error: fault_of(error, location), location)


def connected(location: Server) -> Engine:
    """Return an engine to a server, nothing asked of it yet. Raises `StoreFault` without the driver."""
    try:
        import cryptography  # noqa: F401, PLC0415 (an extra, like the driver)

        engine = create_engine(location.url, connect_args=_LINE, pool_pre_ping=True)
    except (ModuleNotFoundError, NoSuchModuleError):
        raise StoreFault(
            "no-driver",
            words("Voor een opslag op PostgreSQL ontbreekt een onderdeel."),
            words("Installeer het met: pip install 'toegangswijzer[postgresql]'."),
        ) from None

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writing", False):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_WAIT}'")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")

    return engine


def version_in(connection: Connection) -> str | None:
    """Return the schema's version in a database, None when it holds no store."""
    if connection.scalar(text("SELECT to_regclass('alembic_version')")) is None:
        return None
    return cast(str | None, connection.scalar(text(VERSION_QUERY)))


def _make(connection: Connection, key: Key) -> None:
    whole_metadata().create_all(connection)
    connection.exec_driver_sql(VERSION_TABLE)
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})
    mark_key(connection, key)


def mark_key(connection: Connection, key: Key) -> None:
    """Remember by which key this database is sealed, without telling it."""
    statement = text("INSERT INTO setting (name, value) VALUES (:name, :value)")
    connection.execute(statement, {"name": _KEY_CHECK, "value": check_value(key)})


def _check_key(connection: Connection, key: Key, key_file: Path) -> None:
    kept = connection.scalar(text("SELECT value FROM setting WHERE name = :name"), {"name": _KEY_CHECK})
    if kept != check_value(key):
        raise StoreFault(
            "wrong-key",
            words("De sleutel {path} past niet op deze opslag."),
            words("Zet de sleutel terug die bij deze opslag hoort, of zeg met TOEGANGSWIJZER_KEY_FILE waar hij staat."),
            path=key_file,
        )


def _check_version(version: str, location: Server) -> None:
    if version == HEAD:
        return
    if version not in REVISIONS:
        raise embedded.newer(location)
    raise StoreFault(
        "older",
        words("De opslag {path} is gemaakt door een oudere Toegangswijzer."),
        words("Breng hem eerst bij met 'toegangswijzer store upgrade'. Maak vooraf een reservekopie."),
        path=location,
    )


def _missing(location: Server) -> StoreFault:
    return StoreFault(
        "missing-store",
        words("In de databank {path} is nog geen opslag."),
        words("Maak hem met 'toegangswijzer store init'."),
        path=location,
    )


def fault_of(error: BaseException | None, location: Server) -> StoreFault | None:
    """Return what a driver's error means for the user, or None when it is not about the server."""
    state: Any = getattr(error, "sqlstate", None)
    if state in ("55P03", "40P01", "57014"):
        return StoreFault(
            "locked",
            words("Een ander programma is met de opslag bezig: {path}."),
            words("Wacht even en probeer het opnieuw."),
            path=location,
        )
    if state == "53100":
        return disk_full(location)
    if state in ("25006", "42501"):
        return StoreFault(
            "read-only",
            words("De opslag {path} mag alleen gelezen worden."),
            words("Vraag de beheerder van de databank om schrijfrechten."),
            path=location,
        )
    if _dropped(error, state):
        return StoreFault(
            "dropped",
            words("De verbinding met de databank {path} viel weg."),
            words("Probeer het opnieuw: dan komt er een nieuwe verbinding. Wat al aanvaard was, is bewaard."),
            path=location,
        )
    if (state is None and type(error).__name__ == "OperationalError") or (state or "")[:2] in ("08", "28", "3D", "57", "53"):
        return StoreFault(
            "unreachable",
            words("De databank {path} is niet te bereiken."),
            words("Kijk het adres, de naam en het wachtwoord na, en of de server draait."),
            path=location,
        )
    return None


def _dropped(error: BaseException | None, state: str | None) -> bool:
    """Tell a connection that went while it was used from one that never came: a driver's error names that attempt."""
    if state is not None:
        return state in ("57P01", "57P02", "57P03", "08003", "08006")
    return type(error).__name__ == "OperationalError" and getattr(error, "pgconn", None) is None
