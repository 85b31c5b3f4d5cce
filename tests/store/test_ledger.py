"""The ledger: nothing escapes it, and by it every moment of a tree can be had back."""

import copy
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, update
from sqlmodel import select

from assistant.domain.action_kinds import action_kinds
from assistant.store.actions import actors_for, perform
from assistant.store.exchange.tree import export_tree, import_tree
from assistant.store.ledger import tree_as_of
from assistant.store.opening import memory_store
from assistant.store.recording import insert_rows, recording
from assistant.store.records import LedgerEntry
from assistant.store.tables import Enterprise, Person
from tests.store.trees import ME, made_up_enterprise, trees
from tests.store.world import AN, AT, BO, CAS, DIA, NUMBER, World

PEOPLE = [BO, CAS, DIA]
UNITS = {"subdivision": ["90005", "90006", "~Huis"], "site": ["90005/90001", "90005/90002", "~Huis/90003"]}


def pool():
    """Actions that mostly can be done, all kinds of them, to be put in any order."""
    yield from ({"action": "session.relogin"},) * 8
    for person in PEOPLE:
        for name in ("htb.appoint", "htb.replace"):
            yield {"action": name, "person": person, "as": {"role": "WV"}}
        for name in ("cohtb.add", "cohtb.block", "cohtb.unblock", "cohtb.remove"):
            yield {"action": name, "person": person}
        for name in ("tb.replace", "cotb.add", "cotb.block", "cotb.unblock", "cotb.remove", "technical-user.appoint"):
            yield {"action": name, "person": person, "capacity": ME}
        yield {"action": "tb.replace", "person": person, "capacity": ME, "data": {"confirmed": False}}
        yield {"action": "person.describe", "person": person, "data": {"title": "Dr.", "doctor": True}}
        yield {"action": "person.describe", "person": person, "data": {"remove": True}}
        yield {"action": "external.report", "data": {"heracles_roles": [person], "head_radiologist_reported": True}}
        yield {"action": "enterprise.describe", "data": {"employees": [person], "legal_representatives": None}}
        yield {"action": "observation.add", "person": person, "data": {"code": "username.taken"}}
        yield from of_user(person)
    for capacity in (ME, "Jeugdhulp"):
        yield {"action": "capacity.activate", "capacity": capacity}
        yield {"action": "capacity.confirm", "capacity": capacity}
        yield {"action": "capacity.edit", "capacity": capacity, "data": {"email": "x@voorbeeld.be"}}
        yield {"action": "observation.add", "capacity": capacity, "data": {"code": "capacity.refused"}}
    for level, paths in UNITS.items():
        for path in paths:
            at = {"capacity": ME, "unit": path}
            yield from ({"action": f"{level}.{act}", **at} for act in ("add", "confirm", "delete"))
            yield {"action": f"{level}.add", **at, "person": CAS, "data": {"confirmed": True, "applications": ["WebFX"]}}
            yield {"action": f"{level}.edit", **at, "data": {"name": "Anders", "email": None}}
            yield {"action": f"{level}.edit", **at, "person": BO}
            yield {"action": f"{level}.edit", **at, "data": {"hco": "90009"}}
            yield {"action": "unit.plan", **at, "data": {"name": "Gepland"}}
            yield {"action": "unit.plan", **at, "data": {"remove": True}}
            yield {"action": "application.tick", **at, "data": {"application": "Heracles"}}
            yield {"action": "application.untick", **at, "data": {"application": "Heracles"}}
    for act in ("block", "unblock"):
        yield {"action": f"subdivision.{act}", "capacity": ME, "unit": "90005"}


