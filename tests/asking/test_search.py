"""What a question finds, and in which order."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.conversation.asking.search import MOST, Found, find


def best(question: str) -> str:
    found = find(question, "nl")
    return f"{found[0].entry.kind}:{found[0].entry.id}" if found else ""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("paswoord vergeten", "symptom:password-forgotten"),
        ("wie belt ik", "rule:who-to-call"),
        ("kaartlezer stuk", "symptom:card-reader-broken"),
        ("hoe lang duurt dat", "rule:how-long"),
        ("ik kan niet binnen", "symptom:cannot-get-in"),
        ("Wat is een HTB?", "term:htb"),
        ("WAT BETEKENT VTE", "term:htb"),
        ("hoedanighijd", "term:hoedanigheid"),
        ("U mag de hoedanigheid niet activeren", "symptom:capacity.refused"),
        ("is het contactcenter nu open", "contact:eranova"),
        ("wie mag een co-HTB verwijderen", "rule:A4"),
        ("Gestionnaire d'Accès Principal", "term:htb"),
    ],
)
def test_everyday_words_find_their_answer(question: str, answer: str) -> None:
    assert best(question) == answer


@pytest.mark.parametrize(
    "question", ["", "   ", "?", "\x00", "…", "hoe bak ik een chocoladetaart", "asdfgh qwerty", "12345 67890"]
)
def test_nothing_is_found_for_nothing(question: str) -> None:
    assert find(question, "nl") == []


@given(st.text(max_size=120))
@settings(deadline=None)
def test_any_text_is_answered_in_order_or_not_at_all(text: str) -> None:
    found = find(text, "nl")
    scores = [one.score for one in found]
    assert len(found) <= MOST
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert len({(one.entry.kind, one.entry.id) for one in found}) == len(found)


@given(st.text(max_size=60))
@settings(deadline=None)
def test_case_and_spaces_do_not_count(text: str) -> None:
    def keys(found: list[Found]) -> list[tuple[str, float]]:
        return [(one.entry.id, round(one.score, 9)) for one in found]

    assert keys(find(f"  {text} ", "nl")) == keys(find(text, "nl"))
    assert keys(find("WIE BELT IK", "nl")) == keys(find("wie  belt ik", "nl"))


def test_a_very_long_question_is_looked_at_in_part() -> None:
    assert best("wat is een HTB " + "x" * 100_000) == "term:htb"
    assert len(find("gebruiker toevoegen " * 10_000, "nl")) <= MOST


def test_the_words_that_were_understood_are_told() -> None:
    found = find("mijn wachtwoort vergeten", "nl")[0]
    assert set(found.shared) == {"wachtwoort", "vergeten"}


def test_an_answer_fits_less_the_more_else_is_asked() -> None:
    alone, more = find("pincode vergeten", "nl")[0], find("pincode vergeten van de directeur zijn kaart", "nl")[0]
    assert alone.entry == more.entry
    assert alone.score > more.score


def test_words_that_are_meant_elsewhere_weigh_against_an_answer() -> None:
    assert best("wachtwoord vergeten")
    assert best("wachtwoord van de wifi en de printer") == ""


def test_a_step_told_by_several_guides_comes_once() -> None:
    for question in ("hoe voeg ik een gebruiker toe", "functie geven", "uitloggen", "naam van de organisatie"):
        steps = [one.entry.double for one in find(question, "nl") if one.entry.kind == "step" and one.entry.double]
        assert len(steps) == len(set(steps))


def test_a_word_of_the_screen_is_found_by_its_very_words() -> None:
    assert best("waar staat 'De details van de onderneming raadplegen of wijzigen'") in (
        "place:label.enterprise-details",
        "place:enterprise-details",
    )


def test_a_language_without_words_of_its_own_still_finds_the_field_s_words() -> None:
    assert find("Hauptzugangsverwalter", "de")[0].entry.id == "htb"
    assert find("Chief Access Manager", "xx")[0].entry.id == "htb"
