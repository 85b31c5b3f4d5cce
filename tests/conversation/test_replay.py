"""Events walked through the flow: position, facts, what waits, what is parked."""

import pytest

from assistant.conversation.events import Event
from assistant.conversation.load import load_guide
from assistant.conversation.replay import Replay
from tests.conversation.walking import GUIDES, Walk


def test_a_new_conversation_stands_at_the_first_question(badge: Walk) -> None:
    replay = badge.replay
    assert (badge.here, replay.pause) == ("vraag.soort", "asks")
    assert (replay.facts.get("taal"), replay.facts.get("groet")) == ("nl", "Dag van Kliniek Voorbeeld")
    assert [visit.key for visit in replay.visits] == ["vraag.welkom", "vraag.soort"]


def test_from_beginning_to_end(badge: Walk) -> None:
    badge.go("nieuw", "An", ["voordeur", "kelder"], "2026-12-01").tell("done").go(1234, "yes")
    replay = badge.replay
    assert (replay.pause, replay.here) == ("end", None)
    assert all(replay.is_done(section) for section in badge.guide.sections)
    assert {name: replay.facts.get(name) for name in ("soort", "reden", "naam", "kelder", "dag", "pin")} == {
        "soort": "nieuw", "reden": "eerste", "naam": "An", "kelder": "yes", "dag": "2026-12-01", "pin": 1234,
    }  # fmt: skip
    assert [visit.key for visit in replay.visits if visit.passed] == ["sleutel.wie"]


def test_an_option_leads_its_own_way(badge: Walk) -> None:
    assert badge.say("verloren").here == "vraag.waar"
    assert badge.say("in de tram").here == "vraag.naam-verloren"
    assert badge.say("An").here == "vraag.deuren"


def test_an_optional_question_may_be_skipped(badge: Walk) -> None:
    assert badge.say("verloren").tell("skipped").here == "vraag.naam-verloren"
    assert badge.replay.facts.get("verloren_waar") is None


def test_a_section_without_rounds_is_done_and_hinders_nobody(badge: Walk) -> None:
    badge.say("geen")
    assert badge.here == "slot.akkoord"
    replay = badge.replay
    assert [replay.is_done(section) for section in badge.guide.sections] == [True, True, True, False]


def test_not_knowing_leads_on_where_the_flow_says_so(badge: Walk) -> None:
    badge.tell("unknown")
    assert [visit.key for visit in badge.replay.visits][:3] == ["vraag.welkom", "vraag.soort", "vraag.hulp"]
    assert badge.here == "slot.akkoord"


@pytest.mark.parametrize("outcome", ["unknown", "later"])
def test_a_question_that_cannot_be_answered_yet_waits(badge: Walk, outcome: str) -> None:
    badge.say("nieuw").tell(outcome)
    replay = badge.replay
    assert (replay.pause, [visit.key for visit in replay.waiting]) == ("held", ["vraag.naam"])
    assert not replay.is_done(badge.guide.sections[0])
    assert replay.missing(badge.guide.sections[1]) is badge.guide.sections[0]


def test_what_can_go_on_goes_on(badge: Walk) -> None:
    badge.go("nieuw", "An", ["kelder"], "2026-12-01").tell("other", who="HTB")
    assert badge.here == "sleutel.pin"
    badge.say(1234)
    assert badge.here == "held"
    assert [visit.key for visit in badge.replay.waiting] == ["ophalen.balie"]


def test_what_waits_can_be_looked_at_again(badge: Walk) -> None:
    badge.say("nieuw").tell("later")
    replay = Replay(badge.guide, badge.events, focus="vraag.naam")
    assert replay.here is not None
    assert (replay.here.key, replay.pause, replay.waiting) == ("vraag.naam", "asks", [])
    assert badge.say("An", "vraag.naam").here == "vraag.deuren"


@pytest.mark.parametrize(
    ("code", "here"),
    [
        ("balie.dicht", "ophalen.later"),
        ("step.unconfirmed", "ophalen.balie"),
        ("htb.unwilling", "held"),
        ("relogin.required", "slot.akkoord"),
    ],
)
def test_what_was_seen_instead_leads_on(badge: Walk, code: str, here: str) -> None:
    badge.go("nieuw", "An", ["voordeur"], "2026-12-01").tell("seen", code=code)
    assert badge.here == here
    assert badge.replay.facts.get("snel") == ("true" if code == "relogin.required" else None)


