import json

import pytest

from assistant.domain.malformed import Malformed
from assistant.store.exchange import json_text
from assistant.store.exchange.json_text import read_json


@pytest.mark.parametrize("content", ['{"a": [1, null]}', b'{"a": [1, null]}', b'\xef\xbb\xbf{"a": [1, null]}'])
def test_json_is_read(content):
    assert read_json(content) == {"a": [1, None]}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "empty"),
        (b"  \n", "empty"),
        ("{", "not-json"),
        ('{"a": 1}x', "not-json"),
        ("{'a': 1}", "not-json"),
        (b"\xff\xfe{", "not-utf-8"),
        ('{"a": NaN}', "not-a-number"),
        ('{"a": -Infinity}', "not-a-number"),
        ("[" * 100_000, "too-deep"),
        ('{"a":' * 100_000, "too-deep"),
        ('{"a": {"b": 1, "b": 2}}', "key-twice"),
        ("1" * 10_000, "not-a-number"),
    ],
)
def test_what_is_refused_is_told(content, code):
    with pytest.raises(Malformed) as refused:
        read_json(content)
    assert refused.value.code == code
    assert len(str(refused.value)) < 300


def test_the_place_of_a_fault_is_told():
    with pytest.raises(Malformed) as refused:
        read_json('{"a": 1,\n "b": }')
    assert "regel 2" in str(refused.value)


def test_a_file_without_end_is_not_read(monkeypatch):
    monkeypatch.setattr(json_text, "LONGEST", 10)
    with pytest.raises(Malformed) as refused:
        read_json(json.dumps(["x" * 20]))
    assert refused.value.code == "too-long"
