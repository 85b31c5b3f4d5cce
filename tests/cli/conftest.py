"""Whole-program runs: `toegangswijzer` in a process of its own, with a home and a store of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.cli import documents
from tests.cli.warm import Warm
from tests.conftest import CACHE

ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-m", "assistant")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """What a run sees of this machine: where programs are, and an empty home. `PYTHONPATH` stands in for an installation."""
    home = tmp_path / "home"
    home.mkdir()
    names = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", CACHE)
    kept = {name: os.environ[name] for name in names if name in os.environ}
    return {**kept, "HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "PYTHONPATH": str(ROOT), "LANG": "nl_BE.UTF-8"}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Where a run's store is; nothing is there yet."""
    return tmp_path / "store" / "proef.db"


def _kept(folder: Path, tree: dict[str, Any] | None) -> Path:
    """A store in a folder of its own, made once and copied by the tests that need one."""
    from assistant.store.exchange.tree import import_tree
    from assistant.store.location import Embedded
    from assistant.store.opening import open_store

    path = folder / "proef.db"
    with open_store(Embedded(path), create=True, environ={}) as store, store.transaction() as transaction:
        if tree:
            import_tree(transaction, tree, datetime(2026, 11, 23, 9, tzinfo=UTC))
    return folder


@pytest.fixture(scope="session")
def _empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _kept(tmp_path_factory.mktemp("empty"), None)


@pytest.fixture(scope="session")
def _filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _kept(tmp_path_factory.mktemp("filled"), documents.tree())


@pytest.fixture
def empty(_empty: Path, store: Path) -> Path:
    """The run's store, there and empty, with its key."""
    shutil.copytree(_empty, store.parent)
    return store


@pytest.fixture
def filled(_filled: Path, store: Path) -> Path:
    """The run's store with the tree of `documents` in it."""
    shutil.copytree(_filled, store.parent)
    return store


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warm | None]:
    """The process that forks for the runs of these tests; None where a system has no fork."""
    if not hasattr(os, "fork"):
        yield None
        return
    process = Warm(tmp_path_factory.mktemp("warm"), {**os.environ, "PYTHONPATH": str(ROOT)})
    yield process
    process.close()


@pytest.fixture
def run(tmp_path: Path, environment: dict[str, str], store: Path, warm: Warm | None) -> Run:
    """Run the program. `given` is its standard input, text or bytes.

    `settings` change its environment, and make it a new process from the first line on; else it is forked from one that has
    loaded the program, which takes a tenth of the time.
    """

    def run(
        *arguments: str, given: str | bytes = b"", settings: Mapping[str, str] | None = None, cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        given = given.encode() if isinstance(given, str) else given
        env = {**environment, "TOEGANGSWIJZER_STORE": str(store), **(settings or {})}
        if warm is not None and settings is None:
            done = warm.run(arguments, given, env, cwd or tmp_path)
        else:
            done = subprocess.run(
                [*COMMAND, *arguments],
                input=given, capture_output=True, cwd=cwd or tmp_path, env=env, timeout=60, check=False,
            )  # fmt: skip
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    return run
