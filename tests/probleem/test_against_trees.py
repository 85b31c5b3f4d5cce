"""On trees grown by chance, somebody who answers as the tree is comes to a cause that `diagnose` calls blocking there."""

from collections import Counter
from collections.abc import Iterator

import pytest

from assistant.checks.diagnosis import diagnosis
from assistant.checks.troubleshoot.strategy import next_question, standing
from assistant.checks.troubleshoot.telling import Told
from assistant.domain.catalogue import FunctionNeed, catalogue
from assistant.store.exchange.form import checked
from assistant.store.opening import memory_store
from tests.oracle.growing import NOW
from tests.oracle.planting import plant
from tests.oracle.test_oracle import all_diagnoses, forest
from tests.probleem.seeing import Access, Looker

FEW, MANY = 1_500, 40_000
TRIED = {"change.pending", "signin.wrong-organisation"}
"""What somebody tries at once: wait twenty minutes, try each organisation. It did not help where something is in the way."""


def denied(tree: dict, document: dict) -> Iterator[Access]:
    """The accesses that are denied, on a unit that is named."""
    for one in document["decisions"]:
        profile = catalogue().application(one["application"])
        if one["verdict"] != "denied" or not profile or one["capacity"] != profile.capacity or not profile.users_on:
            continue
        depth = ("capacity", "subdivision", "site").index(profile.users_on)
        if len((one["unit"] or "").split("/")) * bool(one["unit"]) != depth:
            continue
        same = [
            other["verdict"]
            for other in document["decisions"]
            if other["person"] != one["person"]
            and all(other[key] == one[key] for key in ("application", "capacity", "unit"))
        ]
        blocking = frozenset(
            found["code"]
            for found in document["findings"]
            if found["severity"] == "blocking"
            and found["code"] in one["findings"]
            and found["person"] in (None, one["person"])
        )
        if profile.function_need is FunctionNeed.NONE and one["person"] in managers(tree, one["capacity"]):
            continue  # in without being a user (A18): what is asked about users says nothing of them
        yield Access(one["person"], one["application"], one["unit"] or "", blocking, tuple(same))


def managers(tree: dict, label: str) -> set[str]:
    """Everybody who manages the enterprise or this capacity."""
    capacity = [one for one in tree["capacities"] if one["name"] == label]
    return {manager["person"] for place in (tree, *capacity) for manager in place["managers"]}


def found_by_asking(looker: Looker) -> tuple[list[str], int]:
    """The causes that are left at the end, and how many questions it took."""
    told, questions = Told(looker.access.application), 0
    while True:
        while (question := next_question(told)) is not None:
            told = told.answered(question, looker.answer(question))
            questions += 1
        left = [one.code for one in standing(told)]
        if not left or left[0] not in TRIED:
            return left, questions
        told = told.mending(left[0])


def is_plain(tree: dict) -> bool:
    """Whether each unit can be told from the others by its path."""
    for capacity in tree["capacities"]:
        for units in (capacity["subdivisions"], *(one["sites"] for one in capacity["subdivisions"])):
            names = [unit["hco"] or unit["name"] for unit in units]
            if len(set(names)) < len(names):
                return False
    return True


def compare(seed: int, size: int) -> Counter[str]:
    """Ask about every denied access of a forest; what was found, counted."""
    planted = forest(seed, size)
    found: Counter[str] = Counter()
    with memory_store() as store:
        plant(store, planted.values())
        for document in all_diagnoses(store):
            tree = checked(planted[document["enterprise"]])[0]
            for access in denied(tree, document) if is_plain(tree) else ():
                looker = Looker(tree, access, NOW)
                left, questions = found_by_asking(looker)
                assert set(left) & access.blocking, (seed, document["enterprise"], access, left)
                assert len(left) > 1 or left[0] in access.blocking
                assert questions <= 14
                found[left[0]] += 1
    return found


def test_what_is_found_is_what_denies() -> None:
    found = compare(seed=0, size=FEW)
    assert found.total() > 400
    assert set(found) >= {
        "capacity.not-activated",
        "subdivision.missing",
        "site.missing",
        "step.unconfirmed",
        "app.missing-on-capacity",
        "app.missing-on-subdivision",
        "app.missing-on-site",
        "app.missing-on-user",
        "user.missing",
        "user.wrong-level",
        "user.missing-on-site",
        "user.blocked",
        "manager.not-a-user",
        "function.missing",
        "function.wrong-level",
        "function.not-yet",
        "function.expired",
        "function.does-not-open",
        "external.head-radiologist",
        "external.heracles-role",
        "subdivision.blocked",
    }


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_what_is_found_is_what_denies_in_very_many() -> None:
    for start in range(100_000, 100_000 + MANY, 2_000):
        compare(start, 2_000)


def test_the_example_of_each_code_is_found() -> None:
    """The trees that show each blocking code alone."""
    from tests.checks.test_examples import NUMBER, TOLD, example

    for code, told in TOLD.items():
        if told["severity"] != "blocking":
            continue
        with memory_store() as store:
            plant(store, [example(code)])
            with store.reading() as tx:
                document = diagnosis(tx, NUMBER, at=NOW)
        tree = checked(example(code))[0]
        [access] = [one for one in denied(tree, document) if code in one.blocking]
        left, _ = found_by_asking(Looker(tree, access, NOW))
        assert left[0] in access.blocking, (code, left)