def test_seen_again_and_then_done(badge: Walk) -> None:
    badge.go("nieuw", "An", ["voordeur"], "2026-12-01").tell("seen", code="step.unconfirmed")
    replay = badge.replay
    assert replay.here is not None
    assert replay.here.answer is not None
    assert replay.here.answer.outcome == "seen"
    assert badge.tell("done").here == "slot.akkoord"


def test_answers_off_the_path_are_parked_and_come_back_with_it(badge: Walk) -> None:
    badge.go("verloren", "in de tram", "An", ["voordeur"], "2026-12-01")
    badge.say("geen", "vraag.soort")
    assert badge.here == "slot.akkoord"
    assert [event.key for event in badge.replay.parked] == [
        "vraag.waar", "vraag.naam-verloren", "vraag.deuren", "ophalen.afspraak",
    ]  # fmt: skip
    badge.say("verloren", "vraag.soort")
    assert badge.here == "ophalen.balie"
    assert badge.replay.parked == []


def test_an_answer_that_is_taken_back_is_asked_again(badge: Walk) -> None:
    badge.go("nieuw", "An").keep("withdrawn", "vraag.naam")
    assert badge.here == "vraag.naam"
    assert badge.replay.answer_at("vraag.naam") is None


def test_the_last_answer_counts(badge: Walk) -> None:
    badge.go("nieuw", "An", ["voordeur"]).say("Bo", "vraag.naam")
    assert badge.replay.facts.get("naam") == "Bo"
    assert badge.here == "ophalen.afspraak"


def test_what_an_option_no_longer_sets_is_gone(badge: Walk) -> None:
    badge.go("nieuw", "An", ["voordeur", "kelder"]).say(["voordeur"], "vraag.deuren")
    assert badge.replay.facts.get("kelder") is None


def test_facts_are_as_they_were_at_each_step(badge: Walk) -> None:
    badge.go("nieuw", "An", ["voordeur"])
    replay = badge.replay
    said = next(visit for visit in replay.visits if visit.key == "vraag.naam")
    with replay.at(said) as facts:
        assert facts.get("answer") == "An"
    assert replay.facts.get("answer") is None


# A flow that changed.


def test_answers_of_steps_that_were_renamed(renamed: Walk) -> None:
    for old in ("namen.oudste", "namen.oud", "namen.vorig", "namen.nieuw"):
        walk = Walk(renamed.guide).say("kast", old)
        assert (walk.here, walk.replay.facts.get("nu")) == ("namen.kleur", "kast")


def test_the_newest_answer_counts_under_whatever_name(renamed: Walk) -> None:
    renamed.say("kast", "namen.oud").say("stoel", "namen.nieuw")
    assert renamed.replay.facts.get("nu") == "stoel"


def test_an_answer_under_an_old_name_can_be_taken_back(renamed: Walk) -> None:
    renamed.say("kast", "namen.oud").keep("withdrawn", "namen.nieuw")
    assert renamed.here == "namen.nieuw"


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("namen.kleur", {"outcome": "given", "value": "geel"}),
        ("namen.kleur", {"outcome": "given", "value": ["rood"]}),
        ("namen.kleur", {"outcome": "given"}),
        ("namen.kleur", {"outcome": "done"}),
        ("namen.kleur", {}),
        ("namen.dag", {"outcome": "given", "value": "morgen"}),
        ("namen.dag", {"outcome": "given", "value": 3}),
        ("namen.dag", {"outcome": "given", "value": None}),
        ("namen.nieuw", {"outcome": "given", "value": [1]}),
        ("namen.nieuw", {"outcome": "seen", "code": "x"}),
    ],
)
def test_an_answer_that_no_longer_fits_is_asked_again(renamed: Walk, key: str, answer: dict[str, object]) -> None:
    renamed.go("kast", "rood", "2026-11-23").answer(answer, key)
    replay = renamed.replay
    assert replay.here is not None
    assert (replay.here.key, replay.pause) == (key, "lost")


