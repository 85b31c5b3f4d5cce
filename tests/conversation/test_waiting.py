"""What is said at once when an answer leaves its step open, and what answers it: on the guide for mammography units."""

from collections.abc import Iterator, Mapping

import pytest

from assistant.conversation.reading import Given
from assistant.conversation.turn import plain
from assistant.store.opening import memory_store
from tests.conversation.talking import Desk, Talk

ANSWERS: Mapping[str, Given] = {
    "start.onderneming": "0123.456.749", "start.naam": "Ziekenhuis Voorbeeld", "start.wie": "htb",
    "voorbereiding.klaar": "alles", "htb.nog-actief": "ja", "htb.insz": "90.01.01-999.92", "htb.familienaam": "Voorbeeld",
    "htb.voornaam": "An", "htb.email": "overslaan", "eenheden.hoeveel": "één", "voorziening.naam-eenheid": "",
    "voorziening.hco": "90005", "voorziening.email": "screening@voorbeeld.be", "sitegegevens.naam": "",
    "sitegegevens.hco": "90001", "sitegegevens.email": "",
    "medewerkers.lijst": "Radioloog; Bo; 90.02.02-999.69; bo@voorbeeld.be", "taken.functie": "radioloog",
    "cvko.gekend": "nee", "cvko.hoofdradioloog": "90.09.09-999.05", "cvko.melden": "gedaan",
    "hoedanigheid.email": "screening@voorbeeld.be", "hoedanigheid.beheerder": "zelf",
    "hoedanigheid.activeren-zelf": "gedaan", "hoedanigheid.uitloggen": "gedaan", "subafdeling.beheerder": "zelf",
    "subafdeling.toevoegen": "gedaan", "subafdeling.uitloggen": "gedaan", "site.beheerder": "zelf",
    "site.toevoegen": "gedaan", "site.uitloggen": "gedaan", "gebruiker.naam": "boradioloog",
    "gebruiker.toevoegen-arts": "gedaan", "gebruikers.uitloggen": "gedaan", "functie.start": "23-11-2026",
    "functie.geven": "gedaan", "wachten.twintig": "gedaan", "aanmelden.hoofdradioloog": "gedaan",
}  # fmt: skip
UNIT = "heracles@bevolkingsonderzoek.be"


@pytest.fixture
def units() -> Iterator[Desk]:
    """A store in memory, for conversations on the guides that people have."""
    with memory_store() as store:
        yield Desk(store)


def lead(desk: Desk, until: str, **other: Given) -> Talk:
    """A conversation that stands at a step."""
    answers = {**ANSWERS, **{step.replace("_", "."): answer for step, answer in other.items()}}
    talk = desk.begin("mammografie")
    while talk.conversation.turn.step != until:
        talk.say(answers[talk.conversation.turn.step])
    return talk


# Not known.


def test_who_does_not_know_reads_at_once_how_to_find_out(units: Desk) -> None:
    talk = lead(units, "medewerkers.lijst").say("weet ik niet")
    assert talk.said[0].startswith("Weet u het niet? ")
    assert "Nog op te zoeken. Dit staat straks nog open." in talk.said


def test_how_to_find_out_is_said_too_where_the_guide_goes_on_without(units: Desk) -> None:
    talk = lead(units, "voorziening.hco").say("weet ik niet")
    assert talk.said == ["Weet u het niet? Zoek in de CoBRHA Viewer op uw ondernemingsnummer, 0123.456.749."]
    assert talk.key.startswith("voorziening.email")


def test_how_to_find_out_is_read_again_when_the_question_is_opened_again(units: Desk) -> None:
    talk = lead(units, "start.onderneming").say("weet ik niet")
    assert talk.key == "@held"
    said = talk.said
    assert talk.give("1") == "aside"
    assert talk.said == ["Dit stond nog open. Nog op te zoeken.", *said]
    assert talk.say("weet ik niet").said == said


def test_the_very_first_question_is_not_called_all_that_could_be_done(units: Desk) -> None:
    talk = lead(units, "start.onderneming").say("weet ik niet")
    assert talk.text == "Hiermee beginnen we. Weet u het al?"


