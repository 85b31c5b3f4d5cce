"""The rule table against the oracle: on thousands of trees, in an embedded store and on a server, they say the same."""

from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.checks.conditions import Rank, verdict
from assistant.checks.diagnosis import diagnosis, judgement, moments
from assistant.checks.readiness.statements import ACCESS, JUDGED
from assistant.checks.rule_table import EVERYWHERE
from assistant.checks.unit_names import UNIT_NAMES_EVERYWHERE
from assistant.checks.warnings import WARNINGS_EVERYWHERE
from assistant.checks.wording import Names, dutch
from assistant.domain.symptoms import symptoms
from assistant.store.exchange.form import checked
from assistant.store.opening import memory_store
from tests.oracle.evaluator import evaluate
from tests.oracle.growing import NOW, by_chance, grown, grown_trees
from tests.oracle.planting import plant
from tests.oracle.wants import NEVER_BLOCKING
from tests.store.trees import made_up_enterprise, trees

FEW, MANY, AT_ONCE = 2_000, 100_000, 2_000


def forest(seed: int, size: int) -> dict[str, dict]:
    """Trees by enterprise number, the same for the same seed."""
    numbers = map(made_up_enterprise, range(size))
    return {number: numbered(grown(by_chance(seed + n)), number) for n, number in enumerate(numbers)}


def numbered(tree: dict, number: str) -> dict:
    return {**tree, "enterprise": {**tree["enterprise"], "number": number}}


def all_diagnoses(store) -> Iterator[dict]:
    """The diagnosis of every enterprise, read at once."""
    with store.reading() as tx:
        numbers = tx.connection().exec_driver_sql("SELECT id, number FROM enterprise ORDER BY id").all()
        found = []
        for statement in (EVERYWHERE, WARNINGS_EVERYWHERE, UNIT_NAMES_EVERYWHERE):
            by_enterprise = defaultdict(list)
            for row in statement.rows(tx, moments(NOW)):
                by_enterprise[row["enterprise_id"]].append(row)
            found.append(by_enterprise)
    rows, broken, names = found
    for row_id, number in numbers:
        yield judgement(number, NOW, rows[row_id], broken[row_id], Names(names[row_id], dutch)).as_json()


def decisions_in(document: dict) -> list[tuple]:
    keys = ("person", "application", "capacity", "unit", "verdict", "from")
    return [(*(one[key] for key in keys), frozenset(one["findings"])) for one in document["decisions"]]


def findings_in(document: dict) -> set[tuple]:
    keys = ("code", "capacity", "unit", "application", "person", "severity")
    found = [tuple(one[key] for key in keys) for one in document["findings"]]
    assert len(set(found)) == len(found), "a finding told twice (V9)"
    return set(found)


def agree(document: dict, tree: dict, asked=None) -> None:
    expected = evaluate(tree, NOW, asked)
    assert decisions_in(document) == expected.decisions
    assert findings_in(document) == expected.findings


def compare(store, seed: int, size: int) -> None:
    planted = forest(seed, size)
    plant(store, planted.values())
    documents = list(all_diagnoses(store))
    assert len(documents) == size
    for document in documents:
        agree(document, planted[document["enterprise"]])


def test_table_and_oracle_agree(either):
    compare(either, seed=0, size=FEW)


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("start", range(MANY, 2 * MANY, AT_ONCE))
def test_table_and_oracle_agree_on_very_many(start):
    with memory_store() as store:
        compare(store, start, AT_ONCE)


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("start", range(3 * MANY, 3 * MANY + 10 * AT_ONCE, AT_ONCE))
def test_table_and_oracle_agree_on_a_server(server, start):
    compare(server, start, AT_ONCE)


NO_TREE_SHOWS = {"htb.already-self", "wv.not-in-kbo", "exception.refused", "enterprise.data-wrong"}
"""Only ever seen on a screen, and not among what these trees saw."""


WARNED_ONLY = {
    *("htb.unwilling", "capacity.refused", "facility.not-in-list", "username.taken"),
    *("signin.wrong-organisation", "signin.wrong-profile", "manager.no-other-role", "manager.blocked"),
}
"""What was only seen, or stops nobody from reaching an application."""


def test_the_trees_show_every_code_and_verdict():
    seen = [evaluate(tree, NOW) for tree in forest(0, FEW).values()]
    assert {decision[4] for one in seen for decision in one.decisions} == {"allowed", "pending", "unknown", "denied"}
    assert {finding[0] for one in seen for finding in one.findings} == set(symptoms()) - NO_TREE_SHOWS
    blocking = {finding[0] for one in seen for finding in one.findings if finding[-1] == "blocking"}
    assert blocking == set(symptoms()) - NO_TREE_SHOWS - NEVER_BLOCKING - WARNED_ONLY


def test_one_alone_says_what_all_at_once_say(either):
    planted = forest(50_000, 60)
    plant(either, planted.values())
    together = list(all_diagnoses(either))
    with either.reading() as tx:
        for document in together:
            assert diagnosis(tx, document["enterprise"], at=NOW) == document


def test_what_readiness_reads_is_what_a_diagnosis_reads(either):
    plant(either, forest(55_000, 300).values())
    with either.reading() as tx:
        stretch = {"first": 0, "last": tx.connection().exec_driver_sql("SELECT max(id) FROM enterprise").scalar()}
        read = [dict(zip(ACCESS, row, strict=True)) for row in JUDGED.tuples(tx, {**stretch, **moments(NOW)})]
        whole = EVERYWHERE.rows(tx, moments(NOW))
    assert Counter(map(as_read, read)) == Counter(map(as_read, whole))
    assert len({verdict(row["certain"], row["wrong"], row["changed"]) for row in read}) == len(Rank)


def as_read(row) -> tuple:
    """The columns that readiness reads; moments only whether there is one: it reads them as the driver has them."""
    return tuple(row[name] is None if name.endswith("changed") else row[name] for name in ACCESS)


def test_a_pair_is_judged_as_if_expected(either):
    planted = forest(60_000, 40)
    plant(either, planted.values())
    with either.reading() as tx:
        for number, tree in planted.items():
            for person in tree["people"][:2]:
                for application in ("Heracles", "FAGG portal", "Informatica Systeem Inter Sectorale Toegangspoort"):
                    asked = (person["insz"], application)
                    found = diagnosis(tx, number, person=asked[0], application=application, at=NOW)
                    agree(found, tree, asked)


def test_filters_choose_among_the_decisions(memory):
    planted = forest(70_000, 60)
    plant(memory, planted.values())
    with memory.reading() as tx:
        for number, tree in planted.items():
            whole = diagnosis(tx, number, at=NOW)
            for person in tree["people"]:
                chosen = diagnosis(tx, number, person=person["insz"], at=NOW)
                assert chosen["decisions"] == [one for one in whole["decisions"] if one["person"] == person["insz"]]
                assert {one["code"] for one in chosen["findings"]} == {
                    code for one in chosen["decisions"] for code in one["findings"]
                }
            for application in {one["application"] for one in whole["decisions"]}:
                chosen = diagnosis(tx, number, application=application, at=NOW)
                assert chosen["decisions"] == [one for one in whole["decisions"] if one["application"] == application]


quiet = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@quiet
@given(grown_trees())
def test_a_tree_that_nearly_fits(tree):
    alone(tree)


@quiet
@given(trees(), st.booleans())
def test_a_tree_of_any_shape(tree, _):
    alone(tree)


def alone(tree: dict) -> None:
    with memory_store() as store:
        plant(store, [tree])
        with store.reading() as tx:
            agree(diagnosis(tx, tree["enterprise"]["number"], at=NOW), checked(tree)[0])
