"""docs/coverage.md tells the truth: every fact of the guides is carried by something that exists, every source is listed."""

import re
from collections import Counter

import pytest

from assistant.conversation.load import load_guide
from docs.coverage.carriers import exists
from docs.coverage.facts import GUIDES, is_listed, sections_named, source
from docs.coverage.write import FILE, page

FLOWS = ("mammografie", "jeugdhulp", "fagg", "departement-zorg", "gebruikersbeheer")


@pytest.mark.parametrize("name", GUIDES)
def test_what_carries_a_fact_exists(name: str) -> None:
    told = source(name)
    carriers = [one for part in told.sections for fact in part.facts for one in fact.by]
    assert len(carriers) > 50
    assert [one for one in carriers if not exists(one, told.guide)] == []


@pytest.mark.parametrize("name", GUIDES)
def test_every_fact_is_carried_or_says_why_not(name: str) -> None:
    for part in source(name).sections:
        assert part.facts, part.id
        for fact in part.facts:
            assert bool(fact.by) != bool(fact.left_out), fact.says
            assert len(set(fact.by)) == len(fact.by), fact.says
            assert fact.says.endswith("."), fact.says


@pytest.mark.parametrize("name", GUIDES)
def test_sections_stand_there_once(name: str) -> None:
    assert [id_ for id_, times in Counter(part.id for part in source(name).sections).items() if times > 1] == []


@pytest.mark.parametrize("guide", FLOWS)
def test_every_source_of_a_step_is_listed(guide: str) -> None:
    named = {
        (step.id, *one)
        for section in load_guide(guide).sections
        for step in section.steps
        for one in sections_named(step.source)
    }
    assert len(named) > 20
    assert [one for one in sorted(named) if not is_listed(*one[1:])] == []


@pytest.mark.parametrize("name", GUIDES)
def test_every_section_is_a_source_of_something(name: str) -> None:
    """A section whose facts only sit in tables is fine; one that nothing at all carries is not."""
    told = source(name)
    bare = [part.id for part in told.sections if not any(fact.by for fact in part.facts)]
    assert bare == (["1.2.1"] if name == "G1" else [])


def test_a_source_is_taken_apart() -> None:
    assert list(sections_named("G2 stap 3.1–3.5, slot; rulebook P8; G0 VI en VII.c")) == [
        ("G2", "stap 3.1"), ("G2", "stap 3.5"), ("G2", "slot"), ("G0", "VI"), ("G0", "VII.c"),
    ]  # fmt: skip
    assert list(sections_named("G1 3.5.1 en 4 stap 3–8")) == [("G1", "3.5.1"), ("G1", "4 stap 3"), ("G1", "4 stap 8")]


def test_what_does_not_exist_is_seen() -> None:
    assert not exists("step:htb.nergens", "fagg")
    assert not exists("rule:X9", "fagg")
    assert not exists("weather:sun", "fagg")
    assert not is_listed("G3", "9.9")


def test_the_page_is_up_to_date() -> None:
    assert FILE.read_text(encoding="utf-8") == page(), "run: python docs/coverage/write.py"


def test_no_sentence_of_a_guide_is_copied() -> None:
    """Facts are short and our own: none is long enough to be a sentence of a guide."""
    for name in GUIDES:
        for part in source(name).sections:
            for fact in part.facts:
                assert len(re.findall(r"\w+", fact.says)) <= 30, fact.says
