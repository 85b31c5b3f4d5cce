"""The domain is light: the first question must not wait for it."""

import subprocess
import sys
from pathlib import Path

import pytest

import assistant.domain
from assistant.domain import places

HEAVY = (
    "sqlmodel",
    "sqlalchemy",
    "pydantic",
    "textual",
    "transitions",
    "phonenumbers",
    "email_validator",
    "stdnum",
    "holidays",
)
MODULES = sorted(path.stem for path in Path(assistant.domain.__file__).parent.glob("*.py") if path.stem != "__init__")


def test_the_whole_domain_loads_nothing_heavy():
    code = "import sys\n"
    code += "".join(f"import assistant.domain.{name}\n" for name in MODULES)
    code += f"print(*(name for name in {HEAVY!r} if name in sys.modules))\n"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split() == []


@pytest.mark.parametrize("folder", [places.data_folder, places.flows_folder])
def test_the_folders_stand_at_the_top_of_the_repository(folder):
    assert folder().is_dir()
    assert (folder().parent / "pyproject.toml").is_file()


def test_an_installed_package_carries_its_own_folders(tmp_path, monkeypatch):
    (tmp_path / "assistant" / "data").mkdir(parents=True)
    monkeypatch.setattr(places, "_PACKAGE", tmp_path / "assistant")
    assert places.data_folder() == tmp_path / "assistant" / "data"
