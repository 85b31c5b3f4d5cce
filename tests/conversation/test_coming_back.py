"""What falls off the path comes back with it, whatever was answered in between."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.conversation.load import load_guide
from assistant.conversation.replay import Replay
from tests.conversation.walking import AN, BO, CIS, GUIDES, Walk, person

NOW = datetime(2026, 11, 23, tzinfo=UTC)
PEOPLE = [person(AN, "An"), person(BO, "Bo"), person(CIS, "Cis")]


def an_answer(draw: Any, replay: Replay) -> dict[str, Any]:
    """An answer that fits the present question."""
    assert replay.here is not None
    step = replay.here.step
    if step.portal:
        return {"outcome": draw(st.sampled_from(["done", "done", "later"]))}
    assert step.ask is not None
    if step.ask.options_from:
        with replay.at(replay.here) as facts:
            people = [mens for floor in facts.get("gebouw.verdiepingen") for mens in floor["mensen"]]
        return {"outcome": "given", "value": draw(st.sampled_from(people))["insz"]}
    values: dict[str, Any] = {
        "choice": [option.value for option in step.ask.options],
        "multi": [["voordeur"], ["kelder"], ["voordeur", "kelder"]],
        "yes-no": ["yes", "no"], "count": [1, 2, 6000], "text": ["An", "Bo"], "date": ["2026-12-01"], "insz": [AN, BO],
        "people": [PEOPLE[:1], PEOPLE[:2], PEOPLE],
    }  # fmt: skip
    top = step.ask.at_most or 3
    fitting = [
        value for value in values[step.ask.kind] if step.ask.kind != "count" or (step.ask.at_least or 0) <= value <= top
    ]
    return {"outcome": "given", "value": draw(st.sampled_from(fitting or [step.ask.at_least]))}


@st.composite
def conversations(draw: Any) -> Walk:
    walk = Walk(load_guide(draw(st.sampled_from(["badge", "ploeg", "telling"])), GUIDES))
    for _ in range(draw(st.integers(2, 25))):
        replay = walk.replay
        if replay.here is None:
            break
        walk.answer(an_answer(draw, replay))
    return walk


def path_of(replay: Replay) -> list[tuple[str, Any]]:
    return [(visit.key, visit.answer and visit.answer.answer) for visit in replay.visits]


@settings(max_examples=60, deadline=None)
@given(conversations(), st.data())
def test_changing_an_answer_and_back_changes_nothing(walk: Walk, data: st.DataObject) -> None:
    before = walk.replay
    answered = [visit for visit in before.visits if visit.answer is not None]
    visit = data.draw(st.sampled_from(answered))
    assert visit.answer is not None
    own = dict(visit.answer.answer)
    walk.answer(an_answer(data.draw, _at(before, visit)), visit.key)
    changed = walk.replay
    assert {event.key for event in changed.parked} | {one.key for one in changed.visits if one.answer} >= {
        one.key for one in answered
    }
    walk.answer(own, visit.key)
    after = walk.replay
    assert (path_of(after), after.facts.root, after.pause) == (path_of(before), before.facts.root, before.pause)


def _at(replay: Replay, visit: Any) -> Replay:
    """The replay as if it stood at an earlier step."""
    replay.here = visit
    return replay


@settings(max_examples=60, deadline=None)
@given(conversations())
def test_following_each_event_leads_where_walking_anew_leads(walk: Walk) -> None:
    live = Replay(walk.guide, ())
    for count, event in enumerate(walk.events, 1):
        assert live.follow(event)
        anew = Replay(walk.guide, walk.events[:count])
        assert (path_of(live), live.facts.root, live.pause) == (path_of(anew), anew.facts.root, anew.pause)
    again = Replay(walk.guide, walk.events)
    assert path_of(again) == path_of(Replay(walk.guide, walk.events)), "a replay leaves the events as they were"
