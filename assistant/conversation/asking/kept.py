"""The index of a language, kept between runs: reading all tables and guides takes far longer than reading what came of it.

What is kept holds nothing but the program's own words. It is made anew whenever a table, a guide, a translation or the way
of reading them changed, and whenever it cannot be read; where it cannot be written, the program goes without.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

from assistant.conversation.asking.index import Index
from assistant.conversation.asking.speech import Learned, Speech
from assistant.conversation.asking.turned import Turned
from assistant.conversation.texts import LOCALE, Texts
from assistant.domain.places import data_folder, flows_folder
from assistant.domain.remembered import cache_folder, recall, remember

_HERE = Path(__file__).resolve().parent


@cache
def index(language: str) -> Index:
    """The index of one language, made or read once. Raises `RowFaults`."""
    return index_in(cache_folder(), language)


def index_in(folder: Path, language: str) -> Index:
    """The index of one language, kept in `folder`. Raises `RowFaults`."""
    texts = Texts(language)
    file = folder / f"asking-{texts.language}.msgpack"
    digest = _digest(texts.language)
    kept = _read(recall(file, digest))
    if kept is None:
        kept = _made(texts)
        remember(file, digest, msgspec.msgpack.encode(kept))
    return Index(kept.turned, Speech.knowing(kept.learned))


def _made(texts: Texts) -> Kept:
    # Half of the program, for once in a while.
    from assistant.conversation.asking import gathered  # noqa: PLC0415
    from assistant.conversation.asking.contents import contents_of  # noqa: PLC0415
    from assistant.conversation.asking.everyday import everyday_words  # noqa: PLC0415
    from assistant.conversation.asking.turned import turned  # noqa: PLC0415

    speech = Speech(everyday_words(texts.language))
    return Kept(speech.learned, turned(contents_of(gathered.all_subjects(texts), speech), speech))


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """What is kept: what is searched, and what is known of the language."""

    learned: Learned
    turned: Turned


def _digest(language: str) -> bytes:
    """What all that the index is made from amounts to, code of this package included."""
    whole = hashlib.sha256()
    for file in _sources(language):
        whole.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return whole.digest()


def _sources(language: str) -> Iterator[Path]:
    yield from sorted(data_folder().glob("*.yaml"))
    yield from sorted(flows_folder().glob("*/*.yaml"))
    yield from sorted(_HERE.glob("*.py"))
    yield from sorted((LOCALE / language).rglob("*.mo"))


def _read(packed: bytes | None) -> Kept | None:
    try:
        return None if packed is None else msgspec.msgpack.decode(packed, type=Kept)
    except msgspec.MsgspecError:
        return None
