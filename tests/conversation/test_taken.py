"""Units under one parent have a number each: a second time it is refused; what an older conversation mixed up is undone."""

from collections.abc import Iterator

import pytest

from assistant.conversation import keeping
from assistant.store.opening import memory_store
from tests.conversation.talking import NUMBER, Desk, Talk
from tests.conversation.walking import AN

TO_THE_SITES = (
    NUMBER, "Ziekenhuis Voorbeeld", "htb", "alles", AN, "Voorbeeld", "An", "directie@voorbeeld.be", "meer", "1",
    "Ziekenhuis Voorbeeld", "90005", "screening@voorbeeld.be", "2", "Campus A", "90001", "", "Campus B",
)  # fmt: skip
"""The answers of the guide for mammography up to the number of the second site."""
BO = "Radioloog; Bo; 90.02.02-999.69; bo@voorbeeld.be"


@pytest.fixture
def desk() -> Iterator[Desk]:
    with memory_store() as store:
        yield Desk(store)


def planned(desk: Desk) -> dict[str, str]:
    tree = desk.tree()
    assert tree is not None
    return {unit["unit"]: unit["name"] for unit in tree["planned_units"]}


def corrected(talk: Talk, key: str, number: str) -> str:
    """Give another number at a question that was answered; what came of it."""
    talk.conversation.look_back(key)
    outcome = talk.give(number)
    return talk.give("yes") if talk.key.endswith("#change") else outcome


def test_the_number_of_another_site_is_refused_with_its_name(desk: Desk) -> None:
    talk = desk.begin("mammografie", *TO_THE_SITES)
    assert talk.give("90001") == "refused"
    assert talk.said == [
        "90001 is al het nummer van Campus A. Elke eenheid heeft een eigen HCO-nummer: kijk het na, of typ 'weet ik niet'."
    ]
    talk.say("90002", "")
    assert planned(desk) == {"90005": "Ziekenhuis Voorbeeld", "90005/90001": "Campus A", "90005/90002": "Campus B"}
    assert corrected(talk, "sitegegevens.hco[1/1]", "90002") == "refused"


def test_a_site_may_have_the_number_of_its_subdivision(desk: Desk) -> None:
    desk.begin("mammografie", *TO_THE_SITES, "90005")


def test_the_number_that_the_store_knows_of_another_site_is_refused(desk: Desk) -> None:
    capacity = "Mammografische eenheid kankerbevolkingsonderzoek"
    first = desk.begin("mammografie", *TO_THE_SITES[:8])
    assert first.key == "eenheden.hoeveel"
    for action, unit, name in (("subdivision.add", "90005", "Z"), ("site.add", "90005/90002", "campus b")):
        if action == "subdivision.add":
            desk.do({"action": "capacity.activate", "capacity": capacity, "data": {"confirmed": True}})
            desk.do({"action": "session.relogin"})
        desk.do({"action": action, "capacity": capacity, "unit": unit, "data": {"name": name, "confirmed": True}})
        desk.do({"action": "session.relogin"})
    talk = first.say(*TO_THE_SITES[8:], "weet ik niet", "")
    assert corrected(talk, "sitegegevens.hco[1/1]", "90002") == "refused"
    assert "90002 is al het nummer van Campus B" in talk.said[0]
    assert corrected(talk, "sitegegevens.hco[1/2]", "90002") == "accepted"


@pytest.mark.parametrize(("key", "left"), [("[1/2]", "Campus A"), ("[1/1]", "Campus B")])
def test_a_correction_brings_back_what_belongs_to_the_other_unit(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, key: str, left: str
) -> None:
    with monkeypatch.context() as patch:  # as conversations went that began before numbers were compared
        patch.setattr(keeping, "unless_taken", lambda tx, visit, answer, facts: answer)
        talk = desk.begin("mammografie", *TO_THE_SITES, "90001", "", BO, BO, "hoofdradioloog", "hoofdradioloog")
    assert corrected(talk, f"sitegegevens.hco{key}", "90002") == "accepted"
    other = {"Campus A": "Campus B", "Campus B": "Campus A"}[left]
    assert planned(desk) == {"90005": "Ziekenhuis Voorbeeld", "90005/90001": left, "90005/90002": other}
    tree = desk.tree()
    assert tree is not None
    assert sorted(one["unit"] for one in tree["expected"]) == ["90005/90001", "90005/90002"]
