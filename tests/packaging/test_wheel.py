"""An installed wheel works from any folder, with the guides and the facts inside."""

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from assistant.conversation.load import guide_names
from assistant.domain.places import data_folder, flows_folder

ROOT = Path(__file__).resolve().parents[2]


def run(*command: str | Path, cwd: Path) -> str:
    settings = {"HOME": str(cwd), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(list(map(str, command)), cwd=cwd, env=settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (made,) = folder.glob("*.whl")
    return made


def test_the_wheel_holds_every_guide_and_fact(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    for folder, name in ((flows_folder(), "flows"), (data_folder(), "data")):
        files = [path for path in folder.rglob("*") if path.is_file()]
        assert files
        for path in files:
            assert f"assistant/{name}/{path.relative_to(folder).as_posix()}" in inside


def test_an_installed_wheel_works_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    """Installed in an environment of its own; what it depends on is taken from this one, so that no network is needed."""
    pytest.importorskip("ensurepip")
    run(sys.executable, "-m", "venv", tmp_path / "env", cwd=tmp_path)
    scripts = tmp_path / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    run(scripts / "python", "-m", "pip", "install", "--no-deps", "--no-index", wheel, cwd=tmp_path)
    site = run(scripts / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path).strip()
    (Path(site) / "here.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    elsewhere = tmp_path / "elders"
    elsewhere.mkdir()
    where = run(scripts / "python", "-P", "-c", "import assistant; print(assistant.__file__)", cwd=elsewhere)
    assert where.startswith(site)
    listed = run(scripts / "toegangswijzer", "guides", "list", cwd=elsewhere)
    assert [line.split()[0] for line in listed.splitlines() if not line.startswith(" ")] == list(guide_names())
    run(scripts / "toegangswijzer", "guides", "check", cwd=elsewhere)
    run(scripts / "toegangswijzer", "store", "init", "--store", elsewhere / "proef.db", cwd=elsewhere)
