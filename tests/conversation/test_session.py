"""Answers through the one door: committed with what they cause, or refused with nothing kept."""

import pytest
from sqlmodel import select

from assistant.store import conversations
from assistant.store.records import LedgerEntry
from tests.conversation.talking import NUMBER, TO_THE_PORTAL, TO_THE_USERS, Desk, visible
from tests.conversation.walking import AN, BO


def test_from_the_first_question_to_the_last_page(desk: Desk) -> None:
    talk = desk.begin("eenheid", *TO_THE_USERS, "gedaan")
    turn = talk.conversation.turn
    assert (turn.kind, turn.finished, talk.text) == ("end", True, "Iedereen van Kliniek Voorbeeld kan werken.")
    assert {part.state for part in turn.progress} == {"done"}
    assert (desk.units(), desk.users()) == (["90001", "90001/90001"], [BO])
    assert talk.conversation.document() == desk.tree()


def test_an_answer_and_the_actions_it_causes_are_kept_together(desk: Desk) -> None:
    talk = desk.begin("eenheid", NUMBER, "Kliniek Voorbeeld")
    event = desk.events(talk)[-2]
    assert (event.key, event.answer) == ("start.naam", {
        "outcome": "given", "value": "Kliniek Voorbeeld",
        "did": [{"action": "enterprise.describe", "enterprise": NUMBER, "data": {"name": "Kliniek Voorbeeld"}}],
    })  # fmt: skip
    with desk.store.reading() as tx:
        [entry] = tx.exec(select(LedgerEntry).where(LedgerEntry.id == event.action_ids[0]))
    assert (entry.enterprise, entry.action) == (NUMBER, "enterprise.describe")


def test_what_was_read_is_kept_with_its_event(desk: Desk) -> None:
    talk = desk.begin("eenheid", NUMBER)
    [event] = [event for event in desk.events(talk) if event.kind == "read"]
    assert (event.key, event.facts) == ("start.naam", {"enterprise": {"known": True, "name": None, "has_wv": False}})


MAMMOGRAPHY = "Mammografische eenheid kankerbevolkingsonderzoek"


def another_htb(desk: Desk) -> None:
    """Someone else appoints an HTB meanwhile."""
    data = {"surname": "Voorbeeld", "first_name": "An", "email": "an@voorbeeld.be"}
    desk.do({"action": "htb.appoint", "person": AN, "data": data}, "WV")


def test_a_refused_action_keeps_nothing(desk: Desk) -> None:
    talk = desk.begin("eenheid", *TO_THE_PORTAL, "1", "Noord", "90001", "gedaan")
    desk.do({"action": "subdivision.delete", "capacity": MAMMOGRAPHY, "unit": "90001"})
    events, tree, shown = desk.events(talk), desk.tree(), visible(talk)
    assert talk.give("gedaan") == "refused"
    assert [message.tone for message in talk.messages] == ["refused"]
    assert (desk.events(talk), desk.tree(), visible(talk)) == (events, tree, shown)
    assert talk.give("later") == "accepted"


@pytest.mark.parametrize("answer", ["gedaan", "overslaan"])
def test_a_store_that_fails_loses_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    talk = desk.begin("eenheid", NUMBER, "Kliniek Voorbeeld", "90.02.02-999.69")
    events, tree, shown = desk.events(talk), desk.tree(), visible(talk)
    if answer == "overslaan":
        talk.give(answer)
        answer = "geen zin"
    with monkeypatch.context() as broken:
        broken.setattr(conversations, "append", lambda *given: (_ for _ in ()).throw(OSError("disk full")))
        with pytest.raises(OSError, match="disk full"):
            talk.give(answer)
    assert (desk.events(talk), desk.tree()) == (events, tree)
    talk = desk.resume(talk)
    assert visible(talk) == shown
    talk.say("gedaan", "me@voorbeeld.be")


def test_what_is_malformed_is_told_and_asked_again(desk: Desk) -> None:
    talk = desk.begin("eenheid")
    assert talk.give("0123.456.740") == "refused"
    assert "laatste twee cijfers" in talk.said[0]
    assert (talk.key, desk.events(talk)) == ("start.onderneming", ())


