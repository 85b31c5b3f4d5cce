"""Going on with one more event leads where walking anew leads."""

import msgspec

from assistant.conversation.events import Event
from assistant.conversation.flow import Guide, GuideHead, Section
from assistant.conversation.replay import Replay
from tests.conversation.walking import START

GUIDE = Guide(
    GuideHead(id="naam", title="Naam", about="", source="", sections=("naam",)),
    (
        msgspec.convert(
            {
                "id": "naam",
                "title": "Naam",
                "steps": [
                    {
                        "id": "naam.vraag",
                        "only-if": {"fact": "organisation", "known": "false"},
                        "ask": {"kind": "text", "save": "organisation"},
                        "do": [{"action": "enterprise.describe", "data": {"name": "{answer}"}}],
                    },
                    {"id": "naam.slot", "ask": {"kind": "text", "save": "slot"}},
                ],
            },
            Section,
            strict=False,
        ),
    ),
    "test-following",
)


def test_a_question_for_what_is_not_known_yet_stays_answered() -> None:
    """What the answer says is among the facts when its actions are asked for; the question was asked all the same."""
    replay = Replay(GUIDE, ())
    assert replay.here is not None
    event = Event(1, START, "answer", "naam.vraag", {"outcome": "given", "value": "Kliniek Voorbeeld"})
    assert replay.follow(event)
    assert [action["data"] for action in replay.wanted["naam.vraag"]] == [{"name": "Kliniek Voorbeeld"}]
    anew = Replay(GUIDE, [event])
    shown = [[(visit.key, visit.passed, visit.answer) for visit in one.visits] for one in (replay, anew)]
    assert shown[0] == shown[1] == [("naam.vraag", False, event), ("naam.slot", False, None)]
