"""What only a server shows: its key, its faults, its sealed columns."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlmodel import select

from assistant.store.fault import StoreFault
from assistant.store.key import make_key
from assistant.store.location import location
from assistant.store.opening import open_store
from assistant.store.records import LedgerEntry

INSZ = "90010199992"
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def cause(where, key, **options) -> str:
    with pytest.raises(StoreFault) as fault:
        open_store(where, environ={"TOEGANGSWIJZER_KEY_FILE": str(key)}, **options)
    assert "{" not in str(fault.value)
    return fault.value.cause


def note(store):
    with store.transaction() as tx:
        tx.add(
            LedgerEntry(
                at=AT, enterprise="0123456749", action="x", actor_person=INSZ, request={"p": INSZ}, changes={"p": INSZ}
            )
        )


def test_an_empty_database_is_no_store(database, tmp_path):
    assert cause(database, tmp_path / "k") == "missing-store"
    assert not (tmp_path / "k").exists()


def test_it_is_made_when_asked(database, tmp_path):
    environ = {"TOEGANGSWIJZER_KEY_FILE": str(tmp_path / "k")}
    with open_store(database, create=True, environ=environ) as store:
        note(store)
    with open_store(database, environ=environ) as store, store.reading() as tx:
        assert tx.exec(select(LedgerEntry)).one().at == AT


def test_a_missing_or_another_key_is_told(server, tmp_path):
    assert cause(server.location, tmp_path / "none") == "missing-key"
    make_key(tmp_path / "other")
    assert cause(server.location, tmp_path / "other") == "wrong-key"


def test_a_newer_store_is_left_alone(server, server_key):
    with server.transaction() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert cause(server.location, server_key) == "newer"


def test_a_server_that_is_not_there_is_told_without_the_password(tmp_path):
    where = location("postgresql://an:geheim@127.0.0.1:1/care", {})
    with pytest.raises(StoreFault) as fault:
        open_store(where, environ={"TOEGANGSWIJZER_KEY_FILE": str(tmp_path / "k")})
    assert fault.value.cause == "unreachable"
    assert "geheim" not in str(fault.value)


def test_personal_numbers_are_sealed_and_can_still_be_looked_up(server):
    note(server)
    note(server)
    with server.reading() as tx:
        found = tx.exec(select(LedgerEntry).where(LedgerEntry.actor_person == INSZ)).all()
        assert len(found) == 2
        assert found[0].request == {"p": INSZ} == found[0].changes
        assert found[0].actor_person == INSZ
        (row, other) = tx.execute(text("SELECT actor_person, request, changes FROM ledger_entry")).all()
    assert row == other
    assert all(INSZ.encode() not in bytes(value) for value in row)


def test_a_second_writer_waits_and_is_told(server, server_key, monkeypatch):
    monkeypatch.setattr("assistant.store.server.LOCK_WAIT", "50ms")
    environ = {"TOEGANGSWIJZER_KEY_FILE": str(server_key)}
    second = open_store(server.location, environ=environ)
    with second, server.transaction(), pytest.raises(StoreFault) as fault, second.transaction():
        pass
    assert fault.value.cause == "locked"


def test_reading_changes_nothing(server):
    with pytest.raises(StoreFault) as fault, server.reading() as tx:
        tx.add(LedgerEntry(at=AT, enterprise="0123456749", action="x", changes={}))
        tx.flush()
    assert fault.value.cause == "read-only"
