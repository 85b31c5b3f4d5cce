"""`import kbo` as a whole program: what it says, its exit codes, and a process that is killed while it works."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

from bench.kbo import write_extract
from tests.cli.conftest import COMMAND, Run
from tests.store.kbo.extracts import CLINIC, full, update


def test_a_full_extract_and_an_update(run: Run, store: Path, tmp_path: Path) -> None:
    done = run("import", "kbo", str(full(tmp_path)))
    assert done.returncode == 0, done.stderr
    assert done.stdout == "KBO-gegevens van 01-11-2026 (nr. 100): 3 ondernemingen.\n"
    assert "\r" not in done.stderr
    again = run("import", "kbo", str(full(tmp_path)), "--json")
    assert json.loads(again.stdout)["changed"] is False
    updated = run("import", "kbo", str(update(tmp_path, enterprise_delete=[CLINIC])))
    assert "Gestopt sinds de vorige gegevens: 1." in updated.stdout


def test_bad_input_is_told_with_the_file(run: Run, store: Path, tmp_path: Path) -> None:
    done = run("import", "kbo", "niets.zip")
    assert (done.returncode, done.stderr) == (2, "toegangswijzer: niets.zip: bestaat niet.\n")
    (tmp_path / "lijst.zip").write_text("a;b")
    done = run("import", "kbo", "lijst.zip")
    assert done.returncode == 2
    assert done.stderr.startswith("toegangswijzer: lijst.zip: Dit is geen zip-bestand.")
    done = run("import", "kbo", str(update(tmp_path)))
    assert done.returncode == 2
    assert "volledige zip" in done.stderr


def test_killed_in_the_middle_it_goes_on(run: Run, empty: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    path = tmp_path / "groot.zip"
    write_extract(path, 60_000)
    settings = {**environment, "TOEGANGSWIJZER_STORE": str(empty)}
    log = empty.with_name(f"{empty.name}-wal")
    with subprocess.Popen([*COMMAND, "import", "kbo", str(path)], env=settings, cwd=tmp_path) as working:
        while not log.exists() or log.stat().st_size < 500_000:  # some of it is committed
            assert working.poll() is None
            time.sleep(0.01)
        os.kill(working.pid, signal.SIGKILL)
        working.wait()
    asked = run("import", "kbo", str(path), "--json")
    assert asked.returncode == 0, asked.stderr
    document = json.loads(asked.stdout)
    assert (document["changed"], document["enterprises"]) == (True, 60_000)
