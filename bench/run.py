"""The figures of the budgets, each beside its peer in one run.

    python bench/run.py                all of them
    python bench/run.py start memory   some of them
    BENCH_ORGANISATIONS=10000 python bench/run.py readiness decision growth diagnosis      a smaller sector

Ours and the peer take turns, so that a machine that slows down slows both. What counts is the median; the table says
whether the budget holds. bench/README.md keeps what was seen, and where.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import whole_sector
from answers import answer_times
from kbo import import_times
from probleem import figures
from terminal import Terminal

PYTHON = sys.executable
HERE = Path(__file__).resolve().parent
PEER = [PYTHON, str(HERE / "peers" / "one_static.py")]
PEER_SHOWS = "Goedendag"
FIRST_QUESTION = "Wat is het ondernemingsnummer"
ROUNDS = 12
FEW_ROUNDS = 3
"""Of what takes many seconds."""
ORGANISATIONS = int(os.environ.get("BENCH_ORGANISATIONS", "100000"))
"""In the sector that is judged; their store is made at the first run and kept."""


@dataclass(frozen=True)
class Row:
    """One line of the table: figures in their unit, and the budget as a ratio (or, without a peer, as a bound)."""

    name: str
    unit: str
    ours: float
    peer: float | None
    budget: float

    @property
    def measured(self) -> float:
        """What is held against the budget."""
        return self.ours if self.peer is None else self.ours / self.peer

    def __str__(self) -> str:
        peer = "" if self.peer is None else f"{self.peer:9.1f} {self.unit}"
        sign = "x" if self.peer is not None else f" {self.unit}"
        verdict = "holds" if self.measured <= self.budget else "MISSED"
        return (
            f"{self.name:42} {self.ours:9.1f} {self.unit:3} {peer:14} "
            f"{self.measured:7.2f}{sign:3} of {self.budget:g}{sign:3}  {verdict}"
        )


def assistant(*arguments: str) -> list[str]:
    """The assistant's command, as it was installed here."""
    return [_script(), *arguments]


def start() -> Row:
    """The first question on the screen, cold, in a pseudo-terminal of 80x24."""

    def seen(command: Sequence[str], text: str, home: str) -> float:
        with Terminal(command, env=_home(home)) as terminal:
            return (terminal.wait_for(text) - terminal.started) * 1000

    with tempfile.TemporaryDirectory() as home:
        ours, peer = _in_turn(
            lambda: seen(assistant("chat", "mammografie"), FIRST_QUESTION, home), lambda: seen(PEER, PEER_SHOWS, home)
        )
    return Row("first question on the screen", "ms", ours, peer, 1.5)


def help_() -> Row:
    """`toegangswijzer --help` beside importing what the command line is built on."""
    ours, peer = _in_turn(lambda: _run(assistant("--help")), lambda: _run([PYTHON, "-c", "import click"]), rounds=3 * ROUNDS)
    return Row("--help (beside import click)", "ms", ours, peer, 1.5)


def answer() -> Row:
    """From Enter to the next question on the full screen, durable commit included: the 95th percentile."""
    times = answer_times(assistant)
    return Row(f"answer to next question, p95 of {len(times)}", "ms", statistics.quantiles(times, n=20)[-1], None, 50)


def memory() -> Row:
    """Resident memory once the first question has been answered and the store is open."""

    def ours() -> float:
        with tempfile.TemporaryDirectory() as home, Terminal(assistant("chat", "mammografie"), env=_home(home)) as terminal:
            terminal.wait_for(FIRST_QUESTION)
            terminal.send("0123456749\r")
            terminal.wait_for("Hoe heet uw organisatie")
            terminal.settle()
            return terminal.memory() / 1e6

    def peer() -> float:
        with Terminal(PEER) as terminal:
            terminal.wait_for(PEER_SHOWS)
            terminal.settle()
            return terminal.memory() / 1e6

    one, other = _in_turn(ours, peer, rounds=5)
    return Row("memory of the chat", "MB", one, other, 2)


def questions() -> Row:
    """Questions to a cause in `probleem`, over all causes by how often they occur, beside the least there can be and one."""
    found = figures(weighted=True)
    return Row("questions to a cause (beside least + 1)", "", found.ours, found.least + 1, 1)


