"""What the first answers need, done once beforehand: data read, code loaded, and every statement put together.

All of it happens in a store in memory, which shares its statements with the embedded ones (`store.opening`).
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.conversation.scope import Facts
from assistant.conversation.store_facts import read_facts
from assistant.domain.labels import labels
from assistant.domain.lexicon import lexicon
from assistant.store import rehearsal
from assistant.store.opening import memory_store

READ = ("enterprise", "kbo", "htb", "capacity", "units", "plan", "leftovers", "unit", "user")
"""The readings of the guides of a sector."""


def rehearse() -> Iterator[None]:
    """Do one thing more at each step, of some milliseconds: nobody has to wait for the whole."""
    for read in (labels, lexicon):
        read()
        yield
    with memory_store() as store:
        yield from rehearsal.rehearse(store)
        facts = Facts({"enterprise": rehearsal.NUMBER, "capacity": rehearsal.deepest().label})
        facts.round = {
            "unit": {"hco": rehearsal.SUBDIVISION},
            "site": {"hco": rehearsal.SITE},
            "user": {"insz": rehearsal.USER},
        }
        for name in READ:
            with store.transaction() as tx:
                read_facts(tx, (name,), rehearsal.NUMBER, facts)
            yield
