"""Readiness counts what the diagnosis of every single organisation tells, and nothing else."""

from collections import Counter, defaultdict

import pytest

from assistant.checks.diagnosis import diagnosis
from assistant.checks.readiness import Filters, readiness
from assistant.domain.catalogue import catalogue
from assistant.domain.malformed import Malformed
from assistant.domain.stages import STAGES
from assistant.domain.symptoms import Sign
from assistant.reports.helpdesk.tree import mark_of
from assistant.store.reference_tables import ListedApplication, ListedOrganisation, ReceivedStatement
from tests.checks.clinic import NOW, NUMBER, Clinic, import_tree, memory_store
from tests.oracle.planting import plant
from tests.oracle.test_oracle import forest
from tests.store.conftest import either, server, server_key, server_template, server_url  # noqa: F401 (fixtures)

ELSEWHERE = "0123456848"
INSISTO = "Informatica Systeem Inter Sectorale Toegangspoort"


def read(tx, at=NOW, **filters):
    found = readiness(tx, at, Filters(**filters))
    rows = list(found.rows())
    return rows, found.totals


def test_rows_and_sums_are_those_of_the_diagnoses(either):  # noqa: F811
    planted = forest(80_000, 300)
    plant(either, planted.values())
    with either.reading() as tx:
        rows, totals = read(tx)
        for number in planted:
            own = [row for row in rows if row["enterprise"] == number]
            compare(own, diagnosis(tx, number, at=NOW))
    assert totals["organisations"] == len(rows)
    assert totals["enterprises"] == len(planted)
    assert totals["by_stage"] == Counter(row["stage"] for row in rows)
    assert totals["findings"] == sum((Counter(row["findings"]) for row in rows), Counter())
    for name in ("users", "users_ready"):
        assert totals[name] == sum(row[name] for row in rows)
    assert set(totals["by_stage"]) == set(STAGES), "the trees show every stage"


def compare(rows, document):
    """Hold the rows of an organisation against its diagnosis."""
    applications = [row["application"] for row in rows]
    assert len(set(applications)) == len(applications)
    for row in rows:
        decisions = [one for one in document["decisions"] if one["application"] == row["application"]]
        assert row["users"] == len(decisions)
        assert row["users_ready"] == sum(one["verdict"] == "allowed" for one in decisions)
        capacities = {one["capacity"] for one in decisions}
        assert row["findings"] == {code: len(found) for code, found in counted(row, document, capacities).items()}, row
        assert row["signs"] == {code: min(found) for code, found in counted(row, document, capacities).items()}, row
        verdicts = {one["verdict"] for one in decisions}
        if row["ready"]:
            assert row["stage"] == "ready" and verdicts <= {"allowed"}
        if verdicts & {"denied", "pending"}:
            assert row["ready"] is False
        assert (row["stage"] == "ready") == (row["ready"] is True)
    decided = {one["application"] for one in document["decisions"]}
    assert decided <= set(applications)


def counted(row, document, capacities):
    """The findings of a diagnosis that a row has to count: its application's, its capacity's, the enterprise's."""
    profile = catalogue().application(row["application"] or "")
    capacities = capacities | ({profile.capacity} if profile else set())
    signs = defaultdict(list)
    for one in document["findings"]:
        application = one["evidence"].get("needed_for") or one["application"]
        if application:
            counts = application == row["application"]
        else:
            counts = row["application"] is None or one["capacity"] is None or one["capacity"] in capacities
        if counts:
            signs[one["code"]].append(sign_of(one))
    return dict(sorted(signs.items()))


def sign_of(finding):
    """How a finding of a diagnosis is marked there; the worst is the least."""
    return {"bad": Sign.BAD, "unknown": Sign.UNKNOWN, "wait": Sign.WAIT, "note": Sign.NOTE}[mark_of(finding)]


def test_one_organisation_alone_has_the_rows_it_has_among_all(memory):
    planted = forest(90_000, 40)
    plant(memory, planted.values())
    with memory.reading() as tx:
        together, _ = read(tx)
        alone = [row for number in planted for row in read(tx, enterprise=number)[0]]
    assert alone == together


def test_filters_choose_rows(memory):
    plant(memory, forest(91_000, 60).values())
    with memory.reading() as tx:
        everything, _ = read(tx)
        for name in ("application", "capacity", "sector"):
            for value in {row[name] for row in everything} - {None}:
                rows, totals = read(tx, **{name: value})
                assert rows == [row for row in everything if row[name] == value]
                assert totals["organisations"] == len(rows) > 0


class Organisation(Clinic):
    """The clinic, and its one row for an application."""

    def row(self, application="Heracles"):
        rows = self._read(lambda tx, _number, at: read(tx, at)[0], NOW)
        (found,) = [row for row in rows if row["application"] == application]
        return found


def test_an_organisation_that_is_ready():
    assert Organisation().row() == {
        "enterprise": NUMBER,
        "name": "Ziekenhuis Voorbeeld",
        "sector": None,
        "application": "Heracles",
        "stage": "ready",
        "ready": True,
        "users": 1,
        "users_ready": 1,
        "findings": {},
        "signs": {},
        "next": None,
        "capacity": "Mammografische eenheid kankerbevolkingsonderzoek",
        "source": "tree",
    }


def _without_htb(one):
    one.tree["managers"] = []


def _without_capacity(one):
    one.tree["capacities"] = []