def check_list() -> Row:
    """The same beside the guides' own check list, asked in its order."""
    found = figures(weighted=True)
    return Row("questions to a cause (beside check list)", "", found.ours, found.check_list, 0.5)


def kbo() -> Row:
    """A full extract of a million made-up enterprises, from the zip to an encrypted store; once, as it takes minutes."""
    ours, peer = import_times(assistant, 1_000_000)
    return Row("import kbo, 1,000,000 enterprises", "s", ours, peer, 4)


def readiness() -> Row:
    """How ready every organisation is, with every code's count, beside one hand-written query for the same verdicts."""
    decided = whole_sector.agree(ORGANISATIONS)
    work = whole_sector.readiness_work(ORGANISATIONS)
    print(f"(by one process: {work:.1f} s of processor)")
    ours, peer = _in_turn(
        lambda: whole_sector.readiness_seconds(ORGANISATIONS),
        lambda: whole_sector.by_hand_seconds(ORGANISATIONS),
        rounds=FEW_ROUNDS,
    )
    return Row(f"readiness, {ORGANISATIONS:,}, {decided:,} verdicts", "s", ours, peer, 2)


def decision() -> Row:
    """One decision of those by Cedar, called as its manual does first, and by us: the budget is twenty times faster."""
    return _decision("one decision of those (beside cedarpy)", parsed=False)


def decision_parsed() -> Row:
    """The same, with Cedar's policies parsed beforehand."""
    return _decision("one decision of those (beside cedarpy, policies parsed)", parsed=True)


def _decision(name: str, *, parsed: bool) -> Row:
    decided = whole_sector.agree(ORGANISATIONS)
    ours, peer = _in_turn(
        lambda: whole_sector.readiness_seconds(ORGANISATIONS) / decided * 1e6,
        lambda: whole_sector.cedar_seconds(ORGANISATIONS, parsed=parsed) * 1e6,
        rounds=FEW_ROUNDS,
    )
    return Row(name, "us", ours, peer, 1 / 20)


def growth() -> Row:
    """Readiness of ten times as many organisations."""
    ours, peer = _in_turn(
        lambda: whole_sector.readiness_seconds(ORGANISATIONS),
        lambda: whole_sector.readiness_seconds(ORGANISATIONS // 10),
        rounds=FEW_ROUNDS,
    )
    return Row(f"readiness, beside {ORGANISATIONS // 10:,}", "s", ours, peer, 12)


def one_diagnosis() -> Row:
    """The diagnosis of one organisation among them, in process: the 95th percentile."""
    times = whole_sector.diagnosis_times(ORGANISATIONS)
    return Row(
        f"diagnosis among {ORGANISATIONS:,}, p95 of {len(times)}", "ms", statistics.quantiles(times, n=20)[-1], None, 5
    )


ROWS: dict[str, Callable[[], Row]] = {
    "readiness": readiness,
    "decision": decision,
    "decision-parsed": decision_parsed,
    "growth": growth,
    "diagnosis": one_diagnosis,
    "start": start,
    "help": help_,
    "answer": answer,
    "memory": memory,
    "kbo": kbo,
    "questions": questions,
    "check-list": check_list,
}


def _in_turn(ours: Callable[[], float], peer: Callable[[], float], *, rounds: int = ROUNDS) -> tuple[float, float]:
    """The medians of both, taken in turn after one round that does not count."""
    pairs = [(ours(), peer()) for _ in range(rounds + 1)][1:]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def _run(command: Sequence[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - started) * 1000


def _script() -> str:
    """The command as installed beside this Python (`pip install -e .` first)."""
    return str(Path(PYTHON).parent / "toegangswijzer")


def _home(folder: str) -> dict[str, str]:
    return {
        "HOME": folder,
        "XDG_DATA_HOME": f"{folder}/data",
        "XDG_CONFIG_HOME": f"{folder}/config",
        "XDG_CACHE_HOME": f"{folder}/cache",
    }


if __name__ == "__main__":
    for name in sys.argv[1:] or ROWS:
        print(ROWS[name](), flush=True)