def test_what_is_done_is_told_from_what_waits(units: Desk) -> None:
    talk = lead(units, "start.naam").say("weet ik niet")
    assert talk.text == "Alles wat nu kan, is gedaan. Waarmee wilt u verder?"


def test_a_number_typed_where_its_question_waits_answers_it(units: Desk) -> None:
    talk = lead(units, "start.onderneming").say("weet ik niet", "0123.456.749")
    assert talk.key == "start.naam"
    assert [line.answer for line in talk.conversation.lines()] == ["0123.456.749"]


@pytest.mark.parametrize("typed", ["wat is een HTB?", "0123.456.740", "Ziekenhuis Voorbeeld"])
def test_what_answers_no_question_that_waits_is_asked_aside(units: Desk, typed: str) -> None:
    talk = lead(units, "start.onderneming").say("weet ik niet")
    assert talk.give(typed) == "aside"
    assert talk.key == "@held"


def test_an_optional_question_waits_for_nobody(units: Desk) -> None:
    talk = lead(units, "htb.email").say("weet ik niet")
    assert talk.said[0] == "Weet u het niet? Vraag het aan de hoofdtoegangsbeheerder zelf."
    assert talk.conversation.turn.waiting == ()
    talk = lead(units, "hoedanigheid.activeren-zelf", htb_email="weet ik niet")
    assert [line.answer for line in talk.conversation.lines() if line.step == "htb.email"] == ["Weet ik niet"]


# Something else on the screen.


def seen(talk: Talk, code: str) -> str:
    talk.say({"outcome": "seen", "code": code})
    return "\n".join(talk.said)


def test_what_mends_a_refusal_is_said_at_once_with_whom_to_ask(units: Desk) -> None:
    talk = lead(units, "hoedanigheid.activeren-zelf")
    said = seen(talk, "capacity.refused")
    assert said.startswith("U zag: 'U mag de hoedanigheid niet activeren'")
    assert "nummer te laten rechtzetten" in said
    assert UNIT in said
    [choice] = talk.conversation.turn.choices
    assert plain(choice.text).startswith("Wacht op het Centrum voor Kankeropsporing (CvKO): Activeer")


@pytest.mark.parametrize("step", ["subafdeling.toevoegen", "site.toevoegen"])
def test_a_facility_that_is_not_offered_is_told_with_its_remedy(units: Desk, step: str) -> None:
    said = seen(lead(units, step), "facility.not-in-list")
    assert "Kijk na of u de juiste hoedanigheid" in said
    assert "Hulp: Contactcenter van eHealth, " in said


def test_whom_to_ask_is_said_again_when_the_step_is_opened_again(units: Desk) -> None:
    talk = lead(units, "hoedanigheid.activeren-zelf")
    said = seen(talk, "capacity.refused")
    talk.give("1")
    assert "\n".join(talk.said) == said


# Something that no message tells.


@pytest.mark.parametrize(
    ("step", "helper"),
    [
        ("cvko.melden", f"het Centrum voor Kankeropsporing (CvKO): 0800/60 160, {UNIT}"),
        ("aanmelden.hoofdradioloog", f"het Centrum voor Kankeropsporing (CvKO): 0800/60 160, {UNIT}"),
        ("aanmelden.rollen", f"het Centrum voor Kankeropsporing (CvKO): 0800/60 160, {UNIT}"),
        ("site.toevoegen", "het Contactcenter van de sociale zekerheid (Eranova): 02 511 51 51"),
    ],
)
def test_whom_to_ask_is_who_knows_the_screen(units: Desk, step: str, helper: str) -> None:
    talk = lead(units, step)
    talk.give("ik zie iets anders")
    talk.give("iets anders dan dit")
    assert helper in talk.said[0]


def test_who_tells_the_head_radiologist_is_one_story(units: Desk) -> None:
    turn = lead(units, "cvko.melden").conversation.turn
    assert turn.instruction is not None
    assert "de gebruiker" in turn.instruction.who
    assert "maakt niet uit" in plain(turn.help)
