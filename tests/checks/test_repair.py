"""Plans as interface §5 promises them, case by case; that they are whole and short is held in tests/oracle."""

import copy

import pytest

from assistant.checks.repair import repair
from assistant.domain.malformed import Malformed
from assistant.store.actions import Done, perform
from assistant.store.exchange.tree import export_tree, import_tree
from tests.checks.clinic import AN, BO, CAS, ME, NOW, NUMBER, SITE, Clinic, told
from tests.checks.test_examples import example
from tests.store.trees import made_up_enterprise, made_up_insz


@pytest.fixture
def clinic():
    return Clinic()


def test_nothing_to_do(clinic):
    plan = clinic.repaired()
    assert list(plan) == ["format", "enterprise", "at", "steps", "outside", "gains", "losses", "after", "alternatives"]
    assert (plan["format"], plan["steps"], plan["outside"]) == ("repair/1", [], [])
    assert plan["after"] == clinic.diagnosed()


def test_a_step_says_all_there_is_to_say(clinic):
    clinic.user["functions"] = []
    clinic.expected[0]["function"] = "radioloog"
    (step,) = clinic.repaired()["steps"]
    assert list(step)[:9] == ["n", "action", "by", "who_may", "portal", "because", "assumed", "choices", "then"]
    portal = step.pop("portal")
    assert step == {
        "n": 1,
        "action": {
            "action": "function.give",
            "as": {"role": "HTB", "person": AN},
            "enterprise": NUMBER,
            "capacity": ME,
            "unit": SITE,
            "person": BO,
            "data": {"function": "radioloog", "start": "2026-11-22"},
        },
        "by": {"role": "HTB", "person": AN},
        "who_may": ["HTB", "co-HTB", "TB", "co-TB", "SB"],
        "because": ["function.missing"],
        "assumed": [{"field": "data.start", "value": "2026-11-22"}],
        "choices": None,
        "then": "wait",
        "chosen": None,
    }
    assert portal[0] == "Ga naar https://www.csam.be/nl/beheer-toegangsbeheerders.html."
    assert portal[-3:] == [
        "Kies de functie radioloog in de lijst.",
        "Typ bij 'Startdatum' 22-11-2026.",
        "Klik op 'Toevoegen'.",
    ]


ALONE = {
    "app.missing-on-capacity": ["application.tick Heracles"],
    "app.missing-on-subdivision": ["application.tick 90005 eHealthBox"],
    "app.missing-on-site": ["application.tick 90005/90001 Heracles"],
    "app.missing-on-user": ["application.tick 90005/90001 eHealthBox"],
    "capacity.not-activated": [
        "capacity.activate",
        "subdivision.add 90005",
        "site.add 90005/90001",
        "user.register 90005/90001",
        "function.give 90005/90001",
    ],
    "external.head-radiologist": [],
    "function.does-not-open": ["function.give 90005/90001"],
    "function.expired": ["function.give 90005/90001 radioloog"],
    "function.missing": ["function.give 90005/90001"],
    "function.not-yet": [],
    "function.wrong-level": ["function.end 90005 radioloog", "function.give 90005/90001 radioloog"],
    "htb.missing": [],
    "manager.not-a-user": ["user.register 90005/90001", "function.give 90005/90001"],
    "site.missing": ["site.add 90005/90001", "user.register 90005/90001", "function.give 90005/90001"],
    "step.unconfirmed": ["site.confirm 90005/90001", "user.register 90005/90001", "function.give 90005/90001"],
    "subdivision.blocked": ["subdivision.edit 90005"],
    "user.blocked": ["user.unblock 90005/90001"],
    "user.missing": ["user.register 90005/90001", "function.give 90005/90001"],
    "user.missing-on-site": ["user.register 90005/90002", "function.give 90005/90002 radioloog"],
    "user.wrong-level": ["user.delete 90005", "user.register 90005/90001", "function.give 90005/90001 radioloog"],
}


@pytest.mark.parametrize("code", ALONE)
def test_the_plan_for_each_cause(clinic, code):
    clinic.tree = example(code)
    assert told(clinic.repaired()) == ALONE[code]


def test_logging_out_comes_between_as_the_capacity_wants_it(clinic):
    """O3, with two sites."""
    clinic.tree["capacities"] = []
    clinic.expect(BO, "90005/90002")
    plan = clinic.repaired()
    assert [(step["action"]["action"], step["then"]) for step in plan["steps"]] == [
        ("capacity.activate", "relogin"),
        ("subdivision.add", "relogin"),
        ("site.add", "relogin"),
        ("site.add", None),
        ("user.register", None),
        ("user.register", "relogin"),
        ("function.give", None),
        ("function.give", "wait"),
    ]


