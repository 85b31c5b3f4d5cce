"""Kills a walk again and again, and looks after each kill whether what was acknowledged is there, once.

    python -m tests.kill.rounds --rounds 200 --seed 1              forks of a warmed process (seconds)
    python -m tests.kill.rounds --rounds 1000 --seed 1 --real      real processes, started anew for each round (minutes)

Kills come at random moments, and at named points around the commit. A walk that reaches its end is compared with one that
was never disturbed, and begun again in a new store. Prints one JSON object; any loss is an AssertionError.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sqlmodel import select as select_rows

from assistant.domain.places import flows_folder
from assistant.store import conversations
from assistant.store.location import Embedded
from assistant.store.opening import open_store
from assistant.store.records import LedgerEntry
from tests.kill.walker import CONVERSATION, KILL_POINTS, Walk, acknowledge_to, die_at, go_on
from tests.transcripts.transcript import conversation_of, play, read, tree_of

TRANSCRIPT = "mammografie/transcripts/een-eenheid.yaml"
LONGEST_ROUND = 60.0


def main() -> None:
    """Run the rounds that the arguments ask for."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--rounds", type=int, default=200)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--real", action="store_true")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sys.stdout.write(json.dumps(run(Path(folder), asked.rounds, random.Random(asked.seed), real=asked.real)) + "\n")


def run(folder: Path, rounds: int, chance: random.Random, *, real: bool) -> dict[str, Any]:
    """Kill that many times; returns the counts of kills, of ends reached and of acknowledged answers."""
    transcript = read(flows_folder() / TRANSCRIPT)
    answers, wanted = _undisturbed(transcript)
    counts: Counter[str] = Counter()
    acknowledged: list[str] = []
    walk = Walk(folder / "0.store", transcript.guide, answers, transcript.now)
    while counts["killed"] < rounds:
        keys, killed = _round(walk, chance, real=real)
        acknowledged += keys
        counts["killed"] += killed
        counts["acknowledged"] += len(keys)
        done = _look(walk, acknowledged)
        if not killed:
            assert done == wanted, "de boom is anders dan zonder onderbreking"
            counts["ends"] += 1
            acknowledged = []
            walk = Walk(folder / f"{counts['ends']}.store", walk.guide, answers, walk.now)
    return dict(counts)


def _undisturbed(transcript: Any) -> tuple[dict[str, Any], Any]:
    """The answer to each step instance, and the tree at the end, of a walk that nothing disturbs."""
    answers = {}
    with transcript.store() as store:
        conversation = conversation_of(transcript, store)
        key = conversation.turn.key
        for item, reply in play(transcript, conversation):
            assert reply.outcome == "accepted", (key, item)
            answers[key] = item.answer
            key = reply.turn.key
        return answers, tree_of(store, conversation.turn.enterprise)


def _round(walk: Walk, chance: random.Random, *, real: bool) -> tuple[list[str], bool]:
    """One life of the walker: what it acknowledged, and whether it was killed before its end."""
    point = chance.choice([*KILL_POINTS, None, None, None, None])
    count = chance.randint(1, 30)
    delay = None if point else chance.uniform(0, 2.5 if real else 0.4)
    with _walker(walk, point, count, real=real) as (process, output):
        keys = _read_until(output, delay, process)
        status = os.waitpid(process, 0)[1]
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, f"de wandelaar viel: {status}"
    return keys, os.WIFSIGNALED(status)


@contextlib.contextmanager
def _walker(walk: Walk, point: str | None, count: int, *, real: bool) -> Iterator[tuple[int, int]]:
    """A walker at work: its process and the pipe in which it acknowledges."""
    output, input_ = os.pipe()
    if real:
        task = walk.store.with_suffix(".json")
        task.write_text(json.dumps(asdict(walk), default=str), encoding="utf-8")
        command = [sys.executable, "-m", "tests.kill.walker", str(task), *([point, str(count)] if point else [])]
        process = subprocess.Popen(command, stdout=input_).pid
    else:
        process = os.fork()
        if process == 0:
            os.close(output)
            if point:
                die_at(point, count)
            go_on(walk, acknowledge_to(input_))
            os._exit(0)
    os.close(input_)
    try:
        yield process, output
    finally:
        os.close(output)


def _read_until(output: int, delay: float | None, process: int) -> list[str]:
    """What is acknowledged until the moment to kill, and what had been said by then."""
    raw = b""
    end = time.monotonic() + (LONGEST_ROUND if delay is None else delay)
    while (left := end - time.monotonic()) > 0:
        if select.select([output], [], [], left)[0]:
            piece = os.read(output, 65536)
            if not piece:
                return raw.decode().split()
            raw += piece
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
    while piece := os.read(output, 65536):
        raw += piece
    return raw.decode().split()


def _look(walk: Walk, acknowledged: list[str]) -> Any:
    """Look into the store after a kill; returns the tree."""
    if not walk.store.exists():
        assert not acknowledged
        return None
    with open_store(Embedded(walk.store)) as store:
        with store.reading() as tx:
            events = conversations.events(tx, CONVERSATION)
            entries = tx.exec(select_rows(LedgerEntry.id).where(LedgerEntry.conversation == CONVERSATION)).all()
        answered = Counter(event.key for event in events if event.kind == "answer")
        assert [event.seq for event in events] == list(range(1, len(events) + 1))
        assert max(answered.values(), default=1) == 1, f"dubbel: {[k for k, n in answered.items() if n > 1]}"
        assert set(acknowledged) <= set(answered), f"verloren: {set(acknowledged) - set(answered)}"
        named = [id_ for event in events for id_ in event.action_ids]
        assert sorted(named) == sorted(entries), "een actie zonder gebeurtenis, of omgekeerd"
        row = None
        with store.reading() as tx:
            row = conversations.get(tx, CONVERSATION)
        return tree_of(store, row.enterprise if row else None)


if __name__ == "__main__":
    main()
