"""Troubleshooting as a conversation like any other: back, change, later, another day, a question in between."""

from collections.abc import Iterator

import pytest

from assistant.conversation.opening import first_turn
from assistant.conversation.turn import plain
from assistant.store.opening import memory_store
from tests.conversation.talking import Desk, Talk, visible


@pytest.fixture
def desk() -> Iterator[Desk]:
    with memory_store() as store:
        yield Desk(store)


def begin(desk: Desk, *answers: str) -> Talk:
    return desk.begin("probleem", *answers)


def texts(talk: Talk) -> str:
    return "\n".join(talk.said)


def test_the_first_question_is_there_before_the_store(desk: Desk) -> None:
    turn = first_turn("probleem", language="nl", now=desk.now)
    assert turn is not None
    assert turn.step == "waar.wat"
    assert {"Heracles", "beheer", "aanstellen", "andere", "melding", "unknown"} <= {one.value for one in turn.choices}


def test_it_ends_with_the_cause_how_sure_the_evidence_and_the_remedy(desk: Desk) -> None:
    talk = begin(desk, "insisto", "hier", "is verlopen")
    assert talk.key == "besluit.klopt[1]"
    told = texts(talk)
    assert "Dit is de oorzaak: De functie is afgelopen." in told
    assert "– De functie is voorbij." in told
    assert "Geef de functie opnieuw." in told
    assert "– de toegangsbeheerder (TB)" in told
    talk.say("toon")
    assert "Klik op 'Toevoegen'." in texts(talk)
    assert talk.key == "besluit.gelukt[1]"


def test_what_is_not_certain_is_not_called_so(desk: Desk) -> None:
    talk = begin(desk, "aanstellen", "weet ik niet")
    told = texts(talk)
    assert "Dit kan de oorzaak zijn" in told
    assert "Dit is de oorzaak" not in told
    assert "– De uitzonderingsprocedure is geweigerd" in told


def test_the_likeliest_comes_first_and_what_it_was_not_does_not_come_back(desk: Desk) -> None:
    talk = begin(desk, "aanstellen", "weet ik niet")
    seen = []
    while talk.key.startswith("besluit.klopt"):
        seen.append(next(line for line in talk.said if line.startswith("Dit ")))
        talk.say("klopt niet")
    assert len(seen) == len(set(seen)) == 6
    assert talk.conversation.turn.finished
    assert "02 511 51 51" in texts(talk)


def test_where_mending_did_not_help_it_goes_on_from_there(desk: Desk) -> None:
    talk = begin(desk, "insisto", "geblokkeerd", "toon", "nee")
    assert talk.key == "functie.vraag"
    talk.say("geen functie")
    assert "Dit is de oorzaak: De functie ontbreekt." in texts(talk)


def test_back_and_another_answer_opens_another_way_and_keeps_what_stands(desk: Desk) -> None:
    talk = begin(desk, "insisto", "hier", "geen functie")
    assert talk.key == "besluit.klopt[1]"
    assert talk.give("terug") == "aside"
    assert talk.key == "functie.vraag"
    talk.give("goed")
    if talk.key.endswith("#change"):
        talk.give("ja")
    assert talk.key == "vinkjes.vraag"
    talk.say("gebruiker")
    assert "Het vinkje" not in texts(talk)
    assert "De toepassing is niet aangevinkt bij de gebruiker" in texts(talk)


def test_an_answer_that_comes_back_is_not_asked_again(desk: Desk) -> None:
    talk = begin(desk, "insisto", "hier", "geldig", "overal")
    assert talk.key == "gewijzigd.vraag"
    talk.conversation.look_back("plaats.vraag")
    talk.give("nergens")
    if talk.key.endswith("#change"):
        talk.give("ja")
    assert talk.key == "bevestigd.vraag"
    talk.conversation.look_back("plaats.vraag")
    talk.give("hier")
    if talk.key.endswith("#change"):
        talk.give("ja")
    assert talk.key == "gewijzigd.vraag"


def test_it_goes_on_another_day_where_it_was(desk: Desk) -> None:
    talk = begin(desk, "heracles", "goed", "weet ik niet")
    again = desk.resume(talk)
    assert visible(again) == visible(talk)
    talk = begin(desk)
    assert visible(talk) == visible(again)


