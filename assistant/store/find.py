"""`find`: enterprises, people and units by whatever a caller says of them, the likeliest first.

A text is numbers and words. Numbers find an enterprise, a person by INSZ (whole, or masked down to the day of birth) or a
unit by its HCO number; words find names in spite of slips, and user names. With both, the numbers choose among the names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import ColumnElement, or_, select
from sqlmodel import Session

from assistant.domain.malformed import Malformed
from assistant.domain.numbers import enterprise_number, hco, insz, spaced_enterprise
from assistant.domain.typed import one_line
from assistant.domain.words import words
from assistant.store.elsewhere import Elsewhere, is_only_planned, known_elsewhere
from assistant.store.find_elsewhere import named_elsewhere, numbered_elsewhere
from assistant.store.find_people import Somebody, named_people, people
from assistant.store.known_names import known_names
from assistant.store.spellings import folded
from assistant.store.tables import Enterprise, Person, Registration, Unit, table_of

MOST = 20
"""How many are given unless more are asked for."""

Kind = Literal["enterprise", "person", "unit"]


@dataclass(frozen=True, slots=True)
class Found:
    """Something in the store. `score` is from 0 to 100; `enterprise` its ten digits, `person` an INSZ of 11 digits."""

    kind: Kind
    enterprise: str
    enterprise_name: str
    label: str
    score: float
    person: str | None = None
    username: str | None = None
    capacity: str | None = None
    unit: str | None = None
    """The path of a unit below its capacity."""
    source: Literal["tree", "list", "statement"] = "tree"
    """What an enterprise is known from: without a tree, a coordinator's list or its own statement."""


