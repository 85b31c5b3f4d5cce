"""Whether a card reader is seen, on each system: there, not there, or not to be told."""

import pytest

from assistant.doctor.card_reader import WINDOWS_READERS, card_reader
from assistant.doctor.findings import State
from assistant.domain.machine_checks import System
from tests.doctor.machines import FakeRegistry, machine

USB = "/sys/bus/usb/devices"


def linux(**classes: str):
    return machine(files={f"{USB}/{name.replace('_', '-')}:1.0/bInterfaceClass": text for name, text in classes.items()})


def test_linux_sees_a_reader_and_names_it():
    found = card_reader(machine(files={f"{USB}/1-2:1.0/bInterfaceClass": "0b\n", f"{USB}/1-2/product": "Lezer 3000\n"}))
    assert found.state is State.OK
    assert found.note is not None
    assert found.note.facts == {"name": "Lezer 3000"}


def test_linux_sees_a_reader_without_a_name():
    found = card_reader(linux(d1_2="0b\n"))
    assert (found.state, found.note) == (State.OK, None)


@pytest.mark.parametrize(
    ("classes", "state"),
    [
        ({}, State.UNKNOWN),  # a container, or a virtual machine that shows no devices
        ({"d1": "03\n", "d2": "08\n"}, State.MISSING),
        ({"d1": "03\n", "d2": "ff\n"}, State.UNKNOWN),  # a device of a maker's own kind may be one
        ({"d1": "", "d2": "zz"}, State.UNKNOWN),
    ],
)
def test_linux_without_a_reader(classes, state):
    assert card_reader(linux(**classes)).state is state


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ('"bInterfaceClass" = 3\n"bInterfaceClass" = 11\n', State.OK),
        ('"bInterfaceClass" = 3\n', State.MISSING),
        ('"bInterfaceClass" = 255\n', State.UNKNOWN),
        ('"bInterfaceClass" = 110\n', State.MISSING),
        ("", State.UNKNOWN),
        (None, State.UNKNOWN),
    ],
)
def test_macos(told, state):
    assert card_reader(machine(System.MACOS, told=told)).state is state


def windows(readers, linked=()):
    values = {(rf"{WINDOWS_READERS}\{reader}\#\Control", "Linked"): 1 for reader in linked}
    return machine(System.WINDOWS, registry=FakeRegistry({WINDOWS_READERS: readers} if readers is not None else {}, values))


@pytest.mark.parametrize(
    ("readers", "linked", "state"),
    [
        (("##?#USB#A", "##?#USB#B"), ("##?#USB#B",), State.OK),
        (("##?#USB#A",), (), State.MISSING),
        ((), (), State.MISSING),
        (None, (), State.UNKNOWN),
    ],
)
def test_windows(readers, linked, state):
    assert card_reader(windows(readers, linked)).state is state


def test_another_system_cannot_tell():
    assert card_reader(machine(System.OTHER)).state is State.UNKNOWN
