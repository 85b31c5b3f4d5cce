"""Where a plan makes a unit that nobody planned, it names the other way: expect the people where they are."""

import pytest

from assistant.store.opening import memory_store
from tests.checks.clinic import BO, CAS, ME, Clinic, told
from tests.oracle.growing import by_chance, grown
from tests.oracle.test_plans import Trial, actions_of, in_the_way, is_plain

ELSEWHERE = "90005/90009"


@pytest.fixture
def clinic():
    """Bo is a user on Campus A, and expected on a site that is not there."""
    found = Clinic()
    found.expected[0]["unit"] = ELSEWHERE
    return found


def test_the_people_may_work_on_a_unit_that_is_there(clinic):
    plan = clinic.repaired()
    assert told(plan) == ["site.add 90005/90009", "user.register 90005/90009", "function.give 90005/90009 radioloog"]
    (other,) = plan["alternatives"]
    assert told(other) == ["access.expect 90005/90001 Heracles", "access.expect 90005/90009 Heracles"]
    assert [step["n"] for step in other["steps"]] == [1, 2]
    assert (other["instead_of"], other["unit"]) == ({"capacity": ME, "unit": ELSEWHERE}, "90005/90001")
    assert other["what"] == "Werken deze mensen op Campus A (90005/90001)? Dan hoeft 90005/90009 niet gemaakt te worden."
    assert [one["verdict"] for one in other["after"]["decisions"]] == ["allowed"]


def test_what_they_still_need_there_is_part_of_it(clinic):
    clinic.user["status"] = "Geblokkeerd"
    (other,) = clinic.repaired()["alternatives"]
    assert told(other)[2:] == ["user.unblock 90005/90001"]


def test_the_unit_with_most_of_them_is_chosen(clinic):
    site = clinic.add_site("90002")
    clinic.add_person(CAS)
    clinic.expect(CAS, ELSEWHERE)
    for person in (BO, CAS):
        site["users"].append({**clinic.user, "person": person, "username": None})
    (other,) = clinic.repaired()["alternatives"]
    assert other["unit"] == "90005/90002"


def test_what_is_planned_is_meant_to_be_made(clinic):
    clinic.tree["planned_units"] = [{"capacity": ME, "unit": ELSEWHERE, "name": "B", "type": None, "email": None}]
    assert clinic.repaired()["alternatives"] == []


def test_without_another_unit_there_is_no_other_way(clinic):
    clinic.subdivision["sites"].clear()
    assert clinic.repaired()["alternatives"] == []


def test_a_plan_that_makes_nothing_has_none():
    clinic = Clinic()
    clinic.user["status"] = "Geblokkeerd"
    assert clinic.repaired()["alternatives"] == []


@pytest.mark.parametrize("many", [100, pytest.param(2_000, marks=pytest.mark.long)])
def test_the_other_way_works_as_well_as_the_plan(many):
    tried = 0
    for seed in range(920_000, 920_000 + many):
        tree = grown(by_chance(seed))
        if not is_plain(tree):
            continue
        with memory_store() as store:
            trial = Trial(store, tree)
            for other in trial.planned()["alternatives"]:
                after, refused = trial.applied(actions_of(other))
                assert refused == []
                assert in_the_way(after) == set()
                tried += 1
    assert tried > many / 80
