import copy
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from assistant.store.exchange.faulty import TreeFaults
from assistant.store.exchange.tree import export_tree, import_tree
from assistant.store.ledger import tree_as_of
from assistant.store.opening import memory_store
from assistant.store.records import LedgerEntry
from tests.store.trees import ME, made_up_enterprise, made_up_insz, trees

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
AN, NUMBER = "90010199992", "0123456749"

RANDOM = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

SAMPLE = {
    "format": "access-tree/1",
    "enterprise": {
        "number": NUMBER,
        "name": "Ziekenhuis Voorbeeld",
        "legal_representatives": [AN],
        "employees": [AN],
    },
    "people": [
        {
            "insz": AN,
            "surname": "Voorbeeld",
            "first_name": "An",
            "email": "an@voorbeeld.be",
            "language": "nl",
            "title": None,
            "doctor": True,
        }
    ],
    "managers": [{"role": "HTB", "person": AN, "status": "active", "since": "2024-01-08"}],
    "capacities": [
        {
            "name": ME,
            "state": "confirmed",
            "email": "me@voorbeeld.be",
            "created_at": "2024-01-09T10:00:00+01:00",
            "managers": [{"role": "TB", "person": AN, "status": "active", "since": "2024-01-09"}],
            "applications": ["Heracles", "eHealthBox"],
            "users": [],
            "subdivisions": [
                {
                    "type": "Mammografische eenheid",
                    "name": "Ziekenhuis Voorbeeld",
                    "hco": "90005",
                    "email": "me@voorbeeld.be",
                    "state": "confirmed",
                    "created_at": "2024-01-09T11:00:00+01:00",
                    "managers": [],
                    "applications": ["Heracles", "eHealthBox"],
                    "users": [],
                    "sites": [
                        {
                            "type": "Mammografische eenheid site",
                            "name": "Campus A",
                            "hco": "90001",
                            "email": "a@voorbeeld.be",
                            "state": "confirmed",
                            "created_at": "2024-01-09T12:00:00+01:00",
                            "managers": [],
                            "applications": ["Heracles", "eHealthBox"],
                            "users": [
                                {
                                    "person": AN,
                                    "username": "anvoorbeeld",
                                    "email": "an@voorbeeld.be",
                                    "status": "Actief",
                                    "applications": ["Heracles", "eHealthBox"],
                                    "changed_at": "2024-01-10T09:00:00+01:00",
                                    "functions": [
                                        {
                                            "function": "radioloog",
                                            "start": "2024-01-10",
                                            "end": None,
                                            "changed_at": "2024-01-10T10:00:00+01:00",
                                        }
                                    ],
                                }
                            ],
                        }
                    ],
                }
            ],
        }
    ],
    "expected": [{"person": AN, "application": "Heracles", "unit": "90005/90001"}],
    "external": {"head_radiologist_reported": True, "heracles_roles": [AN]},
}


def taken(store, tree, at=AT):
    with store.transaction() as tx:
        return import_tree(tx, tree, at)


def given_out(store, number=NUMBER):
    with store.reading() as tx:
        return export_tree(tx, number)


def entries(store) -> list[LedgerEntry]:
    with store.reading() as tx:
        return list(tx.exec(select(LedgerEntry)).all())


def site(tree):
    return tree["capacities"][0]["subdivisions"][0]["sites"][0]


def test_the_sample_of_the_interface_comes_back_letter_for_letter(either):
    taken(either, SAMPLE)
    assert json.dumps(given_out(either)) == json.dumps(SAMPLE)


def test_the_same_file_twice_changes_nothing(either):
    first = taken(either, SAMPLE)
    assert first.ledger_id is not None
    assert taken(either, copy.deepcopy(SAMPLE)).ledger_id is None
    assert len(entries(either)) == 1


