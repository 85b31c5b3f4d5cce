"""Looking back, changing an earlier answer with its preview, and what that corrects or takes back in the store."""

from collections.abc import Callable

import pytest

from assistant.conversation.turn import Turn, plain
from assistant.domain.places import flows_folder
from tests.conversation.talking import NUMBER, TO_THE_PORTAL, TO_THE_USERS, Desk, Talk, visible
from tests.conversation.test_session import MAMMOGRAPHY
from tests.conversation.walking import AN, BO, CIS
from tests.transcripts.transcript import conversation_of, play, read

Look = Callable[..., Talk]


def changed(talk: Talk, key: str, answer: object) -> Talk:
    """Look back at a question and give another answer."""
    talk.conversation.look_back(key)
    assert talk.conversation.turn.changing
    talk.give(answer)  # type: ignore[arg-type]
    return talk


def test_back_goes_one_question_at_a_time(desk: Desk) -> None:
    talk = desk.begin("badge", "nieuw", "An", "voordeur")
    keys = []
    for _ in range(4):
        talk.give("terug")
        keys.append(talk.key)
    assert keys == ["vraag.deuren", "vraag.naam", "vraag.soort", "vraag.soort"]
    assert talk.said == ["Dit is de eerste vraag."]
    assert talk.conversation.turn.given == "Een nieuwe badge"


def test_the_same_answer_again_changes_nothing(desk: Desk) -> None:
    talk = desk.begin("badge", "nieuw", "An")
    shown, events = visible(talk), desk.events(talk)
    changed(talk, "vraag.naam", "An")
    assert (visible(talk), desk.events(talk)) == (shown, events)


def test_another_answer_that_changes_nothing_else_needs_no_question(desk: Desk) -> None:
    talk = desk.begin("badge", "nieuw", "An")
    changed(talk, "vraag.naam", "Bo")
    assert talk.reply is not None
    assert (talk.reply.outcome, talk.key, talk.text) == ("accepted", "vraag.deuren", "Welke deuren moet Bo openen?")


def test_what_a_change_does_is_shown_before_it_is_made(desk: Desk) -> None:
    talk = desk.begin("badge", "nieuw", "An", "voordeur", "morgen")
    events = desk.events(talk)
    changed(talk, "vraag.soort", "geen")
    assert (talk.key, talk.choices) == ("vraag.soort#change", ["yes", "no", "back"])
    assert talk.text == (
        "U wijzigt 'Een nieuwe badge' in 'Ik wil geen badge'. 3 latere antwoorden gelden dan niet meer; ik bewaar ze opzij. "
        "0 antwoorden blijven staan."
    )
    assert "Hoe heet u? An" in plain(talk.conversation.turn.help)
    assert desk.events(talk) == events
    talk.say("ja")
    assert talk.key == "slot.akkoord"
    changed(talk, "vraag.soort", "nieuw")
    assert talk.key == "ophalen.balie", "parked answers come back"


def test_a_change_can_be_left_alone(desk: Desk) -> None:
    talk = desk.begin("badge", "nieuw", "An", "voordeur", "morgen")
    events = desk.events(talk)
    changed(talk, "vraag.soort", "geen").give("nee")
    assert (talk.key, talk.conversation.turn.changing, desk.events(talk)) == ("vraag.soort", True, events)


def two_places(desk: Desk) -> Talk:
    return desk.begin("eenheid", *TO_THE_PORTAL, "2", "Noord", "90001", "gedaan", "gedaan", "Zuid", "90002")


def test_looking_back_leaves_the_facts_of_the_present_round(desk: Desk) -> None:
    talk = two_places(desk)
    shown = visible(talk)
    talk.conversation.look_back("plaats.hco[1]")
    assert talk.text == "Wat is het HCO-nummer van Noord?"
    talk.give("90001")
    assert visible(talk) == shown
    changed(talk, "plaats.hco[1]", "90009").give("nee")
    talk.give("90001")
    assert visible(talk) == shown
    assert talk.text == "Maak de subafdeling Zuid aan."
    assert talk.give("help") == "aside"
    assert visible(talk) == shown


