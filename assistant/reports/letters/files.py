"""Letters as files in a folder, in the formats that were asked for; each appears whole or not at all."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Literal

from assistant.reports.letters.draft import as_eml
from assistant.reports.letters.letter import Letter
from assistant.reports.letters.text import as_text
from assistant.reports.letters.web_page import as_html

Format = Literal["text", "html", "pdf", "eml", "ics"]

ENDINGS: dict[Format, str] = {"text": "txt", "html": "html", "pdf": "pdf", "eml": "eml", "ics": "ics"}
LONGEST_NAME = 60
"""Characters of a person's or organisation's name in the name of a file."""


def content(letter: Letter, format_: Format, name: str) -> bytes | None:
    """A letter in one format; `None` for a calendar without anything to wait for."""
    if format_ == "text":
        return as_text(letter).encode()
    if format_ == "html":
        return as_html(letter).encode()
    if format_ == "eml":
        return as_eml(letter, name)
    if format_ == "pdf":
        from assistant.reports.letters.pdf_page import as_pdf  # noqa: PLC0415 (loads reportlab)

        return as_pdf(letter)
    from assistant.reports.letters.calendar import as_ics  # noqa: PLC0415 (loads icalendar)

    return as_ics(letter)


def write_letters(letters: Iterable[Letter], folder: Path, formats: Sequence[Format]) -> Iterator[tuple[Path, ...]]:
    """Write letters into a folder, which is made if need be; yield the files of each. One made before is replaced.

    Raises `OSError` that names the file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    for letter in letters:
        name = _free(file_name(letter), taken)
        made = [(format_, content(letter, format_, name)) for format_ in dict.fromkeys(formats)]
        yield tuple(_put(folder / f"{name}.{ENDINGS[one]}", data) for one, data in made if data is not None)


def file_name(letter: Letter) -> str:
    """How the files of a letter are called: for which organisation, for whom. Holds no number of a person, and only
    letters, digits and dashes, so that it is a name on any system."""
    reader = letter.recipient
    who = reader.name or reader.title
    parts = (letter.enterprise or letter.enterprise_name, *reader.roles[:1], who if who != reader.title else "")
    name = "-".join(filter(None, map(_plain, parts)))
    return f"brief-{name}" if name else "brief"


def _plain(text: str) -> str:
    flat = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    bare = "".join(c for c in flat if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:LONGEST_NAME].strip("-")


_LETTERS = str.maketrans({"ł": "l", "ı": "i", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe"})
"""Letters that do not come apart into one of ours and a mark."""


def _free(name: str, taken: set[str]) -> str:
    """The name, or with a number behind it where another letter has it."""
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    taken.add(found)
    return found


def _put(path: Path, made: bytes) -> Path:
    """Write a file under another name first: whoever looks never finds half of it."""
    draft = None
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
            draft = Path(file.name)
            file.write(made)
        draft.chmod(0o600)
        draft.replace(path)
    except OSError as fault:
        if draft is not None:
            draft.unlink(missing_ok=True)
        raise OSError(fault.errno, os.strerror(fault.errno or 0), str(path)) from fault
    return path
