"""This machine as such: it is looked at, never changed, and what it cannot say is no fault."""

import sys

import pytest

from assistant.doctor.examination import examine
from assistant.doctor.machine import NoRegistry, _system, this_machine
from assistant.domain.machine_checks import System
from assistant.store.location import Embedded
from tests.doctor.machines import NOW


def test_it_can_be_examined(tmp_path):
    found = examine(this_machine(NOW), Embedded(tmp_path / "proef.db"))
    assert found
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("platform", "system"),
    [("linux", System.LINUX), ("darwin", System.MACOS), ("win32", System.WINDOWS), ("freebsd14", System.OTHER)],
)
def test_systems_are_told_apart(platform, system):
    assert _system(platform) is system


def test_files_are_found_and_read(tmp_path):
    here = this_machine(NOW)
    (tmp_path / "a.txt").write_text("tekst", encoding="utf-8")
    assert here.found(str(tmp_path / "*.txt")) == (str(tmp_path / "a.txt"),)
    assert here.read(str(tmp_path / "a.txt")) == "tekst"
    assert here.read(str(tmp_path / "nergens")) is None
    assert here.read(str(tmp_path)) is None


def test_a_command_that_fails_or_is_not_there_says_nothing():
    here = this_machine(NOW)
    assert here.told((sys.executable, "-c", "print('ja')")) == "ja\n"
    assert here.told((sys.executable, "-c", "raise SystemExit(3)")) is None
    assert here.told(("geen-zo-een-opdracht",)) is None


def test_a_machine_without_a_registry_has_no_keys():
    assert NoRegistry().subkeys("HKLM\\SOFTWARE") is None
    assert NoRegistry().value("HKLM\\SOFTWARE", "x") is None