@RANDOM
@given(trees())
def test_what_comes_out_is_what_went_in(tree):
    with memory_store() as store:
        report = taken(store, json.loads(json.dumps(tree)))
        assert given_out(store, report.enterprise) == tree
        assert taken(store, tree).ledger_id is None


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
@given(trees(number=5))
def test_on_a_server_too(server, tree):
    """One enterprise, replaced by one tree after another."""
    taken(server, tree)
    assert given_out(server, made_up_enterprise(5)) == tree


@RANDOM
@given(st.lists(trees(number=1), min_size=2, max_size=4), trees(number=2))
def test_an_import_replaces_and_the_ledger_takes_back(versions, other):
    """One tree after another for one enterprise, while another stands by: each moment can be had back."""
    with memory_store() as store:
        taken(store, other)
        for hour, tree in enumerate(versions):
            taken(store, tree, AT + timedelta(hours=hour))
            assert given_out(store, made_up_enterprise(1)) == tree
        with store.reading() as tx:
            for hour, tree in enumerate(versions):
                assert tree_as_of(tx, made_up_enterprise(1), AT + timedelta(hours=hour)) == tree
            assert tree_as_of(tx, made_up_enterprise(1), AT - timedelta(seconds=1)) is None
        assert given_out(store, made_up_enterprise(2)) == other


def test_the_ledger_tells_only_what_really_changed(memory):
    taken(memory, SAMPLE)
    changed = copy.deepcopy(SAMPLE)
    site(changed)["users"][0]["applications"].remove("eHealthBox")
    site(changed)["name"] = "Campus Zuid"
    taken(memory, changed)
    changes = entries(memory)[1].changes
    assert set(changes) == {"registration_tick", "unit"}
    ((_, before, after),) = changes["unit"]
    assert (before, after) == ({"name": "Campus A"}, {"name": "Campus Zuid"})
    ((_, before, after),) = changes["registration_tick"]
    assert before["application"] == "eHealthBox"
    assert after is None


def test_another_active_htb_takes_over(memory):
    taken(memory, SAMPLE)
    changed = copy.deepcopy(SAMPLE)
    bo = made_up_insz(7)
    changed["people"].append({**SAMPLE["people"][0], "insz": bo, "first_name": "Bo"})
    changed["managers"] = [
        {"role": "HTB", "person": bo, "status": "active", "since": "2025-01-08"},
        {"role": "HTB", "person": AN, "status": "left", "since": "2024-01-08"},
    ]
    taken(memory, changed)
    assert given_out(memory) == changed
    taken(memory, SAMPLE)
    assert given_out(memory) == SAMPLE


def test_labels_are_kept_in_the_spelling_of_the_portal(memory):
    loose = copy.deepcopy(SAMPLE)
    loose["enterprise"]["number"] = "BE 123.456.749"
    loose["capacities"][0]["name"] = ME.upper().replace(" ", "  ")
    loose["capacities"][0]["applications"] = ["heracles", "e-Healthbox"]
    site(loose)["users"][0]["functions"][0]["function"] = "RADIOLOOG"
    site(loose)["users"][0]["person"] = "90.01.01-999.92"
    site(loose)["users"][0]["status"] = "actief"
    loose["expected"][0]["unit"] = " 90005 / 90001 "
    loose["managers"][0]["role"] = "htb"
    site(loose)["created_at"] = "2024-01-09T11:00:00Z"
    report = taken(memory, loose)
    assert report.warnings == ()
    assert given_out(memory) == SAMPLE


def test_what_nobody_knows_is_kept_and_named(memory):
    odd = copy.deepcopy(SAMPLE)
    site(odd)["applications"] = ["Tovenarij"]
    site(odd)["type"] = "Kasteel"
    site(odd)["users"][0]["functions"][0]["function"] = "tovenaar"
    report = taken(memory, odd)
    assert {w.code for w in report.warnings} == {
        "tree.unknown-application",
        "tree.unknown-function",
        "tree.unknown-type",
    }
    assert all("{" not in w.message for w in report.warnings)
    assert given_out(memory) == odd


