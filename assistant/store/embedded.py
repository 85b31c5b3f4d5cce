"""The embedded store's file: SQLCipher connections, and what their errors mean. Loads no SQLAlchemy.

What is in force on every connection: foreign keys, a wait of five seconds for another writer, and a commit that
is on the disk before it is acknowledged (write-ahead log, synchronous FULL).
"""

from __future__ import annotations

from pathlib import Path
from shutil import disk_usage

import sqlcipher3.dbapi2 as sqlcipher

from assistant.domain.words import words
from assistant.store.durable import disk_full
from assistant.store.fault import StoreFault
from assistant.store.key import Key
from assistant.store.version import VERSION_QUERY

BUSY_SECONDS = 5.0
PAGE_SIZE = 4096

_PLAIN_HEADER = b"SQLite format 3\0"

_CORRUPT, _NOT_A_DATABASE, _CANNOT_OPEN, _READ_ONLY, _INPUT_OUTPUT = 11, 26, 14, 8, 10
_BUSY, _LOCKED, _FULL = 5, 6, 13


def connect(path: Path, key: Key, *, read_only: bool = False) -> sqlcipher.Connection:
    """Open a connection to an encrypted file; transactions are begun by hand. Raises driver errors.

    The connection may pass from thread to thread, though only one uses it at a time (a pool sees to that).
    """
    mode = "ro" if read_only else "rw"
    connection = sqlcipher.connect(
        f"{path.as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_SECONDS,
    )
    prepare(connection, key)
    return connection


def prepare(connection: sqlcipher.Connection, key: Key) -> None:
    """Give a new connection its key and its rules."""
    # Before the key: a wrong one would be told on standard error by SQLCipher itself.
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.raw()}'\"")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def look_at(path: Path) -> None:
    """Refuse what can be seen to be no store without a key. Raises `StoreFault`: `missing-store`, `not-a-store`."""
    try:
        with path.open("rb") as file:
            head = file.read(len(_PLAIN_HEADER))
        size = path.stat().st_size
    except FileNotFoundError:
        raise missing(path) from None
    except OSError as error:
        raise StoreFault(
            "unreadable",
            words("{path} is niet te lezen ({reason})."),
            words("Geef met --store het bestand van een opslag, of een map waarin u mag schrijven."),
            path=path,
            reason=error.strerror,
        ) from None
    if not size:
        raise missing(path)
    if head == _PLAIN_HEADER or size < PAGE_SIZE:
        raise _not_a_store(path)


def missing(path: Path) -> StoreFault:
    """Return the fault for a store that does not exist."""
    return StoreFault(
        "missing-store",
        words("Er is nog geen opslag: {path}."),
        words("Maak hem met 'toegangswijzer store init', of begin een gesprek of een import: dat maakt hem vanzelf."),
        path=path,
    )


def newer(path: object) -> StoreFault:
    """Return the fault for a store that a later program made."""
    return StoreFault(
        "newer",
        words("De opslag {path} is gemaakt door een nieuwere Toegangswijzer."),
        words("Installeer de nieuwste versie en probeer het opnieuw. Aan de opslag is niets veranderd."),
        path=path,
    )


def _not_a_store(path: Path) -> StoreFault:
    return StoreFault(
        "not-a-store",
        words("{path} is geen opslag van Toegangswijzer."),
        words("Geef met --store een ander bestand. Aan dit bestand is niets veranderd."),
        path=path,
    )


def version_of(path: Path, key: Key) -> str:
    """Return the schema's version in a store, its key tried on the way. Raises `StoreFault`."""
    connection = None
    try:
        connection = connect(path, key)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        try:
            row = connection.execute(VERSION_QUERY).fetchone()
        except sqlcipher.OperationalError as error:
            if "no such table" in str(error):
                raise _not_a_store(path) from None
            raise
        if row is None:
            raise _not_a_store(path)
        return str(row[0])
    except sqlcipher.Error as error:
        raise fault_of(error, path, key) or error from None
    finally:
        if connection is not None:
            connection.close()


def fault_of(error: BaseException | None, path: Path, key: Key) -> StoreFault | None:
    """Return what a driver's error means for the user, or None when it is not about the file."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == _NOT_A_DATABASE:
        return _wrong_key_or_damaged(path, key)
    if code == _CORRUPT:
        return _damaged(path)
    if code in (_BUSY, _LOCKED):
        return StoreFault(
            "locked",
            words("Een ander programma is met de opslag bezig: {path}."),
            words("Wacht even, of sluit het andere venster van Toegangswijzer, en probeer het opnieuw."),
            path=path,
        )
    if code == _READ_ONLY:
        return StoreFault(
            "read-only",
            words("De opslag {path} mag alleen gelezen worden."),
            words("Vraag schrijfrechten op het bestand en zijn map, of kies met --store een andere plaats."),
            path=path,
        )
    if code == _FULL or (code in (_CANNOT_OPEN, _INPUT_OUTPUT) and _no_room(path)):
        return disk_full(path)
    if code in (_CANNOT_OPEN, _INPUT_OUTPUT):
        return StoreFault(
            "unreadable",
            words("De opslag {path} is niet te lezen of te schrijven."),
            words("Kijk na of de schijf nog verbonden is en of u in de map mag schrijven."),
            path=path,
        )
    return None


def is_full(error: sqlcipher.Error, path: Path) -> bool:
    """Tell whether copying to a file failed for want of room there. A copy's errors carry no code."""
    return "disk is full" in str(error) or _no_room(path)


def _no_room(path: Path) -> bool:
    """Tell whether the disk is full: a log whose index cannot grow is told as a fault of reading or writing."""
    try:
        return disk_usage(path.parent).free < PAGE_SIZE
    except OSError:
        return False


def _wrong_key_or_damaged(path: Path, key: Key) -> StoreFault:
    """Tell a key of another store from a damaged page: a store begins with the salt of its own key."""
    if key.salt is not None:
        with path.open("rb") as file:
            if file.read(len(key.salt)) == key.salt:
                return _damaged(path)
    if path.stat().st_size % PAGE_SIZE:
        return _not_a_store(path)
    return StoreFault(
        "wrong-key",
        words("Deze sleutel past niet op de opslag {path}."),
        words("Zet de sleutel terug die bij deze opslag hoort, of zeg met TOEGANGSWIJZER_KEY_FILE waar hij staat."),
        path=path,
    )


def _damaged(path: Path) -> StoreFault:
    return StoreFault(
        "damaged",
        words("De opslag {path} is beschadigd."),
        words("Maak eerst een kopie van het bestand. Zet daarna uw laatste reservekopie terug."),
        path=path,
    )