def test_a_near_miss_is_told(desk: Desk) -> None:
    talk = desk.begin("badge", "een nieuwe badhe")
    assert talk.said == ["Ik begrijp: Een nieuwe badge."]


def test_nothing_typed_is_the_default(desk: Desk) -> None:
    talk = desk.begin("badge", "nieuw", "An", "1", "")
    assert [line.answer for line in talk.conversation.lines()][-1] == "24-11-2026"
    assert talk.give("") == "refused"


@pytest.mark.parametrize("question", ["wat is een HTB?", "HTB?", "iets wat niemand weet?", "?", "help"])
def test_a_side_question_is_answered_and_keeps_nothing(desk: Desk, question: str) -> None:
    talk = desk.begin("badge", "nieuw")
    events, shown = desk.events(talk), visible(talk)
    assert talk.give(question) == "aside"
    assert talk.said
    assert (desk.events(talk), visible(talk)) == (events, shown)


def test_what_is_said_on_the_way(desk: Desk) -> None:
    talk = desk.begin("badge", "nieuw", "An")
    assert [(message.tone, text) for message, text in zip(talk.messages, talk.said, strict=True)] == [
        ("done", "Dag An, we maken een badge voor Kliniek Voorbeeld.")
    ]
    talk.say("voordeur", "morgen", "gedaan", "ja")
    assert talk.said == ["Dank u.", "Tot ziens."]


def test_what_is_said_of_several_people_at_once_is_said_of_each(desk: Desk) -> None:
    """Each statement is made of what was read at its own step."""
    talk = desk.begin("eenheid", *TO_THE_USERS, "gedaan")
    more = "Bo Voorbeeld 90.02.02-999.69 bo@voorbeeld.be\nCis Voorbeeld 90.03.03-999.46 cis@voorbeeld.be"
    talk.conversation.look_back("mensen.lijst")
    talk.say(more, "laborant", "gedaan")
    assert talk.said == ["Cis staat in de lijst."]
    again = desk.begin("eenheid", enterprise=NUMBER, new=True)
    assert again.said == ["Hanne Voorbeeld is HTB.", "De hoedanigheid is er al."]


def test_skipping_has_a_reason_and_leads_on(desk: Desk) -> None:
    talk = desk.begin("badge", "nieuw", "An", "kelder", "morgen")
    assert talk.give("overslaan") == "aside"
    assert (talk.key, talk.text) == ("ophalen.balie#skip", "Waarom slaat u dit over?")
    assert talk.give("") == "refused"
    assert talk.give("de balie komt naar ons") == "accepted"
    assert (talk.key, desk.events(talk)[-1].answer) == (
        "sleutel.pin", {"outcome": "skipped", "reason": "de balie komt naar ons"},
    )  # fmt: skip


def test_stopping_says_goodbye_and_keeps_the_place(desk: Desk) -> None:
    talk = desk.begin("badge", "nieuw")
    shown = visible(talk)
    assert talk.give("stop") == "stopped"
    assert visible(desk.resume(talk)) == shown


def test_a_language_can_be_changed(desk: Desk) -> None:
    talk = desk.begin("badge", "nieuw")
    assert talk.conversation.speak("xx").text == talk.conversation.turn.text
    assert talk.say("An").key == "vraag.deuren"


# Going on another time, or elsewhere.


def test_going_on_another_time_shows_the_same(desk: Desk) -> None:
    talk = desk.begin("eenheid")
    for answer in (*TO_THE_USERS, "gedaan"):
        talk.say(answer)
        assert visible(desk.resume(talk)) == visible(talk)


def test_a_conversation_that_nobody_knows(desk: Desk) -> None:
    talk = desk.begin("badge")
    talk.conversation._keeper.conversation_id = "weg"
    with pytest.raises(KeyError):
        desk.resume(talk)


