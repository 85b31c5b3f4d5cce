"""A conversation that begins with what was said before it: taken over where it is asked, told, and open to change."""

from datetime import datetime

import pytest

from assistant.conversation.choosing import advise
from assistant.conversation.session import Conversation, begin
from assistant.conversation.texts import Texts
from assistant.conversation.turn import Turn, plain
from assistant.domain.days import BRUSSELS
from assistant.store.opening import Store, memory_store

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=BRUSSELS)
NUMBER = "0123456749"


@pytest.fixture
def store():
    with memory_store() as store:
        yield store


def begun(store: Store, wish: str, *, name: str = "een", enterprise: str | None = None) -> Conversation:
    offer = advise(wish, Texts()).offers[0]
    return begin(
        store, offer.guide, language="nl", now=lambda: NOW, new_id=lambda: name, enterprise=enterprise, told=offer.answers
    )


def said(turn: Turn) -> list[str]:
    return [plain(message.text) for message in turn.said]


def talk(conversation: Conversation, *answers: str) -> Turn:
    for answer in answers:
        assert conversation.answer(answer).outcome == "accepted", answer
    return conversation.turn


def test_the_first_question_is_the_guide_s_own(store: Store) -> None:
    assert begun(store, "belrai in ons rusthuis").turn.step == "start.onderneming"


def test_what_was_said_is_not_asked_again_but_told(store: Store) -> None:
    conversation = begun(store, "belrai in ons rusthuis")
    turn = talk(conversation, NUMBER, "Rusthuis Voorbeeld", "htb")
    assert turn.step == "keuze.hoedanigheid"
    assert "Dit zei u al. Voor welke toepassing regelt u de toegang? BelRAI" in said(turn)
    turn = talk(conversation, "weet ik niet")
    assert turn.step == "keuze.bevestigd", "the kind of facility was named too, the capacity is still asked"


def test_an_everyday_task_starts_at_once(store: Store) -> None:
    conversation = begun(store, "ik ben htb en een collega vertrekt")
    assert talk(conversation, NUMBER, "Ziekenhuis Voorbeeld").step == "wie.zoeken"


def test_with_the_enterprise_given_it_is_told_in_the_first_turn(store: Store) -> None:
    talk(begun(store, "insisto"), NUMBER, "Jeugdhuis Voorbeeld")
    turn = begun(store, "collega vertrekt", name="twee", enterprise=NUMBER).turn
    assert turn.step == "rol.welke"
    assert any(one.startswith("Dit zei u al. Wat wilt u doen?") for one in said(turn))


def test_it_is_a_conversation_of_its_own(store: Store) -> None:
    first = begin(store, "departement-zorg", language="nl", now=lambda: NOW, new_id=lambda: "een")
    talk(first, NUMBER)
    second = begun(store, "carat", name="twee")
    assert talk(second, NUMBER).enterprise == NUMBER
    assert (second.id, second.turn.step) == ("twee", "start.naam")


def test_it_can_be_changed_like_any_answer(store: Store) -> None:
    conversation = begun(store, "belrai")
    talk(conversation, NUMBER, "Rusthuis Voorbeeld", "htb")
    assert "keuze.toepassing" in {line.step for line in conversation.lines()}
    conversation.look_back("keuze.toepassing")
    reply = conversation.answer("evipa")
    if reply.turn.key.endswith("#change"):
        reply = conversation.answer("yes")
    assert reply.outcome == "accepted"
    assert {line.step: line.answer for line in conversation.lines()}["keuze.toepassing"] == "eVIPA"


def test_an_answer_that_no_longer_fits_is_asked_again(store: Store) -> None:
    conversation = begin(
        store, "departement-zorg", language="nl", now=lambda: NOW, new_id=lambda: "een", told={"keuze.toepassing": "weg"}
    )
    turn = talk(conversation, NUMBER, "Rusthuis Voorbeeld", "htb")
    assert turn.step == "keuze.toepassing"


def test_trouble_begins_with_the_application_named(store: Store) -> None:
    conversation = begun(store, "heracles gaat niet open")
    assert conversation.guide == "probleem"
    assert conversation.turn.step != "waar.wat"
    assert any("Heracles" in one for one in said(conversation.turn))
