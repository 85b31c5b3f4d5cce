"""Each code has an example tree, is found in it, and says so in words that read well."""

import json
from pathlib import Path

import pytest
import yaml

from assistant.checks.diagnosis import diagnosis
from assistant.domain.symptoms import symptoms
from assistant.store.exchange.tree import import_tree
from assistant.store.opening import memory_store
from tests.oracle.evaluator import evaluate
from tests.oracle.growing import NOW
from tests.oracle.test_oracle import agree

HERE = Path(__file__).parent
TOLD = yaml.safe_load((HERE / "told.yaml").read_text(encoding="utf-8"))
NUMBER = "0123456749"


def example(code: str) -> dict:
    return json.loads((HERE / "examples" / f"{code}.json").read_text(encoding="utf-8"))


def diagnosed(code: str) -> dict:
    with memory_store() as store:
        with store.transaction() as tx:
            assert import_tree(tx, example(code), NOW).warnings == ()
        with store.reading() as tx:
            return diagnosis(tx, NUMBER, at=NOW)


def test_every_code_has_its_example():
    assert list(TOLD) == list(symptoms())
    assert {path.stem for path in (HERE / "examples").glob("*.json")} == {*symptoms(), "allowed"}


def test_where_nothing_is_wrong_nothing_is_found():
    found = diagnosed("allowed")
    assert [one["verdict"] for one in found["decisions"]] == ["allowed"]
    assert found["findings"] == []


@pytest.mark.parametrize("code", symptoms())
def test_an_example_shows_its_code_in_the_words_laid_down(code):
    findings = diagnosed(code)["findings"]
    (found,) = (one for one in findings if one["code"] == code)
    people = {person["insz"]: person["first_name"] for person in example(code)["people"]}
    assert {
        "severity": found["severity"],
        "unit": found["unit"],
        "about": people.get(found["person"]),
        "message": found["message"],
        "remedy": found["remedy"],
        "who-may": found["who_may"],
        "evidence": found["evidence"],
        "beside": [one["code"] for one in findings if one is not found],
    } == TOLD[code]


@pytest.mark.parametrize("code", symptoms())
def test_a_text_is_whole(code):
    for finding in diagnosed(code)["findings"]:
        for text in (finding["message"], finding["remedy"]):
            assert text[0].isupper() or text.startswith("eHealthBox"), text
            assert text.endswith("."), text
            assert not set("{}…") & set(text), text
            assert text == " ".join(text.split())


@pytest.mark.parametrize("code", symptoms())
def test_the_oracle_says_the_same(code):
    from assistant.store.exchange.form import checked

    agree(diagnosed(code), checked(example(code))[0])
    assert code in {finding[0] for finding in evaluate(checked(example(code))[0], NOW).findings}
