"""`start.py` on a machine that has Python only: each test has a folder with start.py and a tiny program in it."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
POSIX = pytest.mark.skipif(os.name != "posix", reason="makes shell scripts and links")
PROGRAM = "import os, sys\nprint('program', sys.argv[1:], os.getcwd())\nsys.exit(7 if 'fail' in sys.argv else 0)\n"


def folder_with_start(folder: Path, lock: str = "") -> Path:
    (folder / "assistant").mkdir(parents=True)
    (folder / "assistant" / "__init__.py").touch()
    (folder / "assistant" / "__main__.py").write_text(PROGRAM, encoding="utf-8")
    (folder / "pytest.py").write_text(PROGRAM, encoding="utf-8")
    (folder / "pyproject.toml").touch()
    for name in ("requirements.lock", "requirements-dev.lock"):
        (folder / name).write_text(lock, encoding="utf-8")
    shutil.copy(ROOT / "start.py", folder)
    return folder


def only_python(home: Path) -> dict[str, str]:
    """An environment without uv, virtualenv or another Python on the path."""
    kept = {name: value for name, value in os.environ.items() if name in ("SYSTEMROOT", "LD_LIBRARY_PATH", "TEMP")}
    return {**kept, "HOME": str(home), "PATH": "/nowhere", "PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull}


def start(
    folder: Path, *arguments: str, cwd: Path | None = None, settings: Mapping[str, str] | None = None, before: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run start.py; `before` is Python that changes something in the process first."""
    command = [sys.executable, str(folder / "start.py"), *arguments]
    if before:
        run = f"{before}\nimport runpy, sys\nsys.argv = sys.argv[1:]\nrunpy.run_path(sys.argv[0], run_name='__main__')"
        command = [sys.executable, "-c", run, str(folder / "start.py"), *arguments]
    env = {**only_python(folder), **(settings or {})}
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd or folder, env=env, timeout=100, check=False)


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose name is not plain, in which the first start was made."""
    folder = folder_with_start(tmp_path_factory.mktemp("met spatie") / "é[x]")
    first = start(folder, "chat", "twee woorden", "")
    assert first.returncode == 0, first.stderr
    assert first.stdout == f"program {['chat', 'twee woorden', '']} {folder}\n"
    assert first.stderr.splitlines()[0].startswith("Even geduld")
    return folder


def test_the_second_start_installs_nothing(ready: Path) -> None:
    again = start(ready, "x")
    assert (again.returncode, again.stderr) == (0, "")


def test_the_exit_code_is_the_programs(ready: Path) -> None:
    assert start(ready, "fail").returncode == 7


def test_it_works_from_another_folder_and_no_file_there_stands_in_for_a_module(ready: Path, tmp_path: Path) -> None:
    (tmp_path / "assistant.py").write_text("raise SystemExit('the wrong one')", encoding="utf-8")
    done = start(ready, "x", cwd=tmp_path)
    assert done.stdout == f"program ['x'] {tmp_path}\n"


def test_tests_run_in_the_folder_of_the_program(ready: Path, tmp_path: Path) -> None:
    done = start(ready, "--tests", "-k", "iets", cwd=tmp_path)
    assert done.stdout == f"program ['-k', 'iets'] {ready}\n"
    assert start(ready, "--tests", cwd=tmp_path).stdout == f"program ['-n', '{(os.cpu_count() or 1) + 1}'] {ready}\n"
    assert start(ready, "x").stderr == ""


def test_prepare_prints_the_python(ready: Path) -> None:
    python = Path(start(ready, "--prepare").stdout.strip())
    assert python.is_relative_to(ready / ".venv")
    assert python.exists()


def test_it_is_made_again_when_the_pins_change(ready: Path) -> None:
    with (ready / "requirements.lock").open("a", encoding="utf-8") as lock:
        lock.write("# changed\n")
    (ready / ".venv" / "ready-tests").unlink(missing_ok=True)
    assert start(ready, "x").stderr.startswith("Even geduld")
    assert start(ready, "x").stderr == ""


@POSIX
def test_a_python_that_is_gone_is_no_trouble(ready: Path) -> None:
    python = ready / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/nowhere/python3")
    done = start(ready, "x")
    assert (done.returncode, done.stdout) == (0, f"program ['x'] {ready}\n")


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    folder = folder_with_start(tmp_path / "x")
    (folder / ".venv.lock").mkdir()  # stands in for a read-only folder, which would not stop root
    done = start(folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"In de map {folder} mag niet geschreven worden" in done.stderr


def test_a_python_that_is_too_old(tmp_path: Path) -> None:
    done = start(folder_with_start(tmp_path / "x"), before="import sys\nsys.version_info = (3, 8, 1, 'final', 0)")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Dit is Python 3.8; er is 3.11 of nieuwer nodig." in done.stderr


@POSIX
def test_a_newer_python_beside_it_takes_over(tmp_path: Path) -> None:
    newer = tmp_path / "bin" / "python3.12"
    newer.parent.mkdir()
    newer.write_text('#!/bin/sh\necho "newer $*"\n', encoding="utf-8")
    newer.chmod(0o755)
    folder = folder_with_start(tmp_path / "x")
    old = "import sys\nsys.version_info = (3, 8, 1, 'final', 0)"
    done = start(folder, "chat", settings={"PATH": f"{newer.parent}:/bin:/usr/bin"}, before=old)
    assert done.stdout == f"newer {folder / 'start.py'} chat\n"


def test_a_python_without_venv(tmp_path: Path) -> None:
    without = (
        "import importlib.util\nfind = importlib.util.find_spec\n"
        "importlib.util.find_spec = lambda name, *a: None if name in ('ensurepip', 'virtualenv') else find(name, *a)"
    )
    done = start(folder_with_start(tmp_path / "x"), before=without)
    assert (done.returncode, done.stdout) == (2, "")
    assert "sudo apt install python3-venv" in done.stderr


def wheel(folder: Path) -> str:
    """Make a wheel of nothing; returns its line in a lock."""
    path = folder / "niets-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("niets.py", "")
        info = "niets-1.0.dist-info"
        made.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: niets\nVersion: 1.0\n")
        made.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        made.writestr(f"{info}/RECORD", f"niets.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n")
    return f"niets==1.0 --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


def test_what_is_not_what_was_pinned_is_not_installed(tmp_path: Path) -> None:
    lock = wheel(tmp_path)
    folder = folder_with_start(tmp_path / "x", lock[:-3] + ("00\n" if lock[-3:-1] != "00" else "11\n"))
    links = {"PIP_FIND_LINKS": str(tmp_path)}
    refused = start(folder, settings=links)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "Een opgehaald onderdeel is niet wat het moet zijn." in refused.stderr
    # Nothing of it counts as done: with the right pin, the same folder comes to be ready.
    (folder / "requirements.lock").write_text(lock, encoding="utf-8")
    done = start(folder, "x", settings=links)
    assert (done.returncode, done.stdout) == (0, f"program ['x'] {folder}\n")


@pytest.mark.parametrize("tool", ["pip", "uv"])
def test_no_network(tmp_path: Path, tool: str) -> None:
    where = shutil.which("uv")
    if tool == "uv" and not where:
        pytest.skip("uv is not on this machine")
    folder = folder_with_start(tmp_path / "x", f"niets==1.0 --hash=sha256:{'0' * 64}\n")
    nobody = "http://127.0.0.1:9/simple"
    settings = {"PIP_NO_INDEX": "0", "PIP_INDEX_URL": nobody, "UV_DEFAULT_INDEX": nobody, "UV_NO_CONFIG": "1"}
    settings["UV_HTTP_RETRIES"] = "0"
    if tool == "uv":
        # Alone on the path; pip is tried after it, and fails the same way.
        (tmp_path / "bin").mkdir()
        (tmp_path / "bin" / "uv").symlink_to(str(where))
        settings["PATH"] = str(tmp_path / "bin")
    done = start(folder, settings=settings)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Er is geen verbinding met de plaats waar de onderdelen staan." in done.stderr


def test_uv_is_used_where_it_is(tmp_path: Path) -> None:
    where = shutil.which("uv")
    if not where:
        pytest.skip("uv is not on this machine")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "uv").symlink_to(where)
    folder = folder_with_start(tmp_path / "x", wheel(tmp_path))
    (tmp_path / "uv.toml").write_text(f"[pip]\nno-index = true\nfind-links = ['{tmp_path}']\n", encoding="utf-8")
    settings = {"PATH": str(tmp_path / "bin"), "UV_CONFIG_FILE": str(tmp_path / "uv.toml")}
    done = start(folder, "x", settings=settings)
    assert (done.returncode, done.stdout) == (0, f"program ['x'] {folder}\n"), done.stderr
    assert not list((folder / ".venv").glob("lib/*/site-packages/pip"))
    # Without uv, and something to install, what it made is made anew.
    (folder / "requirements.lock").write_text(wheel(tmp_path) + "# changed\n", encoding="utf-8")
    again = start(folder, "x", settings={"PIP_FIND_LINKS": str(tmp_path)})
    assert (again.returncode, again.stdout) == (0, f"program ['x'] {folder}\n"), again.stderr


@POSIX
def test_two_at_once_make_it_once(tmp_path: Path) -> None:
    folder = folder_with_start(tmp_path / "x")
    command = [sys.executable, str(folder / "start.py"), "x"]
    both = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=only_python(folder))
        for _ in range(2)
    ]
    told = [process.communicate(timeout=100)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum("Even geduld" in words for words in told) == 1
