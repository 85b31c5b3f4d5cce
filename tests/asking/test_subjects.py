"""What can be asked about: every table and guide is there, each subject once, and its texts can be read as they are."""

import re
from collections import Counter

import pytest

from assistant.conversation.asking.asked import asked
from assistant.conversation.asking.contents import contents_of
from assistant.conversation.asking.entries import Subject
from assistant.conversation.asking.everyday import everyday_words
from assistant.conversation.asking.from_guides import told_to_anyone
from assistant.conversation.asking.gathered import all_subjects
from assistant.conversation.asking.speech import Speech
from assistant.conversation.load import guide_names, load_guide
from assistant.conversation.texts import Texts
from assistant.conversation.turn import plain
from assistant.domain.catalogue import catalogue
from assistant.domain.contacts import contacts
from assistant.domain.labels import labels
from assistant.domain.lexicon import lexicon
from assistant.domain.prerequisites import prerequisites
from assistant.domain.questions import questions
from assistant.domain.rights import rights
from assistant.domain.rules import rules
from assistant.domain.screens_moved import screens_moved
from assistant.domain.symptoms import symptoms
from assistant.domain.ways import ways


@pytest.fixture(scope="module")
def subjects() -> dict[str, Subject]:
    return {f"{one.entry.kind}:{one.entry.id}": one for one in all_subjects(Texts())}


def test_each_is_there_once() -> None:
    times = Counter((one.entry.kind, one.entry.id) for one in all_subjects(Texts()))
    assert [one for one, many in times.items() if many > 1] == []


def test_every_row_of_every_table_can_be_asked_about(subjects: dict[str, Subject]) -> None:
    wanted = [f"term:{key}" for key in lexicon()]
    wanted += [f"symptom:{key}" for key in symptoms()]
    wanted += [f"contact:{key}" for key in contacts()]
    wanted += [f"rule:{key}" for key in (*rules(), *screens_moved())]
    wanted += [f"rule:{row.id}" for row in (*prerequisites(), *rights().rights)]
    wanted += [f"{row.kind}:{key}" for key, row in questions().items()]
    wanted += [f"place:{key}" for key in ways()]
    assert [one for one in wanted if one not in subjects] == []
    assert sum(one.startswith("rule:application.") for one in subjects) == len(catalogue().applications)


def test_a_label_is_there_or_told_by_a_symptom(subjects: dict[str, Subject]) -> None:
    told = {key for row in symptoms().values() for key in row.screen}
    assert {key for key in labels() if f"place:label.{key}" not in subjects} == told


def test_every_guide_and_its_steps_are_there(subjects: dict[str, Subject]) -> None:
    for guide in guide_names():
        assert f"step:{guide}" in subjects
        assert load_guide(guide).head.works_out or any(one.startswith(f"step:{guide}/") for one in subjects)


def test_texts_are_whole(subjects: dict[str, Subject]) -> None:
    for key, subject in subjects.items():
        entry = subject.entry
        assert entry.title.strip(), key
        assert entry.source.strip(), key
        assert entry.lines or entry.clicks, key
        for text in (entry.title, *map(plain, entry.lines), *map(plain, entry.clicks)):
            assert text == " ".join(text.split()), (key, text)
            assert not re.search(r"\{[a-z_]|\bNone\b", text), (key, text)


def test_ways_to_ask_belong_to_something_and_stand_there_once(subjects: dict[str, Subject]) -> None:
    assert [key for key in asked() if key not in subjects] == []
    for key, ways_to_ask in asked().items():
        assert len(ways_to_ask) == len(set(ways_to_ask)), key


def test_a_way_to_ask_leads_to_one_thing_only() -> None:
    times = Counter(question for ways_to_ask in asked().values() for question in ways_to_ask)
    assert [question for question, many in times.items() if many > 1] == []


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("Voeg {person.first_name} {person.surname} toe op {site.name}.", "Voeg de persoon toe op de site."),
        ("{person.first_name} {person.surname} is al gebruiker.", "De persoon is al gebruiker."),
        ("Nummer {person.insz:masked} van {enterprise:number}", "Nummer de persoon van uw onderneming"),
        ("Kies {label.save} op {somewhere.else}.", "Kies 'Opslaan' op …."),
    ],
)
def test_a_step_is_told_to_anyone(source: str, told: str) -> None:
    assert plain(told_to_anyone(source, "step", Texts())) == told


def test_what_an_application_needs_is_told_from_its_profile(subjects: dict[str, Subject]) -> None:
    told = " ".join(map(plain, subjects["rule:application.insisto"].entry.lines))
    assert "Jeugdhulp" in told
    assert "Wachtlijstbeheerder" in told
    none = " ".join(map(plain, subjects["rule:application.evipa"].entry.lines))
    assert "Een functie is niet nodig." in none
    unknown = " ".join(map(plain, subjects["rule:application.belrai"].entry.lines))
    assert "in geen enkele handleiding" in unknown


def test_who_may_is_told_from_the_rights(subjects: dict[str, Subject]) -> None:
    told = plain(subjects["rule:A4"].entry.lines[0])
    assert "HTB" in told
    assert "TB)" not in told.replace("(HTB)", "")
    assert plain(subjects["rule:A15"].entry.lines[0]) == "Dat kan iedereen voor zichzelf."
    assert "Instelling gelinkt" in plain(subjects["rule:A8"].entry.lines[1])


def test_a_label_shows_the_way_as_far_as_itself(subjects: dict[str, Subject]) -> None:
    clicks = [plain(click) for click in subjects["place:label.manage-access"].entry.clicks]
    assert clicks[0].startswith("Ga naar https://www.csam.be")
    assert "Toegangen beheren" in clicks[-1]
    assert not any("Toegangsbeheer'" in click for click in clicks)


def test_contents_count_every_name_and_text() -> None:
    speech = Speech(everyday_words("nl"))
    contents = contents_of(all_subjects(Texts()), speech)
    assert len(contents.entries) == len(contents.texts)
    assert {name.entry for name in contents.names} == set(range(len(contents.entries)))
    for name in contents.names:
        assert name.signs <= contents.texts[name.entry]
        assert name.signs <= name.form
