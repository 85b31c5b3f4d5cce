"""The schema that a new store gets, and the one that the migrations lead to, are one."""

import re
import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlmodel import select

from assistant.store import version
from assistant.store.fault import StoreFault
from assistant.store.key import Key, read_key
from assistant.store.location import Embedded
from assistant.store.opening import embedded_engine, open_store
from assistant.store.records import Setting
from assistant.store.schema import whole_metadata
from assistant.store.server import connected
from assistant.store.upgrading import alembic_config, upgrade_embedded, upgrade_server

KEY = Key(b"k" * 32, b"s" * 16)


def test_the_versions_named_are_those_of_the_migrations():
    scripts = ScriptDirectory.from_config(alembic_config())
    found = [script.revision for script in scripts.walk_revisions()]
    assert tuple(reversed(found)) == version.REVISIONS
    assert scripts.get_current_head() == version.HEAD


@pytest.fixture
def migrated(tmp_path):
    """An engine over an embedded file that migrations alone have filled."""
    from alembic import command

    path = tmp_path / "migrated.db"
    path.touch()
    engine = embedded_engine(path, KEY)
    with engine.execution_options(writing=True).begin() as connection:
        command.upgrade(alembic_config(connection), "head")
    yield engine
    engine.dispose()


def declared(engine) -> set[str]:
    """All tables and indexes as SQLite keeps them, apart from white space, quotes and the order of constraints."""
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")).all()
    return {f"{name}: {sorted(parts(sql))}" for name, sql in rows}


def parts(sql: str) -> list[str]:
    head, body = re.sub(r'[\s"]+', " ", sql).split("(", 1)
    return [head, *(part.strip() for part in re.split(r",(?![^()]*\))", body.rstrip().removesuffix(")")))]


def test_migrations_make_what_a_new_store_has(migrated, embedded):
    assert declared(migrated) == declared(embedded.engine)


def test_models_and_migrations_agree(migrated):
    with migrated.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), whole_metadata()) == []


def described(engine) -> set[tuple]:
    with engine.connect() as connection:
        columns = connection.execute(
            text(
                "SELECT table_name, column_name, data_type, is_nullable, character_maximum_length "
                "FROM information_schema.columns WHERE table_schema = 'public'"
            )
        )
        constraints = connection.execute(
            text(
                "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
                "WHERE connamespace = 'public'::regnamespace"
            )
        )
        indexes = connection.execute(text("SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"))
        return {tuple(row) for rows in (columns, constraints, indexes) for row in rows}


def test_on_a_server_too(database, server, tmp_path):
    upgrade_server(database, tmp_path / "server.key")
    engine = connected(database)
    assert described(engine) == described(server.engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), whole_metadata()) == []
    engine.dispose()
    open_store(database, environ={"TOEGANGSWIJZER_KEY_FILE": str(tmp_path / "server.key")}).close()


def test_upgrading_a_server_again_changes_nothing(database, tmp_path):
    key = tmp_path / "server.key"
    upgrade_server(database, key)
    upgrade_server(database, key)
    open_store(database, environ={"TOEGANGSWIJZER_KEY_FILE": str(key)}).close()


@pytest.fixture
def pretend(monkeypatch):
    """Let this program know one revision more than it has, to which no store has been brought yet."""
    monkeypatch.setattr(version, "REVISIONS", (*version.REVISIONS, "9999"))
    monkeypatch.setattr(version, "HEAD", "9999")


def test_an_older_embedded_store_is_copied_and_then_upgraded(embedded, path, pretend, monkeypatch):
    older = version.REVISIONS[-2]
    with embedded.transaction() as tx:
        tx.add(Setting(name="kept", value="x"))
    embedded.close()
    upgraded = []
    monkeypatch.setattr("alembic.command.upgrade", lambda config, to: upgraded.append(to))
    open_store(Embedded(path), environ={}).close()
    assert upgraded == ["head"]
    (copy,) = path.parent.glob(f"store.db.{older}-*.bak")
    assert copy.stat().st_mode & 0o777 == 0o600
    monkeypatch.undo()
    environ = {"TOEGANGSWIJZER_KEY_FILE": str(path.with_name("store.db.key"))}
    with open_store(Embedded(copy), environ=environ) as store, store.reading() as tx:
        assert tx.exec(select(Setting.name)).all() == ["kept"]


def test_a_failed_upgrade_leaves_the_store_as_it_was(embedded, path, monkeypatch):
    embedded.close()
    key = read_key(path.with_name("store.db.key"))

    def half(config, to):
        config.attributes["connection"].exec_driver_sql("DROP TABLE setting")
        raise ZeroDivisionError

    monkeypatch.setattr("alembic.command.upgrade", half)
    from assistant.store.opening import clock

    with pytest.raises(ZeroDivisionError):
        upgrade_embedded(path, key, version.HEAD, clock())
    with open_store(Embedded(path), environ={}) as store, store.reading() as tx:
        assert tx.exec(select(Setting.name)).all() == []


def test_an_older_server_says_what_to_do(server, server_key, monkeypatch):
    monkeypatch.setattr("assistant.store.server.HEAD", "9999")
    with pytest.raises(StoreFault) as fault:
        open_store(server.location, create=True, environ={"TOEGANGSWIJZER_KEY_FILE": str(server_key)})
    assert fault.value.cause == "older"
    assert "store upgrade" in str(fault.value)


def test_opening_loads_no_alembic(path):
    program = (
        "import sys, pathlib\n"
        "from assistant.store.opening import open_store\n"
        "from assistant.store.location import Embedded\n"
        f"open_store(Embedded(pathlib.Path({str(path)!r})), environ={{}}).close()\n"
        f"open_store(Embedded(pathlib.Path({str(path) + '2'!r})), create=True, environ={{}}).close()\n"
        "sys.exit(any(name.split('.')[0] == 'alembic' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
