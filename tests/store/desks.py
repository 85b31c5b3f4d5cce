"""Many processes that work on one enterprise, each a desk: it looks, acts on what it saw, and on a conflict looks again."""

import multiprocessing
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlmodel import select

from assistant.store.actions import perform
from assistant.store.location import Server
from assistant.store.opening import open_store
from assistant.store.tables import Enterprise, Person
from tests.store.world import BO, NUMBER

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)


def counted(tx) -> int:
    """What was counted in BO's title so far."""
    return int(tx.exec(select(Person.title).where(Person.insz == BO)).one() or 0)


def work(where: Server, key: str, rounds: int, start, told) -> None:
    """Count one further so many times; tell how often someone else was first."""
    conflicts = 0
    with open_store(where, environ={"TOEGANGSWIJZER_KEY_FILE": key}) as store:
        start.wait()
        for _ in range(rounds):
            while True:
                with store.reading() as tx:
                    version = tx.exec(select(Enterprise.version).where(Enterprise.number == NUMBER)).one()
                    count = counted(tx)
                action = {
                    "action": "person.describe", "enterprise": NUMBER, "person": BO, "expect_version": version,
                    "data": {"title": str(count + 1)},
                }  # fmt: skip
                with store.transaction() as tx:
                    result = perform(tx, action, AT)
                if result.ok:
                    break
                assert result.code == "conflict", result.reason
                assert result.as_json()["version"] > version
                conflicts += 1
    told.put(conflicts)


def desks(where: Server, key: str, many: int, rounds: int) -> tuple[Sequence[multiprocessing.Process], object]:
    """Start desks that begin together; what they tell comes through the queue. Forked: each opens its own connection."""
    context = multiprocessing.get_context("fork")
    start, told = context.Barrier(many), context.Queue()
    started = [context.Process(target=work, args=(where, key, rounds, start, told)) for _ in range(many)]
    for desk in started:
        desk.start()
    return started, told