@pytest.mark.parametrize(
    "answer", [{"outcome": "given", "value": "x"}, {"outcome": "unknown"}, {"outcome": "seen", "code": "gone.code"}]
)
def test_a_portal_step_that_was_a_question(badge: Walk, answer: dict[str, object]) -> None:
    badge.go("nieuw", "An", ["voordeur"], "2026-12-01").answer(answer)
    assert (badge.here, badge.replay.pause) == ("ophalen.balie", "lost")
    assert badge.tell("done").here == "slot.akkoord"


def test_an_option_that_is_no_longer_offered_is_asked_again(badge: Walk) -> None:
    badge.go("nieuw", "An", ["kluis"], "2026-12-01")
    badge.say("verloren", "vraag.soort").tell("skipped").say("An")
    assert (badge.here, badge.replay.pause) == ("vraag.deuren", "lost")


def test_what_the_flow_does_not_know_is_kept_and_does_no_harm(badge: Walk) -> None:
    badge.keep("answer", "weg.stap[3/4]", answer={"outcome": "given", "value": "x"}).keep(
        "read", "weg.lezing", facts={"a": {}}
    )
    badge.keep("withdrawn", "nooit.gegeven").say("nieuw")
    assert badge.here == "vraag.naam"
    assert [event.key for event in badge.replay.parked] == ["weg.stap[3/4]"]


# Readings.


@pytest.fixture
def reading() -> Walk:
    return Walk(load_guide("lezen", GUIDES))


def test_a_step_that_reads_waits_for_the_store(reading: Walk) -> None:
    replay = reading.replay
    assert (reading.here, replay.pause) == ("lezen.onderneming", "reads")
    reading.keep("read", "lezen.onderneming", facts={"enterprise": {"known": True, "name": "Kliniek"}})
    assert (reading.here, reading.replay.pause) == ("lezen.naam", "asks")


def test_only_if_looks_at_what_was_read(reading: Walk) -> None:
    reading.keep("read", "lezen.onderneming", facts={"enterprise": {"known": False, "name": None}})
    replay = reading.replay
    assert (reading.here, replay.visits[1].passed) == ("lezen.nieuw", True)


def test_the_newest_reading_counts(reading: Walk) -> None:
    reading.keep("read", "lezen.onderneming", facts={"enterprise": {"known": True, "name": "Kliniek"}}).say("An")
    reading.keep("read", "lezen.onderneming", facts={"enterprise": {"known": False, "name": None}})
    assert reading.here == "lezen.nieuw"
    assert [event.key for event in reading.replay.parked] == ["lezen.naam"]
    assert reading.replay.reading_at("lezen.onderneming")["enterprise"]["known"] is False
    assert reading.replay.reading_at("lezen.naam") == {}


def test_a_reading_that_misses_something_is_read_anew(reading: Walk) -> None:
    reading.keep("read", "lezen.onderneming", facts={"htb": {"status": "none"}})
    assert reading.replay.pause == "reads"


def test_a_replay_never_reads_what_was_not_reached(reading: Walk) -> None:
    reading.keep("read", "lezen.onderneming", facts={"enterprise": {"known": True, "name": "Kliniek"}}).say("An")
    assert (reading.here, reading.replay.pause) == ("lezen.beheerder", "reads")


# Following on.


def test_one_more_event_is_followed_without_walking_anew(badge: Walk) -> None:
    replay = badge.replay
    for answer in ("nieuw", "An", ["voordeur"], "2026-12-01"):
        assert replay.follow(badge.say(answer).events[-1])
        assert [visit.key for visit in replay.visits] == [visit.key for visit in badge.replay.visits]
    assert replay.facts.root == badge.replay.facts.root


def test_an_event_of_elsewhere_is_not_followed(badge: Walk) -> None:
    replay = badge.say("nieuw").replay
    assert not replay.follow(Event(9, None, "answer", "vraag.soort", {"outcome": "given", "value": "geen"}))
    assert replay.here is not None
    assert replay.here.key == "vraag.naam"


def test_a_step_in_focus_stays_there_while_it_reads(badge: Walk) -> None:
    badge.say("nieuw").tell("later")
    replay = Replay(badge.guide, badge.events, focus="vraag.naam")
    assert replay.follow(Event(9, None, "read", "vraag.naam", facts={}))
    assert replay.here is not None
    assert replay.here.key == "vraag.naam"
    assert replay.follow(Event(10, None, "answer", "vraag.naam", {"outcome": "later"}))
    assert (replay.here, replay.pause) == (None, "held")
