"""Which store: `--store`, else `$TOEGANGSWIJZER_STORE`, else an embedded file in the user's data folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import msgspec

from assistant.domain.malformed import Malformed
from assistant.domain.words import words

STORE_VARIABLE = "TOEGANGSWIJZER_STORE"
FILE_NAME = "toegangswijzer.db"

_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*)://", re.IGNORECASE)
_SERVER_SCHEMES = ("postgresql+psycopg", "postgresql", "postgres")


class Embedded(msgspec.Struct, frozen=True):
    """An encrypted file on this machine; `path` is absolute."""

    path: Path

    def __str__(self) -> str:
        return str(self.path)


class Server(msgspec.Struct, frozen=True):
    """A PostgreSQL database; `url` is SQLAlchemy's, and may hold a password: show `str()` instead."""

    url: str

    def __str__(self) -> str:
        """Return the address without its password."""
        parts = urlsplit(self.url)
        user = f"{parts.username}@" if parts.username else ""
        port = f":{parts.port}" if parts.port else ""
        host = parts.hostname or dict(parse_qsl(parts.query)).get("host", "")
        return f"{parts.scheme}://{user}{host}{port}{parts.path}"

    def __repr__(self) -> str:
        return f"Server({str(self)!r})"


Location = Embedded | Server


def location(given: str | None, environ: Mapping[str, str]) -> Location:
    """Return which store is meant; `given` is what stood after `--store`. Raises `Malformed` for another kind of URL."""
    text = given or environ.get(STORE_VARIABLE)
    if not text:
        return Embedded(data_folder() / FILE_NAME)
    if found := _SCHEME.match(text):
        return _server(text, found[1].lower())
    return Embedded(Path(text).expanduser().absolute())


def data_folder() -> Path:
    """Return the folder of this user for stores and keys; it need not exist yet."""
    from platformdirs import user_data_path  # noqa: PLC0415 (not needed when the store is named)

    return user_data_path("toegangswijzer", appauthor=False)


def _server(text: str, scheme: str) -> Server:
    if scheme not in _SERVER_SCHEMES:
        raise Malformed(
            "store-url",
            words(
                "'{scheme}://' is geen soort opslag. Geef een bestand, of een databank als "
                "postgresql+psycopg://gebruiker@server/databank."
            ),
            scheme=scheme,
        )
    try:
        parts = urlsplit(text)
        complete = parts.port != 0 and len(parts.path) > 1
    except ValueError:  # a port that is no number, a bracket that is not closed
        complete = False
    if not complete:
        raise Malformed(
            "store-url",
            words("Dit adres van een databank klopt niet. Schrijf het als postgresql+psycopg://gebruiker@server/databank."),
        )
    return Server("postgresql+psycopg" + text[len(scheme) :])
