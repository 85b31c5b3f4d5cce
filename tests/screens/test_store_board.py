"""The overview over a real store: it reads the store, pages through what it read, and gives out files and letters."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from assistant.checks.readiness import readiness
from assistant.domain.days import BRUSSELS
from assistant.reports.readiness.columns import next_actors
from assistant.screens.board.desk import Chosen
from assistant.screens.board.store_board import StoreBoard
from assistant.screens.board.telling import Column, line
from assistant.screens.speech import Speech
from assistant.store.board_view import Wish
from assistant.store.demo.story import fill, stories
from assistant.store.lists.facilities import plan_units, read_facilities
from assistant.store.location import Embedded
from assistant.store.opening import Store, open_store

NOW = datetime(2026, 11, 23, 9, tzinfo=BRUSSELS)
ALL = Wish()


def never() -> bool:
    return False


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("board") / "opslag.db"
    with open_store(Embedded(path), create=True, environ={}) as opened:
        fill(opened, NOW, lambda _at: None)
        yield opened


@pytest.fixture
def board(store: Store) -> StoreBoard:
    return StoreBoard(lambda: store, lambda: NOW)


@pytest.fixture
def chosen(board: StoreBoard) -> Chosen:
    standing = board.standing()
    if standing is None:
        assert board.renew(lambda _count: None, never)
        standing = board.standing()
    assert standing is not None
    return Chosen(standing, ALL, ())


def test_a_stopped_reading_leaves_nothing(store: Store, board: StoreBoard) -> None:
    before = board.standing()
    assert board.renew(lambda _count: None, lambda: True) is False
    after = board.standing()
    assert (after and after.reading) == (before and before.reading)


def test_what_is_kept_is_what_readiness_reads(store: Store, board: StoreBoard, chosen: Chosen) -> None:
    counts: list[int] = []
    assert board.renew(counts.append, never)
    standing = board.standing()
    assert standing is not None and standing.at == NOW
    with store.reading() as tx:
        found = readiness(tx, NOW)
        rows = {(row["enterprise"], row["application"]): row for row in found.rows()}
    assert counts[-1] == len(rows)
    assert standing.totals == found.totals
    sums = board.sums(standing, ALL)
    assert sums.rows == len(rows)
    assert sums.organisations == 60
    shown = [entry.row for entry in board.page(standing.reading, ALL)]
    assert len(shown) == len(rows), "the demonstration fits on one page"
    for row in shown:
        read = rows[row["enterprise"], row["application"]]
        assert {key: read[key] for key in row} == row


def test_filters_and_pages_are_the_store_s(board: StoreBoard, chosen: Chosen) -> None:
    reading = chosen.standing.reading
    choices = dict(board.choices(reading, ALL, "stage"))
    for stage, count in choices.items():
        assert board.sums(chosen.standing, Wish(stage=stage)).rows == count
    found = board.page(reading, Wish(text="ziekenhuis"))
    assert found
    assert board.page(reading, Wish(text="ziekenhuis"), last=True)[-1] == found[-1]
    assert board.page(reading, Wish(text="ziekenhuis"), after=found[-1].key) == ()


def test_whoever_a_report_names_is_waited_for(board: StoreBoard, chosen: Chosen) -> None:
    rows = [entry.row for entry in board.page(chosen.standing.reading, ALL)]
    named = [row for row in rows if row["ready"] is False or next_actors(row, Speech("nl"))]
    assert any(row["ready"] is None for row in named), "of some it is not known whether they are ready"
    waited = board.sums(chosen.standing, ALL).by_actor
    assert dict(board.choices(chosen.standing.reading, ALL, "actor")) == waited
    assert sum(waited.values()) == len(named)
    found = [entry.row for who in waited for entry in board.page(chosen.standing.reading, Wish(actor=who))]
    assert sorted(found, key=rows.index) == named
    column = Column("actor", "", 8)
    assert all(line(row, [column], Speech("nl")).plain.strip() for row in found)


def test_a_report_of_all_and_of_the_marked(board: StoreBoard, chosen: Chosen, tmp_path: Path) -> None:
    for form in ("csv", "xlsx", "html", "json"):
        board.write_report(chosen, form, tmp_path / f"alles.{form}", "nl")
    whole = json.loads((tmp_path / "alles.json").read_text(encoding="utf-8"))
    assert whole["totals"] == dict(chosen.standing.totals)
    assert "Stand van 23-11-2026 om 09:00" in (tmp_path / "alles.html").read_text(encoding="utf-8")

    one = whole["organisations"][0]
    some = chosen._replace(marked=((one["enterprise"], one["application"]),))
    board.write_report(some, "json", tmp_path / "een.json", "nl")
    part = json.loads((tmp_path / "een.json").read_text(encoding="utf-8"))
    assert part["organisations"] == [one]
    assert part["totals"]["organisations"] == 1

    with pytest.raises(FileExistsError):
        board.write_report(chosen, "csv", tmp_path / "alles.csv", "nl")


def test_an_hco_list_makes_no_tree(tmp_path: Path) -> None:
    given = "kbo;hco;hoedanigheid\n0123456749;80000;Mammografische eenheid kankerbevolkingsonderzoek\n"
    facilities, _ = read_facilities(given.encode(), {}, None)
    with open_store(Embedded(tmp_path / "opslag.db"), create=True, environ={}) as store:
        with store.transaction() as tx:
            plan_units(tx, "0123456749", facilities, NOW)
        board = StoreBoard(lambda: store, lambda: NOW)
        assert board.renew(lambda _count: None, never)
        standing = board.standing()
        assert standing is not None
        (entry,) = board.page(standing.reading, ALL)
        assert (entry.row["application"], entry.row["stage"], entry.row["ready"]) == ("Heracles", "unknown", None)
        assert not board.has_tree("0123456749")
        done = board.write_letters(Chosen(standing, ALL, ()), tmp_path / "geen", lambda *_: None, never, "nl")
        assert (done.files, done.organisations, done.skipped) == (0, 0, 1)


def test_letters_go_to_those_who_hold_something_up(board: StoreBoard, chosen: Chosen, tmp_path: Path) -> None:
    rows = [entry.row for entry in board.page(chosen.standing.reading, Wish(stuck=True))]
    stuck = list(dict.fromkeys(row["enterprise"] for row in rows))[:2]
    ready = next(entry.row for entry in board.page(chosen.standing.reading, Wish(stage="ready")))
    marked = [row for row in (*rows, ready) if row["enterprise"] in (*stuck, ready["enterprise"])]
    some = chosen._replace(
        marked=tuple((row["enterprise"], row["application"]) for row in marked if row["ready"] is not None)
    )
    told: list[tuple[int, int]] = []
    done = board.write_letters(some, tmp_path / "brieven", lambda *far: told.append(far), never, "nl")
    assert done.organisations == len(stuck)
    assert told[0] == (0, len(stuck))
    files = list((tmp_path / "brieven").iterdir())
    assert len(files) == done.files > len(stuck)
    assert {file.suffix for file in files} == {".eml", ".pdf"}

    stopped = board.write_letters(some, tmp_path / "halve", lambda *_: None, lambda: True, "nl")
    assert stopped.stopped and stopped.files == 0
    with pytest.raises(FileExistsError):
        board.write_letters(some, tmp_path / "halve", lambda *_: None, never, "nl")


def test_an_organisation_known_from_a_list_only_gets_no_letter(board: StoreBoard, chosen: Chosen, tmp_path: Path) -> None:
    listed = list(stories(NOW))[-1][-1].tree["enterprise"]["number"]
    assert not board.has_tree(listed)
    rows = [entry.row for entry in board.page(chosen.standing.reading, ALL) if entry.row["enterprise"] == listed]
    marks = tuple((row["enterprise"], row["application"]) for row in rows)
    done = board.write_letters(chosen._replace(marked=marks), tmp_path / "geen", lambda *_: None, never, "nl")
    assert (done.files, done.organisations, done.skipped) == (0, 0, 1)
