"""`do`: a result for every line, the good ones done, the bad ones told."""

import json
import os
import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import COMMAND, Run
from tests.cli.documents import INSZ, MAMMO, NUMBER

SITE = "90005/90001"
NEW, THIRD = "90010199893", "85050599989"


def action(name: str, **more: Any) -> dict[str, Any]:
    return {
        "action": name, "as": {"role": "HTB", "person": INSZ}, "enterprise": NUMBER, "capacity": MAMMO, "unit": SITE, **more,
    }  # fmt: skip


def registering(person: str = NEW, first_name: str = "Bo") -> dict[str, Any]:
    data = {"surname": "Proef", "first_name": first_name, "email": "bo@voorbeeld.be", "confirmed": True}
    return action("user.register", person=person, data=data)


def written(*rows: Any) -> str:
    return "".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows)


def results(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def users(run: Run) -> list[str]:
    document = json.loads(run("tree", "export", "--enterprise", NUMBER).stdout)
    site = document["capacities"][0]["subdivisions"][0]["sites"][0]
    return [user["person"] for user in site["users"]]


def test_an_action_is_done(run: Run, filled: Path) -> None:
    done = run("do", "-", given=written(registering()))
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    (result,) = results(done)
    assert (result["ok"], result["line"]) == (True, 1)
    assert users(run) == [INSZ, NEW]


def test_from_a_file_with_a_byte_order_mark_and_empty_lines(run: Run, filled: Path, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        "\ufeff" + written(registering()) + "\r\n   \n" + written(registering()), encoding="utf-8"
    )
    done = run("do", "a.jsonl")
    assert [(row["ok"], row["line"], row.get("code")) for row in results(done)] == [(True, 1, None), (False, 4, "exists")]
    assert done.returncode == 1


def test_nothing_to_do(run: Run, filled: Path) -> None:
    done = run("do", "-")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_what_may_not_be_done_says_who_may(run: Run, filled: Path) -> None:
    other = {**registering(), "as": {"role": "G", "person": INSZ}}
    done = run("do", "-", given=written(other))
    (result,) = results(done)
    assert done.returncode == 1
    assert (result["ok"], result["code"]) == (False, "not-allowed")
    assert "HTB" in result["who_may"]
    assert result["reason"]
    assert users(run) == [INSZ]


@pytest.mark.parametrize(
    "line",
    [
        "geen json", "{", "[]", '"tekst"', "12", "null", "NaN", "{}", '{"action": "bestaat.niet"}', '{"action": 1}',
        '{"action": "user.register", "action": "user.register"}', "[" * 5000, "9" * 5000,
        '{"action": "' + "x" * 10_000 + '"}',
        "x" * 2_000_000, "\x00\x01\x02", '{"action": "user.register", "enterprise": "0123456748"}',
    ],
    ids=lambda line: line[:20],
)  # fmt: skip
def test_a_line_that_is_no_action_gives_invalid_and_the_next_is_tried(run: Run, filled: Path, line: str) -> None:
    done = run("do", "-", given=written(line, registering()))
    assert (done.returncode, done.stderr) == (1, "")
    first, second = results(done)
    assert (first["ok"], first["code"], first["line"]) == (False, "invalid", 1)
    assert first["reason"]
    assert len(first["reason"]) < 300
    assert (second["ok"], second["line"]) == (True, 2)


def test_binary_garbage(run: Run, filled: Path) -> None:
    done = run("do", "-", given=bytes(range(256)) * 50)
    assert done.returncode == 1
    assert {row["code"] for row in results(done)} == {"invalid"}


def test_the_clock_is_the_one_that_was_given(run: Run, filled: Path) -> None:
    run("do", "--now", "2026-01-02T03:04:05+01:00", "-", given=written(registering()))
    document = json.loads(run("tree", "export", "--enterprise", NUMBER).stdout)
    user = document["capacities"][0]["subdivisions"][0]["sites"][0]["users"][1]
    assert user["changed_at"] == "2026-01-02T03:04:05+01:00"


def test_summer_time_is_written_as_such(run: Run, filled: Path) -> None:
    run("do", "--now", "2026-07-02T03:04:05Z", "-", given=written(registering()))
    assert '"2026-07-02T05:04:05+02:00"' in run("tree", "export", "--enterprise", NUMBER).stdout


@pytest.mark.parametrize("name", ["weg.jsonl", "."])
def test_a_stream_that_cannot_be_read(run: Run, store: Path, name: str) -> None:
    done = run("do", name)
    assert (done.returncode, done.stdout) == (2, "")
    assert name in done.stderr
    assert not store.exists()


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
def test_each_result_comes_before_the_next_line_is_asked(environment: dict[str, str], filled: Path) -> None:
    process = subprocess.Popen(
        [*COMMAND, "do", "-", "--store", str(filled)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    )
    assert process.stdin is not None
    assert process.stdout is not None
    stop = threading.Timer(30, process.kill)
    stop.start()
    try:
        for line, ok in ((registering(), True), ({}, False), (registering(), False)):
            process.stdin.write(written(line).encode())
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["ok"] is ok
        process.stdin.close()
        assert process.wait() == 1
    finally:
        stop.cancel()
        process.kill()
        process.stdout.close()


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
def test_a_reader_that_leaves_does_not_stop_the_actions(environment: dict[str, str], filled: Path, run: Run) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    given = written(*(registering(first_name=name) for name in ("Bo", "Cas")), registering(person=THIRD)).encode()
    done = subprocess.run(
        [*COMMAND, "do", "-", "--store", str(filled)], input=given, stdout=writing, stderr=subprocess.PIPE, env=environment,
        check=False,
    )  # fmt: skip
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")  # the second was refused: it exists
    assert users(run) == [INSZ, NEW, THIRD]