def _without_subdivision(one):
    one.capacity["subdivisions"] = []


def _without_site(one):
    one.subdivision["sites"] = []


def _without_user(one):
    one.site["users"] = []


def _without_function(one):
    one.user["functions"] = []


def _without_role_outside(one):
    one.tree["external"]["heracles_roles"] = []


@pytest.mark.parametrize(
    ("change", "stage", "action", "unit"),
    [
        (_without_htb, "htb", "htb.appoint", None),
        (_without_capacity, "capacity", "capacity.activate", ""),
        (_without_subdivision, "subdivision", "subdivision.add", "90005"),
        (_without_site, "site", "site.add", "90005/90001"),
        (_without_user, "users", "user.register", "90005/90001"),
        (_without_function, "functions", "function.give", "90005/90001"),
        (_without_role_outside, "outside", "external.report", None),
    ],
)
def test_each_stage_says_what_is_next(change, stage, action, unit):
    one = Organisation()
    change(one)
    row = one.row()
    assert (row["stage"], row["ready"], row["users_ready"]) == (stage, False, 1 if stage == "htb" else 0)
    assert (row["next"]["action"], row["next"]["unit"]) == (action, unit)
    assert row["next"]["who_may"]


def test_who_holds_up_is_who_may_act():
    one = Organisation()
    _without_htb(one)
    assert one.row()["next"]["who_may"] == ["WV"]
    other = Organisation()
    _without_capacity(other)
    assert other.row()["next"]["who_may"] == ["HTB", "co-HTB"]


def test_a_planned_unit_that_is_not_there_holds_up_though_everybody_is_in():
    one = Organisation()
    one.tree["planned_units"] = [{"capacity": one.capacity["name"], "unit": "90005/90002", "name": "B", "type": None}]
    row = one.row()
    assert (row["stage"], row["ready"], row["users_ready"]) == ("site", False, 1)
    assert row["next"]["unit"] == "90005/90002"


def test_what_is_not_known_makes_nobody_fail():
    one = Organisation()
    one.tree["external"] = {"head_radiologist_reported": None, "heracles_roles": None}
    row = one.row()
    assert (row["stage"], row["ready"]) == ("outside", None)


def test_a_change_of_just_now_is_waited_for():
    one = Organisation()
    one.function["changed_at"] = NOW.isoformat()
    row = one.row()
    assert (row["stage"], row["ready"], row["next"], row["findings"]) == ("functions", False, None, {"change.pending": 1})


def test_a_capacity_that_nobody_is_expected_in_has_its_applications():
    one = Organisation()
    one.tree["expected"] = []
    assert one.row()["ready"] is True, "somebody reaches it"
    one.site["users"] = []
    assert (one.row()["stage"], one.row()["next"]["action"]) == ("users", "user.register")
    one.subdivision["sites"] = []
    assert one.row()["stage"] == "site"


def test_an_organisation_that_wants_nothing_yet():
    one = Organisation()
    one.tree |= {"capacities": [], "expected": [], "planned_units": []}
    row = one.row(None)
    assert (row["stage"], row["ready"], row["next"]) == ("unknown", None, None)


@pytest.fixture
def coordinator():
    """The clinic's tree, three organisations on a list, and a statement of one of them."""
    with memory_store() as store:
        with store.transaction() as tx:
            import_tree(tx, Clinic().tree, NOW)
            for number, name in ((NUMBER, "Op de lijst"), (ELSEWHERE, "Elders"), ("0123456947", "Nergens")):
                tx.add(ListedOrganisation(number=number, name=name, sector="Jeugdhulp"))
            for number, application in ((NUMBER, INSISTO), (ELSEWHERE, INSISTO), (ELSEWHERE, "Heracles")):
                tx.add(ListedApplication(number=number, application=application))
            tx.add(
                ReceivedStatement(
                    enterprise=ELSEWHERE, application=INSISTO, at=NOW, received_at=NOW, newest=True, name="Zelf gezegd",
                    stage="users", ready=False, users=4, users_ready=3, findings={"user.missing": 1},
                    next={"action": "user.register", "who_may": ["TB"], "unit": "90005"},
                )
            )  # fmt: skip
        with store.reading() as tx:
            yield tx


def test_organisations_without_a_tree_say_so_themselves_or_are_unknown(coordinator):
    rows, totals = read(coordinator)
    told = [(row["enterprise"], row["application"], row["stage"], row["ready"], row["source"]) for row in rows]
    assert told == [
        (NUMBER, "Heracles", "ready", True, "tree"),
        (NUMBER, INSISTO, "capacity", False, "tree"),
        (ELSEWHERE, "Heracles", "unknown", None, "list"),
        (ELSEWHERE, INSISTO, "users", False, "statement"),
        ("0123456947", None, "unknown", None, "list"),
    ]
    assert rows[3]["findings"] == {"user.missing": 1} and rows[3]["next"]["unit"] == "90005"
    assert {row["sector"] for row in rows} == {"Jeugdhulp"}
    assert (totals["organisations"], totals["enterprises"], totals["users"]) == (5, 3, 5)
    assert read(coordinator, enterprise=ELSEWHERE)[0] == rows[2:4]


def test_an_enterprise_that_nothing_is_known_of(coordinator):
    with pytest.raises(Malformed):
        read(coordinator, enterprise="0123457046")
