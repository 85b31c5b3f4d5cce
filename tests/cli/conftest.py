"""Whole-program runs: `toegangswijzer` in a process of its own, with a home and a store of its own."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NUMBER = "0123456749"
COMMAND = (sys.executable, "-m", "assistant")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """What a run sees of this machine: where programs are, and an empty home. `PYTHONPATH` stands in for an installation."""
    home = tmp_path / "home"
    home.mkdir()
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")}
    return {**kept, "HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "PYTHONPATH": str(ROOT), "LANG": "nl_BE.UTF-8"}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Where a run's store is; nothing is there yet."""
    return tmp_path / "store" / "proef.db"


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
