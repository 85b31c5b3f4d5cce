import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from assistant.domain.days import BRUSSELS
from assistant.store import conversations, peek
from assistant.store.conversations import Conflict, Event
from assistant.store.fault import StoreFault
from assistant.store.location import Embedded, Server

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
ONE = "11111111-1111-4111-8111-111111111111"
EVENT = Event(1, AT, "answered", "site.hco[1/2]", {"hco": "90001"}, {"store.unit.state": None}, (3, 4))


def begin(store, conversation=ONE, guide="mammografie", **more):
    with store.transaction() as tx:
        return conversations.start(tx, conversation, guide=guide, language="nl", at=AT, **more)


def test_events_come_back_in_order_and_whole(either):
    begin(either)
    second = replace(EVENT, seq=2, answer=None, facts=None, action_ids=())
    with either.transaction() as tx:
        conversations.append(tx, ONE, EVENT)
    with either.transaction() as tx:
        conversations.append(tx, ONE, second)
    with either.reading() as tx:
        assert conversations.events(tx, ONE) == (EVENT, second)


@pytest.mark.parametrize("seq", [0, 1, 3])
def test_an_event_out_of_turn_is_a_conflict(memory, seq):
    begin(memory)
    with memory.transaction() as tx:
        conversations.append(tx, ONE, EVENT)
    with pytest.raises(Conflict), memory.transaction() as tx:
        conversations.append(tx, ONE, replace(EVENT, seq=seq))
    with memory.reading() as tx:
        assert conversations.events(tx, ONE) == (EVENT,)


def test_what_does_not_exist_cannot_go_on(memory):
    for act in (
        lambda tx: conversations.append(tx, ONE, EVENT),
        lambda tx: conversations.finish(tx, ONE, AT),
        lambda tx: conversations.set_frontier(tx, ONE, at=AT, frontier=1, progress=2),
    ):
        with pytest.raises(Conflict), memory.transaction() as tx:
            act(tx)


def test_an_id_is_used_once(memory):
    begin(memory)
    with pytest.raises(Conflict):
        begin(memory)


def test_the_latest_open_one_of_a_guide_and_enterprise_is_found(memory):
    begin(memory, "a")
    begin(memory, "b", enterprise="0123456749")
    begin(memory, "c", enterprise="0123456749")
    begin(memory, "d", guide="fagg", enterprise="0123456749")
    with memory.transaction() as tx:
        conversations.set_frontier(tx, "b", at=AT + timedelta(hours=1), frontier={"step": "x"}, progress={"done": 1})
    with memory.reading() as tx:
        assert conversations.find_open(tx, "mammografie", None).id == "a"
        found = conversations.find_open(tx, "mammografie", "0123456749")
        assert (found.id, found.frontier, found.progress) == ("b", {"step": "x"}, {"done": 1})
        assert found.updated_at == AT + timedelta(hours=1)
        assert conversations.find_open(tx, "jeugdhulp", None) is None
        assert [row.id for row in conversations.open_conversations(tx)] == ["b", "a", "c", "d"]


def test_a_finished_one_is_not_open_until_it_is_opened_again(memory):
    begin(memory)
    with memory.transaction() as tx:
        conversations.finish(tx, ONE, AT)
    with memory.transaction() as tx:
        assert conversations.open_conversations(tx) == ()
        assert conversations.get(tx, ONE).finished_at == AT
        conversations.reopen(tx, ONE, AT)
    with memory.reading() as tx:
        assert [row.id for row in conversations.open_conversations(tx)] == [ONE]


def test_the_frontier_keeps_an_enterprise_that_was_known(memory):
    begin(memory, enterprise="0123456749")
    with memory.transaction() as tx:
        conversations.set_frontier(tx, ONE, at=AT, frontier=None, progress=None)
        conversations.set_language(tx, ONE, "fr")
    with memory.reading() as tx:
        row = conversations.get(tx, ONE)
        assert (row.enterprise, row.language) == ("0123456749", "fr")


def test_peeking_shows_what_the_store_holds(embedded, path):
    begin(embedded, enterprise="0123456749")
    with embedded.transaction() as tx:
        conversations.append(tx, ONE, EVENT)
        conversations.set_frontier(tx, ONE, at=AT, frontier={"step": "x"}, progress={"done": 1})
    with embedded.reading() as tx:
        row, events = conversations.get(tx, ONE), conversations.events(tx, ONE)
    assert peek.open_conversations(Embedded(path), {}) == (row,)
    assert peek.conversation(Embedded(path), {}, ONE) == peek.Peeked(row, events)
    assert row.started_at.tzinfo == BRUSSELS
    assert row.frontier == {"step": "x"}
    assert peek.conversation(Embedded(path), {}, "none") is None


def test_peeking_tells_the_same_faults(path, tmp_path):
    with pytest.raises(StoreFault) as fault:
        peek.open_conversations(Embedded(tmp_path / "none.db"), {})
    assert fault.value.cause == "missing-store"
    key = path.with_name("store.db.key")
    key.write_text("ab" * 48)
    with pytest.raises(StoreFault) as fault:
        peek.open_conversations(Embedded(path), {})
    assert fault.value.cause == "wrong-key"


def test_what_cannot_be_peeked_at_says_so(path, monkeypatch):
    with pytest.raises(peek.NotPeekable):
        peek.open_conversations(Server("postgresql+psycopg://h/d"), {})
    monkeypatch.setattr(peek, "HEAD", "9999")
    with pytest.raises(peek.NotPeekable):
        peek.open_conversations(Embedded(path), {})


def test_peeking_loads_nothing_heavy(path):
    program = (
        "import sys, pathlib\n"
        "from assistant.store import peek\n"
        "from assistant.store.location import Embedded\n"
        f"assert peek.open_conversations(Embedded(pathlib.Path({str(path)!r})), {{}}) == ()\n"
        "heavy = {'sqlmodel', 'sqlalchemy', 'alembic', 'pydantic', 'yaml', 'platformdirs'}\n"
        "loaded = heavy & {name.split('.')[0] for name in sys.modules}\n"
        "sys.exit(', '.join(loaded) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
