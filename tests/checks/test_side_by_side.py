"""Several processes read one moment of a store, and come to what one alone comes to."""

import os
import signal

import pytest

from assistant.checks.readiness import one_moment, readiness, side_by_side, stretch
from assistant.store.key import KEY_VARIABLE
from assistant.store.location import Embedded
from assistant.store.opening import memory_store, open_store
from tests.checks.clinic import NOW, Clinic, import_tree
from tests.oracle.planting import plant
from tests.oracle.test_oracle import forest
from tests.store.conftest import server, server_key, server_template, server_url  # noqa: F401 (fixtures)

TREES = forest(80_000, 40)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with open_store(Embedded(tmp_path_factory.mktemp("store") / "s.db"), create=True) as store:
        plant(store, TREES.values())
        yield store


@pytest.fixture(autouse=True)
def short_stretches(monkeypatch):
    monkeypatch.setattr(stretch, "AT_ONCE", 3)


def rows_of(store, helpers):
    with one_moment(store, helpers=helpers) as (tx, found):
        assert (found is not None) == bool(helpers)
        reading = readiness(tx, NOW, helpers=found)
        return list(reading.rows()), reading.totals


@pytest.mark.parametrize("helpers", [1, 3])
def test_they_come_to_the_same_in_the_same_order(store, helpers):
    assert rows_of(store, helpers) == rows_of(store, 0)


def test_what_is_written_meanwhile_is_not_seen(tmp_path):
    with open_store(Embedded(tmp_path / "s.db"), create=True) as store:
        plant(store, TREES.values())
        before = rows_of(store, 0)
        with one_moment(store, helpers=2) as (tx, helpers):
            with store.transaction() as writing:
                import_tree(writing, Clinic().tree, NOW)
            reading = readiness(tx, NOW, helpers=helpers)
            assert (list(reading.rows()), reading.totals) == before
        assert rows_of(store, 2) != before


@pytest.mark.parametrize("killed", [1, 2])
def test_the_work_of_a_helper_that_dies_is_done_by_whoever_asked(store, killed):
    with one_moment(store, helpers=2) as (tx, helpers):
        found = iter(readiness(tx, NOW, helpers=helpers).rows())
        rows = [next(found)]
        for process in helpers._processes[:killed]:
            os.kill(process.pid, signal.SIGKILL)
        rows += found
    assert rows == rows_of(store, 0)[0]


def test_a_small_store_and_one_in_memory_are_read_alone(store, monkeypatch):
    with one_moment(store) as (_, helpers):
        assert helpers is None
    with memory_store() as memory, one_moment(memory, helpers=2) as (_, helpers):
        assert helpers is None
    monkeypatch.setattr(side_by_side, "WORTH_IT", 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(2), raising=False)
    with one_moment(store) as (_, helpers):
        assert helpers is not None


def test_a_server_is_read_side_by_side_too(server, server_key, monkeypatch):  # noqa: F811
    monkeypatch.setenv(KEY_VARIABLE, str(server_key))
    plant(server, TREES.values())
    assert rows_of(server, 2) == rows_of(server, 0)


def test_whoever_stops_early_leaves_no_process_behind(store):
    with one_moment(store, helpers=2) as (tx, helpers):
        next(iter(readiness(tx, NOW, helpers=helpers).rows()))
        processes = helpers._processes
    assert not any(process.is_alive() for process in processes)
