"""The overview's pages: each narrowing and order gives what plain Python gives, page after page, forwards and back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from assistant.domain.days import BRUSSELS
from assistant.domain.stages import STAGES
from assistant.store import board
from assistant.store.board_view import PAGE, Entry, Wish
from assistant.store.opening import Store, memory_store

NOW = datetime(2026, 11, 23, 9, tzinfo=BRUSSELS)
CODES = ("user.missing", "user.blocked", "htb.missing")
WAITING = (["WV"], ["HTB", "co-HTB"], ["TB", "co-TB"], [])


def made(number: int, random: Random) -> dict[str, Any]:
    stage = random.choice([*STAGES, "ready", "ready"])
    stuck = stage not in ("ready", "unknown")
    is_known = stage != "unknown" and random.random() > 0.2
    return {
        "enterprise": f"01{number // 2:08d}",
        "name": f"{random.choice(['Ziekenhuis', 'Jeugdhuis', 'É[/]%_'])} {random.randint(0, 40)}",
        "application": ("Heracles", "INSISTO")[number % 2],
        "sector": random.choice(["Jeugdhulp", "Thuiszorg", None]),
        "stage": stage,
        "ready": stage == "ready" if is_known or stage == "ready" else None,
        "users": 12,
        "users_ready": random.randint(0, 12),
        "findings": dict.fromkeys(random.sample(CODES, 2), 1) if stuck else {},
        "next": {"action": "user.register", "who_may": random.choice(WAITING), "unit": "90005"} if stuck else None,
    }


ROWS = [made(number, Random(number)) for number in range(1001)]
TOTALS = {"organisations": 501, "ready": 3, "by_stage": {}, "findings": {}}


def read(store: Store, rows: list[dict[str, Any]], at: datetime = NOW) -> int:
    with store.transaction() as tx:
        reading = board.begin(tx, at)
        board.add(tx, reading, rows)
        board.finish(tx, reading, TOTALS, 1.5)
    return reading


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with memory_store() as made:
        read(made, ROWS)
        yield made


def waits_for(row: dict[str, Any]) -> str | None:
    who = (row["next"] or {"who_may": []})["who_may"]
    return None if row["ready"] or (row["ready"] is None and not who) else next(iter(who), "")


WISHES: dict[str, tuple[Wish, Any]] = {
    "all": (Wish(), lambda row: True),
    "text": (Wish(text="jeugdhuis 1"), lambda row: "jeugdhuis 1" in row["name"].casefold()),
    "capitals": (Wish(text=" É[/] "), lambda row: "é[/]" in row["name"].casefold()),
    "wildcards": (Wish(text="%_"), lambda row: "%_" in row["name"]),
    "number": (Wish(text="0100.000.00"), lambda row: "010000000" in row["enterprise"]),
    "digits in a name": (Wish(text="ziekenhuis 7"), lambda row: "ziekenhuis 7" in row["name"].casefold()),
    "nothing": (Wish(text="nergens"), lambda row: False),
    "sector": (Wish(sector="Jeugdhulp"), lambda row: row["sector"] == "Jeugdhulp"),
    "no sector": (Wish(sector=""), lambda row: row["sector"] is None),
    "stage": (Wish(stage="users"), lambda row: row["stage"] == "users"),
    "application": (Wish(application="Heracles"), lambda row: row["application"] == "Heracles"),
    "finding": (Wish(finding="user.missing"), lambda row: "user.missing" in row["findings"]),
    "actor": (Wish(actor="HTB"), lambda row: waits_for(row) == "HTB"),
    "someone outside": (Wish(actor=""), lambda row: waits_for(row) == ""),
    "stuck": (Wish(stuck=True), lambda row: row["ready"] is False),
    "several": (
        Wish(text="huis", sector="Jeugdhulp", finding="htb.missing", actor="TB", order="stage"),
        lambda row: (
            "huis" in row["name"].casefold()
            and row["sector"] == "Jeugdhulp"
            and "htb.missing" in row["findings"]
            and waits_for(row) == "TB"
        ),
    ),
    "by stage": (Wish(order="stage"), lambda row: True),
    "by number": (Wish(order="number"), lambda row: True),
}


def in_order(wish: Wish, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    first = {
        "name": lambda row: row["name"].casefold(),
        "stage": lambda row: list(STAGES).index(row["stage"]),
        "number": lambda row: "",
    }[wish.order]
    return sorted(rows, key=lambda row: (first(row), row["enterprise"], row["application"]))


@pytest.mark.parametrize("name", WISHES)
def test_pages_together_are_what_was_wished(store: Store, name: str) -> None:
    wish, fits = WISHES[name]
    wanted = in_order(wish, [row for row in ROWS if fits(row)])
    with store.reading() as tx:
        reading = board.newest_reading(tx)
        assert reading is not None and reading.id is not None
        number = reading.id
        pages: list[list[Entry]] = [board.page(tx, number, wish)]
        while len(pages[-1]) == PAGE:
            pages.append(board.page(tx, number, wish, after=pages[-1][-1].key))
        pages = [page for page in pages if page] or [[]]
        assert [entry.row for page in pages for entry in page] == wanted
        for one, next_one in pairwise(pages):
            assert board.page(tx, number, wish, before=next_one[0].key) == one
        assert [entry.row for entry in board.last_page(tx, number, wish)] == wanted[-PAGE:]
        assert list(board.rows(tx, number, wish)) == wanted


@pytest.mark.parametrize("name", WISHES)
def test_sums_and_choices_are_of_the_same_rows(store: Store, name: str) -> None:
    wish, fits = WISHES[name]
    wanted = [row for row in ROWS if fits(row)]
    with store.reading() as tx:
        reading = board.newest_reading(tx)
        assert reading is not None and reading.id is not None
        sums = board.sums(tx, reading.id, wish)
        found = {
            by: dict(board.choices(tx, reading.id, wish, by))
            for by in ("sector", "stage", "application", "finding", "actor")
        }
    assert sums.rows == len(wanted)
    assert sums.organisations == len({row["enterprise"] for row in wanted})
    assert sums.ready == sum(row["ready"] is True for row in wanted)
    assert sums.by_stage == Counter(row["stage"] for row in wanted)
    actors = Counter(whom for row in wanted if (whom := waits_for(row)) is not None)
    assert sums.by_actor == found["actor"] == actors
    assert found["sector"] == Counter(row["sector"] or "" for row in wanted)
    assert found["application"] == Counter(row["application"] for row in wanted)
    assert found["finding"] == Counter(code for row in wanted for code in row["findings"])


def test_how_findings_are_marked_is_kept_where_it_is_known(store: Store) -> None:
    marked = {**ROWS[0], "findings": {"htb.missing": 1, "user.missing": 2}, "signs": {"htb.missing": 3, "user.missing": 0}}
    plain = {**ROWS[1], "findings": {"user.missing": 2}}
    with memory_store() as other:
        reading = read(other, [marked, plain])
        with other.reading() as tx:
            assert list(board.rows(tx, reading, Wish(order="number"))) == [marked, plain]
            assert dict(board.choices(tx, reading, Wish(), "finding")) == {"user.missing": 2, "htb.missing": 1}


def test_the_marked_rows_come_in_order_whatever_else_was_wished(store: Store) -> None:
    marked = [(row["enterprise"], row["application"]) for row in ROWS[::100]]
    with store.reading() as tx:
        reading = board.newest_reading(tx)
        assert reading is not None and reading.id is not None
        found = list(board.rows(tx, reading.id, Wish(stage="users"), marked))
    assert found == in_order(Wish(), ROWS[::100])


def test_a_reading_under_way_does_not_show() -> None:
    with memory_store() as store:
        with store.reading() as tx:
            assert board.newest_reading(tx) is None
        first = read(store, ROWS[:5])
        with store.transaction() as tx:
            second = board.begin(tx, NOW + timedelta(days=1))
            board.add(tx, second, ROWS[:9])
        with store.reading() as tx:
            newest = board.newest_reading(tx)
            assert newest is not None and newest.id == first
        with store.transaction() as tx:
            third = board.begin(tx, NOW + timedelta(days=2))
            board.add(tx, third, ROWS[:7])
            board.finish(tx, third, TOTALS, 1)
        with store.transaction() as tx:
            assert board.sweep(tx, 5) is False
        with store.transaction() as tx:
            while not board.sweep(tx, 5):
                pass
        with store.reading() as tx:
            assert board.sums(tx, first, Wish()).rows == board.sums(tx, second, Wish()).rows == 0
            assert board.sums(tx, third, Wish()).rows == 7


def test_sums_of_earlier_days_stay() -> None:
    with memory_store() as store:
        for hours in (0, 1, 24, 24 * 9):
            read(store, ROWS[:1], NOW + timedelta(hours=hours))
        with store.reading() as tx:
            found = board.past(tx)
            assert [at for at, _ in found] == [NOW + timedelta(hours=hours) for hours in (1, 24, 24 * 9)]
            assert board.past(tx, 2) == found[1:]


def test_a_server_pages_alike(server: Store) -> None:
    """In the server's own order of names; nothing twice, nothing left out."""
    reading = read(server, ROWS)
    with server.reading() as tx:
        for wish, fits in WISHES.values():
            wanted = [row for row in ROWS if fits(row)]
            found = board.page(tx, reading, wish)
            while found and len(found) % PAGE == 0:
                more = board.page(tx, reading, wish, after=found[-1].key)
                assert board.page(tx, reading, wish, before=more[0].key) == found[-PAGE:] if more else True
                found += more
                if not more:
                    break
            assert sorted(map(repr, (entry.row for entry in found))) == sorted(map(repr, wanted))
            assert board.sums(tx, reading, wish).rows == len(wanted)
            assert sum(count for _, count in board.choices(tx, reading, wish, "stage")) == len(wanted)
        marked = [(row["enterprise"], row["application"]) for row in ROWS[::100]]
        assert len(list(board.rows(tx, reading, Wish(), marked))) == len(marked)
    read(server, ROWS[:3], NOW + timedelta(days=1))
    with server.transaction() as tx:
        assert board.sweep(tx, 2000)
        assert board.sums(tx, reading, Wish(stuck=True)).rows == 0
        assert len(board.past(tx)) == 2
