"""What the help desk says: the tree with findings in place, the caller's answer, the ticket; no personal number goes out."""

import re
from datetime import timedelta

import pytest

from assistant.checks.repair import planned
from assistant.conversation.texts import Texts
from assistant.domain.numbers import dotted_insz, masked_insz
from assistant.reports.helpdesk.caller_answer import caller_answer
from assistant.reports.helpdesk.case import read_case, saying
from assistant.reports.helpdesk.diagnosis_text import MOST_FINDINGS, diagnosis_lines
from assistant.reports.helpdesk.plan_text import plan_lines, tree_change_lines
from assistant.reports.helpdesk.ticket import ticket
from assistant.reports.helpdesk.tree import FEW, MANY, marked_tree, shown_tree
from assistant.store.exchange.tree import import_tree
from assistant.store.opening import memory_store
from tests.checks.clinic import BO, CAS, NOW, NUMBER, SITE, Clinic
from tests.oracle.growing import by_chance, grown
from tests.store.trees import made_up_insz


@pytest.fixture
def clinic():
    return Clinic()


def reading(clinic, what, at=NOW, **asked):
    tree = clinic if isinstance(clinic, dict) else clinic.tree
    with memory_store() as store:
        with store.transaction() as tx:
            import_tree(tx, tree, NOW)
        with store.reading() as tx:
            return what(tx, tree["enterprise"]["number"], at=at, **asked)


def case_of(clinic, **asked):
    return reading(clinic, lambda tx, number, at, **more: read_case(tx, number, Texts(), at=at, **more), **asked)


def nodes(clinic, **asked):
    return {node.id: node for node in marked_tree(case_of(clinic, **asked)).all()}


def node_of(clinic, person, **asked):
    return next(node for node in nodes(clinic, **asked).values() if node.person == person and node.kind == "user")


# --- the tree


def test_a_mark_stands_where_the_cause_is_and_nowhere_else(clinic):
    clinic.site["applications"].remove("Heracles")
    bad = [node for node in nodes(clinic).values() if node.mark == "bad"]
    assert [(node.name, node.word) for node in bad] == [
        ("Campus A (90005/90001)", "de toepassing is niet aangevinkt op de site")
    ]


def test_what_is_not_known_is_never_shown_as_denied(clinic):
    clinic.tree["external"] = {"head_radiologist_reported": None, "heracles_roles": None}
    marks = {node.mark for node in nodes(clinic).values() if node.findings}
    assert marks == {"unknown"}


def test_who_is_missing_is_a_ghost_where_he_should_be(clinic):
    clinic.site["users"].clear()
    ghost = node_of(clinic, BO)
    assert (ghost.missing, ghost.mark, ghost.word) == (True, "bad", "de persoon is geen gebruiker")


def test_a_missing_unit_is_a_ghost_under_what_is_there(clinic):
    clinic.subdivision["sites"].clear()
    clinic.tree["planned_units"] = [
        {"capacity": clinic.capacity["name"], "unit": SITE, "name": "Campus", "type": None, "email": None},
    ]
    found = nodes(clinic).values()
    (ghost,) = (node for node in found if node.missing)
    assert (ghost.name, ghost.word) == ("Campus (90005/90001)", "de site ontbreekt")
    assert next(node for node in found if ghost in node.under).name == "Ziekenhuis Voorbeeld (90005)"


@pytest.mark.parametrize("seed", range(7000, 7150))
def test_every_finding_of_any_tree_stands_at_one_node(seed):
    case = case_of(grown(by_chance(seed)))
    placed = sorted(n for node in marked_tree(case).all() for n in node.findings)
    assert placed == list(range(len(case.diagnosis["findings"])))
    ids = [node.id for node in marked_tree(case).all()]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("seed", range(7200, 7230))
def test_prose_can_be_made_of_any_tree_and_masks_everybody(seed):
    tree = grown(by_chance(seed))
    case = case_of(tree)
    plan = reading(tree, lambda tx, number, at: planned(tx, number, at=at, say=saying(Texts())))
    said = "\n".join([*diagnosis_lines(case), *plan_lines(case, plan.document, plan.tree)])
    digits = re.sub(r"[.\- ]", "", said)
    assert not [one["insz"] for one in tree["people"] if one["insz"] in digits]


def test_of_many_users_only_those_with_something_wrong_are_named(clinic):
    for n in range(40, 40 + 3 * FEW):
        clinic.add_person(made_up_insz(n), first_name=f"P{'abcdefghijklmnopqrstuvwxyz'[n - 40]}")
        clinic.site["users"].append({**clinic.user, "person": made_up_insz(n), "username": None})
    clinic.user["status"] = "Geblokkeerd"
    shown = [node for node in shown_tree(case_of(clinic)).all() if node.kind in ("user", "rest")]
    assert [node.name for node in shown] == ["Bo Proefman", f"{3 * FEW} andere gebruikers"]


