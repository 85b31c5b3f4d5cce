"""Statements of readiness that organisations send in: form, persons, dates, and which one counts."""

import copy
import json
from datetime import UTC, datetime

import pytest
from sqlmodel import select

from assistant.domain.malformed import Malformed
from assistant.store.lists.statements import StatementFault, keep_statements, read_statements, rows_of_statement
from assistant.store.reference_tables import ReceivedStatement

NUMBER = "0123456749"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def statement(at="2026-11-22T10:00:00+01:00", **changed):
    row = {
        "enterprise": NUMBER, "name": "Ziekenhuis Voorbeeld", "application": "Heracles", "sector": "ziekenhuis",
        "stage": "functions", "ready": False, "users": 12, "users_ready": 10, "findings": {"function.missing": 2},
        "next": {"action": "function.give", "who_may": ["HTB", "SB"], "unit": "90005/90001"}, **changed,
    }  # fmt: skip
    return {"format": "readiness/1", "at": at, "organisations": [row], "totals": {"organisations": 1}}


def take(store, *documents):
    text = "\n".join(json.dumps(document) for document in documents)
    rows = [row for line, one in read_statements(text.encode()) for row in rows_of_statement(one, line, NOW)]
    with store.transaction() as tx:
        return keep_statements(tx, rows, len(documents))


def newest(store):
    with store.reading() as tx:
        return tx.exec(select(ReceivedStatement).where(ReceivedStatement.newest)).all()


def test_a_statement_is_kept_as_it_says(either):
    report = take(either, statement())
    assert (report.added, report.counting) == (1, 1)
    (row,) = newest(either)
    assert (row.enterprise, row.application, row.stage, row.ready) == (NUMBER, "Heracles", "functions", False)
    assert (row.users, row.users_ready, row.findings) == (12, 10, {"function.missing": 2})
    assert row.next["who_may"] == ["HTB", "SB"]
    assert row.at == datetime(2026, 11, 22, 9, tzinfo=UTC)
    again = take(either, statement())
    assert (again.added, again.there, again.counting) == (0, 1, 0)


def test_the_newest_counts_whatever_the_order(either):
    later = statement("2026-11-23T10:00:00+01:00", stage="ready", ready=True, users_ready=12, findings={}, next=None)
    earlier = statement("2026-11-01T10:00:00+01:00", stage="htb")
    take(either, later, earlier)
    assert [row.stage for row in newest(either)] == ["ready"]
    assert take(either, statement()).counting == 0
    assert [row.stage for row in newest(either)] == ["ready"]
    with either.reading() as tx:
        assert len(tx.exec(select(ReceivedStatement)).all()) == 3
    other = statement(application="INSISTO")
    take(either, other)
    assert len(newest(either)) == 2


def test_a_document_over_several_lines_and_one_a_line():
    assert len(read_statements(json.dumps(statement(), indent=2).encode())) == 1
    lines = f"{json.dumps(statement())}\r\n\n{json.dumps(statement())}\n"
    assert [line for line, _ in read_statements(lines.encode())] == [1, 3]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda d: d.update(format="access-tree/1"), "format"),
        (lambda d: d.update(at="gisteren"), "at"),
        (lambda d: d.update(at=3), "at"),
        (lambda d: d.pop("at"), "at"),
        (lambda d: d.update(at="2027-01-01T10:00:00+01:00"), "at"),
        (lambda d: d.update(organisations={}), "organisations"),
        (lambda d: d.update(organisations=["x"]), "organisations[0]"),
        (lambda d: d["organisations"].append(d["organisations"][0]), "organisations"),
        (lambda d: d["organisations"][0].update(enterprise="0123456748"), "organisations[0].enterprise"),
        (lambda d: d["organisations"][0].update(stage="bijna"), "organisations[0].stage"),
        (lambda d: d["organisations"][0].update(ready=True), "organisations[0].ready"),
        (lambda d: d["organisations"][0].update(ready="ja"), "organisations[0].ready"),
        (lambda d: d["organisations"][0].update(users=-1), "organisations[0].users"),
        (lambda d: d["organisations"][0].update(users=True), "organisations[0].users"),
        (lambda d: d["organisations"][0].update(users_ready=13), "organisations[0].users_ready"),
        (lambda d: d["organisations"][0].update(findings=[]), "organisations[0].findings"),
        (lambda d: d["organisations"][0].update(findings={"x": "veel"}), "organisations[0].findings"),
        (lambda d: d["organisations"][0].update(next="morgen"), "organisations[0].next"),
        (lambda d: d["organisations"][0].update(person="90010199992"), "organisations[0].person"),
        (lambda d: d["organisations"][0].update(name="90.01.01-999.92"), "organisations[0].name"),
        (lambda d: d["organisations"][0]["next"].update(insz=1), "organisations[0].insz"),
        (lambda d: d["organisations"][0]["next"].update(unit="90010199992"), "organisations[0].unit"),
        (lambda d: d["organisations"][0]["next"].update(note="an@voorbeeld.be"), "organisations[0].note"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(memory, change, place):
    good, bad = statement(), copy.deepcopy(statement())
    change(bad)
    with pytest.raises(StatementFault) as fault:
        take(memory, good, bad)
    assert (fault.value.line, fault.value.place) == (2, place)
    assert newest(memory) == [], "all or nothing"


def test_a_statement_on_nothing_but_a_list(memory):
    take(memory, statement(stage="unknown", ready=None, application=None, users=0, users_ready=0, findings={}, next=None))
    (row,) = newest(memory)
    assert (row.application, row.ready, row.next) == ("", None, None)


@pytest.mark.parametrize("text", ["", "[1]", "x", '{"format": "readiness/1"', '{"a": 1}\n{"a":'])
def test_no_statement(memory, text):
    with pytest.raises(Malformed):
        [rows_of_statement(one, line, NOW) for line, one in read_statements(text.encode())]
