"""`demo`: a store to try the program on, never among a user's own organisations unless told."""

import json
from pathlib import Path
from typing import Any

NOW = "2026-11-23T09:00:00+01:00"


def test_it_fills_a_new_store_and_says_what_to_try(run: Any, store: Path) -> None:
    done = run("demo", "--now", NOW)
    assert done.returncode == 0
    first, *rest = done.stdout.splitlines()
    assert first == f"60 verzonnen organisaties staan klaar in {store}."
    assert any("readiness" in line for line in rest)
    number = next(line.split("--enterprise ")[1].split()[0] for line in rest if "tree show" in line)
    shown = run("tree", "show", "--enterprise", number)
    assert shown.returncode == 0
    assert shown.stdout.startswith("Ziekenhuis")

    again = run("demo", "--now", NOW, "--json")
    assert json.loads(again.stdout) == {"format": "demo/1", "store": str(store), "organisations": 60}


def test_it_keeps_out_of_a_store_with_other_organisations(run: Any, filled: Path) -> None:
    done = run("demo", "--now", NOW)
    assert done.returncode == 2
    assert "andere organisaties (1)" in done.stderr and "--among" in done.stderr
    assert done.stdout == ""
    assert run("demo", "--now", NOW, "--among").returncode == 0
    own = run("tree", "export", "--enterprise", "0123456749")
    assert json.loads(own.stdout)["enterprise"]["name"] == "Ziekenhuis Voorbeeld"
