"""`store init|upgrade|backup`, and stores that cannot be opened: exit code 3 with what to do."""

import os
import stat
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.documents import NUMBER

READING = ("tree", "export", "--enterprise", NUMBER)
WRITING = ("store", "init")


def test_init_makes_a_store_once(run: Run, store: Path) -> None:
    first = run("store", "init")
    assert (first.returncode, first.stdout) == (0, f"De opslag staat klaar: {store}\n")
    kept = store.read_bytes()
    again = run("store", "init")
    assert (again.returncode, again.stderr) == (0, "")
    assert store.read_bytes() == kept


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_store_and_key_are_for_the_owner_only(run: Run, store: Path) -> None:
    run("store", "init")
    for path in (store, Path(f"{store}.key")):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_option_before_after_and_instead_of_the_environment(run: Run, store: Path, tmp_path: Path) -> None:
    for place, arguments in enumerate(((), ("--store", "x0.db"), ("--store", "x1.db"))):
        order = (*arguments, "store", "init") if place == 1 else ("store", "init", *arguments)
        assert run(*order).returncode == 0
    assert store.exists()
    assert (tmp_path / "x0.db").exists()
    assert (tmp_path / "x1.db").exists()


def test_the_last_store_named_counts(run: Run, tmp_path: Path) -> None:
    assert run("--store", "a.db", "store", "init", "--store", "b.db").returncode == 0
    assert (tmp_path / "b.db").exists()
    assert not (tmp_path / "a.db").exists()


def test_without_a_name_it_is_in_the_users_data_folder(run: Run, tmp_path: Path) -> None:
    assert run("store", "init", settings={"TOEGANGSWIJZER_STORE": ""}).returncode == 0
    assert list((tmp_path / "home").rglob("*.db"))


def told_and_not_opened(done: subprocess.CompletedProcess[str], told: str) -> None:
    assert (done.returncode, done.stdout) == (3, "")
    assert told in done.stderr
    assert done.stderr.startswith("toegangswijzer: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("command", [READING, WRITING, ("chat", "mammografie", "--plain")], ids=" ".join)
def test_without_its_key(run: Run, empty: Path, command: tuple[str, ...]) -> None:
    Path(f"{empty}.key").unlink()
    before = empty.read_bytes()
    told_and_not_opened(run(*command), f"{empty}.key")
    assert empty.read_bytes() == before
    assert not Path(f"{empty}.key").exists()


def test_with_another_key(run: Run, empty: Path, tmp_path: Path) -> None:
    run("store", "init", "--store", "ander.db")
    told_and_not_opened(
        run(*READING, settings={"TOEGANGSWIJZER_KEY_FILE": str(tmp_path / "ander.db.key")}), "sleutel past niet"
    )


def test_a_key_that_is_none(run: Run, empty: Path) -> None:
    Path(f"{empty}.key").write_text("geen sleutel", encoding="utf-8")
    told_and_not_opened(run(*READING), "staat geen sleutel")


def test_a_file_that_is_no_store(run: Run, store: Path) -> None:
    store.parent.mkdir()
    store.write_bytes(b"geen opslag" * 1000)
    Path(f"{store}.key").write_text("0" * 64, encoding="utf-8")
    told_and_not_opened(run(*READING), "geen opslag van Toegangswijzer")


def test_a_store_of_a_newer_program(run: Run, empty: Path) -> None:
    from assistant.store import embedded
    from assistant.store.key import read_key

    connection = embedded.connect(empty, read_key(Path(f"{empty}.key")))
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    told_and_not_opened(run(*READING), "nieuwere Toegangswijzer")
    told_and_not_opened(run("store", "upgrade"), "nieuwere Toegangswijzer")


def test_a_folder_that_cannot_be_made(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bestand").touch()
    told_and_not_opened(run("store", "init", "--store", str(tmp_path / "bestand" / "x.db")), str(tmp_path))


@pytest.mark.skipif(not Path("/proc").exists(), reason="a folder in which not even root may write")
def test_a_read_only_folder(run: Run) -> None:
    told_and_not_opened(run("store", "init", "--store", "/proc/toegangswijzer/x.db"), "/proc")


@pytest.mark.parametrize("address", ["mysql://x/y", "postgresql://", "postgresql://[x/y"])
def test_an_address_that_is_none(run: Run, address: str) -> None:
    done = run("store", "init", "--store", address)
    assert (done.returncode, done.stdout) == (2, "")
    assert "postgresql+psycopg://" in done.stderr


def test_upgrade_of_a_store_that_is_not_there(run: Run, store: Path) -> None:
    told_and_not_opened(run("store", "upgrade"), str(store))


def test_upgrade_of_a_store_that_is_up_to_date(run: Run, empty: Path) -> None:
    assert run("store", "upgrade").stdout == f"De opslag is bij de tijd: {empty}\n"


def test_a_backup_opens_with_the_same_key(run: Run, empty: Path, tmp_path: Path) -> None:
    done = run("store", "backup", "kopie.db")
    assert (done.returncode, done.stderr) == (0, "")
    opened = run("store", "upgrade", "--store", "kopie.db", settings={"TOEGANGSWIJZER_KEY_FILE": f"{empty}.key"})
    assert opened.returncode == 0
    kept = (tmp_path / "kopie.db").read_bytes()
    refused = run("store", "backup", "kopie.db")
    assert refused.returncode == 2
    assert "kopie.db bestaat al" in refused.stderr
    assert (tmp_path / "kopie.db").read_bytes() == kept


def told_where_the_copy_cannot_be(done: subprocess.CompletedProcess[str], *told: str) -> None:
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "--store" not in done.stderr, "the store is well: it is the place of the copy that is not"
    for each in told:
        assert each in done.stderr


def test_a_backup_names_the_place_that_was_given(run: Run, empty: Path, tmp_path: Path) -> None:
    (tmp_path / "bestand").touch()
    before = sorted(tmp_path.rglob("*"))
    nowhere = tmp_path / "nergens"
    told_where_the_copy_cannot_be(run("store", "backup", "nergens/k.db"), f"De map {nowhere} bestaat niet. Maak ze")
    told_where_the_copy_cannot_be(run("store", "backup", "bestand/k.db"), f"{tmp_path / 'bestand'} is geen map")
    told_where_the_copy_cannot_be(run("store", "backup", str(tmp_path)), f"{tmp_path} is een map", "naam van een bestand")
    told_where_the_copy_cannot_be(run("store", "backup", ""), "is een map")
    told_where_the_copy_cannot_be(run("store", "backup", "k" * 300), "k" * 300, "te lange naam")
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.skipif(not Path("/proc").exists(), reason="a folder in which not even root may write")
def test_a_backup_to_a_read_only_folder(run: Run, empty: Path) -> None:
    told_where_the_copy_cannot_be(run("store", "backup", "/proc/k.db"), "In /proc kan", "mag schrijven")
