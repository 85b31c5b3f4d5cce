"""The flow as a machine: the only thing that decides where to go next."""

import subprocess
import sys
from pathlib import Path

import pytest

import assistant.conversation
from assistant.conversation.flow import Step
from assistant.conversation.load import load_guide
from assistant.conversation.machine import AGENDA, END, HELD, Life, NoWay, blueprint, ways_on
from tests.conversation.walking import GUIDES, Walk


def test_every_way_of_a_guide() -> None:
    edges = blueprint(load_guide("badge", GUIDES)).edges()
    assert {to for start, to in edges if start == "vraag.soort"} == {"vraag.hulp", "vraag.waar", "vraag.naam", AGENDA}
    assert {to for start, to in edges if start == "ophalen.balie"} == {"ophalen.later", AGENDA}
    assert {to for start, to in edges if start == AGENDA} == {
        "vraag.welkom", "ophalen.afspraak", "sleutel.pin", "slot.akkoord", HELD, END,
    }  # fmt: skip


def test_one_machine_serves_all_conversations_of_a_guide() -> None:
    guide = load_guide("badge", GUIDES)
    assert blueprint(guide) is blueprint(guide)
    assert blueprint(guide) is not blueprint(load_guide("ploeg", GUIDES))


def test_two_conversations_of_one_guide_do_not_meet(badge: Walk) -> None:
    other = Walk(badge.guide)
    badge.say("nieuw")
    assert (badge.here, other.here) == ("vraag.naam", "vraag.soort")


def test_no_way_on_is_told(badge: Walk) -> None:
    replay = badge.go("geen", "no").replay
    assert replay.state == END
    with pytest.raises(NoWay, match="@end"):
        blueprint(badge.guide).fire(replay, "answer")


def test_ways_are_tried_in_order_and_the_last_has_no_guard() -> None:
    step = load_guide("badge", GUIDES).step("vraag.naam")
    assert [(to, guard is None) for to, guard in ways_on(step, "x")] == [("vraag.deuren", False), ("vraag.hulp", True)]
    assert [to for to, _ in ways_on(Step("los"), "volgende")] == ["volgende"]


@pytest.mark.parametrize(
    ("moves", "state"),
    [
        ((), "todo"),
        (("hand_over",), "waiting"),
        (("save",), "saved"),
        (("hand_over", "confirm"), "confirmed"),
        (("save", "confirm", "change"), "pending"),
        (("confirm", "change", "take_effect"), "in force"),
        (("confirm", "take_effect"), "in force"),
        (("confirm", "change", "reopen"), "todo"),
    ],
)
def test_the_life_of_a_portal_step(moves: tuple[str, ...], state: str) -> None:
    assert Life(*moves).state == state


def test_nothing_else_imports_transitions() -> None:
    folder = Path(assistant.conversation.__file__).parent.parent
    importers = {
        str(file.relative_to(folder))
        for file in folder.rglob("*.py")
        if any(line.startswith(("import transitions", "from transitions")) for line in file.read_text("utf-8").splitlines())
    }
    assert importers == {"conversation/machine.py"}


def test_a_conversation_is_shown_without_loading_the_store_or_the_screens() -> None:
    code = (
        "import sys\n"
        "from assistant.conversation import flow, load, replay, view, opening, walk, readings\n"
        "heavy = ('textual', 'sqlmodel', 'sqlalchemy', 'pydantic', 'rapidfuzz', 'phonenumbers', 'email_validator')\n"
        "print(*(name for name in heavy if name in sys.modules))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split() == []
