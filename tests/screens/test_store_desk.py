"""The desk over a real store: what is peeked at is what is opened, and what is wrong is said before the screen is there."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from assistant.screens.app import run
from assistant.screens.options import Options
from assistant.screens.store_desk import StoreDesk
from assistant.store.location import Embedded

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_key_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TOEGANGSWIJZER_KEY_FILE", raising=False)


def options(folder: Path, **asked: Any) -> Options:
    return Options(Embedded(folder / "opslag.db"), "nl", lambda: NOW, **asked)


def test_before_there_is_a_store(tmp_path: Path) -> None:
    desk = StoreDesk(options(tmp_path))
    assert list(desk.open_talks("nl")) == []
    notice = desk.notice()
    assert notice is not None
    assert notice.key == str(tmp_path / "opslag.db.key")
    assert "mammografie" in [guide.id for guide in desk.guides("nl")]
    assert list(tmp_path.iterdir()) == [], "looking makes nothing"


def test_the_first_question_is_the_one_the_conversation_asks(tmp_path: Path) -> None:
    desk = StoreDesk(options(tmp_path, guide="mammografie"))
    opening = desk.opening()
    assert opening.turn is not None
    talk = opening.open()
    assert talk.turn == opening.turn
    assert desk.notice() is None
    desk.close()


def test_what_was_begun_is_listed_and_goes_on(tmp_path: Path) -> None:
    desk = StoreDesk(options(tmp_path, guide="mammografie"))
    talk = desk.opening().open()
    talk.answer("0123456749")
    talk.answer("Ziekenhuis Voorbeeld")
    desk.close()

    later = StoreDesk(options(tmp_path, guide="mammografie", enterprise="0123456749"))
    (kept,) = later.open_talks("nl")
    assert (kept.id, kept.guide, kept.enterprise) == (talk.id, "mammografie", "0123456749")
    assert kept.enterprise_name == "Ziekenhuis Voorbeeld"
    assert kept.sections > 1 and kept.section
    assert kept.last == NOW
    opening = later.opening()
    assert opening.talk_id == talk.id
    again = opening.open()
    assert again.id == talk.id
    assert opening.turn is None or opening.turn.key == again.turn.key
    assert [line.answer for line in again.lines()][:2] == ["0123.456.749", "Ziekenhuis Voorbeeld"]
    assert later.resume(talk.id, "nl").turn == again.turn
    later.close()


def test_new_begins_another(tmp_path: Path) -> None:
    desk = StoreDesk(options(tmp_path, guide="mammografie"))
    first = desk.opening().open()
    desk.close()
    desk = StoreDesk(options(tmp_path, guide="mammografie", new=True))
    opening = desk.opening()
    assert opening.talk_id is None
    assert opening.open().id != first.id
    assert len(desk.open_talks("nl")) == 2
    desk.close()


def test_a_guide_that_is_not_there_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(options(tmp_path, guide="nergens")) == 2
    assert "nergens" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_store_without_its_key_is_exit_code_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = StoreDesk(options(tmp_path, guide="mammografie"))
    desk.opening().open()
    desk.close()
    (tmp_path / "opslag.db.key").unlink()
    assert run(options(tmp_path, guide="mammografie")) == 3
    said = capsys.readouterr().err
    assert "sleutel" in said and "Traceback" not in said


def test_a_file_that_is_no_store_is_exit_code_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "opslag.db").write_bytes(b"geen opslag" * 500)
    assert run(options(tmp_path, guide="mammografie")) == 3
    assert "Traceback" not in capsys.readouterr().err
