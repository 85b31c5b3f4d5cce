"""Nothing that was acknowledged is lost, and nothing is done twice, however often the process is killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills need a system with fork")


def _rounds(*arguments: str) -> dict[str, int]:
    # A process of its own: forks of a process with threads (the test runner) are not safe.
    command = [sys.executable, "-m", "tests.kill.rounds", *arguments]
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return dict(json.loads(done.stdout))


@pytest.mark.timeout(300)
def test_two_hundred_kills_lose_nothing() -> None:
    counts = _rounds("--rounds", "200", "--seed", "20261123")
    assert counts["killed"] == 200
    assert counts["acknowledged"] > 200
    assert counts["ends"] > 0


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_a_thousand_kills_of_real_processes_lose_nothing() -> None:
    assert _rounds("--rounds", "1000", "--seed", "1", "--real")["killed"] == 1000
