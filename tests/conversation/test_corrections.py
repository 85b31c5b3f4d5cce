"""What mends or takes back a recorded action when the answer behind it changes."""

import pytest

from assistant.conversation.corrections import correct, take_back
from assistant.domain.action_kinds import Need, action_kinds

CAPACITY = "Mammografische eenheid kankerbevolkingsonderzoek"
SITE = {
    "action": "site.add", "capacity": CAPACITY, "unit": "90005/90001",
    "data": {"hco": "90001", "name": "Campus A", "email": "a@voorbeeld.be", "confirmed": True},
}  # fmt: skip
USER = {
    "action": "user.register", "capacity": CAPACITY, "unit": "90005/90001", "person": "90010199992",
    "data": {"username": "anvoorbeeld", "email": "an@voorbeeld.be", "applications": ["Heracles"], "confirmed": True},
}  # fmt: skip
EXPECT = {
    "action": "access.expect", "capacity": CAPACITY, "unit": "90005/90001", "person": "90010199992",
    "data": {"application": "Heracles", "function": "radioloog"},
}  # fmt: skip


def with_data(action: dict[str, object], **data: object) -> dict[str, object]:
    held = action["data"]
    assert isinstance(held, dict)
    return {**action, "data": {**held, **data}}


def test_nothing_is_done_where_nothing_changed() -> None:
    correction = correct([SITE, USER], [SITE, USER])
    assert (correction.actions, dict(correction.moved)) == ((), {})


def test_the_order_of_actions_is_no_change() -> None:
    assert correct([SITE, USER], [USER, SITE]).actions == ()


def test_what_is_new_is_done_and_what_is_gone_is_taken_back_first() -> None:
    correction = correct([USER], [EXPECT])
    assert [action["action"] for action in correction.actions] == ["user.delete", "access.expect"]


def test_a_number_that_was_wrong_is_edited_and_moves_the_path() -> None:
    now = {**with_data(SITE, hco="90002"), "unit": "90005/90002"}
    correction = correct([SITE], [now])
    assert correction.actions == (
        {"action": "site.edit", "capacity": CAPACITY, "unit": "90005/90001", "data": {"hco": "90002"}},
    )
    assert dict(correction.moved) == {"90005/90001": "90005/90002"}


def test_a_name_that_was_wrong_is_edited_in_place() -> None:
    correction = correct([SITE], [with_data(SITE, name="Campus B")])
    assert [action["action"] for action in correction.actions] == ["site.edit"]
    assert (correction.actions[0]["data"], dict(correction.moved)) == ({"name": "Campus B"}, {})


def test_another_manager_of_a_site_is_edited_and_the_site_keeps_its_users() -> None:
    correction = correct([{**SITE, "person": "90010199992"}], [{**SITE, "person": "90020299969"}])
    assert correction.actions == (
        {"action": "site.edit", "capacity": CAPACITY, "unit": "90005/90001", "person": "90020299969"},
    )


def test_another_manager_of_a_capacity_replaces_the_first() -> None:
    before = {
        "action": "capacity.activate",
        "capacity": CAPACITY,
        "person": "90010199992",
        "data": {"email": "a@voorbeeld.be"},
    }
    now = {**before, "person": "90020299969", "data": {"email": "b@voorbeeld.be"}}
    assert correct([before], [now]).actions == (
        {"action": "capacity.edit", "capacity": CAPACITY, "data": {"email": "b@voorbeeld.be"}},
        {"action": "tb.replace", "capacity": CAPACITY, "person": "90020299969"},
    )


def test_another_application_of_a_user_is_ticked_and_the_user_keeps_the_functions() -> None:
    before, now = (with_data(USER, applications=ticked) for ticked in (["Heracles", "A"], ["Heracles", "eHealthBox"]))
    assert [(a["action"], a["person"], a["data"]["application"]) for a in correct([before], [now]).actions] == [
        ("application.tick", "90010199992", "eHealthBox"), ("application.untick", "90010199992", "A"),
    ]  # fmt: skip


def test_an_application_of_a_moved_site_is_ticked_under_its_new_number() -> None:
    before = with_data(SITE, applications=["Heracles"])
    now = {**with_data(SITE, applications=["Heracles", "eHealthBox"], hco="90002"), "unit": "90005/90002"}
    assert [(a["action"], a["unit"]) for a in correct([before], [now]).actions] == [
        ("site.edit", "90005/90001"), ("application.tick", "90005/90002"),
    ]  # fmt: skip


def test_what_cannot_be_edited_is_made_anew() -> None:
    assert [a["action"] for a in correct([SITE], [with_data(SITE, confirmed=False)]).actions] == ["site.delete", "site.add"]


def test_what_was_deleted_is_not_made_again_from_nothing() -> None:
    assert take_back({"action": "site.delete", "capacity": CAPACITY, "unit": "90005/90001"}) is None


def test_a_unit_known_by_name_gets_its_number() -> None:
    before = {"action": "subdivision.add", "capacity": CAPACITY, "unit": "~Noord", "data": {"name": "Noord"}}
    now = {"action": "subdivision.add", "capacity": CAPACITY, "unit": "90005", "data": {"name": "Noord", "hco": "90005"}}
    correction = correct([before], [now])
    assert [(a["action"], a["unit"]) for a in correction.actions] == [("subdivision.edit", "~Noord")]
    assert dict(correction.moved) == {"~Noord": "90005"}


def test_another_person_is_another_user() -> None:
    correction = correct([USER], [{**USER, "person": "90020299969"}])
    assert [(a["action"], a["person"]) for a in correction.actions] == [
        ("user.delete", "90010199992"), ("user.register", "90020299969"),
    ]  # fmt: skip


def test_an_expectation_is_taken_back_by_the_same_action() -> None:
    back = take_back(EXPECT)
    assert back is not None
    assert back["action"] == "access.expect"
    assert back["data"]["remove"] is True


def test_a_description_is_given_anew() -> None:
    before = {"action": "person.describe", "person": "90010199992", "data": {"surname": "Vorbeeld"}}
    now = {**before, "data": {"surname": "Voorbeeld"}}
    assert correct([before], [now]).actions == (now,)


def test_an_unknown_action_is_left_alone() -> None:
    assert take_back({"action": "nooit.gehoord"}) is None
    assert correct([{"action": "nooit.gehoord"}], []).actions == ()


def test_what_is_no_longer_known_is_left_as_it_is() -> None:
    data = SITE["data"]
    assert isinstance(data, dict)
    now = {**SITE, "data": {key: value for key, value in data.items() if key != "email"}}
    assert correct([SITE], [now]).actions == ()


@pytest.mark.parametrize("name", sorted(action_kinds()))
def test_taking_back_asks_only_what_the_other_action_takes(name: str) -> None:
    kind = action_kinds()[name]
    place = {"capacity": CAPACITY, "unit": "90005/90001", "person": "90010199992"}
    needs = {"capacity": kind.capacity, "unit": kind.unit, "person": kind.person}
    taken = {key: value for key, value in place.items() if needs[key] is not Need.NONE}
    back = take_back({"action": name, **taken, "data": dict.fromkeys(kind.data, "x")})
    if back is None:
        return
    inverse = action_kinds()[back["action"]]
    assert set(back.get("data", {})) <= set(inverse.data)
    for key, need in {"capacity": inverse.capacity, "unit": inverse.unit, "person": inverse.person}.items():
        assert (need is not Need.NONE or key not in back) and (need is not Need.REQUIRED or key in back), key
    required = {key for key, field in inverse.data.items() if field.required and field.else_ is None}
    assert required <= set(back.get("data", {}))
