"""A coordinator's whole morning as one transcript: the list in, trees and statements in, who is stuck, letters, a report.

`python -m tests.cli.test_coordinators_morning` writes it anew; read the difference before it is kept. What is said of it to
coordinators stands in docs/coordinators.md, which shows commands of this transcript only.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from assistant.cli.program import run
from assistant.cli.told import speak
from assistant.domain.days import BRUSSELS
from assistant.store.demo.described import described
from assistant.store.demo.story import stories
from assistant.store.exchange.tree import import_tree
from assistant.store.location import Embedded
from assistant.store.opening import open_store

TRANSCRIPT = Path(__file__).parent / "coordinators-morning.txt"
PAGE = Path(__file__).parents[2] / "docs" / "coordinators.md"
NOW = datetime(2026, 11, 23, 9, tzinfo=BRUSSELS)
COMMANDS = re.compile(r"^\$ (toegangswijzer .*)$", re.MULTILINE)

LIST = """\
Nr. van de KBO;Naam;Sector;Toepassingen;Contactpersoon
{ready};{ready_name};Bevolkingsonderzoek;Heracles;Mevr. Voorbeeld
{stuck};{stuck_name};Bevolkingsonderzoek;Heracles;
{sent};{sent_name};Jeugdhulp;INSISTO;
0119.999.999;Ziekenhuis Nergens;Bevolkingsonderzoek;Heracles;
{silent};Dienst voor thuiszorg Stilte;Thuiszorg;eVIPA;
"""
SILENT = "0119.005.835"
"""An organisation that sends nothing."""

MORNING = (
    "toegangswijzer import organisations lijst.csv",
    'toegangswijzer import organisations lijst.csv --column "Nr. van de KBO=number"',
    "toegangswijzer readiness",
    "toegangswijzer tree import boom-1.json",
    "toegangswijzer tree import boom-2.json",
    "toegangswijzer import readiness verklaring.json",
    "toegangswijzer readiness --keep",
    "toegangswijzer diagnose --enterprise {stuck} --application Heracles",
    "toegangswijzer letters --enterprise {stuck} --format eml --format pdf --out brieven",
    "toegangswijzer readiness --format xlsx --out stand.xlsx",
    "toegangswijzer readiness --format html --out stand.html",
    "toegangswijzer readiness --sector Jeugdhulp",
)


def tree_with(fault: str | None, sector: str) -> dict[str, Any]:
    """The last tree of the first organisation of the demonstration with this fault, or with none."""
    for organisation, story in zip(described().organisations, stories(NOW), strict=True):
        if (
            organisation.sector == sector
            and organisation.stage == "ready"
            and organisation.faults == tuple(filter(None, [fault]))
        ):
            return story[-1].tree
    raise LookupError(fault)


def spaced(tree: dict[str, Any]) -> str:
    number = tree["enterprise"]["number"]
    return f"{number[:4]}.{number[4:7]}.{number[7:]}"


def prepare(folder: Path) -> dict[str, str]:
    """Put the files of the morning in a folder, and return the numbers that its commands name."""
    ready, stuck = tree_with(None, "borstkanker"), tree_with("user.wrong-level", "borstkanker")
    sent = tree_with("user.blocked", "insisto")
    trees = {"ready": ready, "stuck": stuck, "sent": sent}
    numbers = {name: spaced(tree) for name, tree in trees.items()} | {"silent": SILENT}
    names = {f"{name}_name": tree["enterprise"]["name"] for name, tree in trees.items()}
    (folder / "lijst.csv").write_text(LIST.format(**numbers, **names), encoding="utf-8")
    (folder / "boom-1.json").write_text(json.dumps(ready), encoding="utf-8")
    (folder / "boom-2.json").write_text(json.dumps(stuck), encoding="utf-8")
    home = folder / "bij-de-organisatie.db"
    with open_store(Embedded(home), create=True, environ={}) as store, store.transaction() as tx:
        import_tree(tx, sent, NOW)
    said, _ = performed(["readiness", "--enterprise", sent["enterprise"]["number"], "--json"], home)
    (folder / "verklaring.json").write_text(said, encoding="utf-8")
    return numbers


def performed(arguments: list[str], store: Path) -> tuple[str, int]:
    """Run a command in this process; return what it said, on both streams in turn, and its exit code."""
    from assistant.cli.faults import report

    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    speak("nl")
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            code = run([*arguments, "--store", str(store), "--now", NOW.isoformat(), "--lang", "nl"])
        except Exception as fault:
            code = report(fault)
    return said.buffer.getvalue().decode(), code  # type: ignore[attr-defined]


@contextlib.contextmanager
def inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def transcript(folder: Path) -> str:
    """The whole morning."""
    numbers = prepare(folder)
    store = folder / "sector.db"
    told = []
    with inside(folder):
        for command in MORNING:
            line = command.format(**numbers)
            said, code = performed(shlex.split(line)[1:], store)
            told.append(f"$ {line}\n{said.replace(str(folder), '…')}[{code}]\n")
    return "\n".join(told)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ochtend")


@pytest.fixture(scope="module")
def morning(folder: Path) -> str:
    return transcript(folder)


def test_what_is_said_in_the_morning(morning: str) -> None:
    assert morning == TRANSCRIPT.read_text(encoding="utf-8")


def test_the_one_bad_line_of_the_list_stops_nothing_but_itself(morning: str) -> None:
    first = morning[: morning.index("$ toegangswijzer readiness")]
    assert "lijst.csv, regel 5:" in first
    assert "Nieuw: 4. Gewijzigd: 0. Ongewijzigd: 0. Geweigerd: 1." in first


def test_letters_and_reports_are_there_and_hold_no_number_of_a_person(morning: str, folder: Path) -> None:
    people = [person["insz"] for person in json.loads((folder / "boom-2.json").read_text(encoding="utf-8"))["people"]]
    letters = list((folder / "brieven").iterdir())
    assert {path.suffix for path in letters} == {".eml", ".pdf"}
    for path in (*letters, folder / "stand.html", folder / "stand.xlsx"):
        data = path.read_bytes()
        assert data
        assert not any(insz.encode() in data for insz in people), path
    digits = re.sub(r"[.\-]", "", morning)
    assert not any(insz in digits for insz in people)


def test_the_page_for_coordinators_shows_commands_of_this_morning_only(morning: str) -> None:
    def kinds(text: str) -> list[tuple[str, ...]]:
        return [tuple(part for part in command.split() if not part[0].isdigit()) for command in COMMANDS.findall(text)]

    shown = kinds(PAGE.read_text(encoding="utf-8"))
    assert shown
    assert [command for command in shown if command not in kinds(morning)] == []


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        TRANSCRIPT.write_text(transcript(Path(made)), encoding="utf-8")
    sys.stdout.write(f"{TRANSCRIPT}\n")
