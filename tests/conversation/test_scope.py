"""Facts by dotted names, with the present items of repeated sections in front."""

import pytest

from assistant.conversation.scope import Facts, counted, mark_of, numbered, ref_of


def test_what_is_put_is_found_again() -> None:
    facts = Facts({"htb.insz": "1", "naam": "An"})
    facts.put("htb.name", "An Voorbeeld")
    assert (facts.get("htb.insz"), facts.get("htb.name"), facts.get("naam")) == ("1", "An Voorbeeld", "An")
    assert facts.get("htb") == {"insz": "1", "name": "An Voorbeeld"}


@pytest.mark.parametrize("name", ["niets", "naam.van", "htb.insz.diep", "lijst.naam", ""])
def test_a_name_that_leads_nowhere_is_not_known(name: str) -> None:
    assert Facts({"naam": "An", "htb.insz": "1", "lijst": [1]}).get(name) is None


def test_the_present_item_stands_in_front() -> None:
    facts = Facts({"site": {"name": "buiten"}})
    item = {"number": 1}
    facts.round = {"site": item}
    facts.put("site.name", "binnen")
    facts.put("site.sb.insz", "1")
    assert (facts.get("site.name"), facts.get("site.sb.insz"), item["name"]) == ("binnen", "1", "binnen")
    facts.round = {}
    assert facts.get("site.name") == "buiten"


def test_within_a_round_and_out_of_it_again() -> None:
    facts = Facts({"site": {"name": "buiten"}})
    with facts.within({"site": {"name": "binnen"}}):
        assert facts.get("site.name") == "binnen"
    assert facts.get("site.name") == "buiten"


@pytest.mark.parametrize(
    ("item", "ref"),
    [
        ({"insz": "90010199992", "name": "An"}, "90010199992"),
        ({"hco": "90001", "name": "Campus A"}, "90001"),
        ({"name": "Campus A"}, "~Campus A"),
        ({"hco": "", "name": "Campus A"}, "~Campus A"),
        ({"number": 1}, None),
    ],
)
def test_how_an_item_is_referred_to(item: dict[str, object], ref: str | None) -> None:
    assert ref_of(item) == ref
    facts = Facts()
    facts.round = {"x": item}
    assert facts.get("x.ref") == ref


def test_a_round_is_marked_by_what_stays() -> None:
    assert mark_of({"number": 2}) == "2"
    assert mark_of({"number": 2, "insz": "90010199992"}) == "90010199992"
    [made] = counted(1)
    made["insz"] = "90010199992"
    assert mark_of(made) == "1"


def test_at_another_step_there_is_no_answer_yet_and_the_last_step_keeps_its_own() -> None:
    facts = Facts({"naam": "An"})
    facts.pass_on({"unit": {"state": "none"}})
    facts.passing["answer"] = "ja"
    there = facts.passing
    facts.pass_on({"unit": {"state": "saved"}})
    assert (facts.get("answer"), facts.get("store.unit.state")) == (None, "saved")
    with facts.within({}, there):
        assert (facts.get("answer"), facts.get("store.unit.state"), facts.get("naam")) == ("ja", "none", "An")
    assert (facts.get("answer"), facts.get("store.unit.state")) == (None, "saved")


def test_items_are_numbered_and_are_copies() -> None:
    given = [{"a": 1}, {"a": 2}]
    assert numbered(given) == [{"a": 1, "number": 1}, {"a": 2, "number": 2}]
    assert given == [{"a": 1}, {"a": 2}]


def test_only_a_list_of_objects_has_items() -> None:
    facts = Facts({"lijst": [{"number": 1}, "los", 3], "tekst": "abc", "getal": 4})
    assert facts.items("lijst") == [{"number": 1}]
    assert facts.items("tekst") == facts.items("getal") == facts.items("niets") == []


def test_what_the_store_said_is_not_changed_by_what_is_made_of_it() -> None:
    read = {"plan": {"subdivisions": [{"number": 1, "name": "A"}]}}
    facts = Facts()
    facts.pass_on(read)
    facts.get("store.plan.subdivisions")[0]["name"] = "B"
    facts.pass_on({"unit": {"state": "none"}})
    assert facts.get("store.unit.state") == "none"
    assert facts.get("store.plan.subdivisions") == [{"number": 1, "name": "B"}]
    assert read == {"plan": {"subdivisions": [{"number": 1, "name": "A"}]}}
