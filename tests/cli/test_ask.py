"""`ask` from the command line: no store, prose or JSON, any spelling."""

import json

import pytest

from tests.cli.conftest import Run


def test_an_answer_is_told_with_its_source(run: Run, store) -> None:
    done = run("ask", "paswoord vergeten")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Wachtwoord of gebruikersnaam vergeten\n")
    assert "Bron: G4" in done.stdout
    assert not store.exists()


def test_quotes_may_be_left_out(run: Run) -> None:
    assert run("ask", "wat", "is", "een", "HTB").stdout == run("ask", "wat is een HTB").stdout


def test_json_is_the_whole_of_standard_output(run: Run) -> None:
    done = run("ask", "is het contactcenter nu open", "--json", "--now", "2026-11-21T09:00:00+01:00")
    document = json.loads(done.stdout)
    assert (done.returncode, document["format"], document["question"]) == (0, "answer/1", "is het contactcenter nu open")
    assert 1 <= len(document["answers"]) <= 5
    best = document["answers"][0]
    assert set(best) == {"kind", "id", "title", "text", "source", "score"}
    assert best["kind"] == "contact"
    assert best["text"].endswith("Weer open op 23-11-2026 om 07:00.")
    assert 0 < best["score"] <= 1


def test_what_is_outside_gets_none(run: Run) -> None:
    done = run("ask", "hoe bak ik een chocoladetaart", "--json")
    assert (done.returncode, json.loads(done.stdout)["answers"]) == (0, [])
    assert "geen antwoord" in run("ask", "hoe bak ik een chocoladetaart").stdout


@pytest.mark.parametrize("question", ["", "   ", "[/b] \x1b[2J", "é" * 3000, "{label.save} {x}"])
def test_odd_questions_are_no_fault(run: Run, question: str) -> None:
    done = run("ask", question)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stdout


def test_no_question_is_wrong_use(run: Run) -> None:
    done = run("ask")
    assert done.returncode == 2
    assert "VRAAG ontbreekt" in done.stderr
