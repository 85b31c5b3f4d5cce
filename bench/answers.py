"""How long it takes from Enter to the next question, on the full screen of the program itself."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from terminal import Terminal

from assistant.conversation.turn import plain
from assistant.domain.places import flows_folder
from tests.transcripts.transcript import conversation_of, play, read

TRANSCRIPT = "mammografie/transcripts/een-eenheid.yaml"
QUIET = 0.25
"""Seconds without anything new on the screen before the next answer is typed; sooner, Enter counts as a slip."""
KEEP_LIST = "\x13"
"""The key that keeps a list of several lines, Ctrl+S."""


def answer_times(command: Callable[..., list[str]]) -> list[float]:
    """Walk the guide by keyboard, as a transcript does; milliseconds from Enter to the next question, for each answer."""
    times = []
    with tempfile.TemporaryDirectory() as home:
        env = {"HOME": home, "XDG_DATA_HOME": f"{home}/data", "XDG_CONFIG_HOME": f"{home}/config"}
        with Terminal(command("chat", "mammografie"), rows=40, columns=80, env=env) as terminal:
            for typed, before, shows in _steps():
                terminal.wait_for(lambda text, before=before: _stands(text, before))
                terminal.settle(QUIET)
                if typed:
                    terminal.send(typed.replace("\n", "\r"))
                    terminal.settle(QUIET)
                pressed = terminal.send(KEEP_LIST if "\n" in typed else "\r")
                times.append((terminal.wait_for(lambda text, shows=shows: _stands(text, shows)) - pressed) * 1000)
    return times


def _steps() -> Iterator[tuple[str, str, str]]:
    """What is typed, the question at which, and the next question; only where the two differ on the screen."""
    transcript = read(flows_folder() / TRANSCRIPT)
    with transcript.store() as store:
        conversation = conversation_of(transcript, store)
        before = plain(conversation.turn.text)
        for item, reply in play(transcript, conversation):
            after = plain(reply.turn.text)
            if not isinstance(item.answer, str) or before == after:
                return
            yield item.answer, before, after
            before = after


def _stands(text: str, question: str) -> bool:
    """Whether a question is the one that is put now (the box at the bar), wherever its lines break."""
    box = [line.strip().removeprefix("▌") for line in text.splitlines() if line.strip().startswith("▌")]
    shown = " ".join(" ".join(box).replace("‘", "'").replace("’", "'").split())
    return " ".join(question.split())[:60] in shown
