"""Each code of the help desk's table has a transcript: what `diagnose` and `repair` say of its example, word for word.

`python -m tests.cli.test_helpdesk_transcripts` writes them anew; read the difference before it is kept.
"""

import contextlib
import io
import json
import re
import tempfile
from pathlib import Path

import pytest

from assistant.cli.program import run
from assistant.cli.told import speak
from assistant.domain.symptoms import symptoms
from assistant.store.exchange.tree import import_tree
from assistant.store.location import Embedded
from assistant.store.opening import open_store
from tests.oracle.growing import NOW

GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = Path(__file__).parents[1] / "checks" / "examples"
NUMBER = "0123456749"


def transcript(code: str, folder: Path) -> str:
    """The two commands on the example of a code, with their exit codes."""
    tree = json.loads((EXAMPLES / f"{code}.json").read_text(encoding="utf-8"))
    path = folder / f"{code}.db"
    with open_store(Embedded(path), create=True, environ={}) as store, store.transaction() as tx:
        import_tree(tx, tree, NOW)
    said = io.StringIO()
    speak("nl")
    for command in ("diagnose", "repair"):
        said.write(f"$ toegangswijzer {command} --enterprise 0123.456.749\n")
        with contextlib.redirect_stdout(said):
            code_of_exit = run(
                [command, "--enterprise", NUMBER, "--store", str(path), "--now", NOW.isoformat(), "--lang", "nl"]
            )
        said.write(f"[{code_of_exit}]\n\n")
    return said.getvalue()


@pytest.mark.parametrize("code", ["allowed", *symptoms()])
def test_what_is_said_of_each_example(code: str, tmp_path: Path) -> None:
    said = transcript(code, tmp_path)
    assert said == (GOLDEN / f"{code}.txt").read_text(encoding="utf-8")
    # Holds whatever the transcript says: no whole number of a person, nothing left to fill in, no line too wide.
    people = json.loads((EXAMPLES / f"{code}.json").read_text(encoding="utf-8"))["people"]
    digits = re.sub(r"[.\-]", "", said)
    assert not [person for person in people if person["insz"] in digits]
    assert "{" not in said and not re.search(r"\w … \w", said)
    assert max(map(len, said.splitlines())) <= 120


def test_every_transcript_is_of_an_example() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == {"allowed", *symptoms()}


def test_a_transcript_names_its_code() -> None:
    for code in symptoms():
        assert code in (GOLDEN / f"{code}.txt").read_text(encoding="utf-8")


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        for each in ("allowed", *symptoms()):
            (GOLDEN / f"{each}.txt").write_text(transcript(each, Path(name)), encoding="utf-8")
