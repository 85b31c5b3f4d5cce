"""Where a person stands, whom a name means, where users can be added, which functions go with what is ticked."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import Session

from assistant.conversation.scope import Facts
from assistant.conversation.store_facts import read_facts
from assistant.store.exchange.tree import import_tree
from assistant.store.opening import memory_store

NUMBER = "0123456749"
AN, BO, CIS = "90010199992", "90020299969", "90030399946"
MAMMO = "Mammografische eenheid kankerbevolkingsonderzoek"


def user(insz: str, **more: Any) -> dict[str, Any]:
    plain = {"person": insz, "username": None, "email": None, "status": "Actief", "applications": [], "functions": []}
    return plain | more


def manager(role: str, insz: str) -> dict[str, Any]:
    return {"role": role, "person": insz, "status": "active", "since": "2024-01-08"}


def tree() -> dict[str, Any]:
    radiologist = {"function": "radioloog", "start": "2024-01-10", "end": None}
    sites = [
        {
            "type": "Mammografische eenheid site", "name": "Campus A", "hco": "90001", "managers": [manager("SB", BO)],
            "applications": ["Heracles", "eHealthBox"],
            "users": [user(BO, username="bovoorbeeld", applications=["Heracles"], functions=[radiologist])],
        },
        {
            "type": "Mammografische eenheid site", "name": "Campus B", "hco": "90002", "managers": [],
            "applications": ["Heracles"], "users": [],
        },
    ]  # fmt: skip
    return {
        "format": "access-tree/1",
        "enterprise": {"number": NUMBER, "name": "Ziekenhuis Voorbeeld", "employees": [AN, BO]},
        "people": [
            {"insz": insz, "surname": "Voorbeeld", "first_name": name, "email": f"{name.lower()}@voorbeeld.be"}
            for insz, name in ((AN, "An"), (BO, "Bo"), (CIS, "Cis"))
        ],
        "managers": [manager("HTB", AN), manager("co-HTB", BO)],
        "capacities": [
            {
                "name": MAMMO, "managers": [manager("TB", AN)], "applications": ["Heracles"], "users": [],
                "technical_user": BO,
                "responsibilities": [
                    {"function": "radioloog", "unit": "90005/90001", "responsible": AN, "coworkers": [BO]},
                    {"function": "laborant", "unit": "90005/90001", "responsible": BO, "coworkers": [CIS]},
                ],
                "subdivisions": [
                    {
                        "type": "Mammografische eenheid", "name": "Ziekenhuis", "hco": "90005", "managers": [],
                        "applications": ["Heracles"], "users": [], "sites": sites,
                    }
                ],
            },
            {"name": "Werkgever RSZ", "state": "saved", "managers": [], "applications": [], "users": [], "subdivisions": []},
        ],
        "expected": [{"person": BO, "application": "Heracles", "unit": "90005/90001"}],
        "external": {"head_radiologist_reported": True, "heracles_roles": [BO]},
    }  # fmt: skip


@pytest.fixture
def tx() -> Iterator[Session]:
    with memory_store() as store, store.transaction() as tx:
        import_tree(tx, tree(), datetime(2026, 11, 23, 8, tzinfo=UTC))
        yield tx


def read(tx: Session, name: str, **facts: Any) -> dict[str, Any]:
    known = Facts({"enterprise": NUMBER, **facts})
    return read_facts(tx, (name,), NUMBER, known)[name]


def standing(tx: Session, insz: str) -> dict[str, Any]:
    return read(tx, "standing", person={"insz": insz})


@pytest.mark.parametrize("wanted", ["bo voorbeeld", "VOORBEELD bo", "bovoorb", "90.02.02-999.69"])
def test_one_person_is_found_by_name_user_name_or_number(tx: Session, wanted: str) -> None:
    assert [one["insz"] for one in read(tx, "found", wanted=wanted)["people"]] == [BO]


def test_a_name_of_several_finds_them_all_with_their_numbers_masked(tx: Session) -> None:
    found = read(tx, "found", wanted="voorbeeld")
    assert [one["insz"] for one in found["people"]] == [AN, BO, CIS]
    assert not any(one["insz"][6:9] in one["line"] for one in found["people"])


def test_a_number_that_nobody_has_is_kept_and_an_empty_name_finds_nobody(tx: Session) -> None:
    assert read(tx, "found", wanted="90.04.04-999.23") == {"number": 0, "people": [], "insz": "90040499923"}
    assert read(tx, "found", wanted="  ")["number"] == 0


def test_all_registrations_are_listed_with_what_they_give(tx: Session) -> None:
    found = standing(tx, BO)
    (site,) = found["registrations"]
    wanted = {
        "capacity": MAMMO,
        "unit": "90005/90001",
        "level": "site",
        "kept": "yes",
        "status": "Actief",
        "function": "radioloog",
    }
    assert site | wanted == site
    assert site["applications"] == ["Heracles"]
    assert [(one["name"], one["judged"]) for one in site["offers"]] == [("eHealthBox", "no")]
    assert [one["judged"] for one in site["ticked"]] == ["yes"]
    assert [one["name"] for one in site["ticked"]] == ["Heracles"]
    assert found["username"] == "bovoorbeeld"
    assert found["keys"] == [site["key"]]


def test_manager_roles_come_from_the_narrowest_to_the_widest_the_technical_user_among_them(tx: Session) -> None:
    assert [one["role"] for one in standing(tx, BO)["roles"]] == ["SB", "technical", "co-HTB"]
    assert [(one["role"], one["kept"]) for one in standing(tx, AN)["roles"]] == [("TB", "yes"), ("HTB", "yes")]


def test_what_else_knows_a_leaver_is_listed(tx: Session) -> None:
    found = standing(tx, BO)
    assert [(one["own"], one["responsible"], one["function"]) for one in found["groups"]] == [
        ("no", AN, "radioloog"),
        ("yes", BO, "laborant"),
    ]
    assert [one["application"] for one in found["expected"]] == ["Heracles"]
    assert [(one["who"], one["listed"]) for one in found["outside"]] == [("head-radiologist", "yes")]


def test_the_other_employees_are_listed_for_one_who_is_an_employee(tx: Session) -> None:
    assert standing(tx, BO)["colleagues"] == [AN]
    assert standing(tx, CIS)["colleagues"] is None


def test_someone_the_store_does_not_know_stands_nowhere(tx: Session) -> None:
    found = standing(tx, "90040499923")
    assert found["known"] is False
    assert not any(
        found[name] for name in ("registrations", "roles", "groups", "expected", "outside", "keys", "names", "held")
    )
    assert found["colleagues"] is None


def test_users_are_added_where_users_of_the_capacity_live_and_where_the_person_is_not_yet(tx: Session) -> None:
    assert [one["unit"] for one in read(tx, "places", person={"insz": BO})["units"]] == ["90005/90002"]
    assert [one["unit"] for one in read(tx, "places", person={"insz": CIS})["units"]] == ["90005/90001", "90005/90002"]


def test_a_place_is_called_as_on_the_screen_and_listed_with_its_capacity(tx: Session) -> None:
    place, _ = read(tx, "places", person={"insz": CIS})["units"]
    assert (place["name"], place["line"]) == ("Campus A", f"Campus A ({MAMMO})")


def test_places_of_one_name_are_told_apart_by_what_they_stand_under(tx: Session) -> None:
    twins = json.loads(json.dumps(tree()).replace("Campus B", "Campus A"))
    import_tree(tx, twins, datetime(2026, 11, 24, 8, tzinfo=UTC))
    assert {one["name"] for one in read(tx, "places", person={"insz": CIS})["units"]} == {"Campus A, Ziekenhuis"}


def test_a_capacity_that_was_only_saved_is_no_place(tx: Session) -> None:
    assert [one["capacity"] for one in read(tx, "places", person={"insz": BO})["capacities"]] == [MAMMO]


def test_nothing_can_be_kept_while_the_person_has_no_number(tx: Session) -> None:
    assert {one["kept"] for one in read(tx, "places")["units"]} == {"no"}


def test_functions_are_those_of_what_is_ticked(tx: Session) -> None:
    found = read(tx, "openings", place={"apps": ["Heracles", "eHealthBox"], "capacity": MAMMO})
    assert [one["name"] for one in found["functions"]] == [
        "hoofdradioloog", "radioloog", "laborant", "administratief medewerker",
    ]  # fmt: skip
    assert found["relogin"] is True
    assert read(tx, "openings", place={"capacity": "Jeugdhulp"}) == {"functions": [], "relogin": False}
