"""How far a conversation is: the list of open ones counts as the conversation itself does."""

from __future__ import annotations

from assistant.conversation.load import load_guide
from assistant.conversation.progress import progress_of, summary_of
from assistant.conversation.replay import Replay
from assistant.conversation.texts import Texts
from tests.conversation.walking import Walk


def counted(walk: Walk) -> tuple[int, int, int]:
    """The present section's place, how many are done and how many there are, as a conversation shows them."""
    shown = [one for one in progress_of(walk.replay, Texts("nl")) if one.state != "passed"]
    now = next((index for index, one in enumerate(shown, 1) if one.state == "now"), 0)
    return now, sum(one.state == "done" for one in shown), len(shown)


def kept(walk: Walk) -> tuple[object, object, object]:
    found = summary_of(walk.replay)
    return found["now"], found["done"], found["counted"]


def test_it_is_counted_as_the_conversation_shows_it(badge: Walk) -> None:
    assert kept(badge) == counted(badge) == (1, 0, 4)
    badge.go("nieuw", "An", ["voordeur"], "2026-12-01").tell("done")
    assert badge.replay.is_done(badge.guide.sections[2])
    assert kept(badge) == counted(badge) == (3, 2, 3), "the cellar's key is not needed"


def test_where_all_waits_there_is_no_present_section(badge: Walk) -> None:
    badge.say("nieuw").tell("later")
    assert kept(badge) == counted(badge) == (0, 0, 4)


def test_a_section_that_waits_says_for_whom(badge: Walk) -> None:
    badge.go("nieuw", "An", ["voordeur"], "2026-12-01").tell("other", who="Els De Smet")
    assert [one.why for one in progress_of(badge.replay, Texts("nl")) if one.state == "waiting"] == ["Els De Smet"]


def test_of_what_was_put_off_there_is_nobody_to_wait_for(badge: Walk) -> None:
    badge.say("nieuw").tell("later")
    assert [one.why for one in progress_of(badge.replay, Texts("nl")) if one.state == "waiting"] == [""]


def test_a_guide_that_jumps_from_question_to_question_is_not_counted() -> None:
    found = summary_of(Replay(load_guide("probleem"), ()))
    assert (found["counted"], found["section"]) == (0, "waar")
