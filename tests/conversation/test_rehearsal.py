"""The rehearsal of a conversation: what is read of the store is there, so that nothing of a reading is passed over."""

from assistant.conversation import rehearsal


def test_every_reading_finds_what_was_made(monkeypatch):
    found = {}
    read = rehearsal.read_facts

    def keep(tx, names, number, facts):
        found.update(read(tx, names, number, facts))

    monkeypatch.setattr(rehearsal, "read_facts", keep)
    assert sum(1 for _ in rehearsal.rehearse()) > len(rehearsal.READ)
    assert list(found) == list(rehearsal.READ)
    assert found["htb"]["status"] == "active"
    assert found["capacity"]["applications"] and found["unit"]["applications"]
    assert found["user"]["state"] == "confirmed" and found["user"]["functions"]
    assert found["units"]["sites"] == 1
