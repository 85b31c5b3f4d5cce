"""What was worked out once is there again, as long as it was worked out from the same."""

from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from assistant.domain import rows
from assistant.domain.remembered import recall, remember
from assistant.domain.rows import RowFaults, read_rows

ONE, OTHER = sha256(b"one").digest(), sha256(b"other").digest()


def test_it_is_there_for_what_it_was_worked_out_from_only(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "er" / "x"
    assert recall(file, ONE) is None
    remember(file, ONE, b"content")
    assert recall(file, ONE) == b"content"
    assert recall(file, OTHER) is None
    assert [one.name for one in file.parent.iterdir()] == ["x"]


def test_where_nothing_can_be_written_nothing_is_remembered(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    remember(tmp_path / "file" / "x", ONE, b"content")
    assert recall(tmp_path / "file" / "x", ONE) is None


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of the program's own facts, with a cache folder beside it."""
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(rows, "data_folder", lambda: tmp_path / "data")
    monkeypatch.setattr(rows, "cache_folder", lambda: tmp_path / "cache")
    file = tmp_path / "data" / "numbers.yaml"
    file.write_text("one: 0123456749\ntwo: '2'\n", encoding="utf-8")
    return file


def test_own_files_are_parsed_once(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = read_rows(own, dict[str, str])
    monkeypatch.setattr(rows, "_parsed", lambda *_: pytest.fail("parsed again"))
    assert read_rows(own, dict[str, str]) == first == {"one": "0123456749", "two": "2"}
    assert read_rows(own, dict[str, str | None])["two"] == "2"


def test_a_changed_file_is_read_anew(own: Path) -> None:
    read_rows(own, dict[str, str])
    own.write_text("one: '7'", encoding="utf-8")
    assert read_rows(own, dict[str, str]) == {"one": "7"}


def test_a_remembered_file_that_does_not_fit_is_told_with_its_lines(own: Path) -> None:
    read_rows(own, dict[str, str])
    with pytest.raises(RowFaults) as caught:
        read_rows(own, dict[str, list[str]])
    assert [fault.line for fault in caught.value.faults] == [1, 2]


@pytest.mark.parametrize("damage", [b"", b"\xc1", b"x" * 500])
def test_a_damaged_memory_is_made_anew(own: Path, damage: bytes) -> None:
    read_rows(own, dict[str, str])
    (kept,) = (own.parent.parent / "cache").rglob("*.msgpack")
    whole = kept.read_bytes()
    kept.write_bytes(whole[:32] + damage)
    assert read_rows(own, dict[str, str]) == {"one": "0123456749", "two": "2"}
    assert msgspec.msgpack.decode(kept.read_bytes()[32:]) == {"one": "0123456749", "two": "2"}


def test_nothing_is_remembered_of_a_file_with_a_fault_or_of_other_peoples(own: Path, tmp_path: Path) -> None:
    own.write_text("one: [", encoding="utf-8")
    with pytest.raises(RowFaults):
        read_rows(own, dict[str, str])
    theirs = tmp_path / "theirs.yaml"
    theirs.write_text("one: 1", encoding="utf-8")
    assert read_rows(theirs, dict[str, str]) == {"one": "1"}
    assert not (tmp_path / "cache").exists()
