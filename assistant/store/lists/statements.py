"""`import readiness`: statements that organisations made of themselves (`readiness/1`, interface §6). They name no persons.

A statement is dated; of an enterprise and an application the newest counts, older ones are kept to show progress.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from assistant.domain import numbers
from assistant.domain.catalogue import catalogue
from assistant.domain.days import moment
from assistant.domain.malformed import Malformed
from assistant.domain.stages import STAGES
from assistant.domain.typed import one_line
from assistant.domain.words import words
from assistant.store.exchange.json_text import LONGEST, read_json
from assistant.store.reference_tables import ReceivedStatement

FORMAT = "readiness/1"
_MOST_USERS = 10_000_000
_AT_ONCE = 5_000
_CLOCKS_APART = timedelta(days=1)
_PERSONAL_KEYS = frozenset(("person", "people", "insz", "niss", "surname", "first_name", "username", "email", "doctor"))
_ELEVEN_DIGITS = re.compile(r"(?<!\d)\d{2}[ .]?\d{2}[ .]?\d{2}[ .-]?\d{3}[ .-]?\d{2}(?!\d)")
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


@dataclass(frozen=True, slots=True)
class StatementReport:
    """What the import did: rows that were new, that were there already, and how many of the new ones count now."""

    statements: int
    added: int
    there: int
    counting: int


def read_statements(content: bytes) -> list[tuple[int, Any]]:
    """Return the documents of a file, one or one a line, each with its line (0 for the only one). Raises `Malformed`."""
    if len(content) > LONGEST:
        raise Malformed("too-long", words("Dit bestand is te groot: hoogstens {most} MB."), most=LONGEST // 1_000_000)
    try:
        return [(0, read_json(content))]
    except Malformed as fault:
        lines = [(number, line) for number, line in enumerate(content.splitlines(), 1) if line.strip()]
        if fault.code != "not-json" or len(lines) < 2 or not _is_line(lines[0][1]):
            raise
    documents = []
    for number, line in lines:
        try:
            documents.append((number, read_json(line)))
        except Malformed as fault:
            raise _at(number, "", fault) from None
    return documents


def _is_line(line: bytes) -> bool:
    try:
        read_json(line)
    except Malformed:
        return False
    return True


def rows_of_statement(document: Any, line: int, now: datetime) -> list[ReceivedStatement]:
    """Return the rows of one document. Raises `Malformed` that says where in it and what is wrong."""
    top = _Part(document, line, "")
    if top.kept("format") != FORMAT:
        raise top.fault("format", words("Dit is geen verklaring over de stand (format 'readiness/1')."))
    at = top.read("at", moment)
    if at > now + _CLOCKS_APART:
        raise top.fault(
            "at", words("Dit tijdstip ligt nog in de toekomst. Kijk de klok na, of vraag de verklaring opnieuw.")
        )
    organisations = top.kept("organisations")
    if not isinstance(organisations, list):
        raise top.fault("organisations", words("Hier hoort een lijst van organisaties te staan."))
    rows = [_row(_Part(one, line, f"organisations[{n}]"), at, now) for n, one in enumerate(organisations)]
    if len({(row.enterprise, row.application) for row in rows}) < len(rows):
        raise top.fault("organisations", words("Een organisatie staat er twee keer in met dezelfde toepassing."))
    return rows


def keep_statements(tx: Session, rows: Sequence[ReceivedStatement], statements: int) -> StatementReport:
    """Keep rows that are not there yet, and let the newest of each enterprise and application count."""
    there = _there(tx, sorted({row.enterprise for row in rows}))
    new: dict[tuple[str, str, datetime], ReceivedStatement] = {}
    for row in rows:
        if row.at not in there.get((row.enterprise, row.application), ()):
            new.setdefault((row.enterprise, row.application, row.at), row)
    newest = {key: max(moments) for key, moments in there.items()}
    counting: dict[tuple[str, str], ReceivedStatement] = {}
    for (enterprise, application, at), row in sorted(new.items(), key=lambda item: item[0][2]):
        if (enterprise, application) not in newest or at > newest[enterprise, application]:
            counting[enterprise, application] = row
    for enterprise, application in counting.keys() & newest.keys():
        old = update(ReceivedStatement).where(
            col(ReceivedStatement.enterprise) == enterprise,
            col(ReceivedStatement.application) == application,
            col(ReceivedStatement.newest),
        )
        tx.execute(old.values(newest=False), execution_options={"synchronize_session": False})
    for row in counting.values():
        row.newest = True
    tx.add_all(new.values())
    tx.flush()
    return StatementReport(statements, len(new), len(rows) - len(new), len(counting))


def _there(tx: Session, enterprises: Sequence[str]) -> dict[tuple[str, str], set[datetime]]:
    """Return the moments of the statements that are there, by enterprise and application."""
    found: dict[tuple[str, str], set[datetime]] = {}
    for start in range(0, len(enterprises), _AT_ONCE):
        some = enterprises[start : start + _AT_ONCE]
        columns = (ReceivedStatement.enterprise, ReceivedStatement.application, ReceivedStatement.at)
        for enterprise, application, at in tx.exec(select(*columns).where(col(ReceivedStatement.enterprise).in_(some))):
            found.setdefault((enterprise, application), set()).add(at)
    return found


def _row(part: _Part, at: datetime, now: datetime) -> ReceivedStatement:
    part.without_persons()
    users, users_ready = part.read("users", _count), part.read("users_ready", _count)
    if users_ready > users:
        raise part.fault("users_ready", words("Er kunnen niet meer gebruikers klaar zijn dan er zijn."))
    stage, ready = part.read("stage", _stage), part.kept("ready")
    if ready is not None and not isinstance(ready, bool):
        raise part.fault("ready", words("Hier hoort true, false of null te staan."))
    if ready is not None and ready != (stage == "ready"):
        raise part.fault("ready", words("'stage' en 'ready' spreken elkaar tegen."))
    return ReceivedStatement(
        enterprise=part.read("enterprise", numbers.enterprise_number),
        application=part.read("application", _application, missing=""),
        at=at,
        newest=False,
        name=part.read("name", one_line, missing=None),
        sector=part.read("sector", one_line, missing=None),
        stage=stage,
        ready=ready,
        users=users,
        users_ready=users_ready,
        findings=part.read("findings", _findings, missing={}),
        next=part.read("next", _next, missing=None),
        received_at=now,
    )


class _Part:
    """A JSON object in a statement, and where it stands."""

    def __init__(self, document: Any, line: int, place: str) -> None:
        self._line = line
        self._place = place
        if not isinstance(document, dict):
            raise self.fault("", words("Hier hoort een object te staan: begin met een accolade."))
        self._document = document

    def kept(self, key: str) -> Any:
        """Return what stands under a key; `None` when nothing does."""
        return self._document.get(key)

    def read(self, key: str, reader: Any, **missing: Any) -> Any:
        """Return what a reader makes of it; without `missing` it has to be there. Raises `Malformed` with its place."""
        value = self.kept(key)
        if value is None and "missing" in missing:
            return missing["missing"]
        try:
            if value is None:
                raise Malformed("missing", words("Dit ontbreekt."))
            if reader in (moment, one_line, numbers.enterprise_number, _application, _stage) and not isinstance(value, str):
                raise Malformed("no-text", words("Hier hoort tekst te staan, tussen aanhalingstekens."))
            return reader(value)
        except Malformed as fault:
            raise _at(self._line, self._at(key), fault) from None

    def without_persons(self) -> None:
        """Refuse what names a person: a key that only persons have, a national register number, an e-mail address."""
        for key, text in _texts(self._document):
            personal = key.lower() in _PERSONAL_KEYS or _ADDRESS.search(text)
            if personal or any(numbers.is_insz(found[0]) for found in _ELEVEN_DIGITS.finditer(text)):
                raise self.fault(key, words("Hier staan gegevens van een persoon. Vraag een verklaring zonder personen."))

    def fault(self, key: str, text: str) -> Malformed:
        """Return the fault at a key."""
        return _at(self._line, self._at(key), Malformed("statement", text))

    def _at(self, key: str) -> str:
        return ".".join(filter(None, (self._place, key)))


class StatementFault(Malformed):
    """What is wrong with a statement, and where: the line (0 when there is one document only), `organisations[0].at`."""

    def __init__(self, line: int, place: str, fault: Malformed) -> None:
        super().__init__(fault.code, fault.text, **fault.facts)
        self.line = line
        self.place = place


def _at(line: int, place: str, fault: Malformed) -> StatementFault:
    return fault if isinstance(fault, StatementFault) else StatementFault(line, place, fault)


def _texts(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield all keys and texts inside a document, each text with the key that it stands under."""
    if isinstance(value, dict):
        for inner_key, inner in value.items():
            yield inner_key, ""
            yield from _texts(inner, inner_key)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, key)
    else:
        yield key, str(value)


def _application(text: str) -> str:
    found = catalogue().application(text)
    return found.name if found else one_line(text)


def _stage(text: str) -> str:
    if text not in STAGES:
        raise Malformed("stage", words("'{given}' is geen stand die ik ken."), given=text[:60])
    return text


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST_USERS:
        raise Malformed("no-count", words("Hier hoort een aantal te staan."))
    return value


def _findings(value: Any) -> dict[str, int]:
    if not isinstance(value, dict):
        raise Malformed("findings", words("Hier horen codes met hun aantal te staan."))
    return {one_line(code): _count(count) for code, count in value.items()}


def _next(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Malformed("next", words("Hier hoort een object te staan: begin met een accolade."))
    return value
