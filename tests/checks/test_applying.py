"""Plans carried out and taken back, and what turned a verdict: on both kinds of store."""

from datetime import timedelta

import pytest

from assistant.checks import since
from assistant.checks.repair import repair
from assistant.checks.repair.applying import apply_plan, take_back
from assistant.checks.since import turned_since
from assistant.domain.malformed import Malformed
from assistant.store.actions import perform
from assistant.store.exchange.tree import export_tree, import_tree
from tests.checks.clinic import AN, BO, ME, NOW, NUMBER, SITE, Clinic
from tests.store.conftest import server, server_key, server_template, server_url  # noqa: F401 (fixtures)


@pytest.fixture(params=["embedded", "server"])
def store(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def clinic():
    return Clinic()


def put(store, clinic, at=NOW):
    with store.transaction() as tx:
        import_tree(tx, clinic.tree, at)


def tree_in(store):
    with store.reading() as tx:
        return export_tree(tx, NUMBER)


def plan_in(store):
    with store.reading() as tx:
        return repair(tx, NUMBER, at=NOW)


def do(store, name, at, **data):
    action = {"action": name, "as": {"role": "TB", "person": AN}, "enterprise": NUMBER, "capacity": ME, "unit": SITE}
    with store.transaction() as tx:
        result = perform(tx, {**action, "person": BO, "data": data}, at)
        assert result.ok, result


def clock():
    return NOW


def test_all_in_order_then_all_back(store, clinic):
    clinic.tree["capacities"].clear()
    clinic.expected[0]["function"] = "radioloog"
    put(store, clinic)
    before = tree_in(store)
    applied = apply_plan(store, plan_in(store), clock)
    assert (applied.done, applied.left, applied.refused) == ((1, 2, 3, 4, 5), (), None)
    assert plan_in(store)["steps"] == []
    with store.transaction() as tx:
        taken = take_back(tx, NUMBER, NOW)
    assert [one["action"] for one in taken] == [
        "function.give", "user.register", "site.add", "subdivision.add", "capacity.activate",
    ]  # fmt: skip
    assert tree_in(store) == before


def test_a_step_that_is_refused_meanwhile_stops_it_and_what_was_done_stays(store, clinic):
    clinic.site["users"].clear()
    clinic.expected[0]["function"] = "radioloog"
    put(store, clinic)
    plan = plan_in(store)
    do(store, "user.register", NOW, email="bo@voorbeeld.be", applications=["Heracles"], confirmed=True)
    applied = apply_plan(store, plan, clock)
    assert (applied.done, applied.left) == ((), (1, 2))
    assert applied.refused is not None
    assert applied.refused.code == "exists"


def test_two_plans_are_taken_back_one_by_one_last_first(store, clinic):
    put(store, clinic)
    states = []
    for name in ("user.block", "application.untick"):
        do(store, name, NOW, **({"application": "Heracles"} if "tick" in name else {}))
        states.append(tree_in(store))
        assert apply_plan(store, plan_in(store), clock).left == ()
    with store.transaction() as tx:
        take_back(tx, NUMBER, NOW)
    assert tree_in(store) == states[1]
    with store.transaction() as tx, pytest.raises(Malformed):
        take_back(tx, NUMBER, NOW)  # what came between is no plan's


def test_what_turned_is_the_last_change_that_did(store, clinic):
    put(store, clinic, NOW - timedelta(days=10))
    for hours, name in ((1, "user.block"), (2, "user.unblock"), (3, "user.block"), (4, "user.edit")):
        do(store, name, NOW - timedelta(days=5) + timedelta(hours=hours), **({"language": "fr"} if "edit" in name else {}))
    with store.reading() as tx:
        (turned,) = turned_since(tx, NUMBER, NOW - timedelta(days=6), NOW)
        assert turned_since(tx, NUMBER, NOW - timedelta(days=1), NOW) == ()
    assert (turned.was, turned.verdict) == ("allowed", "denied")
    assert turned.by is not None
    assert (turned.by.action, turned.by.at) == ("user.block", NOW - timedelta(days=5) + timedelta(hours=3))
    assert (turned.by.role, turned.by.person) == ("TB", AN)


def test_far_back_the_place_is_found_by_halving(store, clinic, monkeypatch):
    monkeypatch.setattr(since, "MOST_TRIED", 3)
    put(store, clinic, NOW - timedelta(days=10))
    start = NOW - timedelta(days=5)
    do(store, "user.block", start)
    for n in range(1, 12):
        do(store, "user.edit", start + timedelta(hours=n), language=("fr", "nl")[n % 2])
    with store.reading() as tx:
        (turned,) = turned_since(tx, NUMBER, NOW - timedelta(days=6), NOW)
    assert turned.by is not None
    assert (turned.by.action, turned.by.at) == ("user.block", start)


def test_a_function_that_ended_by_itself_was_ended_by_nobody(store, clinic):
    clinic.function["end"] = (NOW - timedelta(days=3)).date().isoformat()
    put(store, clinic, NOW - timedelta(days=10))
    do(store, "user.edit", NOW - timedelta(days=2), language="fr")
    with store.reading() as tx:
        (turned,) = turned_since(tx, NUMBER, NOW - timedelta(days=6), NOW)
    assert turned.by is None