def of_user(person):
    for path in ("90005/90001", "90005/90002", "90005"):
        at = {"capacity": ME, "unit": path, "person": person}
        yield {"action": "user.register", **at}
        yield {"action": "user.register", **at, "data": {"applications": ["Heracles"], "confirmed": True}}
        yield from ({"action": f"user.{act}", **at} for act in ("confirm", "block", "unblock", "delete"))
        yield {"action": "user.edit", **at, "data": {"email": "y@voorbeeld.be", "language": "fr"}}
        yield {"action": "application.tick", **at, "data": {"application": "eHealthBox"}}
        yield {"action": "application.untick", **at, "data": {"application": "Heracles"}}
        yield {"action": "function.give", **at, "data": {"function": "radioloog", "start": "2026-11-20"}}
        yield {"action": "function.give", **at, "data": {"function": "tovenaar", "start": "2026-12-01"}}
        yield {"action": "function.end", **at, "data": {"function": "radioloog"}}
        yield {"action": "function.end", **at, "data": {"function": "tovenaar"}}
        group = {"function": "radioloog", "coworkers": [AN, BO]}
        yield {"action": "responsibility.add", **at, "data": group}
        yield {"action": "responsibility.remove", **at, "data": {"function": "radioloog", "coworkers": [BO]}}
        yield {"action": "responsibility.remove", **at, "data": {"function": "radioloog"}}
        yield {"action": "access.expect", **at, "data": {"application": "Heracles"}}
        yield {"action": "access.expect", **at, "data": {"application": "Heracles", "remove": True}}


POOL = list(pool())


@st.composite
def deeds(draw):
    """A run of actions, each as the first who may."""
    picked = draw(st.lists(st.integers(0, len(POOL) - 1), min_size=15, max_size=40))
    return [{"enterprise": NUMBER, **POOL[number]} for number in picked]


def run(store, deeds, base):
    """Perform actions one after another from a world with a user in it, and return its tree after each."""
    world = World(store, base)
    moments, before = [], world.tree()
    for deed in deeds:
        world.at += timedelta(minutes=1)
        with store.transaction() as tx:
            able = actors_for(tx, deed)
            result = perform(tx, {"as": able[0], **deed} if able else deed, world.at)
        after = world.tree()
        assert result.ok or after == before, result.as_json()
        moments.append((world.at, after))
        before = after
    return world, moments


@pytest.fixture(scope="module")
def base():
    with memory_store() as store:
        return World(store).with_user().tree()


RANDOM = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


@RANDOM
@given(deeds())
def test_every_moment_can_be_had_back(base, deeds):
    with memory_store() as store:
        world, moments = run(store, deeds, base)
        for at, tree in moments:
            assert world.as_of(at) == tree
            assert world.as_of(at + timedelta(seconds=59)) == tree
        assert world.as_of(AT) == base
        assert world.as_of(AT - timedelta(seconds=1)) is None


@RANDOM
@given(deeds())
def test_what_actions_leave_can_be_exported_and_taken_in_elsewhere(base, deeds):
    """Whatever is done, the tree keeps its form, and another store holds the same."""
    with memory_store() as store, memory_store() as other:
        world, _ = run(store, deeds, base)
        tree = world.tree()
        with other.transaction() as tx:
            import_tree(tx, copy.deepcopy(tree), AT)
        with other.reading() as tx:
            assert export_tree(tx, NUMBER) == tree


def test_the_pool_holds_every_action():
    assert {deed["action"] for deed in POOL} == set(action_kinds())


def test_much_of_a_run_is_done(base):
    """Else the properties above would say little."""
    with memory_store() as store:
        picked = [{"enterprise": NUMBER, **POOL[n * 7919 % len(POOL)]} for n in range(150)]
        _, moments = run(store, picked, base)
    trees = [base, *(tree for _, tree in moments)]
    assert sum(before != after for before, after in pairwise(trees)) > 20


def test_on_a_server_too(server, base):
    """One run of everything that the random ones do, with its moments."""
    world = World(server, base)
    htb = f"HTB:{AN}"
    site = {"capacity": ME, "unit": "90005/90001"}
    moments = []
    for name, more in [
        ("application.tick", {**site, "application": "Heracles"}),
        ("user.block", {**site, "person": DIA}),
        ("cohtb.add", {"person": BO}),
        ("tb.replace", {"capacity": ME, "person": CAS}),
        ("function.give", {**site, "person": DIA, "function": "laborant", "start": "2026-11-22"}),
        ("user.delete", {**site, "person": DIA}),
        ("site.delete", site),
    ]:
        world.does(name, htb, **more)
        moments.append((world.at, world.tree()))
    world.does("htb.replace", f"WV:{AN}", person=BO)
    for at, tree in moments:
        assert world.as_of(at) == tree


