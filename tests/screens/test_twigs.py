"""The access tree as it is drawn: every state with a glyph and a word, and only what a screen may show."""

from __future__ import annotations

from typing import Any

from assistant.screens.speech import Speech
from assistant.screens.twigs import MANY, Twig, enterprise_twig
from tests.screens.fake import DOCUMENT


def all_twigs(twig: Twig) -> list[Twig]:
    return [twig, *(under for each in twig.under for under in all_twigs(each))]


def drawn(document: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {twig.name: (twig.tone, twig.word) for twig in all_twigs(enterprise_twig(document, Speech("nl")))}


def test_every_state_is_told() -> None:
    shown = drawn(DOCUMENT)
    assert shown["HTB An Voorbeeld"] == ("good", "actief")
    assert shown["Mammografische eenheid kankerbevolkingsonderzoek"] == ("good", "bevestigd")
    assert shown["Campus A 90001"] == ("wait", "opgeslagen")
    assert shown["An Voorbeeld"] == ("good", "actief")
    assert shown["Bart Denkbeeld"] == ("bad", "geblokkeerd")
    assert shown["radioloog"] == ("good", "vanaf 10-01-2024")
    assert shown["Heracles, eHealthBox"] == ("none", "recht")
    assert shown["Campus B"] == ("plan", "gepland")


def test_a_planned_unit_with_a_slash_in_its_name_is_drawn_once() -> None:
    site = {"name": "Campus 100%", "state": "confirmed", "users": []}
    unit = {"name": "AZ Noord/Zuid", "state": "confirmed", "users": [], "sites": [site]}
    document = {
        "enterprise": {"number": "0123456749"},
        "capacities": [{"name": "Jeugdhulp", "subdivisions": [unit]}],
        "planned_units": [
            {"capacity": "Jeugdhulp", "unit": "~AZ Noord%2FZuid", "name": "AZ Noord/Zuid"},
            {"capacity": "Jeugdhulp", "unit": "~AZ Noord%2FZuid/~Campus 100%25", "name": "Campus 100%"},
        ],
    }
    names = [twig.name for twig in all_twigs(enterprise_twig(document, Speech("nl")))]
    assert (names.count("AZ Noord/Zuid"), names.count("Campus 100%")) == (1, 1)
    assert "gepland" not in {word for _, word in drawn(document).values()}


def test_no_number_of_a_person_is_drawn() -> None:
    for twig in all_twigs(enterprise_twig(DOCUMENT, Speech("nl"))):
        told = (twig.name, twig.word, *(value for _, value in twig.facts))
        assert not any(insz in text for insz in ("90010199992", "85020299801") for text in told)


def test_identifiers_are_unique_and_stay() -> None:
    once = [twig.id for twig in all_twigs(enterprise_twig(DOCUMENT, Speech("nl")))]
    assert len(once) == len(set(once))
    assert once == [twig.id for twig in all_twigs(enterprise_twig(DOCUMENT, Speech("nl")))]


def test_many_users_are_folded() -> None:
    users = [{"person": str(n), "status": "Actief", "applications": [], "functions": []} for n in range(MANY + 1)]
    document = {"enterprise": {"number": "0123456749"}, "capacities": [{"name": "Jeugdhulp", "users": users}]}
    root = enterprise_twig(document, Speech("nl"))
    assert root.name == "0123.456.749"
    (capacity,) = root.under
    (group,) = capacity.under
    assert (group.name, group.folded, len(group.under)) == ("9 gebruikers", True, 9)


def test_those_who_left_are_not_drawn_and_the_unknown_is_no_fault() -> None:
    document = {
        "enterprise": {"number": "0123456749", "name": "Huis"},
        "managers": [
            {"role": "HTB", "person": "1", "status": "left"},
            {"role": "co-HTB", "person": "1", "status": "blocked"},
        ],
        "capacities": [{"name": "Jeugdhulp", "state": "saved", "subdivisions": [{"type": "x", "name": None, "hco": None}]}],
    }
    assert drawn(document) == {
        "Huis": ("none", ""),
        "co-HTB …": ("bad", "geblokkeerd"),
        "Jeugdhulp": ("wait", "opgeslagen"),
        "…": ("good", "bevestigd"),
    }
