"""`guides list|show|check`, and the documents drawn from guides."""

import json
import re
import shutil
from pathlib import Path
from typing import get_args

import pytest

from assistant.conversation.flow import Guide, GuideHead, Kind, Section
from assistant.conversation.load import guide_names, load_guide
from assistant.conversation.texts import Texts
from assistant.domain.places import data_folder, flows_folder
from assistant.domain.rows import read_rows
from assistant.reports.guide_document import KIND_WORDS, guide_json, guide_mermaid, guide_text
from assistant.reports.guide_routes import condition_words, follower_of, ways_from
from tests.cli.conftest import ROOT, Run

TEXTS = Texts("nl")
SECTION = """
id: deel
title: 'Een "deel" <b> [met] {x} #1'
steps:
  - id: a
    text: Kies
    ask:
      kind: choice
      options:
        - {value: "yes", text: Ja, to: c}
        - {value: "no", text: Nee, to: end}
      unknown-to: b
  - id: b
    only-if: {all: [{fact: x, known: true}, {any: [{fact: y, more-than: 1}, {not: {answer: "{w.insz}"}}]}]}
    text: "{label.next} {y} `x`"
    routes: [{to: d, when: {fact: z, in: [p, q]}}]
  - id: c
    only-if: {fact: x, has: w}
    text: Doe dit
    portal: {clicks: ["Klik op {label.next}."], seen: [{code: een.code, then: a}, {code: andere.code, then: wait}]}
    routes: [{to: end}]
  - {id: d, text: Laatste}
"""


@pytest.fixture
def section(tmp_path: Path) -> Section:
    path = tmp_path / "deel.yaml"
    path.write_text(SECTION, encoding="utf-8")
    return read_rows(path, Section)


@pytest.fixture
def guide(section: Section) -> Guide:
    return Guide(GuideHead("proef", "Een proef", "Om te proberen", "G2", ("deel",)), (section,), "x")


def ways(section: Section, step: int) -> list[tuple[str, str, bool]]:
    return [tuple(way) for way in ways_from(section, section.steps[step], TEXTS)]


def test_ways_on_are_those_of_the_flow(section: Section) -> None:
    assert ways(section, 0) == [("b", "weet ik niet", False), ("c", "Ja", False), ("end", "Nee", False), ("b", "", False)]
    assert ways(section, 1) == [("d", "z is een van p, q", False), ("c", "", False)]
    assert ways(section, 2) == [("a", "het scherm zegt iets anders: een.code", False), ("end", "", False), ("d", "", True)]
    assert ways(section, 3) == [("end", "", False)]


@pytest.mark.parametrize("name", guide_names())
def test_ways_on_are_those_of_the_machine(name: str) -> None:
    from assistant.conversation.machine import AGENDA, SECTION_END, blueprint

    guide = load_guide(name)
    steps = [(section, step) for section in guide.sections for step in section.steps]
    drawn = {
        (step.id, AGENDA if way.to == SECTION_END else way.to)
        for section, step in steps
        for way in ways_from(section, step, TEXTS)
    }
    # Two of the machine's ways are no ways on: any step may be held, and only a step with a condition can be passed over.
    unseen = {(step.id, AGENDA) for _, step in steps}
    unseen |= {(step.id, follower_of(section, step)) for section, step in steps if step.only_if is None}
    names = {step.id for _, step in steps}
    edges = {edge for edge in blueprint(guide).edges() if edge[0] in names}
    assert drawn <= edges
    assert edges - drawn <= unseen


def test_conditions_read_as_words(section: Section) -> None:
    only_if = section.steps[1].only_if
    assert only_if is not None
    assert condition_words(only_if, TEXTS) == "x is bekend en (y is meer dan 1 of niet (antwoord is w.insz))"


def test_every_kind_of_answer_has_words() -> None:
    assert set(KIND_WORDS) == set(get_args(Kind))


@pytest.mark.parametrize("name", guide_names())
def test_a_guide_as_text_holds_every_step(name: str) -> None:
    guide = load_guide(name)
    text = guide_text(guide, TEXTS)
    for section in guide.sections:
        assert TEXTS.text(section.title, section.id) in text
        for step in section.steps:
            assert f"[{step.id}]\n" in text
    assert "{" not in text
    assert max(map(len, text.splitlines())) <= 110


@pytest.mark.parametrize("name", guide_names())
def test_a_guide_as_mermaid_draws_every_step_and_way(name: str) -> None:
    guide = load_guide(name)
    lines = guide_mermaid(guide, TEXTS).splitlines()
    drawn = [line for line in lines if re.fullmatch(r'    s\d+(\(|\[\[?)".*"(\)|\]\]?)', line)]
    arrows = [line for line in lines if re.fullmatch(r'    s\d+ (-->|-\.->)(\|".*"\|)? [se]\d+', line)]
    assert len(drawn) == sum(len(section.steps) for section in guide.sections)
    assert len(arrows) == sum(len(ways_from(section, step, TEXTS)) for section in guide.sections for step in section.steps)
    assert sum(line.startswith("  subgraph") for line in lines) == lines.count("  end") == len(guide.sections)


