"""`python -m assistant.conversation.extract`: every text to translate, gathered anew, and given to each declared language.

Texts of guides and tables are found by the readers that the program itself uses, so that nothing shown can be forgotten;
those in code by their mark. docs/translating.md tells how to go on from there.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from assistant.conversation.contexts import TABLES, words_of_head, words_of_section
from assistant.conversation.flow import GuideHead, Section
from assistant.conversation.load import HEAD, guide_names, section_file
from assistant.conversation.texts import DOMAIN, LANGUAGES, LOCALE, SOURCE_LANGUAGE
from assistant.conversation.walk import words_in
from assistant.domain.places import data_folder, flows_folder
from assistant.domain.rows import read_rows
from assistant.domain.strict_yaml import Lines

CODE = Path(__file__).resolve().parent.parent
KEYWORDS = {"words": 1, "Malformed": 2, "Verdict": 2}
"""The calls that hold a Dutch text, with the argument that does."""
POT = f"{DOMAIN}.pot"
COMMENT = "# De teksten van de toegangswijzer. Gemaakt door `python -m assistant.conversation.extract`."


_UNWANTED = (
    b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Generated-By', b'"Project-Id-Version', b'"Report-Msgid-Bugs-To',
    b'"Last-Translator', b'"Language-Team',
)  # fmt: skip
"""Lines of a catalogue's head that change with every run, or that nobody fills in."""


@dataclass(frozen=True, slots=True)
class Found:
    """A text to translate, where it stands, and its context ("" for the program's own)."""

    file: Path
    line: int
    text: str
    context: str = ""


def all_texts() -> list[Found]:
    """Every text to translate, each place once, in the order of the files."""
    found = {*_in_guides(flows_folder()), *_in_tables(data_folder()), *_in_code(CODE)}
    return sorted(found, key=lambda one: (str(one.file), one.line, one.context, one.text))


def template() -> Catalog:
    """All texts as a catalogue without translations; places relative to the repository."""
    top = flows_folder().parent
    texts = Catalog(project=DOMAIN, header_comment=COMMENT, fuzzy=False)
    for one in all_texts():
        place = (one.file.relative_to(top).as_posix(), one.line)
        texts.add(one.text, locations=[place], context=one.context or None)
    return texts


def as_file(texts: Catalog) -> bytes:
    """A catalogue as it stands in its file: nothing in it changes with the day."""
    written = io.BytesIO()
    write_po(written, texts, width=120, omit_header=False, ignore_obsolete=True)
    lines = written.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(_UNWANTED))


def update(folder: Path = LOCALE, languages: tuple[str, ...] = LANGUAGES) -> None:
    """Write the template, bring each language's texts up to date with it, and compile them."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = template()
    (folder / POT).write_bytes(as_file(texts))
    for language in languages:
        if language != SOURCE_LANGUAGE:
            _update_language(folder / language / "LC_MESSAGES" / f"{DOMAIN}.po", language, texts)


def _update_language(file: Path, language: str, texts: Catalog) -> None:
    translated = Catalog(locale=language, project=DOMAIN, fuzzy=False)
    if file.exists():
        translated = read_po(io.BytesIO(file.read_bytes()), locale=language)
    translated.update(texts)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(as_file(translated))
    with file.with_suffix(".mo").open("wb") as compiled:
        write_mo(compiled, translated)


def _in_guides(folder: Path) -> Iterator[Found]:
    for name in guide_names(folder):
        file = folder / name / HEAD
        head = read_rows(file, GuideHead)
        lines = Lines(file)
        yield from (Found(file, lines.at(place), plain(text), context) for place, context, text in words_of_head(head))
        for wanted in head.sections:
            file = section_file(folder, name, wanted)
            lines = Lines(file)
            for place, context, text in words_of_section(read_rows(file, Section)):
                yield Found(file, lines.at(place), plain(text), context)


def _in_tables(folder: Path) -> Iterator[Found]:
    for name, kind in TABLES.items():
        file = folder / f"{name}.yaml"
        lines = Lines(file)
        for place, text in words_in(read_rows(file, kind)):
            yield Found(file, lines.at(place), plain(text), name)


def _in_code(folder: Path) -> Iterator[Found]:
    for file in sorted(folder.rglob("*.py")):
        with file.open("rb") as code:
            for line, call, arguments, _ in extract_python(code, dict.fromkeys(KEYWORDS), (), {}):
                given: Any = arguments
                number = KEYWORDS[str(call)]
                texts = [given] if isinstance(given, str) else list(given or ())
                if number <= len(texts) and texts[number - 1]:
                    yield Found(file, line, plain(texts[number - 1]))


def plain(text: str) -> str:
    """A text as it is looked up: its white space does not count."""
    return " ".join(text.split())


if __name__ == "__main__":
    update()