def test_looking_back_from_a_stage_leaves_the_stage(desk: Desk) -> None:
    talk = desk.begin("badge", "nieuw", "An", "voordeur", "morgen")
    talk.give("iemand anders")
    talk.conversation.look_back("vraag.naam")
    assert talk.give("Bo") == "accepted"
    assert talk.key == "ophalen.balie"
    first = desk.begin("badge", new=True)
    first.give("wat is een HTB?")
    first.conversation.look_back()
    assert first.say("nieuw").key == "vraag.naam"


def test_looking_back_at_nothing_from_a_stage_leaves_the_stage_too(desk: Desk) -> None:
    talk = desk.begin("alleen")
    talk.give("iemand anders")
    talk.conversation.look_back()
    assert (talk.key, talk.said) == ("alleen.doen", ["Dit is de eerste vraag."])
    assert talk.give("gedaan") == "accepted"


# What was done, corrected.


def test_a_number_given_wrongly_is_edited_where_it_was_used(desk: Desk) -> None:
    talk = desk.begin("eenheid", *TO_THE_USERS, "gedaan")
    changed(talk, "plaats.hco", "90009")
    assert talk.key == "plaats.hco[1]#change"
    assert "2 stappen moet u opnieuw nakijken" in talk.text
    talk.say("ja")
    assert talk.key == "plaats.maken[1]"
    assert "daarna veranderde een antwoord" in talk.said[0]
    assert desk.units() == ["90001", "90001/90001"], "nothing happens before the user says that it is done"
    talk.say("gedaan")
    assert desk.units() == ["90009", "90009/90001"]
    talk.say("gedaan")
    assert desk.units() == ["90009", "90009/90009"]
    assert (talk.conversation.turn.finished, desk.users()) == (True, [BO])
    tree = desk.tree()
    assert tree is not None
    assert [entry["unit"] for entry in tree["expected"]] == ["90009/90009"]


def test_a_number_that_is_corrected_twice_and_back(desk: Desk) -> None:
    talk = desk.begin("eenheid", *TO_THE_USERS, "gedaan")
    for number in ("90009", "90010", "90001", "90001"):
        changed(talk, "plaats.hco", number)
        while not talk.conversation.turn.finished:
            talk.say("ja" if talk.key.endswith("#change") else "gedaan")
        assert desk.units() == [number, f"{number}/{number}"]
        assert (desk.users(), desk.resume(talk).conversation.turn.finished) == ([BO], True)


def test_what_was_noted_follows_the_answer_without_a_question(desk: Desk) -> None:
    talk = desk.begin("eenheid", *TO_THE_USERS)
    changed(talk, "gebruiker.functie", "laborant")
    assert talk.key == f"gebruiker.maken[1/{BO}]"
    tree = desk.tree()
    assert tree is not None
    assert [(entry["person"], entry["function"]) for entry in tree["expected"]] == [(BO, "laborant")]


def list_of(*names: str) -> str:
    numbers = {"Bo": BO, "Cis": CIS}
    return "\n".join(f"{name} Voorbeeld {numbers[name]} {name.lower()}@voorbeeld.be" for name in names)


def test_someone_who_leaves_the_list_is_taken_out_of_the_portal_too(desk: Desk) -> None:
    talk = desk.begin("eenheid", *TO_THE_USERS, "gedaan")
    changed(talk, "mensen.lijst", list_of("Cis"))
    assert (talk.key, talk.choices) == ("mensen.lijst[1]#change", ["yes", "leave", "no", "back"])
    assert "de gebruiker toevoegen 90001/90001" in plain(talk.conversation.turn.help)
    talk.say("ja")
    tree = desk.tree()
    assert tree is not None
    assert (desk.users(), tree["expected"]) == ([], [])
    changed(talk, "mensen.lijst", list_of("Bo", "Cis"))
    tree = desk.tree()
    assert tree is not None
    assert [(entry["person"], entry["function"]) for entry in tree["expected"]] == [(BO, "radioloog")], "noted again"
    assert talk.key == f"gebruiker.maken[1/{BO}]", "to be done again in the portal"
    talk.say("gedaan", "laborant", "gedaan")
    assert desk.users() == [BO, CIS]


