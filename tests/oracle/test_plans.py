"""Plans against the oracle: applied they leave nothing blocking, and none of their steps can be left out."""

import copy
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from assistant.checks.repair import repair
from assistant.store.actions import Done, perform
from assistant.store.exchange.form import checked
from assistant.store.exchange.tree import export_tree
from assistant.store.opening import memory_store
from tests.oracle.evaluator import evaluate
from tests.oracle.growing import NOW, by_chance, grown, grown_trees
from tests.oracle.planting import plant

FOR_OTHERS = {"app.capacity-open", "external.head-radiologist", "external.heracles-role", "function.not-yet"}
"""What nobody mends in the portal: others do, or time does."""

LATER = NOW + timedelta(minutes=20)
"""When all is in force that is done now."""

RELOGIN = {"action": "session.relogin"}


class Trial:
    """A tree in a store, to which actions are tried and taken back."""

    def __init__(self, store, tree: dict):
        self._store = store
        self._number = tree["enterprise"]["number"]
        plant(store, [tree])

    def planned(self, **asked) -> dict:
        with self._store.reading() as tx:
            before = export_tree(tx, self._number)
            plan = repair(tx, self._number, at=NOW, **asked)
            assert export_tree(tx, self._number) == before
        return plan

    def applied(self, actions: list[tuple[dict, str | None]]) -> tuple[dict, list[str]]:
        """The tree after the actions, and the reasons of those that were refused."""
        refused: list[str] = []
        try:
            with self._store.transaction() as tx:
                for n, (action, then) in enumerate(actions):
                    result = perform(tx, action, NOW)
                    if not isinstance(result, Done):
                        refused.append(result.reason)
                    if then == "relogin":
                        coming = [one for one, _ in actions[n + 1 :]] or [action]
                        perform(tx, {**RELOGIN, "as": coming[0]["as"], "enterprise": self._number}, NOW)
                after = export_tree(tx, self._number)
                raise TakenBackError
        except TakenBackError:
            return after, refused


class TakenBackError(Exception):
    """Leaves a transaction without its changes."""


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


def in_the_way(tree: dict) -> set[tuple]:
    """What still blocks and could be mended: the findings of decisions that somebody can do something about."""
    answer = evaluate(normal(tree), LATER)
    hopeless = {(one[1], one[3]) for one in answer.findings if one[0] == "app.capacity-open" and one[-1] == "blocking"}
    mendable = [one for one in answer.decisions if (one[2], one[1]) not in hopeless]
    codes = {code for decision in mendable for code in decision[-1]}
    found = {one for one in answer.findings if one[-1] == "blocking" and one[0] in codes - FOR_OTHERS}
    return {one for one in found if (one[1], one[3]) not in hopeless}


def normal(tree: dict) -> dict:
    return checked(tree)[0]


def place(finding: tuple) -> tuple:
    code, capacity, unit, _, person, _ = finding
    return code, capacity, unit, person


def check(tree: dict) -> int:
    """Hold the plan of a tree against all that is promised of it, and return how many steps it has."""
    with memory_store() as store:
        trial = Trial(store, tree)
        actions = actions_of(trial.planned())
        after, refused = trial.applied(actions)
        assert refused == []
        assert in_the_way(after) == set()
        blocked = {place(one) for one in in_the_way(tree)}
        assert bool(actions) == bool(blocked)
        for n in range(len(actions)):
            without, refused = trial.applied(actions[:n] + actions[n + 1 :])
            assert refused or in_the_way(without) or still_there(without, blocked), f"step {n + 1} can be left out"
    return len(actions)


def still_there(tree: dict, blocked: set[tuple]) -> bool:
    """Whether what blocked is still found, be it as a warning: a function on a wrong level is ended, not only given anew."""
    return bool({place(one) for one in evaluate(normal(tree), LATER).findings} & blocked)


def is_plain(tree: dict) -> bool:
    """Whether every unit has a path of its own: an action names a unit by its path."""
    paths = [
        (capacity["name"], unit["hco"] or unit["name"])
        for capacity in tree["capacities"]
        for unit in capacity["subdivisions"]
    ]
    return len(set(paths)) == len(paths)


def test_every_plan_is_whole_and_short():
    trees = (grown(by_chance(seed)) for seed in range(900_000, 900_100))
    assert sum(map(check, filter(is_plain, trees))) > 50


def test_a_function_that_came_in_the_way_only_by_the_plan_itself_is_not_ended():
    check(grown(by_chance(911_150)))


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