def test_a_clock_that_went_back_does_not_confuse_it(memory):
    world = World(memory)
    for title, hours in [("een", 3), ("twee", 1), ("drie", 2)]:
        world.at = AT + timedelta(hours=hours)
        world.does("person.describe", person=BO, title=title)
    titles = {hours: world.as_of(AT + timedelta(hours=hours, minutes=30))["people"][1]["title"] for hours in (0, 1, 2, 3)}
    assert titles == {0: None, 1: None, 2: None, 3: "drie"}


def test_an_entry_says_who_what_where_and_why(memory):
    world = World(memory).with_site()
    with memory.transaction() as tx:
        action = {
            "action": "user.register",
            "as": {"role": "HTB", "person": AN},
            "enterprise": NUMBER,
            "capacity": ME,
            "unit": "90005/90001",
            "person": DIA,
        }
        done = perform(tx, action, world.at, conversation="c1", step="user.add[1/2]")
        entry = tx.get(LedgerEntry, done.id)
        assert entry.request == action
        assert (entry.actor_role, entry.actor_person) == ("HTB", AN)
        assert (entry.conversation, entry.step, entry.at) == ("c1", "user.add[1/2]", world.at)
        ((_, before, after),) = entry.changes["registration"]
        assert before is None
        assert after["email"] == "dia@voorbeeld.be"


def test_each_entry_counts_in_the_version(memory):
    world = World(memory).with_htb()
    world.refused("htb.appoint", f"WV:{AN}", person=AN)
    with memory.reading() as tx:
        assert tx.exec(select(Enterprise.version)).one() == len(tx.exec(select(LedgerEntry.id)).all()) == 2


class TestNothingEscapes:
    def test_an_object_changed_outside_a_recording(self, memory):
        World(memory)
        with pytest.raises(RuntimeError, match="recording"), memory.transaction() as tx:
            tx.exec(select(Person)).first().title = "Dr."
            tx.flush()

    def test_an_object_made_or_removed_outside_a_recording(self, memory):
        World(memory)
        with pytest.raises(RuntimeError, match="recording"), memory.transaction() as tx:
            tx.add(Enterprise(number="0100000070", name="X"))
            tx.flush()
        with pytest.raises(RuntimeError, match="recording"), memory.transaction() as tx:
            tx.delete(tx.exec(select(Person)).first())
            tx.flush()

    @pytest.mark.parametrize(
        "statement",
        [
            update(Person).values(title="Dr."),
            delete(Person),
            insert(Enterprise).values(number="0100000070", name="X"),
        ],
    )
    def test_a_statement_even_inside_one(self, memory, statement):
        World(memory)
        with pytest.raises(RuntimeError, match="insert_rows"), memory.transaction() as tx, recording(tx):
            tx.execute(statement)

    def test_what_goes_with_an_exception(self, memory):
        with pytest.raises(ZeroDivisionError), memory.transaction() as tx, recording(tx):
            insert_rows(tx, Enterprise, [{"number": "0100000070", "name": "X"}])
            1 / 0  # noqa: B018
        with memory.transaction() as tx, recording(tx) as found:
            assert not found
            assert tx.exec(select(Enterprise.id)).all() == []

    def test_made_and_removed_in_one_is_nothing(self, memory):
        with memory.transaction() as tx, recording(tx) as found:
            row = Enterprise(number="0100000070", name="X")
            tx.add(row)
            tx.flush()
            row.name = "Y"
            tx.flush()
            assert found.document()["enterprise"][0][2]["name"] == "Y"
            tx.delete(row)
            tx.flush()
            assert not found
            assert found.document() == {}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(trees(number=3), trees(number=3))
def test_a_moment_between_two_imports_is_that_of_the_first(first, second):
    with memory_store() as store:
        for tree, hours in ((first, 0), (second, 2)):
            with store.transaction() as tx:
                import_tree(tx, tree, AT + timedelta(hours=hours))
        with store.reading() as tx:
            assert tree_as_of(tx, made_up_enterprise(3), AT + timedelta(hours=1)) == first
