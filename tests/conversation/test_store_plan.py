"""What a guide takes over from the store: people where they live, whatever the depth of their capacity."""

from datetime import UTC, datetime
from typing import Any

from sqlmodel import select

from assistant.conversation.store_plan import read_plan
from assistant.store.exchange.tree import import_tree
from assistant.store.opening import memory_store
from assistant.store.tables import Enterprise

AN, BO, CIS = "90010199992", "90020299969", "90030399946"
INSISTO, BINC = "Informatica Systeem Inter Sectorale Toegangspoort", "Dossier Minderjarigen Opvolgingsysteem"
FAGG = "Instelling gelinkt aan de gezondheidszorg"


def user(insz: str) -> dict[str, Any]:
    return {"person": insz, "username": None, "email": None, "status": "Actief", "applications": [], "functions": []}


def plan(capacity: str, expected: list[dict[str, Any]], **parts: Any) -> dict[str, Any]:
    tree = {
        "format": "access-tree/1",
        "enterprise": {"number": "0123456749", "name": "Jeugdzorg Voorbeeld"},
        "people": [
            {"insz": one, "surname": "Voorbeeld", "first_name": name} for one, name in zip((AN, BO, CIS), "ABC", strict=True)
        ],
        "managers": [],
        "capacities": [{"name": capacity, "managers": [], "applications": [], "users": [], "subdivisions": [], **parts}],
        "expected": expected,
    }
    with memory_store() as store, store.transaction() as tx:
        import_tree(tx, tree, datetime(2026, 11, 23, 8, tzinfo=UTC))
        enterprise = tx.exec(select(Enterprise)).one()
        assert enterprise.id is not None
        return read_plan(tx, enterprise.id, capacity, INSISTO)


def test_people_of_a_sub_division_are_its_users_and_who_is_expected_there_for_any_application_of_the_capacity() -> None:
    house = {"type": "Jeugdhulp", "name": "Huis", "hco": "90005", "managers": [], "applications": [], "users": [user(AN)]}
    expected = [
        {"person": BO, "application": INSISTO, "unit": "90005", "capacity": "Jeugdhulp"},
        {"person": CIS, "application": BINC, "unit": "90005", "capacity": "Jeugdhulp"},
    ]
    found = plan("Jeugdhulp", expected, subdivisions=[house])
    assert [one["names"] for one in found["subdivisions"]] == [["A Voorbeeld", "B Voorbeeld", "C Voorbeeld"]]
    assert "people" not in found


def test_people_of_a_capacity_without_units_are_its_users_and_who_is_expected_without_a_unit() -> None:
    expected = [{"person": BO, "application": "FAGG portal", "capacity": FAGG}]
    found = plan(FAGG, expected, users=[user(AN)])
    assert [one["insz"] for one in found["people"]] == [AN, BO]
    assert found["subdivisions"] == []


def test_who_is_expected_in_another_capacity_is_left_out() -> None:
    found = plan(FAGG, [{"person": CIS, "application": "Heracles"}], users=[user(AN)])
    assert found["names"] == ["A Voorbeeld"]
