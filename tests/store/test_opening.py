import sqlite3
import stat
import subprocess
import sys
import threading

import pytest
from sqlalchemy import text
from sqlmodel import select

from assistant.store import embedded as file
from assistant.store.fault import StoreFault
from assistant.store.key import read_key
from assistant.store.location import Embedded
from assistant.store.opening import open_store
from assistant.store.records import Setting


def opened(path, **options):
    return open_store(Embedded(path), environ={}, **options)


def refusal(path, **options) -> StoreFault:
    with pytest.raises(StoreFault) as fault:
        opened(path, **options)
    assert str(fault.value).count("{") == 0
    return fault.value


def keep(store, name, value="x"):
    with store.transaction() as tx:
        tx.add(Setting(name=name, value=value))


def kept(store) -> set[str]:
    with store.reading() as tx:
        return set(tx.exec(select(Setting.name)))


def test_a_store_is_made_when_asked_and_keeps_what_it_is_given(tmp_path):
    path = tmp_path / "a" / "store.db"
    with opened(path, create=True) as store:
        keep(store, "x")
    with opened(path) as store:
        assert kept(store) == {"x"}
    assert sorted(p.name for p in path.parent.iterdir()) == ["store.db", "store.db.key"]


def test_the_folder_and_the_file_are_the_users_alone(tmp_path):
    path = tmp_path / "a" / "store.db"
    opened(path, create=True).close()
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_nothing_of_it_can_be_read_without_the_key(embedded, path):
    keep(embedded, "Voorbeeldziekenhuis")
    embedded.close()
    assert b"Voorbeeldziekenhuis" not in path.read_bytes()
    assert b"setting" not in path.read_bytes()


def test_the_key_is_elsewhere_when_the_environment_says_so(tmp_path):
    path, key = tmp_path / "store.db", tmp_path / "elsewhere" / "my.key"
    environ = {"TOEGANGSWIJZER_KEY_FILE": str(key)}
    open_store(Embedded(path), create=True, environ=environ).close()
    assert key.exists()
    assert not path.with_name("store.db.key").exists()
    assert refusal(path).cause == "missing-key"


def test_a_store_that_is_not_there_is_not_made_by_reading(tmp_path):
    assert refusal(tmp_path / "store.db").cause == "missing-store"
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_no_store_yet(tmp_path):
    path = tmp_path / "store.db"
    path.touch()
    assert refusal(path).cause == "missing-store"
    opened(path, create=True).close()
    opened(path).close()


def test_a_missing_key_is_not_made_anew(path):
    path.with_name("store.db.key").unlink()
    assert refusal(path, create=True).cause == "missing-key"
    assert not path.with_name("store.db.key").exists()


def test_another_stores_key_is_told_from_damage(path, tmp_path):
    opened(tmp_path / "other.db", create=True).close()
    path.with_name("store.db.key").write_bytes((tmp_path / "other.db.key").read_bytes())
    assert refusal(path).cause == "wrong-key"


def test_a_damaged_first_page_is_told(path):
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    assert refusal(path).cause == "damaged"


def test_damage_further_on_is_told_when_it_is_met(path):
    size = path.stat().st_size
    content = bytearray(path.read_bytes())
    for page in range(1, size // file.PAGE_SIZE):
        content[page * file.PAGE_SIZE + 50] ^= 1
    path.write_bytes(content)
    with pytest.raises(StoreFault) as fault, opened(path) as store:
        kept(store)
    assert fault.value.cause == "damaged"


def test_a_store_cut_short_is_damaged(path):
    path.write_bytes(path.read_bytes()[: 3 * file.PAGE_SIZE + 17])
    with pytest.raises(StoreFault) as fault, opened(path) as store:
        kept(store)
    assert fault.value.cause == "damaged"


def test_a_plain_database_of_another_program_is_no_store(tmp_path):
    path = tmp_path / "store.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE x (y)")
    other.close()
    before = path.read_bytes()
    assert refusal(path, create=True).cause == "not-a-store"
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"hallo", b"x" * 5000, "tekst é\n".encode() * 1000])
def test_any_other_file_is_no_store(path, content):
    path.write_bytes(content)
    assert refusal(path).cause == "not-a-store"


def test_a_database_under_this_key_without_our_tables_is_no_store(path):
    key = read_key(path.with_name("store.db.key"))
    path.unlink()
    path.touch()
    other = file.connect(path, key)
    other.execute("CREATE TABLE x (y)")
    other.close()
    assert refusal(path).cause == "not-a-store"


def test_a_folder_is_no_store(tmp_path):
    assert refusal(tmp_path).cause == "unreadable"


