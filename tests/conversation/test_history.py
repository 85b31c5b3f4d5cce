"""The answers given so far, and what changing one of them would do."""

from typing import Any

from assistant.conversation.history import Change, change_of, lines_of, step_key
from assistant.conversation.load import load_guide
from assistant.conversation.reading import Answer
from assistant.conversation.texts import Texts
from tests.conversation.test_repetition import two_buildings
from tests.conversation.walking import AN, BO, CIS, GUIDES, Walk, flat, person

TEXTS = Texts("nl")


def change(walk: Walk, key: str, answer: dict[str, Any]) -> Change:
    replay = walk.replay
    visit = next(visit for visit in replay.visits if visit.key == key)
    return change_of(replay, walk.events, visit, Answer(answer), TEXTS)


def given(value: object) -> dict[str, object]:
    return {"outcome": "given", "value": value}


def test_the_lines_of_what_was_answered(badge: Walk) -> None:
    badge.go("nieuw", "An", ["voordeur", "kelder"], "2026-12-01").tell("later").go(1234, "yes")
    assert [(line.key, flat(line.question), line.answer) for line in lines_of(badge.replay, TEXTS)] == [
        ("vraag.soort", "Wat wilt u?", "Een nieuwe badge"),
        ("vraag.naam", "Hoe heet u?", "An"),
        ("vraag.deuren", "Welke deuren moet An openen?", "De voordeur, De kelder"),
        ("ophalen.afspraak", "Op welke dag komt u?", "01-12-2026"),
        ("ophalen.balie", "Haal op 01-12-2026 de badge van An op.", "Later"),
        ("sleutel.pin", "Kies een code van vier cijfers.", "1234"),
    ]


def test_the_lines_of_every_kind_of_answer(badge: Walk) -> None:
    badge.say("verloren").tell("skipped").say("An").go(["voordeur"], "2026-12-01").tell("other", who="HTB").tell("unknown")
    answers = [line.answer for line in lines_of(badge.replay, TEXTS)]
    assert answers == [
        "Mijn badge is verloren", "Overgeslagen", "An", "De voordeur", "01-12-2026",
        "Iemand anders doet dit: de hoofdtoegangsbeheerder (HTB)",
    ]  # fmt: skip
    badge.tell("seen", "ophalen.balie", code="balie.dicht")
    assert lines_of(badge.replay, TEXTS)[-1].answer == "Ik zag iets anders: De balie is dicht"
    badge.tell("skipped", "ophalen.balie", reason="[/] geen zin")
    assert lines_of(badge.replay, TEXTS)[5].answer == "Overgeslagen: [/] geen zin"


def test_a_line_is_written_with_the_facts_of_its_round(crew: Walk) -> None:
    two_buildings(crew).go("wassen", "wassen", "wassen")
    replay = crew.replay
    questions = [flat(line.question) for line in lines_of(replay, TEXTS) if line.step == "mensen.lijst"]
    assert questions == [
        "Wie werkt op verdieping 1 van Oost?", "Wie werkt op verdieping 2 van Oost?", "Wie werkt op verdieping 1 van West?",
    ]  # fmt: skip
    assert replay.facts.get("mens.first_name") == "Cis", "where the conversation stands is left as it was"


def test_numbers_of_people_are_masked() -> None:
    walk = Walk(load_guide("telling", GUIDES)).go(1, AN)
    assert [line.answer for line in lines_of(walk.replay, TEXTS)] == ["1", "90.01.01-***.**"]


def test_the_same_answer_in_other_words_changes_nothing_else(badge: Walk) -> None:
    badge.go("nieuw", "An", ["voordeur"])
    found = change(badge, "vraag.naam", given("Bo"))
    assert found.plain
    assert (found.preview.old, found.preview.new, found.preview.keeps) == ("An", "Bo", 2)
    assert flat(found.preview.question) == "Hoe heet u?"


def test_what_falls_off_the_path_is_parked(badge: Walk) -> None:
    badge.go("nieuw", "An", ["voordeur", "kelder"], "2026-12-01")
    found = change(badge, "vraag.soort", given("geen"))
    assert not found.plain
    assert [line.key for line in found.preview.parks] == ["vraag.naam", "vraag.deuren", "ophalen.afspraak"]
    assert found.preview.keeps == 0


def test_what_has_to_wait_for_a_new_question_is_not_parked(badge: Walk) -> None:
    badge.go("nieuw", "An", ["voordeur"], "2026-12-01")
    found = change(badge, "vraag.soort", given("verloren"))
    assert (found.preview.parks, found.preview.keeps) == ((), 3)


def test_an_answer_that_no_longer_fits_is_to_be_given_again(badge: Walk) -> None:
    badge.go("nieuw", "An", ["kluis"], "2026-12-01").say("verloren", "vraag.soort").tell("skipped").say("An")
    badge.say("nieuw", "vraag.soort")
    found = change(badge, "vraag.soort", given("verloren"))
    assert [line.key for line in found.preview.reopens] == ["vraag.deuren"]


def test_someone_who_leaves_a_list_is_parked_in_every_section(crew: Walk) -> None:
    two_buildings(crew).go("koken").tell("done").go("wassen", "wassen", "wassen")
    found = change(crew, "mensen.lijst[1/1]", given([person(BO, "Bo"), person(CIS, "Cis")]))
    assert [line.key for line in found.preview.parks] == [f"taak.wat[1/1/{AN}]", f"taak.schort[1/1/{AN}]"]
    assert found.preview.keeps == 10


def test_looking_at_a_change_changes_nothing(crew: Walk) -> None:
    two_buildings(crew).go("wassen", "wassen")
    replay = crew.replay
    here, facts = replay.here, str(replay.facts.root)
    visit = next(visit for visit in replay.visits if visit.key == "gebouw.naam[1]")
    change_of(replay, crew.events, visit, Answer(given("Noord")), TEXTS)
    assert replay.here is here
    assert (str(replay.facts.root), replay.facts.get("gebouw.name")) == (facts, "Oost")


def test_a_question_is_found_by_its_step_or_its_key(crew: Walk) -> None:
    two_buildings(crew)
    replay = crew.replay
    assert step_key(replay, "gebouw.naam") == "gebouw.naam[2]"
    assert step_key(replay, "gebouw.naam[1]") == "gebouw.naam[1]"
    assert step_key(replay, "taak.wat") is None
