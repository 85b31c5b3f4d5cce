"""Every text for people goes through translation: it is gathered, and a made-up language reaches all that is shown."""

import ast
import gettext
import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from assistant.conversation import extract, texts
from assistant.conversation.contexts import TABLES
from assistant.conversation.templates import PLACEHOLDER
from assistant.conversation.texts import LOCALE, Texts
from assistant.conversation.turn import Turn
from assistant.domain.places import data_folder
from tests.conversation.test_hostile import texts_of
from tests.transcripts.transcript import Transcript, conversation_of, play, transcripts

ONE_A_GUIDE = list({transcript.guide: transcript for transcript in transcripts()}.values())
WIDE = {code: code + 0xFEE0 for code in range(ord("A"), ord("z") + 1) if chr(code).isalpha()}


def wide(text: str) -> str:
    """A text in a language of wide letters, its placeholders left as they are."""
    pieces, end = [], 0
    for found in PLACEHOLDER.finditer(text):
        pieces += [text[end : found.start()].translate(WIDE), found[0]]
        end = found.end()
    return "".join([*pieces, text[end:].translate(WIDE)])


@cache
def gathered() -> frozenset[tuple[str, str]]:
    """What was gathered: context and text."""
    return frozenset((one.context, one.text) for one in extract.all_texts())


class Wide(gettext.NullTranslations):
    """The made-up language: it knows what was gathered, and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self._known = gathered()

    def gettext(self, message: str) -> str:
        return self.pgettext("", message)

    def pgettext(self, context: str, message: str) -> str:
        return wide(message) if (context, message) in self._known else message


@pytest.fixture
def wide_language(monkeypatch: pytest.MonkeyPatch) -> str:
    translations = Wide()
    monkeypatch.setattr(texts, "LANGUAGES", ("nl", "fr"))
    monkeypatch.setattr(texts, "_translations", lambda language: translations if language == "fr" else None)
    return "fr"


def untranslated(turn: Turn) -> Iterator[str]:
    """The pieces of a turn that are neither a label, a value nor in the made-up language."""
    for text in texts_of(turn):
        yield from (span.text for span in text if not span.kind and re.search("[A-Za-z]", span.text))
    for part in turn.progress:
        yield from (text for text in (part.title, part.why) if re.search("[A-Za-z]", text))


def test_the_template_can_be_read_and_names_its_places() -> None:
    found = read_po(io.BytesIO(extract.as_file(extract.template())))
    assert len(found) > 1000
    message = found.get("Wat is het ondernemingsnummer van uw organisatie?", "start.onderneming")
    assert message is not None
    assert "flows/shared/start.yaml" in {name for name, line in message.locations if line}


def test_every_table_with_texts_is_gathered() -> None:
    without = {"labels", "phrases", "asked", "everyday_words", "list_columns"}
    assert {file.stem for file in data_folder().glob("*.yaml")} - without == set(TABLES)


def test_every_sentence_that_is_raised_is_gathered() -> None:
    """A fault's text is a mark's argument, or stands where the extractor looks for it."""
    known = {text for _, text in gathered()}
    missing = []
    for file in sorted(extract.CODE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in (
                "Malformed",
                "Refusal",
                "StoreFault",
                "Verdict",
            ):
                for given in node.args[1:]:
                    sentence = isinstance(given, ast.Constant) and isinstance(given.value, str) and " " in given.value
                    if sentence and extract.plain(given.value) not in known:
                        missing.append(f"{file.name}:{node.lineno}: {given.value}")
    assert missing == []


@pytest.mark.parametrize("transcript", ONE_A_GUIDE, ids=lambda t: f"{t.guide}-{t.file.stem}")
def test_a_made_up_language_reaches_every_text(transcript: Transcript, wide_language: str) -> None:
    leaks: set[str] = set()
    with transcript.store() as store:
        conversation = conversation_of(transcript, store)
        for _ in play(transcript, conversation):
            conversation.speak(wide_language)
            leaks |= set(untranslated(conversation.turn))
            conversation.speak("nl")
    assert leaks == set()


def test_a_fault_inside_a_fault_is_translated_too(wide_language: str) -> None:
    from assistant.conversation.people_list import read_people
    from assistant.domain.malformed import Malformed

    with pytest.raises(Malformed) as refused:
        read_people("An Voorbeeld 90.01.01-999.93")
    assert not re.search("[A-Za-z]", Texts(wide_language).fault(refused.value))


def test_a_language_is_made_brought_up_to_date_and_compiled(tmp_path: Path) -> None:
    extract.update(tmp_path, ("nl", "fr"))
    file = tmp_path / "fr/LC_MESSAGES/toegangswijzer.po"
    with file.open("rb") as source:
        french = read_po(source, locale="fr")
    french["Gedaan"].string = "Fait"
    file.write_bytes(extract.as_file(french))
    extract.update(tmp_path, ("nl", "fr"))
    assert gettext.translation("toegangswijzer", tmp_path, ["fr"]).gettext("Gedaan") == "Fait"
    before = file.read_bytes()
    extract.update(tmp_path, ("nl", "fr"))
    assert file.read_bytes() == before


def test_what_is_compiled_is_up_to_date() -> None:
    for source in LOCALE.glob("*/LC_MESSAGES/*.po"):
        with source.open("rb") as file:
            wanted = read_po(file)
        compiled = gettext.translation("toegangswijzer", LOCALE, [source.parent.parent.name])
        for message in wanted:
            if message.id and message.string and not message.fuzzy:
                context = message.context
                found = compiled.pgettext(context, message.id) if context else compiled.gettext(message.id)
                assert found == message.string
