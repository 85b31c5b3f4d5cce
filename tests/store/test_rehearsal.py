"""The rehearsal: every step of it works, and what it prepares is what an embedded store uses."""

from assistant.store import rehearsal
from assistant.store.actions import Done
from assistant.store.location import Embedded
from assistant.store.opening import memory_store, open_store


def test_nothing_is_refused(monkeypatch):
    results = []
    perform = rehearsal.perform
    monkeypatch.setattr(rehearsal, "perform", lambda *given, **how: results.append(perform(*given, **how)))
    with memory_store() as store:
        steps = sum(1 for _ in rehearsal.rehearse(store))
    assert steps == len(results) > 10
    assert [result for result in results if not isinstance(result, Done)] == []


def test_an_embedded_store_shares_what_was_compiled(tmp_path):
    with open_store(Embedded(tmp_path / "s.db"), create=True) as kept, memory_store() as memory:
        assert kept.engine.dialect is memory.engine.dialect
        ours, theirs = (store.engine.get_execution_options()["compiled_cache"] for store in (kept, memory))
        assert ours is theirs
