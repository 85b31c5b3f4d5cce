"""Walks through the guide at random, with changes of mind: it always comes to an end, and always comes back as it was."""

import subprocess
import sys
from random import Random

import pytest

from assistant.store.opening import memory_store
from tests.conversation.talking import Desk, Talk, visible

TYPED = {
    "waar.melding": ("[/] {x}", "U mag de hoedanigheid niet activeren", "weet ik niet"),
    "bewaren.onderneming": ("0123456749",),
    "bewaren.naam": ("Ziekenhuis [Voorbeeld]", "overslaan"),
    "bewaren.insz": ("90010199992",),
    "bewaren.familienaam": ("[/]", "Voorbeeld"),
    "bewaren.voornaam": ("An",),
    "bewaren.eenheid": ("Campus/Noord %", "overslaan"),
    "bewaren.dag": ("10-01-2024",),
    "bewaren.begin": ("10-01-2027",),
    "bewaren.einde": ("10-01-2026",),
}
LONGEST = 120


def step(talk: Talk, chance: Random) -> None:
    """One answer, or a change of mind."""
    turn = talk.conversation.turn
    if chance.random() < 0.08 and not turn.key.endswith("#change"):
        talk.conversation.look_back()
        turn = talk.conversation.turn
    options = [one.value for one in turn.choices] or TYPED[turn.step]
    weights = [3 if value not in ("unknown", "niet-alles", "anders") else 1 for value in options]
    talk.give(chance.choices(options, weights)[0])


@pytest.mark.parametrize("seed", range(8))
def test_a_walk_ends_and_comes_back_as_it_was(seed: int) -> None:
    chance = Random(seed)
    with memory_store() as store:
        desk = Desk(store)
        talk = desk.begin("probleem")
        for number in range(LONGEST):
            if talk.conversation.turn.finished:
                break
            step(talk, chance)
            if number % 7 == 0:
                talk.conversation.go_on()
                assert visible(desk.resume(talk)) == visible(talk)
        assert talk.conversation.turn.finished or talk.key == "@held" or number == LONGEST - 1
        again = desk.resume(talk)
        assert again.conversation.lines() == talk.conversation.lines()


def test_the_same_answers_lead_the_same_way() -> None:
    ways = []
    for _ in range(2):
        chance = Random(99)
        with memory_store() as store:
            talk, keys = Desk(store).begin("probleem"), []
            while not talk.conversation.turn.finished and len(keys) < LONGEST:
                step(talk, chance)
                keys.append(talk.key)
        ways.append(keys)
    assert ways[0] == ways[1]


def test_the_first_question_needs_no_store_and_no_screen() -> None:
    code = (
        "import sys; from datetime import UTC, datetime; from assistant.conversation.opening import first_turn; "
        "first_turn('probleem', language='nl', now=datetime.now(UTC)); "
        "sys.exit(','.join(m for m in ('sqlmodel', 'sqlalchemy', 'textual') if m in sys.modules) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
