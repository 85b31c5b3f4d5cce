"""The column types of the store: moments, and what is sealed on a server.

A server's columns with personal numbers are encrypted by AES-SIV with a key that stays outside the database:
equal values stay equal, so that they can be looked up and joined. In the embedded store, which is encrypted as a
whole, the same types pass through. The cipher hangs on the engine's dialect (`seal_columns`).
"""

from __future__ import annotations

import zlib
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import DateTime, Dialect, LargeBinary, String, Text
from sqlalchemy.engine import Engine
from sqlalchemy.types import TypeDecorator, TypeEngine

from assistant.domain.days import BRUSSELS
from assistant.store.key import Key

_CIPHER = "column_cipher"


def seal_columns(engine: Engine, key: Key) -> None:
    """Encrypt personal columns on this engine from now on."""
    from cryptography.hazmat.primitives.ciphers.aead import AESSIV  # noqa: PLC0415 (only a server needs it)

    setattr(engine.dialect, _CIPHER, AESSIV(key.for_columns()))


def _sealed(dialect: Dialect, plain: bytes, about: bytes) -> bytes:
    cipher: Any = getattr(dialect, _CIPHER)
    sealed: bytes = cipher.encrypt(plain, [about])
    return sealed


def _opened(dialect: Dialect, sealed: bytes, about: bytes) -> bytes:
    cipher: Any = getattr(dialect, _CIPHER)
    plain: bytes = cipher.decrypt(bytes(sealed), [about])
    return plain


def _is_server(dialect: Dialect) -> bool:
    return dialect.name == "postgresql"


class Moment(TypeDecorator[datetime]):
    """A moment: kept as UTC, given out in the time of Brussels. A naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC, as the driver takes it."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without an offset")
        moment = value.astimezone(UTC)
        return moment if _is_server(dialect) else moment.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in the time of Brussels."""
        if value is None:
            return None
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(BRUSSELS)


class Insz(TypeDecorator[str]):
    """A national register number of 11 digits, sealed on a server."""

    impl = String(11)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return bytes on a server, text in the embedded store."""
        return dialect.type_descriptor(LargeBinary() if _is_server(dialect) else String(11))

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        """Return the number as it is kept."""
        if value is None or not _is_server(dialect):
            return value
        return _sealed(dialect, value.encode("ascii"), b"insz")

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """Return the 11 digits."""
        if value is None or not _is_server(dialect):
            return value  # type: ignore[no-any-return]
        return _opened(dialect, value, b"insz").decode("ascii")


class SealedJson(TypeDecorator[Any]):
    """A document that may name persons: JSON text, sealed on a server."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return bytes on a server, text in the embedded store."""
        return dialect.type_descriptor(LargeBinary() if _is_server(dialect) else Text())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Return the document as it is kept; None stays NULL."""
        if value is None:
            return None
        text = msgspec.json.encode(value)
        return _sealed(dialect, text, b"json") if _is_server(dialect) else text.decode()

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Return the document."""
        if value is None:
            return None
        return msgspec.json.decode(_opened(dialect, value, b"json") if _is_server(dialect) else value)


class PackedJson(TypeDecorator[Any]):
    """A large document that may name persons: compressed JSON, sealed on a server."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        """Return the document as it is kept; None stays NULL."""
        if value is None:
            return None
        packed = zlib.compress(msgspec.json.encode(value))
        return _sealed(dialect, packed, b"packed") if _is_server(dialect) else packed

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Return the document."""
        if value is None:
            return None
        return msgspec.json.decode(zlib.decompress(_opened(dialect, value, b"packed") if _is_server(dialect) else value))


def check_value(key: Key) -> str:
    """Return what a database keeps to know its key again; the key cannot be found from it."""
    from cryptography.hazmat.primitives.ciphers.aead import AESSIV  # noqa: PLC0415 (only a server needs it)

    return AESSIV(key.for_columns()).encrypt(b"toegangswijzer", [b"key-check"]).hex()
