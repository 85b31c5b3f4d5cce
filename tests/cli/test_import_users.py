"""`import users`: a list or a screen of the portal, seen first and then kept."""

import json

import pytest

from tests.checks.clinic import BO, NUMBER, SITE, Clinic
from tests.cli.conftest import Run
from tests.store.test_portal import ABOVE, BELOW, HEADINGS, ME, ROWS

LIST = "\n".join(";".join(row) for row in [HEADINGS, *ROWS])
SCREEN = "\n".join([*ABOVE, *("\t".join(row) for row in [HEADINGS, *ROWS]), *BELOW])
THERE = ("--enterprise", NUMBER, "--capacity", ME, "--unit", SITE)


@pytest.fixture
def clinic(run: Run) -> None:
    done = run("tree", "import", "-", given=json.dumps(Clinic().tree))
    assert done.returncode == 0


def export(run: Run) -> str:
    return run("tree", "export", "--enterprise", NUMBER).stdout


@pytest.mark.parametrize(("given", "place"), [(LIST, THERE), (SCREEN, ())])
def test_seen_first_then_kept(run, clinic, given, place):
    before = export(run)
    seen = run("import", "users", "-", *place, "--preview", given=given)
    assert (seen.returncode, seen.stderr) == (0, "")
    assert "Er is nog niets veranderd" in seen.stdout
    assert "Bo Proefman gaat van Actief naar Geblokkeerd." in seen.stdout
    assert export(run) == before
    done = run("import", "users", "-", *place, given=given)
    assert done.returncode == 0
    assert export(run) != before
    again = run("import", "users", "-", *place, given=given)
    assert "Er verandert niets." in again.stdout


def test_as_json(run, clinic):
    found = json.loads(run("import", "users", "-", *THERE, "--json", given=LIST).stdout)
    assert (found["format"], found["changed"], found["users"], found["unit"]) == ("users-import/1", True, 3, SITE)
    assert found["columns"]["INSZ"] == "insz"
    assert BO not in json.dumps(found["changes"])


def test_a_row_that_cannot_be_is_told_and_is_exit_code_one(run, clinic):
    done = run("import", "users", "-", *THERE, given=LIST + "\nX;Y;;USER;;Actief")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "standaardinvoer, regel 5: Bij Y X staat geen INSZ. Zonder nummer is niet zeker wie het is."
    ]


@pytest.mark.parametrize(
    ("arguments", "given", "says"),
    [
        (THERE, "niets", "geen lijst van gebruikers"),
        ((), LIST, "--enterprise NUMMER"),
        (("--enterprise", NUMBER), LIST, "--capacity"),
        ((*THERE[:4], "--unit", "a/b/c"), LIST, "twee delen"),
        (("--enterprise", "0119.000.093"), SCREEN, "Deze lijst is van onderneming 0123.456.749"),
        ((*THERE, "--column", "Kleur=insz"), LIST, "Kleur"),
        ((*THERE, "--column", "x"), LIST, "Kop=veld"),
    ],
)
def test_bad_input_makes_no_store(run, store, arguments, given, says):
    done = run("import", "users", "-", *arguments, given=given)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not store.exists()


def test_a_preview_without_a_store_makes_none(run, store):
    assert run("import", "users", "-", "--preview", given=SCREEN).returncode == 3
    assert not store.exists()


def test_a_unit_told_by_its_name_is_the_one_that_is_there(run, clinic):
    done = run("import", "users", "-", *THERE[:4], "--unit", "~ziekenhuis voorbeeld/~campus a", "--json", given=LIST)
    assert done.returncode == 0
    assert json.loads(done.stdout)["unit"] == SITE
    assert "unit.new" not in done.stdout


@pytest.mark.parametrize("preview", [(), ("--preview",)])
def test_a_name_that_several_units_have_is_told_with_their_paths(run, preview):
    clinic = Clinic()
    clinic.add_site("90002", name="campus A")
    run("tree", "import", "-", given=json.dumps(clinic.tree))
    before = export(run)
    done = run("import", "users", "-", *THERE[:4], "--unit", "90005/~CAMPUS A", *preview, given=LIST)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("toegangswijzer: standaardinvoer: Verschillende eenheden heten CAMPUS A: 90005/90001 (")
    assert "90005/90002 (" in done.stderr
    assert export(run) == before
