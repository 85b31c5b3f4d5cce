"""Answers as text: what holds now, clicks in order, and what a conversation says to a side question."""

from datetime import datetime

import pytest

from assistant.conversation.aside import MOST_OTHERS, reply_to
from assistant.conversation.asking.answers import ask
from assistant.conversation.texts import Texts
from assistant.conversation.turn import plain
from assistant.domain.contacts import contacts
from assistant.domain.days import BRUSSELS

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=BRUSSELS)
SATURDAY = datetime(2026, 11, 21, 9, 0, tzinfo=BRUSSELS)
CHRISTMAS = datetime(2026, 12, 25, 9, 0, tzinfo=BRUSSELS)  # a Friday


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (MONDAY, "Nu open, tot 20:00."),
        (MONDAY.replace(hour=20), "Nu gesloten. Weer open op 24-11-2026 om 07:00."),
        (MONDAY.replace(hour=6), "Nu gesloten. Weer open op 23-11-2026 om 07:00."),
        (SATURDAY, "Nu gesloten. Weer open op 23-11-2026 om 07:00."),
        (CHRISTMAS, "Nu gesloten. Weer open op 28-12-2026 om 07:00."),
    ],
)
def test_a_contact_tells_whether_it_is_open_and_when_next(now: datetime, told: str) -> None:
    best = ask("is het contactcenter nu open", "nl", now)[0]
    assert best.kind == "contact"
    assert best.text.endswith(told)
    assert contacts()[best.id].telephones[0] in best.text


def test_a_contact_without_hours_says_nothing_of_them() -> None:
    best = ask("helpdesk kbo", "nl", MONDAY)[0]
    assert (best.kind, best.id) == ("contact", "kbo")
    assert "open" not in best.text.lower()


def test_clicks_stand_on_lines_of_their_own_in_order() -> None:
    best = ask("waar meld ik mij aan voor Heracles", "nl", MONDAY)[0]
    assert (best.kind, best.id) == ("place", "heracles")
    lines = best.text.splitlines()
    assert lines[0] == "1. Ga naar https://www.screening.be"
    assert [line.partition(".")[0] for line in lines] == [str(n) for n in range(1, len(lines) + 1)]


def test_answers_are_those_of_the_promise() -> None:
    answers = ask("wat is een hoedanigheid", "nl", MONDAY)
    assert 1 <= len(answers) <= 5
    best = answers[0]
    assert (best.kind, best.id, best.title) == ("term", "hoedanigheid", "hoedanigheid")
    assert best.text.startswith("Een groep toepassingen")
    assert best.source.startswith("G1")
    assert [one.score for one in answers] == sorted((one.score for one in answers), reverse=True)
    assert ask("hoe bak ik een taart", "nl", MONDAY) == []


def test_a_side_question_is_answered_with_its_source() -> None:
    messages = reply_to("wat is een HTB", Texts(), MONDAY)
    assert plain(messages[0].text).startswith("hoofdtoegangsbeheerder (HTB): De persoon die alle toegangen")
    assert messages[0].tone == "answer"
    assert messages[0].source.startswith("G0")
    assert messages[0].text[0].kind == "strong"


def test_a_question_for_a_title_needs_no_colon() -> None:
    assert plain(reply_to("hoe lang duurt dat", Texts(), MONDAY)[0].text).startswith("Hoe lang duurt het? Online")


def test_the_clicks_are_told_after_it() -> None:
    messages = reply_to("pincode vergeten", Texts(), MONDAY)
    assert plain(messages[1].text).startswith("1. Ga naar http")
    assert messages[1].source == messages[0].source


def test_labels_stay_labels_in_a_side_answer() -> None:
    messages = reply_to("hoe voeg ik een gebruiker toe", Texts(), MONDAY)
    assert any(span.kind == "label" and span.text == "Bevestigen" for span in messages[0].text)


def test_what_else_fits_as_well_is_named() -> None:
    named = [
        plain(messages[-1].text)
        for question in (
            "wie geeft functies",
            "gebruiker toevoegen",
            "hoe lang wachten",
            "site maken",
            "wachtwoord wijzigen",
        )
        if (messages := reply_to(question, Texts(), MONDAY)) and plain(messages[-1].text).startswith("Of bedoelde u")
    ]
    assert named
    assert all(text.count(" of '") <= MOST_OTHERS - 1 for text in named)
    assert not any("Of bedoelde" in plain(one.text) for one in reply_to("wat is een curator", Texts(), MONDAY))


def test_what_is_not_known_is_said_with_whom_to_ask() -> None:
    (message,) = reply_to("wat voor weer wordt het", Texts(), MONDAY)
    assert "geen antwoord" in plain(message.text)
    assert "02 511 51 51" in plain(message.text)
