"""`tree import|export|show`: a tree goes in and comes out, bad input changes nothing."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.documents import INSZ, MAMMO, NUMBER, tree

DOTTED = "0123.456.749"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "boom.json"
    path.write_text(json.dumps(tree()), encoding="utf-8")
    return path


def test_in_and_out(run: Run, file: Path) -> None:
    done = run("tree", "import", str(file))
    assert (done.returncode, done.stdout) == (0, f"Onderneming {DOTTED}: de toegangsboom is ingelezen.\n")
    out = run("tree", "export", "--enterprise", DOTTED)
    assert (out.returncode, out.stderr) == (0, "")
    exported = json.loads(out.stdout)
    assert exported["enterprise"]["name"] == "Ziekenhuis Voorbeeld"
    assert exported["capacities"][0]["subdivisions"][0]["sites"][0]["users"][0]["person"] == INSZ
    again = run("tree", "import", "-", given=out.stdout)
    assert (again.returncode, again.stdout) == (0, f"Onderneming {DOTTED}: er is niets veranderd.\n")


def test_the_first_import_says_where_the_key_is(run: Run, file: Path, store: Path) -> None:
    first, second = run("tree", "import", str(file)), run("tree", "import", str(file))
    assert f"De sleutel staat in {store}.key" in first.stderr
    assert second.stderr == ""


def test_import_with_json(run: Run, file: Path) -> None:
    for changed in (True, False):
        result = json.loads(run("tree", "import", "--json", str(file)).stdout)
        assert (result["enterprise"], result["changed"], result["warnings"]) == (NUMBER, changed, [])


def test_what_is_unknown_is_kept_and_named(run: Run) -> None:
    document = tree()
    document["capacities"][0]["applications"].append("Nieuwe Toepassing")
    done = run("tree", "import", "-", given=json.dumps(document))
    assert done.returncode == 0
    assert "Nieuwe Toepassing" in done.stderr
    assert "Nieuwe Toepassing" in run("tree", "export", "--enterprise", NUMBER).stdout


def test_show_is_a_tree_to_read_without_personal_numbers(run: Run, filled: Path) -> None:
    done = run("tree", "show", "--enterprise", NUMBER)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("Ziekenhuis Voorbeeld")
    depth = {line.strip(" ✓…✗○·"): (len(line) - len(line.lstrip())) // 2 for line in lines}
    parts = {"HTB An": 1, MAMMO: 1, "Campus A": 3, "An Voorbeeld": 4, "radioloog": 5}
    for start, at in parts.items():
        assert [found for name, found in depth.items() if name.startswith(start)] == [at]
    assert INSZ not in done.stdout


def test_show_with_json_is_the_export(run: Run, filled: Path) -> None:
    shown = run("tree", "show", "--json", "--enterprise", NUMBER)
    assert shown.stdout == run("tree", "export", "--enterprise", NUMBER).stdout


@pytest.mark.parametrize("command", ["export", "show"])
def test_a_store_that_does_not_exist_is_not_made_by_reading(run: Run, store: Path, command: str) -> None:
    done = run("tree", command, "--enterprise", NUMBER)
    assert (done.returncode, done.stdout) == (3, "")
    assert str(store) in done.stderr
    assert not store.parent.exists()


@pytest.mark.parametrize("command", ["export", "show"])
def test_an_enterprise_that_is_not_there(run: Run, filled: Path, command: str) -> None:
    done = run("tree", command, "--enterprise", "0123.456.848")
    assert (done.returncode, done.stdout) == (2, "")
    assert "0123.456.848 staat niet in de opslag" in done.stderr


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (b"", "staat niets"),
        (b"{", "op regel 1, teken 2"),
        (b"\x00\x01\xff\xfe" * 100, "geen UTF-8"),
        (b"[" * 200_000, "te diep"),
        (b'{"format": "access-tree/1", "format": "access-tree/1"}', "'format' staat dubbel"),
        (b"[]", "het document"),
        (b"9" * 10_000, "duizenden cijfers"),
        (json.dumps(tree(number="0123456748")).encode(), "enterprise.number: "),
        (json.dumps(tree(name="x" * 10_000)).encode(), "te lang"),
        (json.dumps(tree(name="\x1b[31mrood")).encode(), "onleesbare tekens"),
    ],
)
def test_bad_input_changes_nothing(run: Run, store: Path, given: bytes, told: str) -> None:
    done = run("tree", "import", "-", given=given)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("toegangswijzer: standaardinvoer: ")
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
    assert not store.exists()


@pytest.mark.parametrize(
    ("name", "told"),
    [("weg.json", "weg.json: bestaat niet"), (".", "is een map, geen bestand"), ("a" * 300, "te lange naam")],
)
def test_a_file_that_cannot_be_read(run: Run, store: Path, name: str, told: str) -> None:
    done = run("tree", "import", name)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert not store.exists()


@pytest.mark.parametrize("name", ["[red]NV[/red]", "[/]", "{x} %s", "N\u202eV", "\N{GRINNING FACE} NV", "x" * 400])
def test_hostile_names_come_out_as_they_went_in(run: Run, name: str) -> None:
    done = run("tree", "import", "-", given=json.dumps(tree(name)))
    assert done.returncode == 0, done.stderr
    exported = json.loads(run("tree", "export", "--enterprise", NUMBER).stdout)
    assert exported["enterprise"]["name"] == name
    shown = run("tree", "show", "--enterprise", NUMBER).stdout
    assert name.replace("\u202e", "\N{REPLACEMENT CHARACTER}") in shown
    assert "\u202e" not in shown
