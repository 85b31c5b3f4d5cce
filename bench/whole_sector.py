"""How fast a whole sector is judged, and one organisation in it, on a store that is made once and kept for later runs."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE / "peers")]

import sector

from assistant.checks.diagnosis import diagnosis, moments
from assistant.checks.readiness import one_moment, readiness
from assistant.domain.catalogue import catalogue
from assistant.store.columns import Moment
from assistant.store.exchange.tree import export_tree
from assistant.store.location import Embedded
from assistant.store.opening import Store, open_store
from assistant.store.version import HEAD

VERDICTS = (HERE / "peers" / "verdicts.sql").read_text(encoding="utf-8")


@cache
def store_of(size: int) -> Store:
    """The store of a sector, made when there is none of this size and version yet."""
    folder = Path(tempfile.gettempdir()) / "toegangswijzer-bench"
    folder.mkdir(exist_ok=True)
    path = folder / f"sector-{HEAD}-{size}.db"
    if not path.exists():
        draft = path.with_suffix(".making")
        for old in (draft, draft.with_name(draft.name + ".key")):
            old.unlink(missing_ok=True)
        with open_store(Embedded(draft), create=True) as making:
            sector.fill(making, size)
        draft.with_name(draft.name + ".key").rename(path.with_name(path.name + ".key"))
        draft.rename(path)
    return open_store(Embedded(path))


def readiness_seconds(size: int) -> float:
    """Every row of `readiness/1` and its sums, by as many processes as there are processors, their start included."""
    return _seconds(lambda: _read_all(store_of(size)))


def readiness_work(size: int) -> float:
    """Seconds of processor that the same takes in one process."""
    started = time.process_time()
    _read_all(store_of(size), helpers=0)
    return time.process_time() - started


def _read_all(store: Store, helpers: int | None = None) -> None:
    with one_moment(store, helpers=helpers) as (tx, found):
        for _ in readiness(tx, sector.NOW, helpers=found).rows():
            pass


def by_hand_seconds(size: int) -> float:
    """The verdicts by one hand-written query."""
    with store_of(size).reading() as tx:
        return _seconds(lambda: _by_hand(tx))


@cache
def agree(size: int) -> int:
    """Return how many verdicts there are; refuse to measure two things that are not the same."""
    with store_of(size).reading() as tx:
        found = readiness(tx, sector.NOW)
        ours = {(row["enterprise"], row["application"]): (row["users"], row["users_ready"]) for row in found.rows()}
        numbers = dict(tx.connection().exec_driver_sql("SELECT id, number FROM enterprise").all())
        theirs = {(numbers[row[0]], row[1]): (row[2], row[3]) for row in _by_hand(tx)}
    assert theirs == {key: counts for key, counts in ours.items() if counts[0]}, "not the same verdicts"
    return int(found.totals["users"])


def cedar_seconds(size: int, *, parsed: bool, organisations: int = 60) -> float:
    """Seconds for one decision by Cedar, after its answers were held against ours.

    `parsed`: with the policies parsed once beforehand, else handed over as text as in the first example of its manual.
    """
    import cedar  # noqa: PLC0415 (only this needs them)
    import cedarpy  # noqa: PLC0415

    known = {one.name: one.known_as or one.name for one in catalogue().applications}
    today, cases, verdicts = sector.NOW.date().isoformat(), [], []
    with store_of(size).reading() as tx:
        for number in _numbers(size, organisations):
            tree = export_tree(tx, number)
            assert tree is not None
            cases += list(cedar.cases(tree, known, today))
            verdicts += [
                one["verdict"] for one in diagnosis(tx, number, at=sector.NOW)["decisions"] if one["unit"] is not None
            ]
    policies = cedarpy.PolicySet.from_str(cedar.POLICIES) if parsed else cedar.POLICIES
    answers: list[bool] = []
    seconds = _seconds(lambda: answers.extend(cedar.decide(cases, policies)))
    assert len(answers) == len(verdicts)
    for answer, verdict in zip(answers, verdicts, strict=True):
        assert not (answer and verdict == "denied") and not (verdict == "allowed" and not answer), "not the same cases"
    return seconds / len(cases)


def diagnosis_times(size: int, times: int = 500) -> list[float]:
    """Milliseconds for a diagnosis of each of some organisations of the sector, in process."""
    with store_of(size).reading() as tx:
        diagnosis(tx, sector.enterprise_number(0), at=sector.NOW)
        return [_seconds(lambda: diagnosis(tx, one, at=sector.NOW)) * 1000 for one in _numbers(size, times)]  # noqa: B023


def _numbers(size: int, count: int) -> list[str]:
    return [sector.enterprise_number(number) for number in Random(5).sample(range(size), count)]


def _by_hand(tx: Any) -> list[Any]:
    at = moments(sector.NOW)
    settled = Moment().process_bind_param(at["settled"], tx.connection().dialect)
    found = tx.connection().exec_driver_sql(VERDICTS, {"today": str(at["today"]), "settled": f"{settled}.000000"})
    return list(found.cursor.fetchall())


def _seconds(job: Callable[[], Any]) -> float:
    """Return the seconds that a job takes."""
    started = time.perf_counter()
    job()
    return time.perf_counter() - started
