"""Whether one role may do something with another: yes or no, as the table of rights says, whatever the search would find."""

from datetime import datetime
from itertools import product

import pytest

from assistant.conversation.asking.answers import ask
from assistant.conversation.texts import Texts
from assistant.conversation.wording import role_words
from assistant.domain.days import BRUSSELS
from assistant.domain.rights import may, right_for
from assistant.domain.vocabulary import Role

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=BRUSSELS)
NAMES = {role: (role.value,) for role in Role} | {
    Role.WV: ("WV", "wettelijk vertegenwoordiger"),
    Role.HTB: ("HTB", "hoofdtoegangsbeheerder", "VTE"),
    Role.CO_HTB: ("co-HTB", "co-hoofdtoegangsbeheerder"),
    Role.TB: ("TB", "lokale beheerder"),
    Role.CO_TB: ("co-TB", "co-toegangsbeheerder"),
    Role.USER: ("gebruiker",),
}
APPOINTING = {
    Role.HTB: "htb.appoint",
    Role.CO_HTB: "cohtb.add",
    Role.TB: "tb.replace",
    Role.CO_TB: "cotb.add",
}
"""By role, the action by which somebody gets it."""


def answer(question: str) -> tuple[str, str]:
    """The row that answers first, and what it says before anything else."""
    best = ask(question, "nl", NOW)[0]
    return best.id, best.text.partition(".")[0]


def wanted(action: str, actor: Role) -> tuple[str, str]:
    """What the table of rights says of it, worked out apart."""
    right = right_for(action)
    assert right is not None
    who = role_words(actor, Texts())
    if not may(action, actor):
        return right.id, f"Nee, dat mag {who} niet"
    if list(right.roles) == [actor]:
        return right.id, "Ja"
    return right.id, f"Ja, dat mag {who}" + (" in de eigen hoedanigheid" if actor is Role.TB else "")


@pytest.mark.parametrize(("actor", "holder"), list(product(Role, APPOINTING)))
@pytest.mark.parametrize("verb", ["aanstellen", "aanduiden", "toevoegen"])
def test_who_may_appoint_whom(actor: Role, holder: Role, verb: str) -> None:
    for one, other in product(NAMES[actor], NAMES[holder]):
        expected = wanted(APPOINTING[holder], actor)
        assert answer(f"mag een {one} een {other} {verb}") == expected
        assert answer(f"kan de {one} ook een nieuwe {other} {verb}?") == expected


@pytest.mark.parametrize("actor", Role)
def test_who_may_appoint_the_manager_of_a_unit(actor: Role) -> None:
    units = {"A6": may("subdivision.add", actor).ok, "A7": may("site.add", actor).ok}
    told = {one.id: one.text for one in ask(f"mag een {NAMES[actor][0]} een SB aanstellen", "nl", NOW)[:2]}
    assert {right: text.startswith("Ja") for right, text in told.items()} == units
    assert all(text.startswith(("Ja", "Nee, dat mag")) for text in told.values())
    assert next(iter(told)) == ("A7" if actor is Role.SB else "A6")


@pytest.mark.parametrize(
    ("question", "right", "says"),
    [
        ("mag een TB een HTB vervangen", "A16", "Nee, dat mag de toegangsbeheerder (TB) niet"),
        ("mag een co-HTB een co-HTB verwijderen", "A4", "Nee, dat mag een co-hoofdtoegangsbeheerder (co-HTB) niet"),
        ("mag een co-TB een co-TB blokkeren", "A5", "Nee, dat mag een co-toegangsbeheerder (co-TB) niet"),
        ("mag ik als co-HTB een HTB aanstellen", "A1", "Nee, dat mag een co-hoofdtoegangsbeheerder (co-HTB) niet"),
        ("ik ben co-TB, mag ik een TB aanstellen?", "A3", "Nee, dat mag een co-toegangsbeheerder (co-TB) niet"),
        ("kan een HTB aangesteld worden door een co-HTB", "A1", "Nee, dat mag een co-hoofdtoegangsbeheerder (co-HTB) niet"),
        ("mag een TB of een SB een co-HTB aanstellen", "A4", "Nee, dat mag de toegangsbeheerder (TB) niet"),
        ("mag een SB een TB van een hoedanigheid aanstellen", "A3", "Nee, dat mag de subafdelingsbeheerder (SB) niet"),
        ("onze HTB is weg, mag een TB een nieuwe HTB aanduiden", "A1", "Nee, dat mag de toegangsbeheerder (TB) niet"),
    ],
)
def test_however_it_is_asked(question: str, right: str, says: str) -> None:
    assert answer(question) == (right, says)


def test_two_who_are_asked_about_get_an_answer_each() -> None:
    best = ask("mag een co-HTB of een SB een TB aanstellen", "nl", NOW)[0]
    assert best.text.startswith("Ja, dat mag een co-hoofdtoegangsbeheerder (co-HTB). Nee, dat mag de subafdelingsbeheerder")


@pytest.mark.parametrize(
    "question",
    [
        "wie mag een TB aanstellen, de HTB of de co-HTB",
        "mag een SB de functie van een gebruiker verwijderen",
        "mag een TB een subafdeling verwijderen of enkel de HTB",
        "mag een HTB zonder TB een subafdeling maken",
        "wie mag een HTB aanstellen",
        "mijn co-HTB is zijn wachtwoord kwijt, kan ik dat als HTB aanpassen",
        "mag een HTB met een co-HTB een hoedanigheid toevoegen",
    ],
)
def test_what_is_another_question_gets_no_yes_or_no(question: str) -> None:
    assert not ask(question, "nl", NOW)[0].text.startswith(("Ja", "Nee"))


def test_a_yes_says_where_it_is_no() -> None:
    fagg = "maar niet in de hoedanigheid Instelling gelinkt aan de gezondheidszorg."
    for question in ("mag een co-TB een collega toevoegen", "mag een co-tb gebruikers toevoegen bij fagg"):
        told = ask(question, "nl", NOW)[0].text
        assert told.startswith(f"Ja, dat mag een co-toegangsbeheerder (co-TB) in de eigen hoedanigheid, {fagg}")
    assert fagg not in ask("mag een TB een collega toevoegen", "nl", NOW)[0].text


def test_the_answer_is_given_once_and_at_most_five() -> None:
    found = [(one.kind, one.id) for one in ask("mag een co-HTB een HTB aanstellen", "nl", NOW)]
    assert len(found) == len(set(found)) <= 5