def find(tx: Session, text: str, *, limit: int = MOST) -> tuple[Found, ...]:
    """Return what a text may mean, the likeliest first, at most `limit`; nothing when nothing fits.

    Raises `Malformed` for a text that can be nothing: empty, far too long, unreadable; and, on a server, for a masked INSZ
    without a name: there the numbers are sealed, and only a whole one can be looked up.
    """
    asked = _asked(one_line(text))
    found = [*_by_words(tx, asked, limit)] if asked.words else [*_by_numbers(tx, asked.numbers, limit)]
    best: dict[tuple[Any, ...], Found] = {}
    for one in found:
        key = (one.kind, one.enterprise, one.person, one.capacity, one.unit)
        if key not in best or best[key].score < one.score:
            best[key] = one
    order = ("enterprise", "person", "unit")
    ranked = sorted(best.values(), key=lambda one: (-round(one.score), order.index(one.kind), one.label, one.enterprise))
    return tuple(ranked[:limit])


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was typed, taken apart: words (folded) and numbers (digits, and the dots and stars of a mask)."""

    words: tuple[str, ...]
    numbers: tuple[str, ...]
    raw: str


_NUMBER = re.compile(r"(?:BE\s*)?[0-9][0-9.\-/ *•x]*", re.IGNORECASE)
_MASKS = re.compile(r"[*•x]", re.IGNORECASE)
_NO_DIGIT = re.compile(r"\D")
_FEWEST_DIGITS = 4


def _asked(text: str) -> _Asked:
    numbers, rest = [], text
    for found in list(_NUMBER.finditer(text)):
        before = text[: found.start()][-1:]
        alone = not before.isalnum() and not text[found.end() :][:1].isalpha()
        if alone and sum(c.isdigit() for c in found[0]) >= _FEWEST_DIGITS:
            numbers.append(found[0].strip())
            rest = rest.replace(found[0], " ")
    return _Asked(tuple(folded(rest).split()), tuple(numbers), text.casefold().strip())


def _by_numbers(tx: Session, numbers: Sequence[str], limit: int) -> Iterator[Found]:
    for number in numbers:
        yield from _enterprises_numbered(tx, number, limit)
        yield from _people_numbered(tx, number, limit)
        yield from _units_numbered(tx, number, limit)


def _by_words(tx: Session, asked: _Asked, limit: int) -> Iterator[Found]:
    """Yield what has a name like the words; where numbers stand beside them, only what has those too."""
    within = _enterprise_among(tx, asked.numbers)
    births = tuple(birth for number in asked.numbers if (birth := _birth(number)))
    for one in named_people(tx, asked.words, within=within, most=20 * limit if births else limit):
        if not births or one.person.startswith(births):
            yield _person(one)
    if births:
        return
    yield from _named_users(tx, asked, within, limit)
    if within is None:
        yield from _named_enterprises(tx, asked.words, limit)
        for organisation, score in named_elsewhere(tx, asked.words, limit):
            yield _elsewhere(organisation, score - 1)
    yield from _named_units(tx, asked.words, within, limit)


def _enterprise_among(tx: Session, numbers: Sequence[str]) -> int | None:
    for number in numbers:
        try:
            ten = enterprise_number(number)
        except Malformed:
            continue
        return tx.connection().execute(select(_E.id).where(_E.number == ten)).scalar()
    return None


_E, _P, _U, _R = (table_of(model).c for model in (Enterprise, Person, Unit, Registration))


def _enterprises(tx: Session, condition: ColumnElement[bool], limit: int) -> list[Found]:
    only_planned = is_only_planned(table_of(Enterprise)).label("only_planned")
    query = select(_E.number, _E.name, only_planned).where(condition).order_by(_E.number).limit(limit)
    return [
        Found("enterprise", row.number, row.name, row.name or spaced_enterprise(row.number), 100.0, source=_source(tx, row))
        for row in tx.connection().execute(query).all()
    ]


def _source(tx: Session, row: Any) -> Literal["tree", "list", "statement"]:
    known = known_elsewhere(tx, row.number) if row.only_planned else None
    return known.source if known else "tree"


def _enterprises_numbered(tx: Session, number: str, limit: int) -> list[Found]:
    try:
        ten = enterprise_number(number)
        return [*map(_elsewhere, numbered_elsewhere(tx, [ten], limit)), *_enterprises(tx, _E.number == ten, limit)]
    except Malformed:
        pass
    digits = _NO_DIGIT.sub("", number)
    if _MASKS.search(number) or len(digits) >= 10:
        return []
    beginnings = {digits, f"0{digits}"[:10]}
    begins = or_(*(_E.number.between(one, one + "9" * (10 - len(one))) for one in sorted(beginnings)))
    found = [*map(_elsewhere, numbered_elsewhere(tx, sorted(beginnings), limit)), *_enterprises(tx, begins, limit)]
    return [replace(one, score=90.0) for one in found]


def _elsewhere(one: Elsewhere, score: float = 100.0) -> Found:
    name = one.name or spaced_enterprise(one.number)
    return Found("enterprise", one.number, name, name, score, source=one.source)


def _people_numbered(tx: Session, number: str, limit: int) -> Iterator[Found]:
    try:
        for one in people(tx, _P.insz == insz(number), 100.0, limit):
            yield _person(one)
    except Malformed:
        birth = _birth(number)
        if birth is None:
            return
        if tx.connection().dialect.name != "sqlite":
            raise Malformed(
                "masked-on-server",
                words("Op een server staan de rijksregisternummers versleuteld. Geef het hele nummer, of de naam erbij."),
            ) from None
        for one in people(tx, _P.insz.between(birth, birth + "9" * (11 - len(birth))), 85.0, limit):
            yield _person(one)


def _birth(number: str) -> str | None:
    """Return the digits that begin an INSZ, whole or masked; None for a number that is none."""
    try:
        return insz(number)
    except Malformed:
        pass
    digits = _NO_DIGIT.sub("", _MASKS.split(number)[0])
    masked = _MASKS.search(number) is not None or re.fullmatch(r"\d{2}[.\-/ ]\d{2}[.\-/ ]\d{2}\D*", number)
    return digits if masked and 6 <= len(digits) <= 10 else None


def _units_numbered(tx: Session, number: str, limit: int) -> Iterator[Found]:
    last = number.rstrip("/ ").rpartition("/")[2]
    try:
        digits = hco(last)
    except Malformed:
        return
    for one in _units(tx, _U.hco == digits, limit):
        within = "/" not in number or one.unit == number.replace(" ", "")
        yield replace(one, score=99.0 if within else 80.0)


def _units(tx: Session, condition: ColumnElement[bool], limit: int) -> Iterator[Found]:
    unit, enterprise = table_of(Unit), table_of(Enterprise)
    query = (
        select(_E.number, _E.name.label("enterprise_name"), _U.name, _U.capacity, _U.path)
        .select_from(unit.join(enterprise, _U.enterprise_id == _E.id))
        .where(condition, _U.parent_id.is_not(None))
        .limit(limit)
    )
    for row in tx.connection().execute(query):
        yield Found("unit", row.number, row.enterprise_name, row.name, 100.0, capacity=row.capacity, unit=row.path)


def _named_users(tx: Session, asked: _Asked, within: int | None, limit: int) -> Iterator[Found]:
    """Yield the people whose user name is what was typed, or begins so."""
    name = asked.raw
    if not re.fullmatch(r"[a-z0-9]{3,30}", name):
        return
    begins = _R.username.between(name, name + "z" * 30)
    registered = select(_R.person_id).where(begins).limit(10 * limit)
    condition = _P.id.in_(registered)
    for one in people(tx, condition if within is None else condition & (_P.enterprise_id == within), 94.0, limit):
        yield _person(replace(one, score=100.0 if one.username == name else one.score))


def _named_enterprises(tx: Session, typed: Sequence[str], limit: int) -> Iterator[Found]:
    names = known_names(tx).enterprises.with_words(typed, limit)
    for one in _enterprises(tx, _E.name.in_(names), 10 * limit):
        yield replace(one, score=names[one.enterprise_name])


def _named_units(tx: Session, typed: Sequence[str], within: int | None, limit: int) -> Iterator[Found]:
    names = known_names(tx).units.with_words(typed, limit)
    here = _U.name.in_(names)
    for one in _units(tx, here if within is None else here & (_U.enterprise_id == within), 10 * limit):
        yield replace(one, score=names[one.label] - 2)


def _person(one: Somebody) -> Found:
    return Found("person", one.enterprise, one.enterprise_name, one.label, one.score, one.person, one.username)
