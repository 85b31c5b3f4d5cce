"""People by name: "bo voorbeeld", "Voorbeeld, Bo", "B. Vorbeeld": which words are the surname is found by trying."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlmodel import Session

from assistant.store.known_names import known_names
from assistant.store.spellings import ALIKE, Spellings, folded, likeness
from assistant.store.tables import Enterprise, Person, Registration, table_of

_P, _E, _R = (table_of(model).c for model in (Person, Enterprise, Registration))

_MOST_NAMES, _MOST_ROWS, _MOST_WORDS = 60, 20_000, 6
_ONLY_SURNAME, _ONLY_FIRST = 0.95, 0.85
"""What a name counts that fits in part only."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person of one enterprise. `person` is the INSZ, `label` first name and surname."""

    enterprise: str
    enterprise_name: str
    label: str
    score: float
    person: str
    username: str | None


def named_people(tx: Session, typed: Sequence[str], *, within: int | None, most: int) -> Iterator[Somebody]:
    """Yield the people with a name like the words typed (folded), in one enterprise (its row) or all, the best `most`."""
    cuts = list(_cuts(typed[:_MOST_WORDS]))
    scored: dict[int, float] = {}
    for person_id, surname, first_name in _rows(tx, cuts, within):
        score = max(_score(cut, folded(surname), folded(first_name)) for cut in cuts)
        if score >= ALIKE * _ONLY_FIRST:
            scored[person_id] = score
    best = sorted(scored, key=lambda one: (-scored[one], one))[:most]
    yield from _described(tx, _P.id.in_(best), scored, most)


def people(tx: Session, condition: ColumnElement[bool], score: float, most: int) -> Iterator[Somebody]:
    """Yield the people that a condition chooses, at most `most`, all with one score."""
    yield from _described(tx, condition, defaultdict(lambda: score), most)


Cut = tuple[str, str]
"""The words taken as surname and those taken as first name; either may be empty."""


def _cuts(typed: Sequence[str]) -> Iterator[Cut]:
    whole = " ".join(typed)
    yield whole, ""
    yield "", whole
    for at in range(1, len(typed)):
        before, after = " ".join(typed[:at]), " ".join(typed[at:])
        yield before, after
        yield after, before


def _score(cut: Cut, surname: str, first_name: str) -> float:
    last, first = cut
    if not first:
        return likeness(last, surname) * _ONLY_SURNAME
    if not last:
        return likeness(first, first_name) * _ONLY_FIRST
    of_last, of_first = likeness(last, surname), likeness(first, first_name)
    return 0.6 * of_last + 0.4 * of_first if of_last and of_first else 0.0


def _rows(tx: Session, cuts: Sequence[Cut], within: int | None) -> Iterator[Any]:
    """Yield who may be meant: everybody of an enterprise, else those with a surname, or a first name, that looks like it."""
    query = select(_P.id, _P.surname, _P.first_name).limit(_MOST_ROWS)
    if within is not None:
        yield from tx.connection().execute(query.where(_P.enterprise_id == within))
        return
    names = known_names(tx)
    lasts = _best(names.surnames, {last for last, _ in cuts if last})
    if lasts:
        yield from tx.connection().execute(query.where(_P.surname.in_(lasts)))
    firsts = _best(names.first_names, {first for last, first in cuts if not last})
    if firsts:
        yield from tx.connection().execute(query.where(_P.first_name.in_(firsts)).limit(_MOST_ROWS // 10))


def _best(names: Spellings, typed: set[str]) -> list[str]:
    return list(dict.fromkeys(name for one in sorted(typed) for name in names.alike(one, _MOST_NAMES)))


def _described(tx: Session, condition: ColumnElement[bool], scores: Mapping[int, float], most: int) -> Iterator[Somebody]:
    """Yield the people that a condition chooses. `scores` is by their row."""
    person, enterprise = table_of(Person), table_of(Enterprise)
    username = (
        select(_R.username).where(_R.person_id == _P.id, _R.username.is_not(None)).order_by(_R.id).limit(1).scalar_subquery()
    )
    query = (
        select(_P.id, _E.number, _E.name, _P.first_name, _P.surname, _P.insz, username)
        .select_from(person.join(enterprise, _P.enterprise_id == _E.id))
        .where(condition)
        .order_by(_P.id)
        .limit(most)
    )
    for row_id, number, name, first_name, surname, insz, known_as in tx.connection().execute(query):
        yield Somebody(number, name, f"{first_name} {surname}".strip(), scores[row_id], insz, known_as)
