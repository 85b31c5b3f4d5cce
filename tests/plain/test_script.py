"""Scripts of answers: how they are read, and which answer is given when."""

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.conversation.script import Item, Script, ScriptFault, read_script, script_of


def written(tmp_path: Path, text: str | bytes, name: str = "antwoorden.yaml") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def answers(script: Script) -> list[object]:
    return [item.answer for item in script.left]


def test_yaml_scalars_stay_words(tmp_path: Path) -> None:
    text = "- 0123456749\n- NO\n- 2026-11-23\n- 1.50\n- yes\n- ''\n- ~\n- null\n- '~'\n"
    assert answers(read_script(written(tmp_path, text))) == [
        "0123456749",
        "NO",
        "2026-11-23",
        "1.50",
        "yes",
        "",
        "",
        "",
        "~",
    ]


def test_items_name_steps_and_know_their_lines(tmp_path: Path) -> None:
    text = "# begin\n- ja\n- step: site.hco[1/2]\n  answer: '90001'\n- {answer: los}\n- [a, b]\n- file: mensen.csv\n"
    script = read_script(written(tmp_path, text))
    assert script.left == (
        Item(1, "ja", None, 2),
        Item(2, "90001", "site.hco[1/2]", 3),
        Item(3, "los", None, 5),
        Item(4, ["a", "b"], None, 6),
        Item(5, {"file": "mensen.csv"}, None, 7),
    )


def test_json_with_tabs_escapes_and_a_byte_order_mark(tmp_path: Path) -> None:
    text = '\ufeff[\n\t"ja \\ud83d\\ude00",\n\t{"step": "a", "answer": 12},\n\ttrue, "a\\/b", "\\u00e9"\n]'
    assert answers(read_script(written(tmp_path, text))) == ["ja \N{GRINNING FACE}", "12", "true", "a/b", "é"]


def test_json_may_hold_what_only_looks_like_an_escape(tmp_path: Path) -> None:
    assert answers(read_script(written(tmp_path, r'["c:\\ud83d\\ude00"]'))) == [r"c:\ud83d\ude00"]


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=20)


@given(
    st.lists(st.one_of(WORDS, st.lists(WORDS, max_size=3), st.builds(lambda s, a: {"step": s, "answer": a}, WORDS, WORDS)))
)
def test_json_and_yaml_say_the_same(tmp_path_factory: pytest.TempPathFactory, items: list[object]) -> None:
    folder = tmp_path_factory.mktemp("script")
    as_json = read_script(written(folder, json.dumps(items), "a.json"))
    as_yaml = read_script(written(folder, yaml.safe_dump(items, allow_unicode=True, default_style='"'), "a.yaml"))
    plain = script_of(items)
    for script in (as_json, as_yaml):
        assert [(i.number, i.step, i.answer) for i in script.left] == [(i.number, i.step, i.answer) for i in plain.left]


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("", 1, "hier hoort een lijst"),
        ("antwoord: ja\n", 1, "hier hoort een lijst"),
        ("- ja\n- {step: a}\n", 2, "het antwoord ontbreekt"),
        ("- ja\n- {step: a, anwser: x}\n", 2, "'anwser' ken ik niet"),
        ("- {step: [a], answer: x}\n", 1, "is geen tekst"),
        ("- a\n- {answer: x, answer: y}\n", 2, "staat hier dubbel"),
        ("- 'open\n", 2, "geen geldige YAML of JSON"),
        ("- [" + "[" * 40 + "]" * 41 + "\n", 1, "te diep genest"),
        ("- a\n- &x [*x]\n", 2, "te diep genest"),
        (b"- ja\n- \xff\xfe\n", 2, "geen UTF-8-tekst"),
        ("[" * 100_000, 1, "te diep genest"),
        ("- " * 100_000, 1, "te diep genest"),
    ],
)
def test_bad_files_are_refused_with_their_line(tmp_path: Path, text: str | bytes, line: int, told: str) -> None:
    with pytest.raises(ScriptFault) as refused:
        read_script(written(tmp_path, text))
    assert told in str(refused.value)
    assert refused.value.line == line


def test_a_file_that_is_far_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScriptFault):
        read_script(written(tmp_path, b"- a\n" * 1_100_000))


def given_at(script: Script, *steps: str) -> list[object]:
    out = []
    for step in steps:
        item = script.answer_at(step.partition("[")[0], step)
        out.append(None if item is None else item.answer)
    return out


def test_answers_without_a_step_come_in_turn() -> None:
    script = script_of(["1", "2", "3"])
    assert given_at(script, "a", "b", "c", "d") == ["1", "2", "3", None]
    assert script.left == ()


def test_an_answer_with_a_step_waits_for_it() -> None:
    script = script_of(["1", {"step": "c", "answer": "C"}, "2", "3"])
    assert given_at(script, "a", "b", "c", "d") == ["1", "2", "C", "3"]


def test_an_answer_with_a_key_is_for_that_instance_only() -> None:
    script = script_of([{"step": "s[2/1]", "answer": "two"}, {"step": "s", "answer": "any"}])
    assert given_at(script, "s[1/1]", "s[2/1]", "s[3/1]") == ["any", "two", None]


def test_the_same_step_twice_gets_its_answers_in_order() -> None:
    script = script_of([{"step": "s", "answer": "seen"}, {"step": "s", "answer": "done"}])
    assert given_at(script, "s", "s") == ["seen", "done"]


def test_what_nobody_asks_for_is_left() -> None:
    script = script_of(["1", {"step": "never", "answer": "x"}])
    assert given_at(script, "a", "b") == ["1", None]
    assert [item.number for item in script.left] == [2]


@given(
    st.lists(st.one_of(st.just(None), st.sampled_from("abc"))),
    st.lists(st.sampled_from("abc")),
)
def test_every_answer_is_given_at_most_once_and_where_it_may(steps: list[str | None], asked: list[str]) -> None:
    script = Script(Item(number, str(number), step) for number, step in enumerate(steps, 1))
    taken = [(step, script.answer_at(step, f"{step}[1]")) for step in asked]
    found = [item for _, item in taken if item]
    assert len({item.number for item in found}) == len(found)
    assert len(found) + len(script.left) == len(steps)
    assert all(item.step in (None, step) for step, item in taken if item)
    # It runs out only where nothing fits: what is given later, or never, names another step.
    for place, (step, item) in enumerate(taken):
        if item is None:
            still_there = [*script.left, *(later for _, later in taken[place:] if later)]
            assert all(one.step not in (None, step) for one in still_there)


def test_a_short_question_on_the_way_goes_by_the_instance_too() -> None:
    script = script_of(
        [{"step": "site.naam[1]", "answer": "ik zie iets anders"}, {"step": "site.naam[1]", "answer": "moved:x"}]
    )
    assert script.answer_at("site.naam", "site.naam[1]").answer == "ik zie iets anders"
    assert script.answer_at("site.naam", "site.naam[2]#seen") is None
    assert script.answer_at("site.naam", "site.naam[1]#seen").answer == "moved:x"