def test_of_very_many_with_something_wrong_the_rest_is_counted(clinic):
    for n in range(100, 100 + MANY + 5):
        clinic.add_person(made_up_insz(n))
        clinic.site["users"].append({**clinic.user, "person": made_up_insz(n), "username": None, "email": None})
    shown = [node for node in shown_tree(case_of(clinic)).all() if node.kind in ("user", "rest")]
    assert "nog 5 gebruikers met iets mis" in [node.name for node in shown]
    assert len(shown) <= MANY + 2
    lines = diagnosis_lines(case_of(clinic))
    assert sum(line.startswith("  ! [") for line in lines) == MOST_FINDINGS
    assert any("en nog 5 andere" in line for line in lines)


def test_any_national_number_is_masked_however_it_is_written(clinic):
    case = case_of(clinic)
    stranger = made_up_insz(91)
    for written in (stranger, dotted_insz(stranger), f"{stranger[:6]} {stranger[6:9]} {stranger[9:]}"):
        assert case.masked(f"Bel {written}!") == f"Bel {masked_insz(stranger)}!"
    assert case.masked("Nummer 0123.456.749, HCO 90005, 12345678901") == "Nummer 0123.456.749, HCO 90005, 12345678901"


def test_before_and_after_in_one_tree(clinic):
    clinic.user["status"] = "Geblokkeerd"
    case = case_of(clinic)
    mended = Clinic()
    lines = tree_change_lines(marked_tree(case), marked_tree(case_of(mended)), "nieuw")
    assert lines[-1].strip() == "✗ → ✓ Bo Proefman"
    assert [line for line in lines if "→" in line] == lines[-1:]
    assert tree_change_lines(marked_tree(case), marked_tree(case), "nieuw") == []


# --- the answer and the ticket


def test_the_answer_to_someone_who_has_access(clinic):
    answer = reading(clinic, caller_answer, person=BO)
    assert "u hebt toegang" in answer.text
    assert "Wat er moet gebeuren" not in answer.text


def test_the_answer_to_someone_who_has_to_wait(clinic):
    clinic.user["changed_at"] = (NOW - timedelta(minutes=5)).isoformat()
    answer = reading(clinic, caller_answer, person=BO)
    assert "u krijgt toegang vanaf 22-11-2026 om 10:15. U hoeft niets te doen." in " ".join(answer.text.split())


def test_the_answer_to_someone_of_whom_not_all_is_known(clinic):
    clinic.tree["external"]["heracles_roles"] = None
    answer = reading(clinic, caller_answer, person=BO)
    assert "we weten nog niet zeker" in answer.text
    assert "geen toegang" not in answer.text


def test_the_answer_says_what_who_and_when(clinic):
    clinic.user["functions"].clear()
    clinic.expected[0]["function"] = "radioloog"
    answer = reading(clinic, caller_answer, person=BO, application="Heracles")
    text = " ".join(answer.text.split())
    assert answer.subject == "Uw toegang tot Heracles"
    assert answer.to == "bo@voorbeeld.be"
    assert "1. De functie geven: radioloog · Bo Proefman · Campus A (90005/90001). Dit doet An Voorbeeld (HTB)." in text
    assert "hoogstens 20 minuten" in text
    assert re.search(r"met de code TW-[0-9A-Z-]+\.", text)


def test_what_others_do_is_told(clinic):
    clinic.tree["external"]["head_radiologist_reported"] = False
    assert "- CvKO: " in reading(clinic, caller_answer, person=BO).text


def test_the_answer_to_an_organisation_names_each_person(clinic):
    clinic.add_person(CAS)
    clinic.expect(CAS)
    text = reading(clinic, caller_answer).text
    assert text.startswith("Dag,")
    assert "Bo Proefman, Heracles" in text
    assert "Cas Voorbeeld, Heracles" in text


def test_someone_not_described_is_masked(clinic):
    stranger = made_up_insz(90)
    for text in (
        reading(clinic, caller_answer, person=stranger, application="Heracles").text,
        reading(clinic, ticket, person=stranger, application="Heracles"),
    ):
        assert stranger not in re.sub(r"[.\-]", "", text)


def test_a_ticket_is_short_whatever_the_enterprise(clinic):
    for n in range(40, 80):
        clinic.add_person(made_up_insz(n))
        clinic.expect(made_up_insz(n))
    text = reading(clinic, ticket)
    assert len(text.splitlines()) < 60
    assert "- en nog 31" in text


def test_the_number_is_masked_in_a_name_too(clinic):
    clinic.tree["people"][1]["surname"] = f"Proefman {BO}"
    assert BO not in reading(clinic, ticket, person=BO)
    assert NUMBER[:4] in reading(clinic, ticket, person=BO)
