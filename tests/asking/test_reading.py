"""How words are read: roots, slips of the pen, synonyms, small words."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conversation.asking.everyday import EverydayWords, everyday_words
from assistant.conversation.asking.roots import root
from assistant.conversation.asking.speech import Speech, words_of
from assistant.conversation.asking.spelling import guess
from assistant.domain.places import data_folder
from assistant.domain.rows import read_rows


@pytest.fixture(scope="module")
def dutch() -> Speech:
    return Speech(everyday_words("nl"))


@pytest.mark.parametrize(
    "forms",
    [
        "wijzigt wijzigen gewijzigd wijziging wijzigingen",
        "blokkeren blokkeert geblokkeerd",
        "aanmelden aangemeld aanmelding",
        "toegevoegd toevoegen toevoegt",
        "verwijderd verwijdert verwijderen",
        "vergeten vergeet",
        "functie functies",
        "campus campussen",
        "hoedanigheid hoedanigheden",
        "kaart kaarten kaartje kaartjes",
        "potlood potloodje",
        "lijst lijstje lijsten",
        "geeft geven",
        "opent openen open",
        "radioloog radiologen",
    ],
)
def test_the_forms_of_a_word_have_one_root(forms: str) -> None:
    assert len({root(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("beheren", "beheerder"), ("site", "sites2"), ("recht", "rij"), ("gebruiker", "gebruiken"), ("toegang", "toevoegen"),
        ("hoofdtoegangsbeheerder", "toegangsbeheerder"), ("subafdeling", "subdivisie"),
    ],
)  # fmt: skip
def test_other_words_keep_another_root(one: str, other: str) -> None:
    assert root(one) != root(other)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789", max_size=40))
def test_a_root_is_never_empty_nor_longer(word: str) -> None:
    assert len(root(word)) <= len(word)
    assert bool(root(word)) == bool(word)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Wat is een HTB?", ["wat", "is", "een", "htb"]),
        ("e-mail van de co-HTB", ["email", "van", "de", "cohtb"]),
        ("eID-software", ["eid", "software"]),
        ("csam.be, csams.be.", ["csam.be", "csams.be"]),
        ("HCO-nummers", ["hco", "nummers"]),
        ("één café's", ["een", "cafe", "s"]),
        ("  [b]\u200bvet[/b] ", ["b", "vet", "b"]),
        ("", []),
    ],
)
def test_words_are_plain(text: str, words: list[str]) -> None:
    assert words_of(text) == words


KNOWN = frozenset(
    ["hoedanigheid", "wachtwoord", "kaartlezer", "probleem", "gebruiker", "pincode", "lezen", "kaart", "activeren"]
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wachtwoort", ("wachtwoord",)),
        ("wahctwoord", ("wachtwoord",)),
        ("gebuiker", ("gebruiker",)),
        ("hoedanighijd", ("hoedanigheid",)),
        ("hoedannigheit", ("hoedanigheid",)),
        ("pinkode", ("pincode",)),
        ("aktivere", ("activeren",)),
        ("kaartlezerprobleem", ("kaartlezer", "probleem")),
    ],
)
def test_a_slip_is_seen_through(typed: str, meant: tuple[str, ...]) -> None:
    found = guess(typed, KNOWN)
    assert found is not None
    assert found.words == meant
    assert 0 < found.sure < 1


@pytest.mark.parametrize("typed", ["taart", "xyzzy", "gezond", "nu", "12345", "wachtkamer", "kaa"])
def test_another_word_is_no_slip(typed: str) -> None:
    assert guess(typed, KNOWN) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("paswoord vergeten", "ik weet mijn wachtwoord niet meer"),
        ("de kaartlezer doet het ni meer", "kaartlezer stuk"),
        ("kaartlezer werkt helemaal niet", "kaartlezer kapot"),
        ("VTE", "hoofdtoegangsbeheerder"),
        ("Verantwoordelijke Toegangen Entiteit", "HTB"),
        ("lokale beheerder", "TB"),
        ("kgeraak er nie in", "ik kan niet binnen"),
        ("hoe lang duurt dat", "hoelang"),
    ],
)
def test_words_that_mean_the_same_have_one_sign(dutch: Speech, one: str, other: str) -> None:
    assert dutch.read(dutch.words_of(one)).signs == dutch.read(dutch.words_of(other)).signs


def test_small_words_tell_nothing_unless_they_are_all_there_is(dutch: Speech) -> None:
    assert dutch.read(dutch.words_of("wat is de hoedanigheid")).signs == {root("hoedanigheid")}
    assert dutch.read(["wat", "is", "het"]).signs
    assert dutch.read(dutch.words_of("wat is de hoedanigheid")).form > {root("hoedanigheid")}


def test_a_phrase_may_have_words_between_but_not_too_many() -> None:
    speech = Speech(EverydayWords(same=(("stuk", "werkt .. niet"),)))
    assert "stuk" in speech.read(["mijn", "lezer", "werkt", "vandaag", "niet"]).signs
    assert "stuk" not in speech.read(["dat", "werkt", "als", "een", "trein", "en", "rijdt", "toch", "lang", "niet"]).signs
    assert {"lezer", "stuk"} <= speech.read(["werkt", "mijn", "lezer", "niet"]).signs


def test_a_longer_phrase_goes_before_a_shorter_one() -> None:
    speech = Speech(EverydayWords(same=(("dood", "gaat niet"), ("toe", "gaat niet open"))))
    assert speech.read(["hij", "gaat", "niet", "open"]).signs == {"hij", "toe"}


def test_the_kind_of_answer_is_heard(dutch: Speech) -> None:
    assert "contact" in dutch.kinds_asked(words_of("wie moet ik bellen"))
    assert "place" in dutch.kinds_asked(words_of("waar vind ik dat"))
    assert "term" in dutch.kinds_asked(words_of("wat is een site"))
    assert dutch.kinds_asked(words_of("hoedanigheid")) == frozenset()


def test_no_word_is_in_two_groups() -> None:
    table = read_rows(data_folder() / "everyday_words.yaml", dict[str, EverydayWords])
    for language, words in table.items():
        members = Counter(" ".join(words_of(one)) for group in words.same for one in set(group) if ".." not in one)
        assert [one for one, times in members.items() if times > 1] == [], language
