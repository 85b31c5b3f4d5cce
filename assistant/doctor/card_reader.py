"""Whether a card reader is connected, from what the system says of its devices: no card is touched and no reader opened."""

from __future__ import annotations

import re

from assistant.doctor.findings import Finding, Note, State
from assistant.doctor.machine import Machine
from assistant.domain.machine_checks import System
from assistant.domain.words import words

SMART_CARD, OWN_KIND = 0x0B, 0xFF
"""Classes of USB: card readers, and devices of a kind that their maker alone knows, which may be one."""

USB_INTERFACES = "/sys/bus/usb/devices/*/bInterfaceClass"
MACOS_DEVICES = ("ioreg", "-r", "-c", "IOUSBHostInterface", "-l", "-w", "0")
WINDOWS_READERS = r"HKLM\SYSTEM\CurrentControlSet\Control\DeviceClasses\{50dd5230-ba8a-11d1-bf5d-0000f805f530}"
"""The interface class of card readers, with every reader that was ever connected."""


def card_reader(machine: Machine) -> Finding:
    """Look for a card reader."""
    match machine.system:
        case System.LINUX:
            return _on_linux(machine)
        case System.MACOS:
            return _of_classes(_classes_on_macos(machine))
        case System.WINDOWS:
            return _on_windows(machine)
        case _:
            return Finding("reader", State.UNKNOWN)


def _on_linux(machine: Machine) -> Finding:
    classes: dict[str, int] = {}
    for path in machine.found(USB_INTERFACES):
        if (number := _hexadecimal(machine.read(path))) is not None:
            classes[path] = number
    for path, number in classes.items():
        if number == SMART_CARD:
            device = path.rsplit("/", 2)[1].partition(":")[0]
            name = (machine.read(f"/sys/bus/usb/devices/{device}/product") or "").strip()
            return Finding("reader", State.OK, Note("{name}", {"name": name}) if name else None)
    return _of_classes(list(classes.values()))


def _classes_on_macos(machine: Machine) -> list[int]:
    told = machine.told(MACOS_DEVICES) or ""
    return [int(number) for number in re.findall(r'"bInterfaceClass" = (\d+)', told)]


def _of_classes(classes: list[int]) -> Finding:
    """What the classes of all devices tell; a machine that shows none may hide them (a virtual one, a container)."""
    if SMART_CARD in classes:
        return Finding("reader", State.OK)
    if not classes or OWN_KIND in classes:
        return Finding("reader", State.UNKNOWN)
    return Finding("reader", State.MISSING, Note(words("Er is geen kaartlezer aangesloten.")))


def _on_windows(machine: Machine) -> Finding:
    known = machine.registry.subkeys(WINDOWS_READERS)
    if known is None:
        return Finding("reader", State.UNKNOWN)
    if any(machine.registry.value(rf"{WINDOWS_READERS}\{reader}\#\Control", "Linked") == 1 for reader in known):
        return Finding("reader", State.OK)
    return Finding("reader", State.MISSING, Note(words("Er is geen kaartlezer aangesloten.")))


def _hexadecimal(text: str | None) -> int | None:
    try:
        return int((text or "").strip(), 16)
    except ValueError:
        return None
