"""Whole-program runs: `toegangswijzer` in a process of its own, with a home and a store of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.cli import documents
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


@pytest.fixture
def run(tmp_path: Path, environment: dict[str, str], store: Path) -> Run:
    """Run the program. `given` is its standard input, text or bytes; `settings` change its environment."""

    def run(
        *arguments: str, given: str | bytes = b"", settings: Mapping[str, str] | None = None, cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [*COMMAND, *arguments],
            input=given.encode() if isinstance(given, str) else given,
            capture_output=True,
            cwd=cwd or tmp_path,
            env={**environment, "TOEGANGSWIJZER_STORE": str(store), **(settings or {})},
            timeout=60,
            check=False,
        )
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    return run
