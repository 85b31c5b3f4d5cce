"""The diagnosis as interface §4 promises it, and the edges of rulebook §7a."""

import copy
import re
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event

from assistant.checks.diagnosis import diagnosis, moments
from assistant.checks.rule_table import OF_APPLICATION, OF_PAIR, OF_PERSON, WHOLE
from assistant.checks.unit_names import UNIT_NAMES
from assistant.checks.warnings import WARNINGS
from assistant.domain.malformed import Malformed
from assistant.store.exchange.tree import import_tree
from tests.checks.clinic import AN, BO, CAS, ME, NOW, NUMBER, SITE, Clinic
from tests.oracle.growing import by_chance, grown
from tests.oracle.planting import plant
from tests.store.trees import made_up_enterprise, made_up_insz


@pytest.fixture
def clinic():
    return Clinic()


def test_the_document_is_the_one_of_the_interface(clinic):
    """The example of interface §4: the function stands on the sub-division instead of the site."""
    clinic.subdivision["users"] = [copy.deepcopy(clinic.user)]
    clinic.user["functions"] = []
    found = clinic.diagnosed(person=BO, application="heracles")
    assert list(found) == ["format", "enterprise", "at", "decisions", "findings"]
    assert found | {"findings": []} == {
        "format": "diagnosis/1",
        "enterprise": NUMBER,
        "at": "2026-11-22T10:00:00+01:00",
        "decisions": [
            {
                "person": BO,
                "application": "Heracles",
                "capacity": ME,
                "unit": SITE,
                "verdict": "denied",
                "from": None,
                "findings": ["function.wrong-level"],
            }
        ],
        "findings": [],
    }
    assert found["findings"] == [
        {
            "code": "function.wrong-level",
            "severity": "blocking",
            "capacity": ME,
            "unit": "90005",
            "person": BO,
            "application": "Heracles",
            "message": "De functie radioloog van Bo Proefman staat op Ziekenhuis Voorbeeld (90005), "
            "maar hoort op Campus A (90005/90001).",
            "evidence": {"function": "radioloog", "is_on": "90005", "should_be_on": SITE},
            "remedy": "Beëindig de functie waar ze nu staat. Geef ze daarna op het juiste niveau.",
            "who_may": ["HTB", "co-HTB", "TB", "co-TB", "SB"],
            "source": "G2 stap 4.10",
        }
    ]


@pytest.mark.parametrize(
    ("ago", "verdict", "begins"),
    [
        (timedelta(minutes=20), "allowed", None),
        (timedelta(minutes=19, seconds=59), "pending", "2026-11-22T10:00:01+01:00"),
        (timedelta(0), "pending", "2026-11-22T10:20:00+01:00"),
    ],
)
@pytest.mark.parametrize("what", ["user", "function"])
def test_a_change_is_in_force_from_the_twentieth_minute(clinic, what, ago, verdict, begins):
    getattr(clinic, what)["changed_at"] = (NOW - ago).isoformat()
    found = clinic.decision()
    assert (found["verdict"], found["from"]) == (verdict, begins)


@pytest.mark.parametrize(
    ("start", "end", "verdict", "codes"),
    [
        ("2026-11-22", None, "allowed", []),
        ("2026-01-01", "2026-11-22", "allowed", []),
        ("2026-01-01", "2026-11-21", "denied", ["function.expired"]),
        ("2026-11-23", None, "denied", ["function.not-yet"]),
    ],
)
def test_both_days_of_a_function_count(clinic, start, end, verdict, codes):
    clinic.function.update(start=start, end=end)
    found = clinic.decision()
    assert (found["verdict"], found["findings"]) == (verdict, codes)


def test_a_function_ahead_begins_on_its_day_if_nothing_else_is_in_the_way(clinic):
    clinic.function["start"] = "2026-11-23"
    assert clinic.decision()["from"] == "2026-11-23"
    clinic.function["changed_at"] = clinic.user["changed_at"] = "2026-11-22T23:50:00+01:00"
    late = datetime.fromisoformat("2026-11-22T23:55:00+01:00")
    assert clinic.decision(late)["from"] == "2026-11-23T00:10:00+01:00"
    clinic.site["applications"] = []
    assert clinic.decision()["from"] is None