def test_what_is_not_asked_for_is_named_and_left_out(memory):
    odd = copy.deepcopy(SAMPLE)
    odd["capacities"][0]["appplications"] = ["Heracles"]
    report = taken(memory, odd)
    assert [w.code for w in report.warnings] == ["tree.unknown-key"]
    assert "capacities[0].appplications" in report.warnings[0].message
    assert given_out(memory) == SAMPLE


def test_absent_is_not_known(memory):
    bare = {
        "format": "access-tree/1",
        "enterprise": {"number": NUMBER, "name": "X"},
        "people": [{"insz": AN, "surname": "V", "first_name": "A"}],
        "capacities": [{"name": ME, "users": [{"person": AN}]}],
    }
    taken(memory, bare)
    tree = given_out(memory)
    assert tree["enterprise"]["employees"] is None
    assert tree["people"][0]["doctor"] is None
    assert tree["external"] == {"head_radiologist_reported": None, "heracles_roles": None}
    assert tree["capacities"][0]["users"][0]["changed_at"] is None
    assert tree["capacities"][0]["state"] == "confirmed"


def at_path(tree, path):
    for step in path[:-1]:
        tree = tree[step]
    return tree, path[-1]


USER = ("capacities", 0, "subdivisions", 0, "sites", 0, "users", 0)


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("format",), "access-tree/2", "format"),
        (("enterprise", "number"), "0123456789", "enterprise.number"),
        (("enterprise", "number"), 123456749, "enterprise.number"),
        (("enterprise", "name"), " ", "enterprise.name"),
        (("enterprise", "employees"), [made_up_insz(3)], "enterprise.employees[0]"),
        (("people", 0, "insz"), "90010199993", "people[0].insz"),
        (("people", 0, "doctor"), "ja", "people[0].doctor"),
        (("people", 0, "email"), "an voorbeeld", "people[0].email"),
        (("people", 0, "surname"), None, "people[0].surname"),
        (("people", 0, "surname"), "a\ud800", "people[0].surname"),
        (("people", 0, "surname"), "a\x1b[2J", "people[0].surname"),
        (("people", 0, "surname"), "x" * 50_000_000, "people[0].surname"),
        (("managers", 0, "role"), "Koning", "managers[0].role"),
        (("managers", 0, "role"), "TB", "managers[0].role"),
        (("managers", 0, "since"), "2024-02-30", "managers[0].since"),
        (("managers", 0, "status"), "weg", "managers[0].status"),
        (("managers", 0, "person"), made_up_insz(3), "managers[0].person"),
        (("managers",), {"role": "HTB"}, "managers"),
        (("managers",), ["HTB"], "managers[0]"),
        (("capacities", 0, "name"), "Kasteel", "capacities[0].name"),
        (("capacities", 0, "state"), "half", "capacities[0].state"),
        (("capacities", 0, "created_at"), "2024-01-09T10:00:00", "capacities[0].created_at"),
        (("capacities", 0, "created_at"), "9999-12-31T23:59:59-12:00", "capacities[0].created_at"),
        (("capacities", 0, "subdivisions", 0, "hco"), "9000x", "capacities[0].subdivisions[0].hco"),
        (("capacities", 0, "subdivisions", 0, "type"), None, "capacities[0].subdivisions[0].type"),
        ((*USER, "username"), "An", "capacities[0].subdivisions[0].sites[0].users[0].username"),
        ((*USER, "functions", 0, "start"), None, "capacities[0].subdivisions[0].sites[0].users[0].functions[0].start"),
        ((*USER, "functions", 0, "end"), "2023-01-01", "capacities[0].subdivisions[0].sites[0].users[0].functions[0].end"),
        (("expected", 0, "unit"), "1/2/3", "expected[0].unit"),
        (("expected", 0, "capacity"), "Kasteel", "expected[0].capacity"),
        (("external", "heracles_roles"), [made_up_insz(3)], "external.heracles_roles[0]"),
        (("planned_units",), [{"capacity": ME, "unit": ""}], "planned_units[0].unit"),
        (("capacities", 0, "responsibilities"), [{"function": "x", "unit": "1", "responsible": AN}],
         "capacities[0].responsibilities[0].unit"),
    ],
)  # fmt: skip
def test_a_fault_of_form_is_refused_whole_with_its_place(memory, path, value, place):
    wrong = copy.deepcopy(SAMPLE)
    owner, key = at_path(wrong, path)
    owner[key] = value
    with pytest.raises(TreeFaults) as refused:
        taken(memory, wrong)
    assert place in [found for found, _ in refused.value.faults]
    assert place in str(refused.value)
    assert len(str(refused.value)) < 500
    assert given_out(memory) is None


