"""Plans against the oracle: applied they leave nothing blocking, and none of their steps can be left out."""

import copy
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from assistant.checks.repair import repair
from assistant.store.actions import Done, perform
from assistant.store.exchange.tree import export_tree
from assistant.store.opening import memory_store
from tests.oracle.evaluator import evaluate
from tests.oracle.growing import NOW, by_chance, grown, grown_trees
from tests.oracle.planting import plant

FOR_OTHERS = {"app.capacity-open", "external.head-radiologist", "external.heracles-role", "function.not-yet"}
"""What nobody mends in the portal: others do, or time does."""

RELOGIN = {"action": "session.relogin"}


def planned(tree: dict, **asked) -> dict:
    with memory_store() as store:
        plant(store, [tree])
        with store.reading() as tx:
            before = export_tree(tx, tree["enterprise"]["number"])
            plan = repair(tx, tree["enterprise"]["number"], at=NOW, **asked)
            assert export_tree(tx, tree["enterprise"]["number"]) == before
    return plan


def actions_of(plan: dict) -> list[dict]:
    """The actions to perform, what had to be chosen chosen."""
    actions = []
    for step in plan["steps"]:
        action = copy.deepcopy(step["action"])
        if step["choices"]:
            field, _, inner = step["chosen"].partition(".")
            if inner:
                action[field][inner] = step["choices"][0]
            else:
                action[field] = step["choices"][0]
        actions.append((action, step["then"]))
    return actions


def applied(tree: dict, actions: list[tuple[dict, str | None]]) -> tuple[dict, list[str]]:
    """The tree after the actions, and the reasons of those that were refused."""
    refused = []
    number = tree["enterprise"]["number"]
    with memory_store() as store:
        plant(store, [tree])
        with store.transaction() as tx:
            for n, (action, then) in enumerate(actions):
                result = perform(tx, action, NOW)
                if not isinstance(result, Done):
                    refused.append(result.reason)
                if then == "relogin":
                    after = [one for one, _ in actions[n + 1 :]] or [action]
                    perform(tx, {**RELOGIN, "as": after[0]["as"], "enterprise": number}, NOW)
        with store.reading() as tx:
            return export_tree(tx, number), refused


def in_the_way(tree: dict) -> set[tuple]:
    """What still blocks and could be mended: the findings of decisions that somebody can do something about."""
    answer = evaluate(normal(tree), NOW + timedelta(minutes=20))
    hopeless = {(one[1], one[3]) for one in answer.findings if one[0] == "app.capacity-open" and one[-1] == "blocking"}
    mendable = [one for one in answer.decisions if (one[2], one[1]) not in hopeless]
    codes = {code for decision in mendable for code in decision[-1]}
    found = {one for one in answer.findings if one[-1] == "blocking" and one[0] in codes - FOR_OTHERS}
    return {one for one in found if (one[1], one[3]) not in hopeless}


def normal(tree: dict) -> dict:
    from assistant.store.exchange.form import checked

    return checked(tree)[0]


def place(finding: tuple) -> tuple:
    code, capacity, unit, _, person, _ = finding
    return code, capacity, unit, person


def check(tree: dict) -> int:
    plan = planned(tree)
    actions = actions_of(plan)
    after, refused = applied(tree, actions)
    assert refused == []
    assert in_the_way(after) == set()
    blocked = {place(one) for one in in_the_way(tree)}
    assert bool(actions) == bool(blocked)
    for n in range(len(actions)):
        without, refused = applied(tree, actions[:n] + actions[n + 1 :])
        left = {place(one) for one in evaluate(normal(without), NOW + timedelta(minutes=20)).findings}
        assert refused or in_the_way(without) or left & blocked, f"step {n + 1} can be left out"
    return len(actions)


def is_plain(tree: dict) -> bool:
    """Whether every unit has a path of its own: an action names a unit by its path."""
    paths = [
        (capacity["name"], unit["hco"] or unit["name"])
        for capacity in tree["capacities"]
        for unit in capacity["subdivisions"]
    ]
    return len(set(paths)) == len(paths)


def test_every_plan_is_whole_and_short():
    trees = (grown(by_chance(seed)) for seed in range(900_000, 900_150))
    assert sum(map(check, filter(is_plain, trees))) > 100


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("start", range(910_000, 915_000, 500))
def test_very_many_plans_are_whole_and_short(start):
    for seed in range(start, start + 500):
        tree = grown(by_chance(seed))
        if is_plain(tree):
            check(tree)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(grown_trees().filter(is_plain))
def test_a_plan_for_any_tree(tree):
    check(tree)
