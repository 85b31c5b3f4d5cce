"""Sections that repeat: nested rounds, lists that grow and shrink, answers that stay with their person."""

from assistant.conversation.load import load_guide
from assistant.conversation.replay import Replay
from tests.conversation.walking import AN, BO, CIS, GUIDES, Walk, person


def two_buildings(crew: Walk) -> Walk:
    """Two buildings with two floors and one; An and Bo on the first floor, Bo on the second, Cis in the other building."""
    crew.go(2, "Oost", 2, "West", 1)
    return crew.go([person(AN, "An"), person(BO, "Bo")], [person(BO, "Bo")], [person(CIS, "Cis")])


def test_a_round_for_each_item(crew: Walk) -> None:
    crew.say(2)
    asked = []
    for answer in ("Oost", 2, "West", 1):
        asked.append(crew.here)
        crew.say(answer)
    assert asked == ["gebouw.naam[1]", "gebouw.verdiepingen[1]", "gebouw.naam[2]", "gebouw.verdiepingen[2]"]
    assert crew.here == "mensen.lijst[1/1]"


def test_nested_rounds_are_marked_by_number_and_person(crew: Walk) -> None:
    two_buildings(crew)
    asked = []
    while crew.here.startswith("taak"):
        asked.append(crew.here)
        crew.say("wassen")
    assert asked == [f"taak.wat[1/1/{AN}]", f"taak.wat[1/1/{BO}]", f"taak.wat[1/2/{BO}]", f"taak.wat[2/1/{CIS}]"]


def test_facts_of_a_round_stay_with_their_item(crew: Walk) -> None:
    two_buildings(crew).go("koken").tell("done")
    facts = crew.replay.facts
    floors = facts.get("gebouwen")[0]["verdiepingen"]
    assert [floor["mensen"][0]["first_name"] for floor in floors] == ["An", "Bo"]
    assert floors[0]["mensen"][0]["schort"] == "true"
    assert "schort" not in floors[0]["mensen"][1]


def test_a_round_that_waits_does_not_hold_up_the_others(crew: Walk) -> None:
    two_buildings(crew).tell("later").go("wassen", "wassen", "wassen")
    replay = crew.replay
    assert (replay.pause, [visit.key for visit in replay.waiting]) == ("held", [f"taak.wat[1/1/{AN}]"])
    assert Replay(crew.guide, crew.events, focus=f"taak.wat[1/1/{AN}]").pause == "asks"


def test_what_waits_is_shown_with_the_facts_of_its_round(crew: Walk) -> None:
    two_buildings(crew).tell("later").tell("later")
    replay = crew.replay
    names = []
    for visit in replay.waiting:
        with replay.at(visit) as facts:
            names.append(facts.get("mens.first_name"))
    assert names == ["An", "Bo"]


def test_a_list_that_shrinks_parks_and_one_that_grows_asks(crew: Walk) -> None:
    crew.go(2, "Oost", 2, "West", 1)
    crew.say(1, "gebouwen.aantal")
    assert crew.here == "mensen.lijst[1/1]"
    assert [event.key for event in crew.replay.parked] == ["gebouw.naam[2]", "gebouw.verdiepingen[2]"]
    crew.say(3, "gebouwen.aantal")
    assert crew.here == "gebouw.naam[3]"
    assert crew.replay.parked == []
    assert [item["name"] for item in crew.replay.facts.items("gebouwen")[:2]] == ["Oost", "West"]


def test_answers_stay_with_a_person_when_the_list_changes(crew: Walk) -> None:
    two_buildings(crew).go("koken").tell("done").go("leiden", "wassen", "wassen")
    assert crew.here == "rondgang.wie[1]"
    crew.say([person(CIS, "Cis"), person(BO, "Bo"), person(AN, "An")], "mensen.lijst[1/1]")
    assert crew.here == f"taak.wat[1/1/{CIS}]"
    crew.say("wassen")
    assert crew.here == "rondgang.wie[1]"
    tasks = {mens["first_name"]: mens["taak"] for mens in crew.replay.facts.get("gebouwen")[0]["verdiepingen"][0]["mensen"]}
    assert tasks == {"An": "koken", "Bo": "leiden", "Cis": "wassen"}


def test_someone_who_leaves_the_list_is_parked_and_comes_back(crew: Walk) -> None:
    two_buildings(crew).go("wassen", "leiden", "wassen", "wassen")
    crew.say([person(BO, "Bo")], "mensen.lijst[1/1]")
    assert [event.key for event in crew.replay.parked] == [f"taak.wat[1/1/{AN}]"]
    crew.say([person(AN, "An"), person(BO, "Bo")], "mensen.lijst[1/1]")
    assert (crew.here, crew.replay.parked) == ("rondgang.wie[1]", [])


def test_a_loop_with_a_condition_takes_only_those(crew: Walk) -> None:
    two_buildings(crew).go("leiden", "wassen", "wassen", "wassen")
    assert crew.here == "rondgang.wie[1]"
    assert crew.say(BO).here == "end"


def test_a_choice_among_people_is_asked_again_when_the_person_is_gone(crew: Walk) -> None:
    two_buildings(crew).go("leiden", "wassen", "wassen", "wassen", AN)
    crew.say([person(BO, "Bo")], "mensen.lijst[1/1]").say("leiden", f"taak.wat[1/1/{BO}]")
    assert (crew.here, crew.replay.pause) == ("rondgang.wie[1]", "lost")


def test_a_number_given_inside_a_round_does_not_move_the_round() -> None:
    walk = Walk(load_guide("telling", GUIDES)).go(2)
    assert [walk.here, walk.say(AN).here, walk.say("An").here] == ["mens.insz[1]", "mens.naam[1]", "mens.insz[2]"]
    walk.go(AN, "Bo")
    assert [item["naam"] for item in walk.replay.facts.items("mensen")] == ["An", "Bo"]
    walk.say(BO, "mens.insz[2]")
    assert (walk.here, walk.replay.parked) == ("end", [])


def test_a_list_may_be_named_by_another_loop() -> None:
    walk = Walk(load_guide("telling", GUIDES)).go(1, AN, "An")
    assert walk.replay.facts.get("mensen")[0]["kinderen"] == [{"number": 1, "mark": "1", "naam": "eerste"}]
