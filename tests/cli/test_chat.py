"""`chat` as a whole program: plain lines, scripts of answers, going on later, bad input."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.documents import NUMBER
from tests.transcripts.transcript import read, transcripts

CHAT = ("chat", "mammografie")
AT = ("--now", "2026-11-23T09:00:00+01:00")
ENTERPRISE_QUESTION = "Wat is het ondernemingsnummer van uw organisatie?"
NAME_QUESTION = "Hoe heet uw organisatie?"
ROLE_QUESTION = "Wat is uw rol?"


@pytest.fixture
def script(tmp_path: Path) -> Path:
    return tmp_path / "antwoorden.yaml"


def test_a_conversation_in_lines(run: Run, empty: Path) -> None:
    done = run(*CHAT, "--plain", given=f"{NUMBER}\nZiekenhuis Voorbeeld\n")
    assert (done.returncode, done.stderr) == (0, "")
    order = [done.stdout.index(text) for text in (ENTERPRISE_QUESTION, f"> {NUMBER}", NAME_QUESTION, ROLE_QUESTION)]
    assert order == sorted(order)
    assert done.stdout.endswith(f"Verder gaat u met: toegangswijzer chat mammografie --enterprise {NUMBER}\n")
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("arguments", [CHAT, (), ("chat",)], ids=" ".join)
def test_without_a_terminal_it_is_plain_lines_that_wait_for_nothing(
    run: Run, store: Path, arguments: tuple[str, ...]
) -> None:
    done = run(*arguments)
    assert done.returncode == 0
    assert (ENTERPRISE_QUESTION in done.stdout) == (arguments == CHAT)
    assert "\x1b" not in done.stdout


def test_without_a_guide_it_asks_which(run: Run, empty: Path) -> None:
    done = run("chat", "--plain", given="zomaar iets\nmammografie\n")
    assert done.returncode == 0
    assert done.stdout.count("Wat wilt u doen?") == 2
    assert done.stdout.count("5. ") == 2, "all guides are listed, again after a wish that is not understood"
    assert ENTERPRISE_QUESTION in done.stdout


def test_a_wish_leads_to_its_guide_and_is_not_asked_again(run: Run, empty: Path) -> None:
    done = run("chat", "--plain", given=f"belrai in ons rusthuis\n{NUMBER}\nRusthuis Voorbeeld\nhtb\n")
    assert done.returncode == 0
    assert "We volgen de gids 'Departement Zorg" in done.stdout
    assert "Dit zei u al. Voor welke toepassing regelt u de toegang? BelRAI" in done.stdout
    assert "Welke hoedanigheid geldt bij u voor BelRAI?" in done.stdout


def test_one_question_decides_between_guides(run: Run, empty: Path) -> None:
    done = run("chat", "--plain", given="een jeugdvoorziening\nevipa\n")
    assert "Voor welke toepassingen zoekt u toegang?" in done.stdout
    assert "We volgen de gids 'Departement Zorg" in done.stdout
    again = run("chat", "--plain", given="een jeugdvoorziening\n3\n")
    assert again.stdout.count("Wat wilt u doen?") == 2, "the last choice goes back to all guides"


def test_it_goes_on_where_it_was(run: Run, empty: Path) -> None:
    run(*CHAT, "--plain", given=f"{NUMBER}\nZiekenhuis Voorbeeld\nhtb\n")
    for _ in range(2):
        again = run(*CHAT, "--plain", "--enterprise", "0123.456.749")
        assert again.returncode == 0
        assert "Wat is in orde bij de persoon" in again.stdout
        assert ROLE_QUESTION not in again.stdout


def test_new_begins_another(run: Run, empty: Path) -> None:
    run(*CHAT, "--plain", given=f"{NUMBER}\nZiekenhuis Voorbeeld\nhtb\n")
    assert ROLE_QUESTION in run(*CHAT, "--plain", "--enterprise", NUMBER, "--new").stdout


def test_stop_is_the_end(run: Run, empty: Path) -> None:
    done = run(*CHAT, "--plain", given=f"{NUMBER}\nstop\nnooit gelezen\n")
    assert done.returncode == 0
    assert "nooit gelezen" not in done.stdout


def test_a_script_of_answers(run: Run, empty: Path, script: Path) -> None:
    script.write_text(f"- {NUMBER}\n- {{step: start.naam, answer: Ziekenhuis Voorbeeld}}\n- htb\n", encoding="utf-8")
    done = run(*CHAT, "--answers", str(script), *AT)
    assert (done.returncode, done.stderr) == (0, "")
    assert "> htb" in done.stdout
    assert "Alles is bewaard." in done.stdout


def test_an_answer_that_is_refused_is_told_with_its_place(run: Run, empty: Path, script: Path) -> None:
    script.write_text(
        f"- {NUMBER}\n- Ziekenhuis Voorbeeld\n\n# rol\n- step: start.wie\n  answer: keizer\n- alles\n", encoding="utf-8"
    )
    done = run(*CHAT, "--answers", str(script))
    assert done.returncode == 2
    assert done.stderr.startswith(f"toegangswijzer: {script}:5: antwoord 3 (bij start.wie): ")
    assert done.stderr.count("\n") == 1
    # What was accepted before it is kept.
    again = run(*CHAT, "--plain", "--enterprise", NUMBER)
    assert ROLE_QUESTION in again.stdout


def test_answers_that_nobody_asked_for_are_named(run: Run, empty: Path, script: Path) -> None:
    script.write_text(json.dumps([NUMBER, {"step": "nergens", "answer": "x"}]), encoding="utf-8")
    done = run(*CHAT, "--answers", str(script))
    assert done.returncode == 0
    assert done.stderr == f"{script}:1: antwoord 2 is niet gebruikt: er werd niet naar gevraagd\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"- ja\n- {step: a}\n", ":2: het antwoord ontbreekt"),
        (b"ja", ":1: hier hoort een lijst"),
        (b"\xff\xfe\x00", ":1: dit is geen UTF-8-tekst"),
        (b"[" * 100_000, "te diep genest"),
    ],
)
def test_a_script_that_is_none_changes_nothing(run: Run, store: Path, script: Path, text: bytes, told: str) -> None:
    script.write_bytes(text)
    done = run(*CHAT, "--answers", str(script))
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert not store.exists()


def test_a_script_that_is_not_there(run: Run, store: Path) -> None:
    done = run(*CHAT, "--answers", "weg.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert "weg.yaml: bestaat niet" in done.stderr


def test_a_script_needs_a_guide(run: Run, store: Path) -> None:
    done = run("chat", "--answers", "x.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert "welke gids" in done.stderr


@pytest.mark.parametrize(
    "given",
    [
        b"\xff\xfe\x00\x01\n" * 50,
        bytes(range(256)) * 20,
        b"x" * 10_000 + b"\n",
        b"x" * 1_000_000,
        "[/]\n[red]\n{x}\n%s\n\u202e0123456749\n\N{GRINNING FACE}\n\x1b[2J\n".encode(),
        b"\n" * 200,
    ],
    ids=["surrogates", "bytes", "long", "longer", "hostile", "empty"],
)
def test_hostile_input_is_refused_and_nothing_breaks(run: Run, empty: Path, given: bytes) -> None:
    done = run(*CHAT, "--plain", given=given)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
    assert ENTERPRISE_QUESTION in done.stdout


WALK = next(t for t in transcripts() if t.file.stem == "een-eenheid")


def test_the_whole_guide_by_a_script(run: Run, empty: Path, tmp_path: Path) -> None:
    """From nothing to working access, as a program; then the tree that was told."""
    answers = tmp_path / "antwoorden.json"
    answers.write_text(json.dumps(WALK.answers), encoding="utf-8")
    done = run("chat", WALK.guide, "--plain", "--answers", str(answers), "--now", WALK.now.isoformat())
    assert (done.returncode, done.stderr) == (0, "")
    assert "Alles is bewaard" not in done.stdout  # there is nothing left to go on with
    document = json.loads(run("tree", "export", "--enterprise", NUMBER).stdout)
    site = document["capacities"][0]["subdivisions"][0]["sites"][0]
    assert all("Heracles" in user["applications"] for user in site["users"])
    assert all(user["functions"] for user in site["users"])
    expected = read(WALK.file).expect.get("tree")
    if expected:
        assert document == json.loads((WALK.file.parent / expected).read_text(encoding="utf-8"))