def test_a_sign_in_of_before_counts(memory):
    """Who made the capacity a moment ago logs in again first."""
    clinic = Clinic()
    clinic.tree["capacities"] = []
    by = {"role": "HTB", "person": AN}
    with memory.transaction() as tx:
        import_tree(tx, clinic.tree, NOW)
        data = {"applications": ["Heracles", "eHealthBox"], "confirmed": True}
        made = {"action": "capacity.activate", "as": by, "enterprise": NUMBER, "capacity": ME, "data": data}
        assert isinstance(perform(tx, made, NOW), Done)
    with memory.reading() as tx:
        plan = repair(tx, NUMBER, at=NOW)
    assert told(plan)[:2] == ["session.relogin", "subdivision.add 90005"]
    assert plan["steps"][0]["because"] == ["relogin.required"]
    assert plan["steps"][0]["portal"][0] == "Klik bovenaan rechts op 'Quit'."


def test_a_function_is_never_guessed(clinic):
    """The expected one, else the one held before, else the only one; else it is asked."""
    clinic.user["functions"] = []
    (step,) = clinic.repaired()["steps"]
    assert step["choices"] == ["hoofdradioloog", "radioloog", "laborant", "administratief medewerker"]
    assert (step["chosen"], step["action"]["data"]["function"]) == ("data.function", None)
    clinic.user["functions"] = [{"function": "laborant", "start": "2025-01-01", "end": "2025-02-01"}]
    (step,) = clinic.repaired()["steps"]
    assert (step["choices"], step["action"]["data"]["function"]) == (None, "laborant")
    clinic.expected[0]["function"] = "radioloog"
    (step,) = clinic.repaired()["steps"]
    assert (step["choices"], step["action"]["data"]["function"]) == (None, "radioloog")


def test_the_only_function_that_opens_is_taken(clinic):
    clinic.capacity.update(name="Jeugdhulp", applications=[])
    user = {**clinic.user, "applications": ["MODULEDATABANK"], "functions": []}
    clinic.subdivision.update(type="Contextbegeleiding", sites=[], applications=["MODULEDATABANK"], users=[user])
    clinic.expected[:] = [{"person": BO, "application": "MODULEDATABANK", "unit": "90005"}]
    assert told(clinic.repaired()) == ["function.give 90005 Moduleerder"]


def test_who_is_asked_to_do_it_does_what_he_may(clinic):
    clinic.add_person()
    clinic.site["managers"] = [{"role": "SB", "person": CAS, "status": "active", "since": None}]
    clinic.site["applications"] = ["eHealthBox"]
    clinic.user["status"] = "Geblokkeerd"
    steps = clinic.repaired(actor={"role": "SB", "person": CAS})["steps"]
    assert [(step["action"]["action"], step["by"]["role"]) for step in steps] == [
        ("application.tick", "HTB"),
        ("user.unblock", "SB"),
    ]


def test_without_an_htb_the_representative_appoints_one(clinic):
    clinic.tree["managers"] = []
    clinic.tree["capacities"] = []
    step = clinic.repaired()["steps"][0]
    assert (step["action"]["action"], step["by"]) == ("htb.appoint", {"role": "WV", "person": AN})
    assert step["assumed"] == [{"field": "person", "value": AN}]
    clinic.tree["enterprise"]["legal_representatives"] = None
    plan = clinic.repaired()
    step = plan["steps"][0]
    assert (step["by"], step["choices"], step["chosen"]) == ({"role": "WV", "person": None}, [AN, BO], "person")
    assert [one["verdict"] for one in plan["after"]["decisions"]] == ["allowed"]


def test_a_manager_who_is_there_needs_no_htb(clinic):
    clinic.tree["managers"] = []
    clinic.user["status"] = "Geblokkeerd"
    (step,) = clinic.repaired()["steps"]
    assert step["by"] == {"role": "TB", "person": AN}


