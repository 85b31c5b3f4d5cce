"""All checks on one machine, each a function of what can be seen of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

from assistant.doctor.card_reader import card_reader
from assistant.doctor.findings import Finding, Note, State
from assistant.doctor.machine import Machine
from assistant.doctor.store_place import store_place
from assistant.domain.days import BRUSSELS
from assistant.domain.machine_checks import MachineCheck, Trace, machine_checks
from assistant.domain.words import words
from assistant.store.location import Location

COLUMNS, ROWS = 80, 24
"""The smallest screen that the assistant is made for."""
OLDEST, NEWEST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2046, 1, 1, tzinfo=UTC)
"""A clock outside these is wrong: this version is younger, and no card that is valid now will be then."""
ELSEWHERE = ("SSH_CONNECTION", "WSL_DISTRO_NAME")
"""Variables that tell that the user sits at another machine than the one looked at."""


def examine(machine: Machine, location: Location) -> tuple[Finding, ...]:
    """Look at everything, in the order of the data."""
    looks: dict[str, Callable[[], Finding]] = {
        "reader": lambda: card_reader(machine),
        "token": lambda: Finding("token", State.UNKNOWN),
        "clock": lambda: clock(machine),
        "store": lambda: store_place(location, machine.environment),
        "terminal": lambda: terminal(machine),
    }
    found = []
    for key, check in machine_checks().items():
        at_the_desk = key == "reader" or check.traces
        if at_the_desk and any(name in machine.environment for name in ELSEWHERE):
            found.append(Finding(key, State.UNKNOWN, Note(words("U werkt vanop een andere computer dan deze."))))
        else:
            found.append(looks[key]() if key in looks else traced(key, check, machine))
    return tuple(found)


def traced(key: str, check: MachineCheck, machine: Machine) -> Finding:
    """Look for the traces of a program; unknown on a system for which none are known."""
    traces = check.traces.get(machine.system, ())
    if not traces:
        return Finding(key, State.UNKNOWN)
    seen = {trace.what: _seen(trace, machine) for trace in traces}
    absent = [what for what, where in seen.items() if where is None]
    if absent:
        return Finding(key, State.MISSING, Note(words("Niet gevonden: {what}."), {"what": ", ".join(absent)}))
    return Finding(key, State.OK, Note("{where}", {"where": ", ".join(str(where) for where in seen.values())}))


def _seen(trace: Trace, machine: Machine) -> str | None:
    """Where the first trace of something is, None when there is none."""
    for pattern in trace.paths:
        path = _expanded(pattern, machine)
        if path and (found := machine.found(path)):
            return found[0]
    for command in trace.commands:
        if where := machine.command(command):
            return where
    return next((key for key in trace.registry if machine.registry.subkeys(key) is not None), None)


def _expanded(pattern: str, machine: Machine) -> str | None:
    """A pattern with the machine's own folders in it, None when it has no such folder."""
    home = machine.environment.get("HOME", "")
    if pattern.startswith("~"):
        return home + pattern[1:] if home else None
    folders = {name.casefold(): value for name, value in machine.environment.items()}
    wanted = re.findall(r"%([^%]+)%", pattern)
    if any(name.casefold() not in folders for name in wanted):
        return None
    return re.sub(r"%([^%]+)%", lambda found: folders[found[1].casefold()], pattern)


def clock(machine: Machine) -> Finding:
    """Look whether the clock can be right; a time zone other than Brussels is told, and no fault."""
    if not OLDEST <= machine.now < NEWEST:
        shown = f"{machine.now:%d-%m-%Y}"
        return Finding("clock", State.MISSING, Note(words("Volgens de computer is het {day}."), {"day": shown}))
    if machine.now.utcoffset() != machine.now.astimezone(BRUSSELS).utcoffset():
        return Finding("clock", State.OK, Note(words("De computer staat in een andere tijdzone dan Brussel.")))
    return Finding("clock", State.OK, Note("{time}", {"time": f"{machine.now:%d-%m-%Y %H:%M}"}))


def terminal(machine: Machine) -> Finding:
    """Look whether the full screen fits and can show every letter."""
    here = machine.terminal
    if not here.interactive:
        return Finding("terminal", State.UNKNOWN)
    size = Note("{columns} × {rows}", {"columns": here.columns, "rows": here.rows})
    if here.columns < COLUMNS or here.rows < ROWS:
        return Finding("terminal", State.MISSING, size)
    if machine.environment.get("TERM") == "dumb":
        plain = Note(words("Werk met gewone lijnen, met chat --plain."))
        return Finding("terminal", State.MISSING, Note(words("Deze terminal kan geen volledig scherm tonen.")), plain)
    return Finding("terminal", State.OK, size)
