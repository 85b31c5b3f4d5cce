"""Many desks on one server: no lost update, no half action, conflicts told; and a connection that drops."""

import time

import pytest
from sqlalchemy import text
from sqlmodel import func, select

from assistant.conversation.session import begin
from assistant.store.fault import StoreFault
from assistant.store.ledger import tree_before
from assistant.store.records import LedgerEntry, Setting
from tests.store.conftest import admin
from tests.store.desks import counted, desks
from tests.store.world import AT, NUMBER, World

DESKS = 16


def done(store) -> int:
    with store.reading() as tx:
        return tx.exec(select(func.count(LedgerEntry.id)).where(LedgerEntry.action == "person.describe")).one()


def whole(store, at_first) -> None:
    """Hold that what is counted is what was done, and that the ledger tells all of it: undone, it is as at first."""
    with store.reading() as tx:
        assert counted(tx) == done(store)
        first = tx.exec(select(func.min(LedgerEntry.id)).where(LedgerEntry.action == "person.describe")).one()
        assert tree_before(tx, NUMBER, first) == at_first


@pytest.mark.timeout(600)
@pytest.mark.parametrize("rounds", [1, pytest.param(10, marks=pytest.mark.long)])
def test_no_update_is_lost(server, server_key, rounds):
    at_first = World(server).tree()
    working, told = desks(server.location, str(server_key), DESKS, rounds)
    conflicts = sum(told.get(timeout=300) for _ in working)
    for desk in working:
        desk.join()
    assert [desk.exitcode for desk in working] == [0] * DESKS
    assert done(server) == DESKS * rounds
    assert conflicts > 0
    whole(server, at_first)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("killed", [3, pytest.param(12, marks=pytest.mark.long)])
def test_a_desk_that_dies_leaves_nothing_half_and_holds_nobody_up(server, server_key, killed):
    at_first = World(server).tree()
    working, _ = desks(server.location, str(server_key), killed + 1, 1000)
    for desk in working:
        before = done(server)
        while done(server) < before + 3:  # in the middle of its work, and the others go on
            time.sleep(0.01)
        desk.kill()
        desk.join()
    whole(server, at_first)
    with server.transaction() as tx:  # the lock of who died is free
        tx.add(Setting(name="after", value="x"))


def cut(server, server_url) -> None:
    """Let the server drop all connections of the store."""
    with admin(server_url) as connection:
        cut_off = connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [server.engine.url.database]
        ).fetchall()
    assert cut_off


def test_a_connection_that_dropped_meanwhile_is_made_anew(server, server_url):
    with server.transaction() as tx:
        tx.add(Setting(name="before", value="x"))
    cut(server, server_url)
    with server.transaction() as tx:
        tx.add(Setting(name="after", value="x"))
    cut(server, server_url)
    with server.reading() as tx:
        assert {"before", "after"} <= set(tx.exec(select(Setting.name)))


def test_one_that_drops_in_the_middle_is_told_and_the_next_works(server, server_url):
    with pytest.raises(StoreFault) as fault, server.transaction() as tx:
        tx.add(Setting(name="half", value="x"))
        tx.flush()
        cut(server, server_url)
        tx.execute(text("SELECT 1"))
    assert fault.value.cause == "dropped"
    assert "opnieuw" in str(fault.value)
    with server.transaction() as tx:
        assert "half" not in set(tx.exec(select(Setting.name)))


def test_one_that_drops_before_the_commit_keeps_nothing(server, server_url):
    with pytest.raises(StoreFault) as fault, server.transaction() as tx:
        tx.add(Setting(name="half", value="x"))
        cut(server, server_url)
    assert fault.value.cause == "dropped"
    with server.reading() as tx:
        assert "half" not in set(tx.exec(select(Setting.name)))


def test_a_conversation_goes_on_over_a_dropped_connection(server, server_url, monkeypatch):
    conversation = begin(server, "mammografie", language="nl", now=lambda: AT, new_id=lambda: "talk")
    conversation.answer("0123456749")
    cut(server, server_url)
    assert conversation.answer("Ziekenhuis Voorbeeld").outcome == "accepted"
    step, perform = conversation.turn.step, server.transaction

    def dropping():
        monkeypatch.undo()
        whole_one = perform()

        class Dropped:
            def __enter__(self):
                tx = whole_one.__enter__()
                cut(server, server_url)
                return tx

            def __exit__(self, *fault):
                return whole_one.__exit__(*fault)

        return Dropped()

    monkeypatch.setattr(server, "transaction", dropping)
    with pytest.raises(StoreFault) as fault:
        conversation.answer("wv")
    assert fault.value.cause == "dropped"
    assert conversation.turn.step == step
    assert conversation.answer("wv").outcome == "accepted"
    assert conversation.turn.step != step
