"""`do` with many lines: a bad one stops nothing but itself, and Ctrl-C leaves whole lines done and says how far it came."""

import json
import signal
import subprocess
from pathlib import Path

from sqlmodel import func, select

from assistant.store.location import Embedded
from assistant.store.opening import open_store
from assistant.store.records import LedgerEntry
from tests.cli.conftest import COMMAND, Run
from tests.cli.test_do import action, results, written

TICKS = [action(f"application.{word}", data={"application": "WebFX"}) for word in ("tick", "untick")]


def entries(store: Path) -> int:
    with open_store(Embedded(store), environ={}) as opened, opened.reading() as tx:
        return tx.exec(select(func.count(LedgerEntry.id)).where(LedgerEntry.action != "tree.import")).one()


def test_a_bad_line_stops_nothing_but_itself(run: Run, filled: Path, tmp_path: Path) -> None:
    lines = [*TICKS * 25, "{broken", TICKS[1], *TICKS * 25]
    (tmp_path / "veel.jsonl").write_text(written(*lines))
    done = run("do", "veel.jsonl")
    assert done.returncode == 1
    rows = results(done)
    assert [row["line"] for row in rows] == list(range(1, 103))
    assert [row["line"] for row in rows if not row["ok"]] == [51, 52]
    assert entries(filled) == 100


def test_ctrl_c_leaves_whole_lines_done(filled: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / "veel.jsonl").write_text(written(*TICKS * 5000))
    settings = {**environment, "TOEGANGSWIJZER_STORE": str(filled)}
    command = [*COMMAND, "do", "veel.jsonl"]
    with subprocess.Popen(
        command, env=settings, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as working:
        assert working.stdout is not None and working.stderr is not None
        first = working.stdout.readline()
        working.send_signal(signal.SIGINT)
        text, told = first + working.stdout.read(), working.stderr.read()
    rows = [json.loads(line) for line in text.splitlines()]
    assert working.returncode == 130
    assert 0 < len(rows) < 10_000
    assert f"Gestopt na regel {len(rows)}: {len(rows)} gedaan, 0 geweigerd." in told
    assert entries(filled) == len(rows), "what was told was kept, and nothing else"


def test_a_pipe_gets_each_result_before_the_next_line(filled: Path, environment: dict[str, str], tmp_path: Path) -> None:
    settings = {**environment, "TOEGANGSWIJZER_STORE": str(filled)}
    with subprocess.Popen(
        [*COMMAND, "do", "-"], env=settings, cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as working:
        assert working.stdin is not None and working.stdout is not None
        for n, line in enumerate(TICKS * 2, 1):
            working.stdin.write(written(line))
            working.stdin.flush()
            assert json.loads(working.stdout.readline())["line"] == n
        working.stdin.close()
    assert working.returncode == 0
