"""The letters as they read, one for each role: a changed word shows here first."""

from collections.abc import Callable

import pytest

from assistant.reports.letters.letter import Letter
from assistant.reports.letters.text import WIDTH, as_text
from tests.reports.letters.scene import GOLDEN, from_nothing, letter_for, letters_after, tree

HANDED_ON = "mammografie/transcripts/overgedragen"


def only(letters: tuple[Letter, ...]) -> Letter:
    [letter] = letters
    return letter


LETTERS: dict[str, Callable[[], Letter]] = {
    "wv-in-a-conversation": lambda: only(letters_after(HANDED_ON, "online.aanstellen-ander")),
    "wv-and-htb-of-a-plan": lambda: letter_for("WV", from_nothing()),
    "htb-in-a-conversation": lambda: only(letters_after(HANDED_ON, "hoedanigheid.activeren-tb")),
    "htb-waits-48-hours": lambda: only(letters_after("mammografie/transcripts/pdf", "pdf.mailen")),
    "tb-by-name-in-a-conversation": lambda: only(letters_after(HANDED_ON, "subafdeling.toevoegen")),
    "tb-of-a-plan": lambda: letter_for("TB", tree()),
    "sb-of-a-plan": lambda: letter_for("SB", tree()),
}


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_reads_as_it_did(name: str) -> None:
    assert as_text(LETTERS[name]()) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", LETTERS)
def test_lines_are_no_longer_than_paper_is_wide(name: str) -> None:
    for line in as_text(LETTERS[name]()).splitlines():
        assert len(line) <= WIDTH or " " not in line.strip(), line


def test_every_golden_letter_is_looked_at() -> None:
    assert {file.stem for file in GOLDEN.glob("*.txt")} == set(LETTERS)