def test_a_day_is_a_day_in_brussels(clinic):
    clinic.function["end"] = "2026-11-21"
    assert clinic.decision(datetime.fromisoformat("2026-11-21T22:30:00+00:00"))["verdict"] == "allowed"
    assert clinic.decision(datetime.fromisoformat("2026-11-21T23:30:00+00:00"))["verdict"] == "denied"


def test_not_known_is_never_denied(clinic):
    clinic.tree["external"] = {"head_radiologist_reported": None, "heracles_roles": None}
    found = clinic.diagnosed()
    assert [one["verdict"] for one in found["decisions"]] == ["unknown"]
    assert {(one["code"], one["severity"], one["evidence"]["known"]) for one in found["findings"]} == {
        ("external.head-radiologist", "warning", False),
        ("external.heracles-role", "warning", False),
    }


def test_what_is_only_described_is_never_denied(clinic):
    """§6: for the portal of the FAGG no guide says that access fails without."""
    clinic.expected[:] = [{"person": BO, "application": "FAGG portal"}]
    found = clinic.diagnosed()
    assert [one["verdict"] for one in found["decisions"]] == ["unknown"]
    assert [(one["code"], one["severity"]) for one in found["findings"]] == [("capacity.not-activated", "warning")]


def test_one_cause_for_many_is_told_once(clinic):
    """V8, V9."""
    clinic.add_person()
    clinic.site["users"].append({**clinic.user, "person": CAS})
    clinic.expect(CAS)
    clinic.site["applications"] = ["eHealthBox"]
    clinic.tree["external"]["head_radiologist_reported"] = False
    found = clinic.diagnosed()
    assert [one["findings"] for one in found["decisions"]] == [["external.head-radiologist", "app.missing-on-site"]] * 2
    assert sorted((one["code"], one["person"]) for one in found["findings"]) == [
        ("app.missing-on-site", None),
        ("external.head-radiologist", None),
    ]


def test_the_best_unit_counts_when_none_is_asked(clinic):
    clinic.add_site(applications=[])
    clinic.expected[0]["unit"] = None
    assert clinic.decision()["verdict"] == "allowed"
    clinic.user["status"] = "Geblokkeerd"
    assert clinic.decision()["findings"] == ["user.blocked"]


def test_who_could_be_on_any_unit_is_placed_on_none(clinic):
    clinic.add_site()
    clinic.add_person()
    clinic.expected[:] = [{"person": CAS, "application": "Heracles"}]
    (found,) = clinic.diagnosed(person=CAS)["findings"]
    assert (found["code"], found["unit"], found["evidence"]) == ("user.missing", None, {"should_be_on": None})
    assert found["remedy"] == "Voeg de persoon toe als gebruiker van een site."


def test_a_pair_that_nobody_expects_is_judged_all_the_same(clinic):
    clinic.expected.clear()
    assert clinic.diagnosed()["decisions"] == []
    assert clinic.decision(person=BO, application="Heracles")["verdict"] == "allowed"
    stranger = made_up_insz(500)
    found = clinic.diagnosed(person=stranger, application="Heracles")
    assert [one["person"] for one in found["decisions"]] == [stranger]
    assert {one["code"] for one in found["findings"]} == {"user.missing", "external.heracles-role"}
    assert not any(stranger in one["message"] for one in found["findings"])


def test_an_application_nobody_knows_stays_open(clinic):
    found = clinic.decision(person=BO, application="Iets anders")
    assert (found["verdict"], found["capacity"], found["findings"]) == ("unknown", None, ["app.capacity-open"])


def test_what_nobody_expects_is_warned_of_and_no_more(clinic):
    """V10."""
    clinic.expected.clear()
    clinic.user["functions"] = []
    clinic.site["applications"] = []
    found = clinic.diagnosed()
    assert found["decisions"] == []
    assert {(one["code"], one["severity"]) for one in found["findings"]} == {
        ("app.missing-on-site", "warning"),
        ("function.missing", "warning"),
    }


def test_near_misses_come_first(clinic):
    """Who lacks one thing is told before who lacks all."""
    clinic.add_person()
    clinic.tree["external"]["heracles_roles"] = [BO]
    clinic.expected.insert(0, {"person": CAS, "application": "Heracles", "unit": SITE})
    clinic.user["functions"] = []
    assert [one["person"] for one in clinic.diagnosed()["findings"]] == [BO, CAS, CAS]


