import stat

import pytest

from assistant.store.fault import StoreFault
from assistant.store.key import Key, make_key, read_key


def test_a_key_is_made_once_and_read_back(tmp_path):
    path = tmp_path / "keys" / "store.key"
    made = make_key(path)
    assert read_key(path) == made
    assert make_key(path) == made
    assert len(made.raw()) == 96


def test_only_its_owner_can_read_it(tmp_path):
    path = tmp_path / "keys" / "store.key"
    make_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_nothing_is_left_beside_it(tmp_path):
    make_key(tmp_path / "store.key")
    assert [path.name for path in tmp_path.iterdir()] == ["store.key"]


def test_the_first_of_two_wins(tmp_path, monkeypatch):
    path = tmp_path / "store.key"
    first = make_key(path)
    monkeypatch.setattr(type(path), "exists", lambda self: False)  # the other came in between
    assert make_key(path) == first


def test_a_key_is_never_shown():
    key = Key(b"s" * 32, b"t" * 16)
    assert "s" * 8 not in repr(key)
    assert key.raw() not in repr(key)


def test_a_key_made_by_hand_will_do(tmp_path):
    path = tmp_path / "store.key"
    path.write_text("AB" * 32 + "\n")
    key = read_key(path)
    assert key.secret == b"\xab" * 32
    assert key.salt is None


@pytest.mark.parametrize("text", ["", "niets", "ab" * 31, "ab" * 32 + "\n" + "cd" * 32, "ab" * 47, "é"])
def test_something_else_in_the_file_is_told(tmp_path, text):
    path = tmp_path / "store.key"
    path.write_text(text)
    with pytest.raises(StoreFault) as fault:
        read_key(path)
    assert fault.value.cause == "malformed-key"
    assert str(path) in str(fault.value)


def test_a_missing_key_is_told_with_what_to_do(tmp_path):
    with pytest.raises(StoreFault) as fault:
        read_key(tmp_path / "store.key")
    assert fault.value.cause == "missing-key"
    assert "TOEGANGSWIJZER_KEY_FILE" in str(fault.value)


def test_a_key_where_nothing_can_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreFault) as fault:
        make_key(tmp_path / "file" / "store.key")
    assert fault.value.cause == "read-only"
