"""Facts that follow from the answers: named in a guide, checked, and never kept."""

from pathlib import Path

import pytest

from assistant.checks.troubleshoot.telling import Told, case_of
from assistant.conversation import trouble
from assistant.conversation.lint import check_all
from assistant.conversation.scope import Facts
from assistant.conversation.texts import Sentence, Texts
from assistant.conversation.turn import plain
from assistant.conversation.understand import Offer, named_in
from assistant.conversation.worked_out import WORKED_OUT, worked_out

GUIDE = """\
id: proef
title: Een proef
about: Een proef.
source: interface §2
sections: [een]
works-out: [{names}]
"""
SECTION = """\
id: een
title: Een
steps:
  - id: een.vraag
    text: Hoe heet {name}?
    ask: {{kind: text, save: said.waar}}
    do: [{action}]
    source: interface §2
"""


def faults(folder: Path, *, names: str = "trouble", name: str = "{trouble.application}", action: str = "") -> list[str]:
    (folder / "proef").mkdir()
    (folder / "proef" / "guide.yaml").write_text(GUIDE.format(names=names), encoding="utf-8")
    text = SECTION.format(name=name, action=action or "{action: tree.import, data: {tree: '{trouble.first}'}}")
    (folder / "proef" / "een.yaml").write_text(text, encoding="utf-8")
    return [fault.message for fault in check_all(folder)]


def test_a_guide_may_use_what_it_works_out(tmp_path: Path) -> None:
    assert faults(tmp_path) == []


def test_what_nothing_works_out_is_told(tmp_path: Path) -> None:
    assert any("'weer' kan niet uitgewerkt worden" in one for one in faults(tmp_path, names="trouble, weer"))


def test_a_field_that_is_not_worked_out_is_told(tmp_path: Path) -> None:
    assert any("'trouble.kleur'" in one for one in faults(tmp_path, name="{trouble.kleur}"))


def test_without_naming_it_nothing_of_it_is_known(tmp_path: Path) -> None:
    assert any("'trouble.application'" in one for one in faults(tmp_path, names=""))


def test_a_tree_is_kept_with_nothing_else(tmp_path: Path) -> None:
    found = faults(tmp_path, action="{action: tree.import, data: {boom: '{trouble.first}'}}")
    assert any("'tree.import' neemt alleen 'tree'" in one for one in found)


def test_words_that_are_no_option_need_one_to_stand_for_them(tmp_path: Path) -> None:
    (tmp_path / "proef").mkdir()
    (tmp_path / "proef" / "guide.yaml").write_text(GUIDE.format(names=""), encoding="utf-8")
    ask = "{kind: choice, typed: {save: message, as: anders}, options: [{value: een, text: Een}, {value: twee, text: Twee}]}"
    section = f"id: een\ntitle: Een\nsteps:\n  - id: een.vraag\n    text: Wat?\n    ask: {ask}\n"
    (tmp_path / "proef" / "een.yaml").write_text(section, encoding="utf-8")
    assert [one.message for one in check_all(tmp_path)] == ["stap 'een.vraag': 'anders' is geen van de mogelijkheden"]


def test_a_sentence_names_an_option_or_none() -> None:
    offers = [Offer("a", "Heracles"), Offer("b", "INSISTO"), Offer("c", "De site maken", ("site",)), Offer("d", "Nee")]
    assert named_in("Ik kan niet in heracles!", offers) == "a"
    assert named_in("heracles of insisto?", offers) is None
    assert named_in("ik wil de site maken", offers) == "c"
    assert named_in("ik ben op de website", offers) is None
    assert named_in("", offers) is None


def test_all_that_is_worked_out_is_named() -> None:
    facts = Facts(worked_out=worked_out(WORKED_OUT))
    for name, value in {"said.waar": "Heracles", "said.functie": "voorbij", "asked.functie": "yes"}.items():
        facts.put(name, value)
    facts.put("found.code", "function.expired")
    for name, value in {"enterprise": "0123456749", "kept.insz": "90010199992"}.items():
        facts.put(name, value)
    for name, fields in WORKED_OUT.items():
        found = {"trouble": trouble.trouble, "sketch": trouble.sketch}[name](facts)
        named = {field.partition(".")[0] for field in fields}
        assert named == set(found)
        assert set(found.get("first", {})) in (set(), {f.partition(".")[2] for f in fields if f.startswith("first.")})


@pytest.mark.parametrize("place", [None, "Heracles", "INSISTO", "eVIPA", "FAGG portal", "BelRAI", "beheer", "aanstellen"])
def test_nothing_is_left_open_in_what_is_said_of_a_cause(place: str | None) -> None:
    for code in case_of(place).codes:
        told = Told(place, hints=frozenset({code}))
        for other in case_of(place).codes:
            told = told if other == code else told.without(other)
        first = trouble._trouble(told)["first"]
        assert first["code"] == code
        for name, value in first.items():
            said = plain(Texts().rich("{x}", "", {"x": value})) if value is not None else "Niets."
            assert not set("{}…") & set(said), (code, name, said)


def test_what_is_worked_out_changes_with_the_answers_and_is_not_kept() -> None:
    facts = Facts(worked_out=worked_out(("trouble",)))
    facts.put("said.waar", "INSISTO")
    assert facts.get("trouble.question") == "plaats"
    facts.put("said.plaats", "geblokkeerd")
    facts.put("asked.plaats", "yes")
    assert facts.get("trouble.question") is None
    assert facts.get("trouble.code") == "user.blocked"
    assert "trouble" not in facts.root


def test_an_answer_of_the_guides_own_comes_before_what_is_worked_out() -> None:
    facts = Facts({"trouble": "eigen"}, worked_out(("trouble",)))
    assert facts.get("trouble") == "eigen"


def test_a_sentence_among_the_facts_is_shown_with_its_own_facts() -> None:
    inner = Sentence("de {thing}", "", {"thing": "knop"})
    shown = Texts().rich("Druk op {what}.", "", {"what": inner})
    assert plain(shown) == "Druk op de knop."
    lines = Texts().rich("Zo:{what}", "", {"what": (inner, Sentence("klaar"))})
    assert plain(lines) == "Zo:\nde knop\nklaar"


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("U mag de hoedanigheid niet activeren", "capacity.refused"),
        ("u bent al gekend als hoofdtoegangsbeheerder voor deze onderneming", "htb.already-self"),
        ("Er staat: Geen organisatie", "signin.wrong-organisation"),
        ("deze gebruikersnaam is al in gebruik", "username.taken"),
    ],
)
def test_a_message_points_to_what_it_says(message: str, code: str) -> None:
    assert code in trouble.hints_in(message)


@pytest.mark.parametrize("message", ["", "   ", "[/]", "{x}", "error 500", "a" * 300, "het regent vandaag"])
def test_a_message_that_says_nothing_points_nowhere(message: str) -> None:
    assert trouble.hints_in(message) == frozenset()
