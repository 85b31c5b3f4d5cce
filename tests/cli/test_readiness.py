"""`readiness` as a whole program: its document is the promised one, its exit code says whether all are ready."""

import json

import pytest

from tests.cli.conftest import Run
from tests.cli.test_diagnose import NOW, ask, clinic, put  # noqa: F401 (fixtures)

HELD_UP = "0123456848"


@pytest.fixture
def two(clinic, put):  # noqa: F811
    """The clinic, which is ready, and another one where nobody is registered."""
    put(clinic)
    clinic.tree["enterprise"] |= {"number": HELD_UP, "name": "Ziekenhuis Leeg", "sector": "Ziekenhuizen"}
    clinic.site["users"] = []
    put(clinic)


def test_all_are_told_in_a_table_with_the_sums(run: Run, two):
    done = ask(run, "readiness")
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines[1:3]] == ["0123.456.749", "0123.456.848"]
    assert "✓ Klaar" in lines[1] and "1/1" in lines[1]
    assert "✗ Gebruikers" in lines[2] and "HTB" in lines[2]
    assert "1 van 2 klaar; gebruikers met toegang: 1 van 2" in lines


def test_the_document_is_the_whole_of_standard_output(run: Run, two):
    done = ask(run, "readiness", "--json")
    assert done.returncode == 1
    document = json.loads(done.stdout)
    assert (document["format"], document["at"]) == ("readiness/1", NOW)
    assert [row["stage"] for row in document["organisations"]] == ["ready", "users"]
    totals = document["totals"]
    assert (totals["organisations"], totals["ready"], totals["by_stage"]) == (2, 1, {"ready": 1, "users": 1})
    assert totals["findings"] == {"user.missing": 1}


def test_a_statement_of_one_organisation_names_no_person_and_can_be_sent_in(run: Run, two, tmp_path):
    done = ask(run, "readiness", "--enterprise", "0123.456.848", "--json")
    assert [row["enterprise"] for row in json.loads(done.stdout)["organisations"]] == [HELD_UP]
    for personal in ("90010199992", 'Voorbeeld"', "@"):
        assert personal not in done.stdout
    elsewhere = ("--store", str(tmp_path / "sector.db"))
    sent = run(*elsewhere, "import", "readiness", "-", "--now", NOW, given=done.stdout)
    assert sent.returncode == 0, sent.stderr
    theirs = json.loads(ask(run, *elsewhere, "readiness", "--json").stdout)["organisations"]
    assert [(row["enterprise"], row["stage"], row["source"]) for row in theirs] == [(HELD_UP, "users", "statement")]


@pytest.mark.parametrize("form", ["csv", "xlsx", "html", "json", "table"])
def test_every_form_goes_to_a_file_whole(run: Run, two, tmp_path, form):
    path = tmp_path / f"stand.{form}"
    done = ask(run, "readiness", "--format", form, "--out", str(path))
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    assert path.stat().st_size > 100
    assert [one.name for one in tmp_path.iterdir() if "making" in one.name] == []


def test_filters_choose(run: Run, two):
    assert ask(run, "readiness", "--application", "heracles", "--enterprise", "0123.456.749").returncode == 0
    done = ask(run, "readiness", "--sector", "Ziekenhuizen", "--json")
    assert [row["enterprise"] for row in json.loads(done.stdout)["organisations"]] == [HELD_UP]
    nobody = ask(run, "readiness", "--sector", "Ziekenhuis")
    assert nobody.returncode == 0 and "Ziekenhuis" in nobody.stderr
    theirs = ask(run, "readiness", "--sector", "Ziekenhuizen", "--enterprise", "0123.456.749")
    assert theirs.returncode == 0
    assert "al deze keuzes" in theirs.stderr, "it is of another sector: that says nothing of the sector"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--json", "--format", "csv"], "--json"),
        (["--capacity", "Onbekend"], "Jeugdhulp"),
        (["--application", "Heraclse"], "Bedoelt u Heracles?"),
        (["--application", ""], "niet gekend"),
        (["--keep", "--sector", "Ziekenhuizen"], "--keep"),
        (["--enterprise", "0123456947"], "0123.456.947"),
        (["--out", "/nergens/stand.csv", "--format", "csv"], "/nergens/stand.csv"),
    ],
)
def test_what_cannot_be_is_told(run: Run, two, arguments, told):
    done = ask(run, "readiness", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr and len(done.stderr.splitlines()) == 1


def test_a_store_that_is_not_there(run: Run):
    assert ask(run, "readiness").returncode == 3


def test_a_reading_is_kept(run: Run, two, store):
    assert ask(run, "readiness", "--keep", "--json").returncode == 1
    from assistant.store.board import past
    from assistant.store.location import Embedded
    from assistant.store.opening import open_store

    with open_store(Embedded(store), environ={}) as opened, opened.reading() as tx:
        ((_, totals),) = past(tx)
    assert totals["organisations"] == 2 and totals["by_stage"] == {"ready": 1, "users": 1}
