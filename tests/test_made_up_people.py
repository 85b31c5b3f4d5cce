"""No number that could be a person's stands anywhere in the project (rulebook N7)."""

import re
import subprocess
from pathlib import Path

import pytest

from assistant.domain.malformed import Malformed
from assistant.domain.numbers import insz

TOP = Path(__file__).resolve().parent.parent
NUMBER = re.compile(r"(?<![\d.])\d{2}[. ]?\d{2}[. ]?\d{2}[- .]?\d{3}[. ]?\d{2}(?!\d)")
MADE_UP = ("998", "999")


def people_in(text: str) -> list[str]:
    found = []
    for match in NUMBER.finditer(text):
        try:
            number = insz(match[0])
        except Malformed:
            continue
        if number[6:9] not in MADE_UP:
            found.append(number)
    return found


def test_no_file_holds_the_number_of_a_person():
    tracked = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=TOP,
        capture_output=True,
        text=True,
        check=False,
    )
    if tracked.returncode:
        pytest.skip("not a git work tree")
    names = [name for name in tracked.stdout.split("\0") if name and (TOP / name).is_file()]
    assert len(names) > 50
    guilty = {}
    for name in names:
        text = (TOP / name).read_bytes().decode("utf-8", errors="replace")
        if found := people_in(text):
            guilty[name] = found
    assert guilty == {}


def test_the_search_finds_every_writing_of_a_number():
    nine = "900101" + "001"
    number = f"{nine}{97 - int(nine) % 97:02d}"
    dotted = f"{number[:2]}.{number[2:4]}.{number[4:6]}-{number[6:9]}.{number[9:]}"
    spaced = f"{number[:6]} {number[6:9]} {number[9:]}"
    for written in (number, dotted, spaced):
        assert people_in(f'"insz": "{written}",') == [number]
    assert people_in("90010199992 and 90.01.01-999.92") == []
