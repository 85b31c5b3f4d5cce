"""In a pseudo-terminal: plain lines typed by a person, Ctrl-C, Ctrl-D, the full screen where there is one."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.documents import NUMBER

pexpect = pytest.importorskip("pexpect")
pytestmark = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals of POSIX")


class Terminal:
    """The program on the other side of a pseudo-terminal."""

    def __init__(self, environment: dict[str, str], *arguments: str) -> None:
        command = ["-m", "assistant", *arguments]
        self._child = pexpect.spawn(
            sys.executable, command, env={"TERM": "xterm", **environment}, timeout=30, encoding="utf-8", dimensions=(24, 80)
        )

    def expect(self, text: str) -> str:
        """Wait for a text; returns what came before it."""
        self._child.expect_exact(text)
        return str(self._child.before)

    def type(self, text: str) -> None:
        """Type a line."""
        self._child.sendline(text)

    def press(self, letter: str) -> None:
        """Press Ctrl and a letter, or with "esc" that key."""
        self._child.sendcontrol(letter)

    def end(self) -> tuple[int, str]:
        """Wait for the end: exit code and what was written since."""
        self._child.expect(pexpect.EOF)
        told = str(self._child.before)
        self._child.close()
        return (self._child.exitstatus if self._child.exitstatus is not None else -self._child.signalstatus), told

    def close(self) -> None:
        """Make sure that nothing stays behind."""
        self._child.close(force=True)


@pytest.fixture
def plain(environment: dict[str, str], empty: Path) -> Iterator[Terminal]:
    """A plain conversation at its first question."""
    terminal = Terminal(environment, "chat", "mammografie", "--plain", "--store", str(empty))
    terminal.expect("> ")
    yield terminal
    terminal.close()


def test_a_person_types(plain: Terminal) -> None:
    plain.type(NUMBER)
    asked = plain.expect("> ")
    assert "Hoe heet uw organisatie?" in asked
    assert "\x1b" not in asked
    plain.type("stop")
    code, told = plain.end()
    assert code == 0
    assert "bewaard" in told


def test_control_d_ends_it(plain: Terminal) -> None:
    plain.press("d")
    code, told = plain.end()
    assert code == 0
    assert "Alles is bewaard" in told


def test_control_c_interrupts_it(plain: Terminal) -> None:
    plain.type(NUMBER)
    plain.expect("> ")
    plain.press("c")
    code, told = plain.end()
    assert code == 130
    assert "onderbroken. Alles wat aanvaard was, is bewaard." in told
    assert "Traceback" not in told


def test_a_dumb_terminal_gets_plain_lines(environment: dict[str, str], empty: Path) -> None:
    terminal = Terminal({**environment, "TERM": "dumb"}, "chat", "mammografie", "--store", str(empty))
    assert "Wat is het ondernemingsnummer" in terminal.expect("> ")
    terminal.press("d")
    assert terminal.end()[0] == 0


@pytest.mark.parametrize("arguments", [("chat", "mammografie"), ()], ids=" ".join)
def test_a_terminal_gets_the_full_screen(environment: dict[str, str], empty: Path, arguments: tuple[str, ...]) -> None:
    terminal = Terminal(environment, *arguments, "--store", str(empty))
    terminal.expect("\x1b[?1049h")  # the other screen of the terminal
    terminal.close()
