"""The index between runs: read when nothing changed, made anew otherwise, and never in the way."""

from pathlib import Path

import pytest

from assistant.conversation.asking import gathered, kept
from assistant.conversation.asking.index import Index


def answers(index: Index) -> list[tuple[str, str]]:
    return [(entry.kind, entry.id) for entry in index.entries]


@pytest.fixture
def made(tmp_path: Path) -> Index:
    return kept.index_in(tmp_path, "nl")


def test_what_is_read_back_is_what_was_made(tmp_path: Path, made: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathered, "all_subjects", lambda texts: pytest.fail("made again"))
    again = kept.index_in(tmp_path, "nl")
    assert again.entries == made.entries
    assert again.names == made.names
    assert (again.ours, again.words, again.elsewhere) == (made.ours, made.words, made.elsewhere)
    assert again.kept == made.kept


def test_another_table_or_guide_makes_it_anew(tmp_path: Path, made: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_digest", lambda language: b"\1" * 32)
    monkeypatch.setattr(gathered, "all_subjects", lambda texts: ())
    assert answers(kept.index_in(tmp_path, "nl")) == []


@pytest.mark.parametrize("damage", [b"", b"\x00" * 10, b"x" * 5000])
def test_a_damaged_file_is_made_anew(tmp_path: Path, made: Index, damage: bytes) -> None:
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:32] + damage)
    assert answers(kept.index_in(tmp_path, "nl")) == answers(made)
    assert file.stat().st_size > 10_000


def test_half_a_file_is_made_anew(tmp_path: Path, made: Index) -> None:
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:5000])
    assert answers(kept.index_in(tmp_path, "nl")) == answers(made)


def test_where_nothing_can_be_written_it_goes_without(tmp_path: Path, made: Index) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("no folder", encoding="utf-8")
    assert answers(kept.index_in(in_the_way / "cache", "nl")) == answers(made)


def test_nothing_is_left_beside_it(tmp_path: Path, made: Index) -> None:
    assert [file.name for file in tmp_path.iterdir()] == ["asking-nl.msgpack"]


def test_it_holds_no_word_of_a_user(tmp_path: Path, made: Index) -> None:
    from assistant.conversation.asking.search import find

    find("een heel eigenaardig vraagje", "nl")
    assert b"eigenaardig" not in (tmp_path / "asking-nl.msgpack").read_bytes()


def test_every_source_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("data", "flows/gids"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "data" / "a.yaml").write_text("a: 1", encoding="utf-8")
    (tmp_path / "flows" / "gids" / "b.yaml").write_text("b: 1", encoding="utf-8")
    monkeypatch.setattr(kept, "data_folder", lambda: tmp_path / "data")
    monkeypatch.setattr(kept, "flows_folder", lambda: tmp_path / "flows")
    first = kept._digest("nl")
    (tmp_path / "data" / "a.yaml").write_text("a: 2", encoding="utf-8")
    second = kept._digest("nl")
    (tmp_path / "flows" / "gids" / "b.yaml").write_text("b: 2", encoding="utf-8")
    assert len({first, second, kept._digest("nl")}) == 3