def test_mermaid_quotes_what_would_mean_something(guide: Guide) -> None:
    drawn = guide_mermaid(guide, TEXTS)
    assert 'p1["1. Een #quot;deel#quot; #lt;b#gt; [met] … #35;1"]' in drawn
    assert "s2[\"'Volgende' … #96;x#96;\"]" in drawn
    assert 's1 -->|"Ja"| s3' in drawn
    assert "s3 -.-> s4" in drawn
    for line in drawn.splitlines():
        assert line.count('"') % 2 == 0


def test_a_guide_as_json_is_the_flow_with_its_ways(guide: Guide) -> None:
    document = guide_json(guide, TEXTS)
    json.dumps(document)
    assert document["format"] == "guide/1"
    assert document["id"] == "proef"
    step = document["sections"][0]["steps"][0]
    assert step["ask"]["unknown-to"] == "b"
    assert step["ways"][1] == {"to": "c", "why": "Ja", "passes": False}


def test_list_names_every_guide(run: Run) -> None:
    done = run("guides", "list")
    assert (done.returncode, done.stderr) == (0, "")
    for name in guide_names():
        assert re.search(rf"^{name} +\S", done.stdout, re.MULTILINE)
    as_json = json.loads(run("guides", "list", "--json").stdout)
    assert [row["guide"] for row in as_json["guides"]] == list(guide_names())


@pytest.mark.parametrize("form", ["text", "mermaid", "json"])
def test_show_gives_the_document(run: Run, form: str) -> None:
    done = run("guides", "show", "mammografie", "--format", form)
    guide = load_guide("mammografie")
    if form == "json":
        assert json.loads(done.stdout) == json.loads(json.dumps(guide_json(guide, TEXTS)))
    else:
        assert done.stdout == (guide_text if form == "text" else guide_mermaid)(guide, TEXTS)
    assert (done.returncode, done.stderr) == (0, "")


def test_show_with_json_is_json(run: Run) -> None:
    assert json.loads(run("guides", "show", "mammografie", "--json").stdout)["format"] == "guide/1"


def test_a_guide_goes_by_its_title_too(run: Run) -> None:
    title = load_guide("mammografie").head.title
    assert run("guides", "show", title.upper()).returncode == 0


def test_guides_need_no_store(run: Run, store: Path) -> None:
    for command in (("list",), ("show", "mammografie"), ("check",)):
        run("guides", *command)
    assert not store.parent.exists()


def test_the_guides_are_in_order(run: Run) -> None:
    done = run("guides", "check")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert json.loads(run("guides", "check", "--json").stdout) == {"format": "guides-check/1", "faults": []}


@pytest.fixture
def damaged(tmp_path: Path) -> dict[str, str]:
    """The program with a damaged guide beside the good one: its package, `data/` and `flows/` in a folder of their own."""
    there = tmp_path / "installed"
    shutil.copytree(ROOT / "assistant", there / "assistant", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(data_folder(), there / "data")
    shutil.copytree(flows_folder(), there / "flows")
    broken = there / "flows" / "stuk"
    broken.mkdir()
    (broken / "guide.yaml").write_text("id: stuk\ntitle: Stuk\nabout: Stuk\nsource: G2\nsections: [a]\n", encoding="utf-8")
    (broken / "a.yaml").write_text(
        "id: a\ntitle: A\nsteps:\n  - id: x\n    txt: Hier\n  - {id: y, ask: [}\n", encoding="utf-8"
    )
    return {"PYTHONPATH": str(there)}


def test_a_damaged_guide_is_told_with_file_and_line(run: Run, damaged: dict[str, str]) -> None:
    checked = run("guides", "check", settings=damaged)
    assert (checked.returncode, checked.stderr) == (1, "")
    assert re.search(r"flows/stuk/a\.yaml:\d+: ", checked.stdout)
    faults = json.loads(run("guides", "check", "--json", settings=damaged).stdout)["faults"]
    assert {type(fault["line"]) for fault in faults} == {int}
    shown = run("guides", "show", "stuk", settings=damaged)
    assert (shown.returncode, shown.stdout) == (2, "")
    assert "flows/stuk/a.yaml:" in shown.stderr
    listed = run("guides", "list", settings=damaged)
    assert listed.returncode == 0
    assert "mammografie" in listed.stdout
    assert "flows/stuk/a.yaml:" in listed.stderr
    chatted = run("chat", "stuk", "--plain", settings=damaged)
    assert (chatted.returncode, chatted.stdout) == (2, "")
    assert "flows/stuk/a.yaml:" in chatted.stderr
