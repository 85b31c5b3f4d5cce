"""Standard streams: closed pipes, full disks, odd locales, interrupts."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import COMMAND, Run

POSIX = pytest.mark.skipif(os.name != "posix", reason="pipes and signals of POSIX")


@POSIX
def test_a_reader_that_leaves_is_no_fault(environment: dict[str, str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*COMMAND, "guides", "show", "mammografie"], stdout=writing, stderr=subprocess.PIPE, env=environment, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@POSIX
def test_head_takes_one_line(environment: dict[str, str]) -> None:
    command = f"'{sys.executable}' -m assistant guides show mammografie | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", [("guides", "list"), ("--help",), ("--version",)], ids=" ".join)
def test_a_full_disk_is_told(environment: dict[str, str], arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*COMMAND, *arguments], stdout=full, stderr=subprocess.PIPE, env=environment, check=False)
    assert done.returncode == 2
    assert "schijf is vol" in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_nothing_can_be_told_at_all(environment: dict[str, str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*COMMAND, "guides", "list"], stdout=full, stderr=full, env=environment, check=False)
    assert done.returncode == 2


@POSIX
@pytest.mark.parametrize("closing", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_closed_streams_are_no_fault(environment: dict[str, str], closing: str) -> None:
    command = f"'{sys.executable}' -m assistant guides list {closing}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0
    assert done.stderr == ""


@pytest.mark.parametrize(
    "settings",
    [
        {"LANG": "C", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"LANG": "nl_BE.ISO-8859-1", "PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "ascii:strict"},
        {"PYTHONIOENCODING": "cp1252:strict"},
    ],
)
def test_output_is_utf8_in_every_locale(run: Run, settings: dict[str, str]) -> None:
    done = run("do", "--help", settings=settings)
    assert done.returncode == 0
    assert "één JSON-object" in " ".join(done.stdout.split())


@POSIX
def test_an_interrupt_says_that_all_is_kept(environment: dict[str, str], empty: Path) -> None:
    process = subprocess.Popen(
        [*COMMAND, "chat", "mammografie", "--plain", "--store", str(empty)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    )
    assert process.stdout is not None
    seen = b""
    while b"> " not in seen:
        part = os.read(process.stdout.fileno(), 4096)
        assert part, "the conversation ended before it asked anything"
        seen += part
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert told.decode() == "toegangswijzer: onderbroken. Alles wat aanvaard was, is bewaard.\n"


@POSIX
def test_an_early_interrupt_leaves_no_traceback(environment: dict[str, str]) -> None:
    for delay in (0.03, 0.06, 0.1, 0.15, 0.2):
        process = subprocess.Popen(
            [*COMMAND, "guides", "show", "mammografie"], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment
        )
        time.sleep(delay)  # anywhere: nothing is measured
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=30)
        if b"assistant" in told:  # before our first line, the interrupt is Python's own
            assert b"Traceback" not in told


@POSIX
@pytest.mark.parametrize("form", ["csv", "json", "html", "xlsx"])
def test_a_report_whose_reader_leaves_is_no_fault(
    environment: dict[str, str], filled: Path, tmp_path: Path, form: str
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    done = subprocess.run(
        [*COMMAND, "readiness", "--store", str(filled), "--format", form],
        stdout=writing, stderr=subprocess.PIPE, env={**environment, "TMPDIR": str(temporary)}, check=False,
    )  # fmt: skip
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
    assert list(temporary.iterdir()) == [], "no rows are left behind"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("form", ["csv", "json", "html", "xlsx"])
def test_a_report_on_a_full_disk_is_told(environment: dict[str, str], filled: Path, form: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, "readiness", "--store", str(filled), "--format", form],
            stdout=full, stderr=subprocess.PIPE, env=environment, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert "schijf is vol" in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


@POSIX
@pytest.mark.parametrize("form", ["csv", "json", "html", "xlsx"])
def test_a_report_without_standard_output_is_no_fault(environment: dict[str, str], filled: Path, form: str) -> None:
    command = f"'{sys.executable}' -m assistant readiness --store '{filled}' --format {form} >&-"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (1, "")


@POSIX
def test_what_is_no_file_is_written_to_and_stays(environment: dict[str, str], filled: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pijp"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE)
    command = [*COMMAND, "readiness", "--format", "csv", "--store", str(filled), "--out", str(pipe)]
    subprocess.run(command, env=environment, check=False, timeout=60)
    read, _ = reader.communicate(timeout=30)
    assert pipe.is_fifo()
    assert b"0123" in read