def test_later_keeps_the_question_and_it_comes_back(desk: Desk) -> None:
    talk = begin(desk, "insisto")
    talk.say("later")
    assert talk.key == "@held"
    assert "plaats.vraag" in talk.choices
    talk.give("1")
    assert talk.key == "plaats.vraag"
    talk.say("geblokkeerd")
    assert talk.key == "besluit.klopt[1]"


def test_not_knowing_whether_it_is_it_waits_without_asking_again(desk: Desk) -> None:
    talk = begin(desk, "evipa", "geblokkeerd", "weet ik niet")
    assert talk.key == "@held"
    assert talk.choices == ["besluit.klopt[1]"]


def test_a_question_in_between_is_answered_and_changes_nothing(desk: Desk) -> None:
    talk = begin(desk, "heracles")
    before = talk.text
    assert talk.give("wat is een hoedanigheid?") == "aside"
    assert talk.text == before
    assert "hoedanigheid" in texts(talk).lower()


def test_a_mistake_gets_a_clear_word_and_loses_nothing(desk: Desk) -> None:
    talk = begin(desk, "heracles")
    key = talk.key
    for wrong in ("[/]", "99", "  ", "qwerty uiop"):
        assert talk.give(wrong) in ("refused", "aside")
        assert talk.key == key
    assert talk.give("fuctie is voorbij") in ("accepted", "refused")


def test_a_message_leads_to_the_question_that_it_is_about(desk: Desk) -> None:
    talk = begin(desk, "melding", "Deze gebruikersnaam is al in gebruik")
    talk.say("gebruiker", "naam")
    assert "Dit is de oorzaak: De gebruikersnaam is al bezet." in texts(talk)


@pytest.mark.parametrize(
    ("said", "key", "understood"),
    [
        ("ik kan niet in heracles", "plaats.vraag", "Heracles"),
        ("mijn collega raakt niet in INSISTO", "plaats.vraag", "INSISTO"),
        ("een gebruiker toevoegen lukt niet", "bezig.vraag", "Iets in het gebruikersbeheer"),
        ("U mag de hoedanigheid niet activeren", "bezig.vraag", "Er staat een melding op het scherm"),
        ("heracles of insisto, dat weet ik niet meer", "waar.waarmee", "Er staat een melding op het scherm"),
    ],
)
def test_what_is_told_in_words_is_understood_as_far_as_it_goes(desk: Desk, said: str, key: str, understood: str) -> None:
    talk = begin(desk, said)
    assert talk.key == key
    assert f"Ik begrijp: {understood}." in talk.said


def test_a_slip_of_the_pen_is_no_message(desk: Desk) -> None:
    talk = begin(desk)
    for slip in ("herakels", "xyz", "[/] {x}"):
        assert talk.give(slip) == "refused"
    assert talk.key == "waar.wat"


def test_the_unit_and_the_ticks_of_the_application_are_asked_for(desk: Desk) -> None:
    heracles, insisto = begin(desk, "heracles", "goed"), desk.begin("probleem", "insisto", "hier", "goed", new=True)
    assert [talk.key for talk in (heracles, insisto)] == ["vinkjes.vraag", "vinkjes.vraag"]
    assert {"hoedanigheid", "site"} <= set(heracles.choices)
    assert not {"hoedanigheid", "site"} & set(insisto.choices)
    assert any("eHealthBox" in line for line in heracles.said)
    assert not any("eHealthBox" in line for line in insisto.said)


def test_nothing_of_a_password_or_a_number_is_asked_to_find_a_cause(desk: Desk) -> None:
    talk = begin(desk, "heracles")
    assert "INSZ" not in plain(talk.conversation.turn.text)


def test_what_is_kept_can_be_found_under_the_enterprise(desk: Desk) -> None:
    talk = begin(desk, "insisto", "geblokkeerd", "straks", "ja", "0123.456.749", "overslaan", "90.02.02-999.69")
    talk.say("Proefman", "Bo", "Campus Noord")
    talk.say("1", "10-01-2024")
    assert "90.02.02-***.**" in talk.text
    talk.say("ja")
    tree = desk.tree()
    assert tree is not None
    [capacity] = tree["capacities"]
    [user] = capacity["subdivisions"][0]["users"]
    assert (user["person"], user["status"]) == ("90020299969", "Geblokkeerd")
    assert tree["external"] == {"head_radiologist_reported": None, "heracles_roles": None}