def test_the_open_conversation_of_an_enterprise_goes_on(desk: Desk) -> None:
    first = desk.begin("eenheid", *TO_THE_PORTAL)
    second = desk.begin("eenheid", enterprise="0123456848")
    assert (second.key, second.conversation.id != first.conversation.id) == ("start.naam", True)
    assert desk.begin("eenheid", enterprise=NUMBER).conversation.id == first.conversation.id
    assert desk.begin("eenheid", enterprise="0123456848").conversation.id == second.conversation.id
    assert desk.begin("eenheid", enterprise=NUMBER, new=True).conversation.id != first.conversation.id
    with desk.store.reading() as tx:
        assert len(conversations.open_conversations(tx)) == 3


def test_a_finished_conversation_is_closed_and_a_change_opens_it_again(desk: Desk) -> None:
    talk = desk.begin("badge", "geen", "ja")
    with desk.store.reading() as tx:
        assert conversations.open_conversations(tx) == ()
    talk.conversation.look_back()
    assert talk.key == "slot.akkoord"
    talk.conversation.look_back()
    assert talk.say("nieuw").key == "vraag.naam"
    with desk.store.reading() as tx:
        assert [row.id for row in conversations.open_conversations(tx)] == [talk.conversation.id]


def test_two_windows_on_one_conversation(desk: Desk) -> None:
    first = desk.begin("badge", "nieuw")
    second = desk.resume(first)
    second.say("Bo")
    assert first.give("An") == "refused"
    assert "ergens anders" in first.said[0]
    assert (first.key, len(desk.events(first))) == ("vraag.deuren", 2)
    first.say("voordeur")
    assert [line.answer for line in first.conversation.lines()] == ["Een nieuwe badge", "Bo", "De voordeur"]


def test_two_windows_where_one_only_looks_at_what_waits(desk: Desk) -> None:
    first = desk.begin("eenheid", NUMBER, "Kliniek Voorbeeld", "weet ik niet", "1")
    assert first.key == "@held"
    second = desk.resume(first)
    second.give("1")
    second.say("90.02.02-999.69")
    first.give("1")
    assert first.give("90.01.01-999.92") == "refused"
    assert first.key == "htb.aanstellen"


# What others do meanwhile.


def test_what_others_did_meanwhile_is_seen_on_coming_back(desk: Desk) -> None:
    talk = desk.begin("eenheid", NUMBER, "Kliniek Voorbeeld", "later")
    assert talk.key == "plaatsen.aantal"
    another_htb(desk)
    talk = desk.resume(talk)
    assert talk.key == "hoedanigheid.email"


def test_what_others_did_meanwhile_is_seen_when_it_is_looked_at_again(desk: Desk) -> None:
    talk = desk.begin("eenheid", NUMBER, "Kliniek Voorbeeld", "later", "1")
    another_htb(desk)
    assert talk.key == "@held"
    talk.give("1")
    assert talk.key == "hoedanigheid.email"


def test_what_the_conversation_did_itself_is_no_news(desk: Desk) -> None:
    talk = desk.begin("eenheid", NUMBER, "Kliniek Voorbeeld", "90.01.01-999.92", "gedaan")
    desk.begin("eenheid", enterprise=NUMBER, new=True)
    talk.say("me@voorbeeld.be", "gedaan", "1", "Noord", "90001", "gedaan", "later")
    assert desk.resume(talk).conversation.lines() == talk.conversation.lines()


def test_what_waits_is_put_as_a_choice(desk: Desk) -> None:
    talk = desk.begin("badge", "nieuw", "An", "kelder", "morgen", {"outcome": "other", "who": "HTB"}, "weet ik niet")
    assert (talk.key, talk.choices) == ("@held", ["ophalen.balie", "sleutel.pin"])
    waiting = [
        f"{message.tone}: {''.join(span.text for span in message.text)}" for message in talk.conversation.turn.waiting
    ]
    assert waiting == [
        "wait: Wacht op de hoofdtoegangsbeheerder (HTB): Haal op 24-11-2026 de badge van An op.",
        "wait: Nog op te zoeken: Kies een code van vier cijfers.",
    ]
    assert talk.give("2") == "aside"
    assert (talk.key, talk.said) == ("sleutel.pin", ["Dit stond nog open. Nog op te zoeken."])
    talk.say("1234")
    assert talk.give("1") == "aside"
    assert talk.key == "ophalen.balie"
    talk.say("gedaan", "ja")
    assert talk.conversation.turn.finished
