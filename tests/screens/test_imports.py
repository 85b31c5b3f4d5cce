"""What is loaded when: the first question needs no SQLModel, and asking for the screens no Textual."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SCREENS = Path(__file__).resolve().parents[2] / "assistant" / "screens"
SLOW = ("sqlmodel", "sqlalchemy", "alembic", "pydantic", "babel", "phonenumbers", "holidays", "textual.widgets._text_area")


def loaded_by(code: str) -> set[str]:
    out = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules, sep='\\n')"],
        capture_output=True,
        text=True,
        check=True,
        cwd=SCREENS.parents[1],
    )
    return set(out.stdout.split())


def test_options_and_the_way_in_load_no_textual() -> None:
    loaded = loaded_by("import assistant.screens.options, assistant.screens.app")
    assert not {name for name in loaded if name.split(".")[0] in ("textual", "rich")}


def test_the_first_question_loads_nothing_slow() -> None:
    loaded = loaded_by("""
import asyncio, tempfile
from datetime import datetime, UTC
from pathlib import Path
from assistant.screens.options import Options
from assistant.screens.store_desk import StoreDesk
from assistant.screens.program import Assistant
from assistant.store.location import Embedded
folder = Path(tempfile.mkdtemp())
options = Options(Embedded(folder / "s.db"), "nl", lambda: datetime.now(UTC), "mammografie")
desk = StoreDesk(options)
opening = desk.opening()
assert opening.turn is not None
app = Assistant(options, desk, opening, settings=folder / "s.json")
async def painted():
    async with app.run_test():
        pass
from assistant.screens.chat import ChatScreen
async def nothing(self): pass
ChatScreen._open = nothing
asyncio.run(painted())
""")
    assert not {name for name in loaded if name.startswith(SLOW)}


@pytest.mark.parametrize("file", sorted(SCREENS.rglob("*.py")), ids=lambda file: file.name)
def test_every_text_is_marked_for_translation(file: Path) -> None:
    """What is said goes through the translation: `say(words("…"))`, or a name that holds a marked text."""
    speakers = {"say", "speech", "_speech"}
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in speakers:
                assert not isinstance(node.args[0], ast.Constant | ast.JoinedStr), f"{file.name}:{node.lineno}"


@pytest.mark.parametrize("file", sorted(SCREENS.rglob("*.py")), ids=lambda file: file.name)
def test_content_is_made_in_one_place(file: Path) -> None:
    """Only the gateway may turn a text into content: elsewhere `Content(…)` takes what the program itself wrote."""
    if file.name == "text.py":
        return
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            assert name not in ("from_markup", "from_text", "escape", "Static", "Label", "Markdown"), (
                f"{file.name}:{node.lineno}"
            )
            if name == "Content" and node.args:
                plain = isinstance(node.args[0], ast.Constant | ast.BinOp)
                assert plain, f"{file.name}:{node.lineno}"
