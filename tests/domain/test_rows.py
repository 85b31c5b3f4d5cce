"""Strict YAML: what it reads, and that every fault is found with its line."""

from enum import StrEnum

import msgspec
import pytest

from assistant.domain.rows import DataRow, RowFaults, read_rows


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Leaf(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="leaf"):
    wide: int


class Branch(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="branch"):
    leaves: tuple[Leaf, ...] = ()


class Tree(DataRow, frozen=True):
    name: str
    number: str = ""
    is_old: bool = False
    colour: Colour = Colour.RED
    parts: tuple[Leaf | Branch, ...] = ()
    by_name: dict[str, Leaf] = msgspec.field(default_factory=dict)
    pair: tuple[int, str] | None = None


@pytest.fixture
def read(tmp_path):
    path = tmp_path / "x.yaml"

    def reading(text: str, kind):
        path.write_text(text, encoding="utf-8")
        return read_rows(path, kind)

    return reading


def faults(read, text: str, kind) -> list[tuple[int, str]]:
    with pytest.raises(RowFaults) as caught:
        read(text, kind)
    assert str(caught.value).count("x.yaml:") == len(caught.value.faults)
    return [(fault.line, fault.message) for fault in caught.value.faults]


def test_scalars_stay_text_until_a_type_says_otherwise(read):
    tree = read("name: NO\nnumber: 0123456749\nis-old: true\ncolour: blue\npair: [3, 1.0]\n", Tree)
    assert tree == Tree(name="NO", number="0123456749", is_old=True, colour=Colour.BLUE, pair=(3, "1.0"))


def test_all_faults_are_found_with_their_lines(read):
    text = """\
- name: a
  number: [1]
  nam: b
- is-old: perhaps
- name: c
  colour: green
  parts:
    - {kind: leaf, wide: x}
    - kind: branch
      leaves:
        - {kind: leaf, wide: 1}
        - kind: leaf
          high: 2
    - kind: root
  by-name:
    one: {kind: leaf, wide: 1}
    two: 3
  pair: [a, b]
- 7
"""
    assert faults(read, text, tuple[Tree, ...]) == [
        (2, "hier hoort een tekst, er staat een lijst"),
        (3, "onbekende sleutel 'nam'; bedoelt u 'name'?"),
        (4, "hier hoort true of false, er staat een tekst"),
        (4, "sleutel 'name' ontbreekt"),
        (6, "onbekende waarde 'green'; mogelijk: red, blue"),
        (8, "hier hoort een geheel getal, er staat een tekst"),
        (12, "sleutel 'wide' ontbreekt"),
        (13, "onbekende sleutel 'high'; mogelijk: wide"),
        (14, "onbekende waarde 'root'"),
        (17, "hier hoort sleutels met waarden, er staat een tekst"),
        (18, "hier hoort een geheel getal, er staat een tekst"),
        (19, "hier hoort sleutels met waarden, er staat een tekst"),
    ]


def test_a_key_that_stands_twice_is_a_fault_at_any_depth(read):
    text = "name: a\nby-name:\n  x: {kind: leaf, wide: 1}\n  x: {kind: leaf, wide: 2}\nname: b\n"
    assert faults(read, text, Tree) == [
        (4, "sleutel 'x' staat hier dubbel: ook op regel 3"),
        (5, "sleutel 'name' staat hier dubbel: ook op regel 1"),
    ]


@pytest.mark.parametrize(
    ("text", "line"), [("a: [\n", 2), ("a: b\n c: d\n", 2), ("a: *x\n", 1), ("\x01", 0), ("&a [*a]", 1)]
)
def test_what_is_no_yaml_is_one_fault(read, text, line):
    ((found, message),) = faults(read, text, dict[str, str])
    assert found == line
    assert message.startswith("geen geldige YAML")


def test_an_empty_file_is_a_fault(read):
    assert faults(read, "", dict[str, str]) == [(1, "hier hoort sleutels met waarden, er staat niets")]


def test_a_file_that_cannot_be_read_is_a_fault(tmp_path):
    (tmp_path / "latin.yaml").write_bytes(b"name: \xe9")
    for name in ("missing.yaml", "latin.yaml"):
        with pytest.raises(RowFaults) as caught:
            read_rows(tmp_path / name, Tree)
        assert [fault.line for fault in caught.value.faults] == [0]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20000,
        "a: b\n" + "{a: " * 20000,
        "- " * 20000 + "x",
        "? " * 20000,
        "\n".join(" " * n + "a:" for n in range(2000)),
    ],
    ids=["brackets", "braces", "dashes", "question-marks", "indents"],
)
def test_what_nests_too_deep_is_a_fault_and_ends_nothing(read, text):
    with pytest.raises(RowFaults, match="te diep genest"):
        read(text, dict)