def test_nothing_is_said_on_standard_error(path, tmp_path, capfd):
    opened(tmp_path / "other.db", create=True).close()
    path.with_name("store.db.key").write_bytes((tmp_path / "other.db.key").read_bytes())
    refusal(path)
    assert capfd.readouterr().err == ""


def test_a_newer_store_is_left_alone(embedded, path):
    with embedded.transaction() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    embedded.close()
    assert refusal(path).cause == "newer"


def test_another_writer_is_waited_for_and_then_told(embedded, monkeypatch):
    monkeypatch.setattr(file, "BUSY_SECONDS", 0.05)
    with embedded.transaction(), pytest.raises(StoreFault) as fault, embedded.transaction():
        pass
    assert fault.value.cause == "locked"


def test_a_store_that_may_only_be_read_is_told(embedded, path, monkeypatch):
    key = read_key(path.with_name("store.db.key"))
    connect = file.connect
    monkeypatch.setattr(file, "connect", lambda p, k: connect(p, key, read_only=True))
    with pytest.raises(StoreFault) as fault:
        keep(embedded, "x")
    assert fault.value.cause == "read-only"


def test_a_full_disk_is_told_and_what_was_kept_stays(embedded, path):
    keep(embedded, "kept")
    with pytest.raises(StoreFault) as fault, embedded.transaction() as tx:
        tx.execute(text("PRAGMA max_page_count = 1"))
        tx.add(Setting(name="lost", value="x" * 1_000_000))
    assert fault.value.cause == "disk-full"
    embedded.close()
    with opened(path) as store:
        assert kept(store) == {"kept"}


def test_an_exception_leaves_nothing(either):
    with pytest.raises(ZeroDivisionError), either.transaction() as tx:
        tx.add(Setting(name="x", value="y"))
        tx.flush()
        1 / 0  # noqa: B018
    assert "x" not in kept(either)


def test_what_reading_changes_is_dropped(memory):
    with memory.reading() as tx:
        tx.add(Setting(name="x", value="y"))
        tx.flush()
    assert kept(memory) == set()


def test_a_reader_sees_one_moment_while_another_writes(embedded):
    keep(embedded, "first")
    with embedded.reading() as tx:
        assert len(tx.exec(select(Setting.name)).all()) == 1
        keep(embedded, "second")
        assert len(tx.exec(select(Setting.name)).all()) == 1
    assert len(kept(embedded)) == 2


def test_threads_write_one_after_the_other(embedded):
    def write(number):
        for turn in range(5):
            keep(embedded, f"{number}.{turn}")

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(kept(embedded)) == 20


def test_foreign_keys_hold(embedded):
    from assistant.store.records import ConversationEvent

    with pytest.raises(Exception, match="FOREIGN KEY"), embedded.transaction() as tx:
        from datetime import UTC, datetime

        tx.add(ConversationEvent(conversation_id="none", seq=1, at=datetime.now(UTC), kind="a", key="b"))


def test_commits_are_on_the_disk_before_they_are_acknowledged(embedded):
    with embedded.reading() as tx:
        assert tx.execute(text("PRAGMA synchronous")).scalar() == 2
        assert tx.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert tx.execute(text("PRAGMA foreign_keys")).scalar() == 1


@pytest.mark.parametrize("point", ["make_key", "publish"])
def test_a_kill_while_making_leaves_nothing_unreadable(tmp_path, point):
    """Killed before the store has its name, whether the key has been made or not, the next start makes it."""
    path = tmp_path / "store.db"
    program = f"""
import os, pathlib
from assistant.store import opening
from assistant.store.location import Embedded
real = opening.{point}
def killed(*args):
    if {point == "make_key"}: real(*args)
    os._exit(9)
opening.{point} = killed
opening.open_store(Embedded(pathlib.Path({str(path)!r})), create=True, environ={{}})
"""
    done = subprocess.run([sys.executable, "-c", program], check=False)
    assert done.returncode == 9
    assert not path.exists()
    key = path.with_name("store.db.key").read_bytes()
    with opened(path, create=True) as store:
        keep(store, "x")
    assert path.with_name("store.db.key").read_bytes() == key


def test_two_that_make_it_at_once_end_with_one_store(tmp_path):
    path = tmp_path / "store.db"
    stores, faults = [], []

    def make():
        try:
            stores.append(opened(path, create=True))
        except StoreFault as fault:
            faults.append(fault)

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    keep(stores[0], "x")
    assert all(kept(store) == {"x"} for store in stores)
    for store in stores:
        store.close()
