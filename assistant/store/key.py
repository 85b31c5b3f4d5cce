"""The key of a store: a file of its own, made silently with the store, never overwritten (never a prompt).

The file holds 96 hexadecimal digits: a key of 32 bytes, and the 16 bytes that an embedded store made with it
begins with, by which a key is known to belong to its store. A key of 64 digits, made by hand, does too.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from assistant.domain.words import words
from assistant.store.durable import cannot_write, make_folder, publish
from assistant.store.fault import StoreFault
from assistant.store.location import Embedded, Location, data_folder

KEY_VARIABLE = "TOEGANGSWIJZER_KEY_FILE"

_SECRET, _SALT = 32, 16
_KEY_LINE = re.compile(rf"[0-9a-f]{{{2 * _SECRET}}}([0-9a-f]{{{2 * _SALT}}})?", re.IGNORECASE)
_COMMENT = "# Sleutel van de opslag van Toegangswijzer. Bewaar een kopie op een veilige plaats, niet naast de opslag.\n"


@dataclass(frozen=True, slots=True)
class Key:
    """A store's key; neither part is ever shown."""

    secret: bytes = field(repr=False)
    salt: bytes | None = field(repr=False)
    """What an embedded store made with this key begins with; None for a key made by hand."""

    def raw(self) -> str:
        """Return the key as SQLCipher takes it, to stand between `x'` and `'`."""
        return (self.secret + (self.salt or b"")).hex()

    def for_columns(self) -> bytes:
        """Return the 64 bytes by which personal columns on a server are sealed (AES-SIV)."""
        return blake2b(self.secret, digest_size=64, person=b"columns").digest()


def key_path(location: Location, environ: Mapping[str, str]) -> Path:
    """Return where the key of this store is kept; the file need not exist."""
    if named := environ.get(KEY_VARIABLE):
        return Path(named).expanduser().absolute()
    if isinstance(location, Embedded):
        return location.path.with_name(location.path.name + ".key")
    address = str(location).split("://", 1)[1]
    return data_folder() / (re.sub(r"[^A-Za-z0-9.\-]+", "-", address).strip("-") + ".key")


def read_key(path: Path) -> Key:
    """Return the key in a file. Raises `StoreFault`: `missing-key`, `malformed-key` or `read-only`."""
    try:
        text = path.read_text(encoding="ascii")
    except FileNotFoundError:
        raise StoreFault(
            "missing-key",
            words("De sleutel van de opslag is er niet: {path}."),
            words("Zet uw kopie van de sleutel terug, of zeg met TOEGANGSWIJZER_KEY_FILE waar hij staat."),
            path=path,
        ) from None
    except OSError as error:
        raise StoreFault(
            "missing-key",
            words("De sleutel {path} is niet te lezen ({reason})."),
            words("Kijk na of het een bestand is en of u het mag lezen."),
            path=path,
            reason=error.strerror,
        ) from None
    except UnicodeDecodeError:
        text = ""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if len(lines) != 1 or not _KEY_LINE.fullmatch(lines[0]):
        raise StoreFault(
            "malformed-key",
            words("In {path} staat geen sleutel."),
            words("Zet uw kopie van de sleutel terug: één regel van 96 (of 64) tekens 0-9 en a-f."),
            path=path,
        )
    key = bytes.fromhex(lines[0])
    return Key(key[:_SECRET], key[_SECRET:] or None)


def make_key(path: Path, randomness: Callable[[int], bytes] = os.urandom) -> Key:
    """Make a key, on the disk before this returns, and return it; where there is one already, return that one.

    The file appears whole or not at all, whatever is killed in between. Raises `StoreFault`.
    """
    if path.exists():
        return read_key(path)
    make_folder(path.parent)
    key = Key(randomness(_SECRET), randomness(_SALT))
    draft = path.with_name(f".{path.name}.{randomness(6).hex()}")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write((_COMMENT + key.raw() + "\n").encode("ascii"))
                file.flush()
                os.fsync(file.fileno())
            publish(draft, path)
        finally:
            draft.unlink(missing_ok=True)
    except FileExistsError:  # another process was first
        pass
    except OSError as error:
        raise cannot_write(path, error) from None
    return read_key(path)
