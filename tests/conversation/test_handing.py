"""What waits for whom, and letters asked for in the middle of a conversation."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from assistant.conversation.handing import Handed, handed
from assistant.conversation.replay import Replay
from assistant.conversation.session import Conversation
from assistant.conversation.texts import Texts
from assistant.conversation.turn import plain
from assistant.store.opening import Store
from tests.conversation.talking import TO_THE_PORTAL, Desk, Talk, visible

BADGE = ("nieuw", "An", "voordeur", "morgen")
UP_TO_A_CODE = ("nieuw", "An", "kelder", "morgen")


def waiting(talk: Talk) -> tuple[Handed, ...]:
    conversation = talk.conversation
    return handed(conversation._replay, Texts("nl"), conversation._now())


class Writer:
    """Writes nothing; remembers that it was asked."""

    def __init__(self, *files: str, fault: OSError | None = None) -> None:
        self.files = [Path(file) for file in files]
        self.fault = fault
        self.asked: list[tuple[str, ...]] = []

    def __call__(self, store: Store, replay: Replay, *, language: str, at: datetime) -> Sequence[tuple[str, Sequence[Path]]]:
        if self.fault:
            raise self.fault
        self.asked.append(tuple(one.step for one in handed(replay, Texts(language), at)))
        return [("Els, de TB", self.files)]


def with_writer(talk: Talk, writer: Any) -> Conversation:
    talk.conversation.letters = writer
    return talk.conversation


def test_the_step_that_is_asked_now_can_be_handed_on(desk: Desk) -> None:
    [one] = waiting(desk.begin("badge", *BADGE))
    assert (one.step, one.who, one.may, one.since) == ("ophalen.balie", "G", ("G",), None)
    assert plain(one.text) == "Haal op 24-11-2026 de badge van An op."
    assert [plain(click) for click in one.instruction.clicks] == ["Ga naar de balie.", "Zeg uw naam."]


@pytest.mark.parametrize(
    ("answer", "who"),
    [
        ({"outcome": "other", "who": "HTB"}, "HTB"),
        ({"outcome": "other", "who": "Els Voorbeeld"}, "Els Voorbeeld"),
        ("later", "G"),
    ],
)
def test_what_waits_is_for_whom_it_was_handed_to(desk: Desk, answer: Any, who: str) -> None:
    talk = desk.begin("badge", *BADGE).say(answer)
    first = waiting(talk)[0]
    assert (first.step, first.who) == ("ophalen.balie", who)
    assert first.since is not None


def test_what_somebody_with_a_role_has_to_mend_is_theirs(desk: Desk) -> None:
    talk = desk.begin("badge", *BADGE).say({"outcome": "seen", "code": "htb.unwilling"})
    first = waiting(talk)[0]
    assert (first.who, plain(first.text)) == ("HTB", "De hoofdtoegangsbeheerder doet het niet zelf")
    assert first.way is None


def test_what_a_service_outside_has_to_mend_is_nobodys_letter(desk: Desk) -> None:
    talk = desk.begin("eenheid", *TO_THE_PORTAL[:-1]).say({"outcome": "seen", "code": "capacity.refused"})
    assert [one.step for one in waiting(talk)] == []


def test_a_question_that_waits_is_no_letter(desk: Desk) -> None:
    talk = desk.begin("badge", *UP_TO_A_CODE, {"outcome": "other", "who": "HTB"}, "weet ik niet")
    assert [one.step for one in waiting(talk)] == ["ophalen.balie"]


def test_actions_and_what_is_known_go_along(desk: Desk) -> None:
    talk = desk.begin("eenheid", *TO_THE_PORTAL[:-1])
    [one] = waiting(talk)
    assert [action["action"] for action in one.actions] == ["capacity.activate", "session.relogin"]
    assert one.actions[0]["data"]["email"] == "me@voorbeeld.be"


@pytest.mark.parametrize("typed", ["brief", "Brief", "maak een brief", "/brief", "letter"])
def test_a_letter_is_asked_for_in_words(desk: Desk, typed: str) -> None:
    talk, writer = desk.begin("badge", *BADGE), Writer("/tmp/brief.pdf", "/tmp/brief.eml")
    shown, events = visible(talk), desk.events(talk)
    with_writer(talk, writer)
    assert talk.give(typed) == "aside"
    assert writer.asked == [("ophalen.balie",)]
    assert talk.said == [
        "Brief voor Els, de TB: /tmp/brief.pdf",
        "Ernaast staat elke brief als e-mail klaar (.eml). Verzenden doet u zelf.",
    ]
    assert (visible(talk), desk.events(talk)) == (shown, events)


def test_a_reminder_is_told_of(desk: Desk) -> None:
    talk = desk.begin("badge", *BADGE)
    with_writer(talk, Writer("/tmp/brief.pdf", "/tmp/brief.ics"))
    talk.give("brief")
    assert talk.said[-1] == "Er is ook een herinnering voor een agenda bij (.ics)."


def test_a_letter_can_be_asked_for_when_all_that_is_left_waits(desk: Desk) -> None:
    talk = desk.begin("badge", *UP_TO_A_CODE, {"outcome": "other", "who": "HTB"}, "weet ik niet")
    writer = Writer("/tmp/brief.pdf")
    with_writer(talk, writer)
    assert talk.key == "@held"
    assert talk.give("brief") == "aside"
    assert writer.asked == [("ophalen.balie",)]


def test_where_nothing_is_to_be_handed_on_it_says_so(desk: Desk) -> None:
    talk, writer = desk.begin("badge"), Writer("/tmp/brief.pdf")
    with_writer(talk, writer)
    assert talk.give("brief") == "aside"
    assert (talk.said, writer.asked) == (["Er is nu geen stap in het portaal om een brief over te schrijven."], [])


def test_a_full_disk_is_told_and_nothing_is_lost(desk: Desk) -> None:
    talk = desk.begin("badge", *BADGE)
    with_writer(talk, Writer(fault=OSError(28, "No space left on device", "/map/brief.pdf")))
    shown = visible(talk)
    assert talk.give("brief") == "aside"
    assert "niet bewaard. /map/brief.pdf: past niet: de schijf is vol." in talk.said[0]
    assert visible(talk) == shown


def test_a_door_without_files_says_how_else(desk: Desk) -> None:
    talk = desk.begin("badge", *BADGE)
    talk.give("brief")
    assert "toegangswijzer letters" in talk.said[0]


def test_whoever_hands_a_step_on_hears_of_letters(desk: Desk) -> None:
    talk = desk.begin("badge", *BADGE).say({"outcome": "other", "who": "HTB"})
    assert talk.said[0] == "Typ 'brief' voor een blad met deze stap, om door te geven."
