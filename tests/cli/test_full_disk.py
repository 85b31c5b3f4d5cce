"""A disk that is full: told, and nothing that was kept is lost. Needs the right to mount a small one."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.documents import NUMBER, tree


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Make a disk of some kB."""
    disk = tmp_path / "disk"
    disk.mkdir()

    def make(kilobytes: int) -> Path:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(disk)]
        if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
            pytest.skip("no right to mount a small disk")
        return disk

    yield make
    subprocess.run(["umount", str(disk)], capture_output=True, check=False)


def fill(disk: Path) -> None:
    """Leave no place on a disk."""
    with (disk / "vol").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 4096)
        except OSError:
            return


def test_no_place_for_a_store(run: Run, small_disk: Callable[[int], Path]) -> None:
    disk = small_disk(64)
    fill(disk)
    done = run("store", "init", "--store", str(disk / "x.db"))
    assert (done.returncode, done.stdout) == (3, "")
    assert re.search(r"schijf .*is vol", done.stderr)
    assert not (disk / "x.db").exists()


def test_no_place_for_a_change(run: Run, small_disk: Callable[[int], Path], filled: Path) -> None:
    disk = small_disk(2048)
    for file in filled.parent.iterdir():
        shutil.copy(file, disk)
    at = ("--store", str(disk / filled.name))
    before = run("tree", "export", "--enterprise", NUMBER, *at).stdout
    fill(disk)
    changed = run("tree", "import", "-", *at, given=json.dumps(tree("Een andere naam")))
    assert (changed.returncode, changed.stdout) == (3, "")
    assert re.search(r"schijf .*is vol", changed.stderr)
    (disk / "vol").unlink()
    assert run("tree", "export", "--enterprise", NUMBER, *at).stdout == before


def test_no_place_for_a_backup(run: Run, small_disk: Callable[[int], Path], filled: Path) -> None:
    disk = small_disk(64)
    done = run("store", "backup", str(disk / "kopie.db"))
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{disk / 'kopie.db'}: past niet: de schijf is vol" in done.stderr
    assert list(disk.iterdir()) == []


def test_no_place_for_a_workbook(run: Run, small_disk: Callable[[int], Path], filled: Path) -> None:
    disk = small_disk(64)
    fill(disk)
    done = run("readiness", "--format", "xlsx", "--out", str(disk / "stand.xlsx"))
    assert (done.returncode, done.stdout) == (2, "")
    assert (
        done.stderr
        == f"toegangswijzer: {disk / 'stand.xlsx'}: past niet: de schijf is vol. Maak plaats en probeer opnieuw.\n"
    )
    assert [one.name for one in disk.iterdir()] == ["vol"]
