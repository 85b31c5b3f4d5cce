"""`doctor` from the command line: no store is made, unknown is not failed, JSON or prose."""

import json

from tests.cli.conftest import Run


def test_each_thing_is_told_with_its_state(run: Run, store) -> None:
    done = run("doctor", "--now", "2026-11-23T09:00:00+01:00")
    assert done.returncode in (0, 1)
    assert done.stderr == ""
    for title in ("Kaartlezer", "eID-software", "Token", "Browser", "Adobe Acrobat", "Klok", "Opslag", "Scherm"):
        assert f"{title}" in done.stdout
    assert not store.exists()


def test_json_says_the_same_and_the_exit_code_follows_it(run: Run) -> None:
    done = run("doctor", "--json", "--now", "2026-11-23T09:00:00+01:00")
    document = json.loads(done.stdout)
    assert document["format"] == "doctor/1"
    checks = {one["check"]: one for one in document["checks"]}
    assert set(checks) == {"reader", "eid-software", "token", "browser", "acrobat", "clock", "store", "terminal"}
    assert {one["state"] for one in checks.values()} <= {"ok", "missing", "unknown"}
    assert done.returncode == int(any(one["blocking"] for one in checks.values()))
    assert checks["terminal"]["state"] == "unknown"  # no terminal here
    assert checks["store"]["state"] == "ok"
    assert all(bool(one["advice"]) == (one["state"] != "ok") for one in checks.values())


def test_a_wrong_clock_blocks(run: Run) -> None:
    done = run("doctor", "--json", "--now", "1999-01-01T00:00:00+01:00")
    clock = next(one for one in json.loads(done.stdout)["checks"] if one["check"] == "clock")
    assert (done.returncode, clock["state"], clock["blocking"]) == (1, "missing", True)
