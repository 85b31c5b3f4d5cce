"""How well a wish leads to its guide, on the part of the wishes that tuning never looked at."""

from collections.abc import Iterator

import pytest

from assistant.conversation.choosing import Advice, advise, told
from assistant.conversation.flow import Ask
from assistant.conversation.load import guide_names, load_guide
from assistant.conversation.options import offered
from assistant.conversation.scope import Facts
from assistant.conversation.texts import Texts
from assistant.conversation.turn import plain
from assistant.domain.catalogue import catalogue
from assistant.domain.wishes import wishes
from tests.choosing.labelled import Labelled, labelled

HELD_OUT = [one for one in labelled() if one.held_out]


def share_right(wishes: list[Labelled]) -> float:
    texts = Texts()
    return sum(one.is_right(advise(one.w, texts)) for one in wishes) / len(wishes)


def test_the_right_guide_comes_first() -> None:
    inside = [one for one in HELD_OUT if one.guide]
    assert len(inside) >= 35
    assert share_right(inside) >= 0.90


def test_what_is_outside_gets_no_offer() -> None:
    outside = [one for one in HELD_OUT if not one.guide]
    assert len(outside) >= 5
    assert share_right(outside) >= 0.90


def test_all_wishes_together_are_enough() -> None:
    assert len(labelled()) >= 80
    assert len({one.w for one in labelled()}) == len(labelled())


def advice(said: str) -> Advice:
    return advise(said, Texts())


def asks_of(guide: str) -> Iterator[tuple[str, Ask]]:
    for section in load_guide(guide).sections:
        yield from ((step.id, step.ask) for step in section.steps if step.ask)


def test_every_application_and_every_everyday_task_has_a_row() -> None:
    assert {one.name for one in catalogue().applications} == {
        row.application for row in wishes().values() if row.application
    }
    tasks = {option.value for step, ask in asks_of("gebruikersbeheer") if step == "start.taak" for option in ask.options}
    assert tasks == {row.answers["start.taak"] for row in wishes().values() if "start.taak" in row.answers}


def test_every_guide_is_led_to() -> None:
    assert {guide for row in wishes().values() for guide in row.guides} == set(guide_names())


@pytest.mark.parametrize("name", wishes())
def test_a_row_fits_the_flows(name: str) -> None:
    row = wishes()[name]
    for step, value in {**row.answers, **row.alone}.items():
        asked = [
            offered(ask, Facts(load_guide(guide).head.facts))
            for guide in guide_names()
            for id_, ask in asks_of(guide)
            if id_ == step
        ]
        assert asked, f"no guide asks {step}"
        assert any(value in those for those in asked), f"{step} has no option {value}"
    if row.section:
        assert row.section in load_guide(row.guides[0]).head.sections
    if row.asks:
        assert dict(asks_of(row.guides[0]))[row.asks].options
    assert bool(row.question) == (len(row.guides) > 1 or row.whole), "what is asked when there is more than one way"


def test_the_capacity_is_told_where_the_guide_is_sure_of_it() -> None:
    assert advice("ik moet in INSISTO geraken").offers[0].capacity == "Jeugdhulp"
    assert advice("heracles").offers[0].capacity == "Mammografische eenheid kankerbevolkingsonderzoek"
    assert advice("fagg").offers[0].capacity == "Instelling gelinkt aan de gezondheidszorg"


@pytest.mark.parametrize("said", ["evipa", "belrai", "een woonzorgcentrum", "e-loket departement zorg", "carat in een wzc"])
def test_no_capacity_is_guessed_where_the_application_decides(said: str) -> None:
    first = advice(said).offers[0]
    assert first.capacity == ""
    assert not {"keuze.hoedanigheid", "keuze.bevestigd", "keuze.navragen"} & set(first.answers)
    assert any("toepassing" in plain(message.text) or "hangt af" in plain(message.text) for message in first.why)


def test_a_care_home_is_asked_for_which_application() -> None:
    said = advice("een woonzorgcentrum")
    assert said.question == "Voor welke toepassing regelt u de toegang?"
    assert [one.title for one in said.offers][:3] == ["eVIPA", "E-loket Departement Zorg", "BelRAI"]
    assert said.offers[-1].title == "Dat weet ik nog niet"
    assert "keuze.toepassing" not in said.offers[-1].answers


def test_two_applications_are_put_one_after_the_other() -> None:
    said = advice("insisto en evipa")
    assert {one.guide for one in said.offers} == {"jeugdhulp", "departement-zorg"}
    assert said.question
    both = advice("belrai en carat")
    assert [one.answers["keuze.toepassing"] for one in both.offers] == ["belrai", "carat"]


def test_trouble_with_an_application_goes_to_its_cause() -> None:
    offer = advice("heracles werkt niet").offers[0]
    assert (offer.guide, offer.answers) == ("probleem", {"waar.wat": "Heracles"})
    assert advice("collega geraakt niet in insisto").offers[0].guide == "probleem"


def test_what_was_named_beside_it_goes_along() -> None:
    offer = advice("ik ben HTB en een collega gaat weg").offers[0]
    assert offer.answers == {"start.taak": "vertrek", "rol.welke": "htb"}
    assert offer.section == "De gebruiker verwijderen"


def test_why_is_told_with_its_source() -> None:
    offer = advice("belrai in ons rusthuis").offers[0]
    messages = told(offer, Texts())
    assert [message.source[:2] for message in messages if message.source] == ["G1", "G1"]
    assert any("BelRAI" in plain(message.text) for message in messages)


@pytest.mark.parametrize("said", ["", "   ", "?", "{x}", "[/]", "wachtwoord van de wifi", "a" * 5000, "de " * 500])
def test_what_says_nothing_leads_nowhere(said: str) -> None:
    assert advice(said) == Advice()