def test_names_are_never_read_as_templates(clinic):
    clinic.tree["people"][1]["surname"] = "{unit} [b]x"
    clinic.site["name"] = "{person}"
    clinic.site["users"] = []
    messages = [one["remedy"] + one["message"] for one in clinic.diagnosed()["findings"]]
    assert "Bo {unit} [b]x" in messages[0]
    assert "{person} (90005/90001)" in messages[0]


def test_as_it_stood_before(memory):
    clinic, monday = Clinic(), NOW - timedelta(days=6)
    with memory.transaction() as tx:
        import_tree(tx, clinic.tree, monday)
    clinic.user["functions"] = []
    with memory.transaction() as tx:
        import_tree(tx, clinic.tree, NOW - timedelta(days=1))
    with memory.reading() as tx:
        assert [one["verdict"] for one in diagnosis(tx, NUMBER, at=NOW)["decisions"]] == ["denied"]
        then = diagnosis(tx, NUMBER, at=NOW, as_of=monday + timedelta(hours=1), person=BO)
        assert [one["verdict"] for one in then["decisions"]] == ["allowed"]
        assert then["at"] == "2026-11-16T11:00:00+01:00"
        with pytest.raises(Malformed):
            diagnosis(tx, NUMBER, at=NOW, as_of=monday - timedelta(hours=1))


def test_an_unknown_enterprise_is_told(memory):
    with memory.reading() as tx, pytest.raises(Malformed) as fault:
        diagnosis(tx, made_up_enterprise(7), at=NOW)
    assert str(fault.value) == "Onderneming 0100.000.763 staat niet in de opslag."


def test_a_manager_is_in_without_being_a_user_where_no_function_is_wanted():
    """A18 and T2, for an application without a function."""
    clinic = Clinic()
    capacity = clinic.capacity
    capacity.update(name="eHealth Gezondheidszorg", applications=[], managers=[])
    clinic.subdivision.update(type="Gezondheidszorg", sites=[], applications=["eVIPA"])
    clinic.expected[:] = [{"person": AN, "application": "eVIPA", "unit": "90005"}]
    assert clinic.decision()["verdict"] == "allowed"
    capacity["managers"] = [{"role": "TB", "person": BO, "status": "left", "since": None}]
    assert clinic.decision()["findings"] == ["manager.not-a-user"]
    capacity["managers"].append({"role": "co-TB", "person": AN, "status": "active", "since": None})
    assert clinic.decision()["verdict"] == "allowed"
    capacity["managers"][1]["status"] = "blocked"
    clinic.tree["managers"] = []
    assert clinic.decision()["findings"] == ["user.missing"]


NO_TABLES = {
    *("wanted", "homes", "places", "unit_facts", "units", "facts", "ranked", "found", "named", "profile", "kind", "opening"),
    *("doctoring", "also_profile"),
}
"""What a statement makes itself: rows of the catalogue, and its own stages."""


def test_one_organisation_is_found_without_reading_the_others(embedded):
    """Wherever tables of the store are concerned, the plan of every statement goes by an index."""
    plant(embedded, [grown_as(n) for n in range(40)])
    run = []

    @event.listens_for(embedded.engine, "before_cursor_execute")
    def keep(_connection, cursor, statement, parameters, *_):
        run.append((statement, parameters))

    asked = {"enterprise_id": 3, "person_id": 5, "application": "Heracles", **moments(NOW)}
    with embedded.reading() as tx:
        for statement in (WHOLE, OF_PERSON, OF_APPLICATION, OF_PAIR, WARNINGS, UNIT_NAMES):
            statement.rows(tx, asked)
        raw = tx.connection().connection.driver_connection
        plans = [raw.execute("EXPLAIN QUERY PLAN " + sql, values).fetchall() for sql, values in run if "SELECT" in sql]
    assert len(plans) == 6
    for plan in plans:
        steps = [row[3] for row in plan]
        assert any(step.startswith("SEARCH") for step in steps)
        scanned = {found[1] for step in steps if (found := re.match(r"SCAN ([a-z]\w*)(?! USING)", step))}
        assert scanned <= NO_TABLES


def grown_as(n):
    tree = grown(by_chance(n))
    return {**tree, "enterprise": {**tree["enterprise"], "number": made_up_enterprise(n)}}