def test_what_is_made_up_is_named(clinic):
    clinic.capacity["subdivisions"] = []
    clinic.tree["planned_units"] = [
        {"capacity": ME, "unit": "90005", "name": "Radiologie", "type": "Mammografische eenheid", "email": "r@voorbeeld.be"}
    ]
    subdivision, site, user, _ = clinic.repaired()["steps"]
    assert (subdivision["action"]["data"]["name"], subdivision["assumed"]) == ("Radiologie", [])
    assert site["assumed"] == [
        {"field": "data.type", "value": "Mammografische eenheid site"},
        {"field": "data.name", "value": "Ziekenhuis Voorbeeld"},
        {"field": "data.email", "value": "an@voorbeeld.be"},
    ]
    assert user["assumed"] == [
        {"field": "data.username", "value": None},
        {"field": "data.email", "value": "bo@voorbeeld.be"},
    ]


def test_a_unit_without_a_number_is_called_as_the_enterprise(clinic):
    clinic.capacity["subdivisions"] = []
    clinic.expected[0]["unit"] = None
    plan = clinic.repaired()
    assert told(plan)[:2] == [
        "subdivision.add ~Ziekenhuis Voorbeeld",
        "site.add ~Ziekenhuis Voorbeeld/~Ziekenhuis Voorbeeld",
    ]
    assert plan["steps"][0]["assumed"][0] == {"field": "unit", "value": "~Ziekenhuis Voorbeeld"}
    assert [one["verdict"] for one in plan["after"]["decisions"]] == ["allowed"]


def test_doctors_get_their_box_with_the_registration(clinic):
    clinic.site["users"] = []
    clinic.expected[0]["function"] = "laborant"
    assert clinic.repaired()["steps"][0]["action"]["data"]["applications"] == ["Heracles", "eHealthBox"]
    clinic.tree["people"][1]["doctor"] = False
    assert clinic.repaired()["steps"][0]["action"]["data"]["applications"] == ["Heracles"]
    clinic.expected[0]["function"] = "radioloog"
    assert clinic.repaired()["steps"][0]["action"]["data"]["applications"] == ["Heracles", "eHealthBox"]


def test_what_others_do_stands_apart(clinic):
    clinic.tree["external"] = {"head_radiologist_reported": False, "heracles_roles": []}
    plan = clinic.repaired()
    assert plan["steps"] == []
    assert [(one["who"], one["because"]) for one in plan["outside"]] == [
        ("CvKO", "external.head-radiologist"),
        ("De hoofdradioloog van de eenheid", "external.heracles-role"),
    ]


def test_a_capacity_that_was_refused_is_first_for_the_cvko(clinic):
    clinic.tree = example("capacity.refused")
    plan = clinic.repaired()
    assert [(one["who"], one["because"]) for one in plan["outside"]] == [("CvKO", "capacity.refused")]
    assert told(plan)[0] == "capacity.activate"


def test_others_who_gain_or_lose_are_named(clinic):
    clinic.add_person()
    clinic.site["users"].append({**copy.deepcopy(clinic.user), "person": CAS})
    clinic.site["applications"] = ["eHealthBox"]
    plan = clinic.repaired(person=BO)
    gained = {"person": CAS, "application": "Heracles", "capacity": ME, "unit": SITE, "was": "denied", "verdict": "allowed"}
    assert (plan["gains"], plan["losses"]) == ([gained], [])
    assert [one["person"] for one in plan["after"]["decisions"]] == [BO]


def test_rights_are_added_for_nobody_else(clinic):
    """V10."""
    clinic.add_person()
    clinic.site["users"].append({**copy.deepcopy(clinic.user), "person": CAS, "functions": []})
    assert clinic.repaired()["steps"] == []


def test_a_pair_asked_for_gets_its_plan(clinic):
    clinic.add_person()
    plan = clinic.repaired(person=CAS, application="Heracles")
    assert told(plan) == ["user.register 90005/90001", "function.give 90005/90001"]
    assert plan["steps"][0]["assumed"][0] == {"field": "unit", "value": SITE}


def test_someone_nobody_described_cannot_be_added(clinic):
    stranger = made_up_insz(500)
    plan = clinic.repaired(person=stranger, application="Heracles")
    assert plan["steps"] == []
    assert "user.missing" in {one["code"] for one in plan["after"]["findings"]}


def test_nothing_in_the_store_is_changed(memory):
    clinic = Clinic()
    clinic.tree["capacities"] = []
    with memory.transaction() as tx:
        import_tree(tx, clinic.tree, NOW)
    with memory.reading() as tx:
        before = export_tree(tx, NUMBER)
        assert repair(tx, NUMBER, at=NOW)["steps"]
        assert export_tree(tx, NUMBER) == before
        with pytest.raises(Malformed):
            repair(tx, made_up_enterprise(7), at=NOW)
