"""Open conversations, read with plain SQLCipher: the first question is shown before SQLModel has been loaded.

Reads only, and only an embedded store of this very version: for anything else, open the store.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlcipher3.dbapi2 as sqlcipher

from assistant.store import embedded
from assistant.store.conversation_rows import ConversationRow, Event
from assistant.store.key import key_path, read_key
from assistant.store.location import Embedded, Location
from assistant.store.version import HEAD, VERSION_QUERY


class NotPeekable(Exception):
    """A server, or a store of another version: open it instead."""


@dataclass(frozen=True, slots=True)
class Peeked:
    """One conversation with its events."""

    conversation: ConversationRow
    events: tuple[Event, ...]


_COLUMNS = (
    "c.id, c.guide, c.enterprise, e.name, c.language, c.started_at, c.updated_at, c.finished_at, c.frontier, c.progress "
    "FROM conversation c LEFT JOIN enterprise e ON e.number = c.enterprise"
)


def open_conversations(location: Location, environ: Mapping[str, str]) -> tuple[ConversationRow, ...]:
    """Return the conversations that are not finished, the latest first. Raises `StoreFault`, `NotPeekable`."""
    rows = _read(location, environ, f"SELECT {_COLUMNS} WHERE c.finished_at IS NULL ORDER BY c.updated_at DESC, c.id", ())
    return tuple(map(_conversation, rows[0]))


def conversation(location: Location, environ: Mapping[str, str], wanted: str) -> Peeked | None:
    """Return one conversation by its id, None when there is none. Raises `StoreFault`, `NotPeekable`."""
    found, events = _read(
        location,
        environ,
        f"SELECT {_COLUMNS} WHERE c.id = ?",
        (wanted,),
        'SELECT seq, at, kind, "key", answer, facts, action_ids FROM conversation_event '
        "WHERE conversation_id = ? ORDER BY seq",
    )
    if not found:
        return None
    return Peeked(_conversation(found[0]), tuple(map(_event, events)))


def _read(
    location: Location, environ: Mapping[str, str], query: str, values: tuple[str, ...], *more: str
) -> list[list[Any]]:
    """Return the rows of some queries, all with the same values, from one moment of the store."""
    if not isinstance(location, Embedded):
        raise NotPeekable(str(location))
    path = location.path
    embedded.look_at(path)
    key = read_key(key_path(location, environ))
    try:
        with closing(embedded.connect(path, key, read_only=True)) as connection:
            connection.execute("BEGIN")
            # Asked first: where the key is wrong or the file is not ours, the fault is met here.
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if connection.execute(VERSION_QUERY).fetchone() != (HEAD,):
                raise NotPeekable(str(location))
            return [connection.execute(one, values).fetchall() for one in (query, *more)]
    except sqlcipher.Error as error:
        raise embedded.fault_of(error, path, key) or NotPeekable(str(error)) from None


_BRUSSELS = ZoneInfo("Europe/Brussels")
# Not the domain's `days`: its tables would be loaded with it.


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).astimezone(_BRUSSELS)


def _json(text: str | None) -> Any:
    return None if text is None else json.loads(text)


def _conversation(row: Any) -> ConversationRow:
    name, guide, enterprise, enterprise_name, language, started, updated, finished, frontier, progress = row
    return ConversationRow(
        name,
        guide,
        enterprise,
        enterprise_name,
        language,
        _moment(started),
        _moment(updated),
        _moment(finished) if finished else None,
        _json(frontier),
        _json(progress),
    )


def _event(row: Any) -> Event:
    seq, at, kind, key, answer, facts, action_ids = row
    return Event(seq, _moment(at), kind, key, _json(answer), _json(facts), tuple(_json(action_ids) or ()))