def test_two_active_htbs_are_refused(memory):
    wrong = copy.deepcopy(SAMPLE)
    wrong["managers"] *= 2
    with pytest.raises(TreeFaults) as refused:
        taken(memory, wrong)
    assert refused.value.code == "two-htbs"


@pytest.mark.parametrize(
    "double",
    [
        lambda tree: tree["people"],
        lambda tree: tree["capacities"],
        lambda tree: tree["capacities"][0]["subdivisions"],
        lambda tree: tree["capacities"][0]["subdivisions"][0]["sites"],
        lambda tree: site(tree)["users"],
    ],
)
def test_the_same_thing_twice_is_refused(memory, double):
    wrong = copy.deepcopy(SAMPLE)
    double(wrong).append(double(wrong)[0])
    with pytest.raises(TreeFaults) as refused:
        taken(memory, wrong)
    assert refused.value.code == "twice"


def test_all_faults_are_told_at_once(memory):
    wrong = copy.deepcopy(SAMPLE)
    wrong["enterprise"]["number"] = "1"
    wrong["managers"][0]["role"] = "Koning"
    with pytest.raises(TreeFaults) as refused:
        taken(memory, wrong)
    assert [place for place, _ in refused.value.faults] == ["enterprise.number", "managers[0].role"]


@pytest.mark.parametrize("document", [None, [], "x", 3, {}, {"format": 3}, {"format": "access-tree/1", "people": 3}])
def test_something_else_altogether_is_told(memory, document):
    with pytest.raises(TreeFaults) as refused:
        taken(memory, document)
    assert "{" not in str(refused.value).replace("{…}", "")


def test_a_document_of_faults_is_given_up(memory):
    with pytest.raises(TreeFaults) as refused:
        taken(memory, {**SAMPLE, "people": [{}] * 1000})
    assert len(refused.value.faults) == 100


def test_twice_in_a_list_counts_once_with_a_warning(memory):
    odd = copy.deepcopy(SAMPLE)
    site(odd)["applications"].append("heracles")
    odd["expected"] *= 2
    odd["enterprise"]["employees"] *= 2
    report = taken(memory, odd)
    assert {w.code for w in report.warnings} == {"tree.twice"}
    assert given_out(memory) == SAMPLE


def test_an_enterprise_of_ten_thousand_users_comes_and_goes(memory):
    """No clock is watched: a way that asks the store for each user would run into the time-out of the suite."""
    large = copy.deepcopy(SAMPLE)
    numbers = []
    for n in range(10_000):
        nine = f"{40 + n // 400 % 50:02d}{n // 28 % 12 + 1:02d}{n % 28 + 1:02d}{999 - n % 2}"
        numbers.append(f"{nine}{97 - int(nine) % 97:02d}")
    numbers = list(dict.fromkeys(numbers))
    user = site(SAMPLE)["users"][0]
    large["people"] += [{**SAMPLE["people"][0], "insz": n} for n in numbers]
    site(large)["users"] += [{**user, "person": n, "username": f"gebruiker{i}"} for i, n in enumerate(numbers)]
    taken(memory, large)
    assert given_out(memory) == large
    taken(memory, SAMPLE)
    assert given_out(memory) == SAMPLE
    with memory.reading() as tx:
        assert tree_as_of(tx, NUMBER, AT) == SAMPLE
