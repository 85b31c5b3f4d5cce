"""The command line itself: help, options anywhere, wrong use, what is loaded."""

import subprocess
import sys

import pytest

from assistant import __version__
from assistant.cli.program import program
from tests.cli.conftest import Run


def commands() -> list[tuple[str, ...]]:
    """Every command of the program, by walking its groups."""
    found: list[tuple[str, ...]] = []
    top = program()

    def walk(group: object, path: tuple[str, ...]) -> None:
        for name in getattr(group, "parts", {}):
            found.append((*path, name))
            walk(group.get_command(None, name), (*path, name))  # type: ignore[attr-defined]

    walk(top, ())
    return found


def test_help_is_dutch_and_names_every_command(run: Run) -> None:
    done = run("--help")
    assert done.returncode == 0
    assert done.stderr == ""
    for name, *_ in commands():
        assert f"\n  {name} " in done.stdout
    for english in ("Usage", "Options", "Show this", "Commands", "exit."):
        assert english not in done.stdout


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_every_command_explains_itself(run: Run, command: tuple[str, ...]) -> None:
    done = run(*command, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"Gebruik: toegangswijzer {' '.join(command)}" in done.stdout
    for option in ("--store", "--lang", "--now", "--json", "--help"):
        assert option in done.stdout
    assert "[OPTIONS]" not in done.stdout


def test_version(run: Run) -> None:
    done = run("--version")
    assert (done.returncode, done.stdout) == (0, f"toegangswijzer {__version__}\n")


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("guides", "--help"), ("nonsense",)])
def test_help_loads_nothing_heavy(arguments: tuple[str, ...]) -> None:
    script = (
        "import sys; from assistant.cli import main; code = main(sys.argv[1:]);"
        "heavy = {'textual', 'sqlmodel', 'sqlalchemy', 'msgspec', 'yaml', 'alembic', 'pydantic', 'transitions', 'rich'};"
        "print('loaded:', sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True)
    assert "loaded: []" in done.stdout


def test_top_help_loads_of_ours_only_the_command_line() -> None:
    script = (
        "import sys; from assistant.cli import main; main(['--help']);"
        "print('ours:', sorted(m for m in sys.modules if m.startswith('assistant.') and not m.startswith('assistant.cli')))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "ours: ['assistant.domain', 'assistant.domain.words']" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("zoek",), "Opdracht 'zoek' bestaat niet."),
        (("guide",), "Bedoelt u guides?"),
        (("guides",), "Zeg ook wat er moet gebeuren: list, show, check."),
        (("guides", "--json"), "Zeg ook wat er moet gebeuren: list, show, check."),
        (("guides", "shw"), "Bedoelt u show?"),
        (("--stor", "x", "guides", "list"), "Bedoelt u --store?"),
        (("guides", "list", "meer"), "'meer' is te veel."),
        (("guides", "show"), "GIDS ontbreekt."),
        (("guides", "show", "onbestaand"), "Gids 'onbestaand' bestaat niet. Er zijn: "),
        (("guides", "show", "x", "--format", "pdf"), "'pdf' kan niet. Kies uit: text, mermaid, json."),
        (("--lang", "es", "guides", "list"), "'es' kan niet. Kies uit: nl, fr, de, en."),
        (("--now", "morgen", "guides", "list"), "--now ISO: Dit is geen tijdstip."),
        (("--now", "2026-11-23T09:00:00", "guides", "list"), "--now ISO: "),
        (("guides", "list", "--store"), "Optie --store is niet goed gebruikt"),
        (("guides", "list", "--json=ja"), "Optie --json is niet goed gebruikt"),
        (("chat", "--enterprise", "0123.456.748"), "--enterprise NUMMER: "),
    ],
)
def test_wrong_use_is_one_clear_line(run: Run, arguments: tuple[str, ...], told: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert done.stderr.startswith("toegangswijzer: ")
    assert done.stderr.count("\n") == 1
    for english in ("Error", "Usage", "Try", "Invalid", "Missing"):
        assert english not in done.stderr


@pytest.mark.parametrize(
    "arguments", [("--json", "guides", "list"), ("guides", "--json", "list"), ("guides", "list", "--json")], ids=" ".join
)
def test_options_stand_before_between_or_after(run: Run, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 0
    assert done.stdout.startswith("{")


def test_hostile_arguments_do_not_act_on_the_terminal(run: Run) -> None:
    done = run("\x1b[31mrood\x1b[0m\u202e")
    assert done.returncode == 2
    assert "\x1b" not in done.stderr
    assert "\u202e" not in done.stderr


@pytest.mark.parametrize("name", ["[red]x[/red]", "{what}", "%s%n", "x" * 10_000, "naam met spatie", "é\N{GRINNING FACE}"])
def test_hostile_names_are_only_names(run: Run, name: str) -> None:
    done = run("guides", "show", name)
    assert done.returncode == 2
    assert name[:80] in done.stderr
    assert "Traceback" not in done.stderr
