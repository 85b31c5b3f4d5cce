"""How long it takes from Enter to the next question, on the full screen of the program itself."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import yaml
from terminal import Terminal


def answer_times(command: Callable[..., list[str]], script: Path) -> list[float]:
    """Walk the guide by keyboard with the answers of a script; milliseconds for each answer.

    A script is a list of `[what to type, what the screen shows next]`.
    """
    steps = yaml.safe_load(script.read_text(encoding="utf-8"))
    times = []
    with tempfile.TemporaryDirectory() as home:
        env = {"HOME": home, "XDG_DATA_HOME": f"{home}/data", "XDG_CONFIG_HOME": f"{home}/config"}
        with Terminal(command("chat", "mammografie"), env=env) as terminal:
            terminal.wait_for(str(steps[0]["shows"]))
            terminal.settle(1.5)
            for step in steps[1:]:
                terminal.send(str(step["type"]))
                terminal.settle(0.15)
                pressed = terminal.send("\r")
                times.append((terminal.wait_for(str(step["shows"])) - pressed) * 1000)
                terminal.settle(0.15)
    return times
