"""Bringing a store's schema up to date, and the only place that loads alembic.

An embedded store is brought up to date when it is opened, after a copy of it was kept; a server only by hand.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from errno import ENOSPC
from pathlib import Path
from secrets import token_hex

import sqlcipher3.dbapi2 as sqlcipher
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from assistant.store import embedded
from assistant.store.durable import cannot_write, publish
from assistant.store.key import Key, make_key
from assistant.store.location import Server

_SCRIPTS = Path(__file__).resolve().parent / "migrations"


def alembic_config(connection: Connection | None = None) -> Config:
    """Return alembic's settings; no file is needed. With a connection, migrations run on it."""
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("file_template", "v%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


def upgrade_embedded(path: Path, key: Key, version: str, at: datetime) -> Path:
    """Bring an embedded store up to date, all or nothing, and return the copy kept of it. Raises `StoreFault`."""
    from assistant.store.opening import embedded_engine  # noqa: PLC0415 (opening calls this module)

    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    kept = path.with_name(f"{path.name}.{version}-{stamp}.bak")
    try:
        copy_embedded(path, key, kept)
    except OSError as error:  # it stands beside the store, so that the store itself is in the wrong place
        raise cannot_write(kept, error) from None
    engine = embedded_engine(path, key)
    try:
        with engine.execution_options(writing=True).begin() as connection:
            command.upgrade(alembic_config(connection), "head")
    finally:
        engine.dispose()
    return kept


def copy_embedded(path: Path, key: Key, target: Path) -> None:
    """Copy an embedded store as it stands now, under the same key, while others may use it.

    The copy appears whole or not at all; a file that has that name already is left as it is. Raises `StoreFault` where the
    store is at fault, `OSError` with the name of the copy where its place is.
    """
    draft = target.with_name(f".{target.name}.{token_hex(4)}.making")
    try:
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600)
        source, copy = embedded.connect(path, key), embedded.connect(draft, key)
        try:
            source.backup(copy)
        except sqlcipher.Error as error:
            if embedded.is_full(error, draft):
                raise OSError(ENOSPC, "", str(draft)) from None
            raise
        finally:
            copy.close()
            source.close()
        publish(draft, target)
    except FileExistsError:
        pass
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from None
    except sqlcipher.Error as error:
        raise embedded.fault_of(error, path, key) or error from None
    finally:
        with suppress(OSError):  # where it could not be made it cannot be removed either
            draft.unlink(missing_ok=True)


def upgrade_server(location: Server, key_file: Path) -> None:
    """Bring the store in a database up to date, or make it in an empty one (`store upgrade`). Raises `StoreFault`."""
    from assistant.store import server  # noqa: PLC0415 (the driver is an extra)

    engine = server.connected(location)
    try:
        with engine.execution_options(writing=True).begin() as connection:
            fresh = server.version_in(connection) is None
            command.upgrade(alembic_config(connection), "head")
            if fresh:
                server.mark_key(connection, make_key(key_file))
    finally:
        engine.dispose()