def test_what_happened_in_the_portal_can_stay_and_is_not_done_twice(desk: Desk) -> None:
    talk = desk.begin("eenheid", *TO_THE_USERS, "gedaan")
    changed(talk, "mensen.lijst", list_of("Cis")).say("leave")
    assert desk.users() == [BO]
    changed(talk, "mensen.lijst", list_of("Bo", "Cis"))
    assert talk.key == f"gebruiker.functie[1/{CIS}]"
    assert desk.users() == [BO]


@pytest.mark.parametrize(("choice", "users"), [("yes", []), ("leave", [BO])])
def test_a_step_that_was_not_done_after_all(desk: Desk, choice: str, users: list[str]) -> None:
    talk = desk.begin("eenheid", *TO_THE_USERS, "gedaan")
    changed(talk, "gebruiker.maken", "later")
    assert talk.key == f"gebruiker.maken[1/{BO}]#change"
    talk.say(choice)
    assert (talk.key, desk.users()) == ("@held", users)
    talk.give("1")
    talk.say("gedaan")
    assert (desk.users(), talk.conversation.turn.finished) == ([BO], True)


def test_a_step_that_someone_else_did_after_all_is_shown_first_too(desk: Desk) -> None:
    """Also when the new answer takes a stage of its own."""
    talk = desk.begin("eenheid", *TO_THE_USERS, "gedaan")
    changed(talk, "gebruiker.maken", "iemand anders doet dit")
    assert talk.key == f"gebruiker.maken[1/{BO}]#who"
    talk.give("Els")
    assert talk.key == f"gebruiker.maken[1/{BO}]#change"
    talk.say("leave")
    assert (talk.key, desk.users()) == ("@held", [BO])


def test_another_enterprise_takes_along_what_was_noted(desk: Desk) -> None:
    """A wrong enterprise number: nothing of it stays with the other enterprise, nothing is lost for the right one."""
    talk = desk.begin("eenheid", NUMBER, "Kliniek Voorbeeld", "90.01.01-999.92")
    changed(talk, "start.onderneming", "0123.456.848")
    while talk.key.endswith("#change"):
        talk.say("ja")
    tree = desk.tree("0123456848")
    assert tree is not None
    assert tree["enterprise"]["name"] == "Kliniek Voorbeeld"
    assert talk.conversation.turn.enterprise == "0123456848"
    talk.say("gedaan")
    tree = desk.tree("0123456848")
    assert tree is not None
    assert [one["person"] for one in tree["managers"]] == [AN]


def test_a_correction_that_the_store_refuses_keeps_nothing(desk: Desk) -> None:
    talk = desk.begin("eenheid", *TO_THE_USERS, "gedaan")
    changed(talk, "plaats.hco", "90009").say("ja")
    desk.do({"action": "subdivision.add", "capacity": MAMMOGRAPHY, "data": {"hco": "90009", "type": "Mammografische eenheid",
             "name": "Ander", "email": "x@voorbeeld.be", "applications": [], "confirmed": True}})  # fmt: skip
    events, tree = desk.events(talk), desk.tree()
    assert talk.give("gedaan") == "refused"
    assert (desk.events(talk), desk.tree()) == (events, tree)
    assert talk.key == "plaats.maken[1]"


def test_what_stands_there_can_be_changed_rather_than_typed_anew() -> None:
    transcript = read(flows_folder() / "mammografie/transcripts/een-eenheid.yaml")
    with transcript.store() as store:
        talk = conversation_of(transcript, store)
        for _ in play(transcript, talk):
            pass
        lines = {line.key.partition("[")[0]: line for line in talk.lines()}

        def again(step: str) -> Turn:
            return talk.look_back(lines[step].key)

        assert again("start.naam").draft == "Ziekenhuis Voorbeeld"
        assert again("medewerkers.lijst").draft.splitlines()[1] == "Voorbeeld;Bo;90020299969;bo@voorbeeld.be"
        assert all(one.chosen for one in again("voorbereiding.klaar").choices)
        # A hidden number, a skipped answer: nothing to go on from.
        assert [again(step).draft for step in ("htb.insz", "gebruiker.naam")] == ["", ""]
        assert "skip" not in again("htb.insz").commands
        answered = talk.answer(again("medewerkers.lijst").draft)
        assert (answered.outcome, answered.turn.changing) == ("aside", False)
