"""What imported reference data say of an enterprise number (rulebook N6).

Without them a number is well formed, no more. With them it was found in the KBO's data of a day, or it was not, and
then it does not exist, is too new for them, or has stopped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice

from sqlalchemy import bindparam, update
from sqlmodel import Session, col, or_, select

from assistant.store.reference_tables import (
    KboAddress,
    KboCode,
    KboEnterprise,
    KboEstablishment,
    KboLoad,
    KboName,
    KboStopped,
    ListedOrganisation,
)

_LANGUAGES = {"nl": "2", "fr": "1", "de": "3", "en": "4"}
"""The KBO's codes of languages."""

_KINDS_OF_NAME = ("001", "003", "004", "002")
"""Best first: the name, the commercial one, that of a branch, the abbreviation."""

_AT_ONCE = 10_000
"""Numbers in one question to the store."""

_SEAT, _PLACE = "REGO", "BAET"
_ACTIVE, _NORMAL = "AC", "000"


class Standing(StrEnum):
    """What is known of an enterprise number beyond its form."""

    NO_DATA = "no-data"
    FOUND = "found"
    STOPPED = "stopped"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class KnownEnterprise:
    """An enterprise number held against the KBO's data of `day` (`None` when there are none)."""

    number: str
    standing: Standing
    day: date | None = None
    name: str | None = None
    address: str | None = None
    situation: str | None = None
    """The legal situation in the KBO's words, when it is not the normal one (a bankruptcy, say)."""
    start: date | None = None
    stopped: date | None = None
    """The day of the first data in which it was missing."""


@dataclass(frozen=True, slots=True)
class Establishment:
    """A place of business of an enterprise, as the KBO has it."""

    number: str
    name: str | None
    address: str | None
    start: date | None


def current_load(tx: Session) -> KboLoad | None:
    """Return the load that counts: the newest finished one."""
    finished = select(KboLoad).where(col(KboLoad.finished_at).is_not(None)).order_by(col(KboLoad.id).desc())
    return tx.exec(finished).first()


def known_enterprise(tx: Session, number: str, language: str = "nl") -> KnownEnterprise:
    """Return what the reference data say of an enterprise number of ten digits, in the language where they have it."""
    load = current_load(tx)
    if load is None:
        return KnownEnterprise(number, Standing.NO_DATA)
    found = tx.get(KboEnterprise, (load.id, number))
    if found is None or (found.status or _ACTIVE) != _ACTIVE:
        left = tx.get(KboStopped, number)
        standing = Standing.STOPPED if left or found else Standing.ABSENT
        return KnownEnterprise(number, standing, load.extract_date, stopped=left.noticed if left else None)
    return KnownEnterprise(
        number,
        Standing.FOUND,
        load.extract_date,
        name=names_of(tx, [number], language).get(number),
        address=_addresses_of(tx, load.id, [number], _SEAT, language).get(number),
        situation=_situation(tx, found, language),
        start=found.start,
    )


def names_of(tx: Session, numbers: Iterable[str], language: str = "nl") -> dict[str, str]:
    """Return the best name of each of these numbers (enterprises, establishments); those without one are left out."""
    load = current_load(tx)
    if load is None:
        return {}
    rows: list[KboName] = []
    wanted = iter(numbers)
    while some := list(islice(wanted, _AT_ONCE)):
        rows += tx.exec(select(KboName).where(KboName.load == load.id, col(KboName.entity).in_(some)))
    best: dict[str, KboName] = {}
    for row in sorted(rows, key=lambda row: _rank(row, language), reverse=True):
        best[row.entity] = row
    return {entity: row.name for entity, row in best.items()}


def establishments_of(tx: Session, number: str, language: str = "nl") -> list[Establishment]:
    """Return the places of business of an enterprise, by their numbers."""
    load = current_load(tx)
    if load is None:
        return []
    query = (
        select(KboEstablishment)
        .where(KboEstablishment.load == load.id, KboEstablishment.enterprise == number)
        .order_by(KboEstablishment.number)
    )
    rows = tx.exec(query).all()
    numbers = [row.number for row in rows]
    names = names_of(tx, numbers, language)
    addresses = _addresses_of(tx, load.id, numbers, _PLACE, language)
    return [Establishment(row.number, names.get(row.number), addresses.get(row.number), row.start) for row in rows]


def fill_names(tx: Session) -> None:
    """Give the organisations on the coordinator's list that have no name the one of the KBO."""
    nameless = tx.exec(select(ListedOrganisation.number).where(col(ListedOrganisation.name).is_(None))).all()
    found = [{"nameless": number, "found": name} for number, name in names_of(tx, nameless).items()]
    if found:
        named = update(ListedOrganisation).where(col(ListedOrganisation.number) == bindparam("nameless"))
        tx.connection().execute(named.values(name=bindparam("found")), found)


def not_in_use(tx: Session, numbers: Iterable[str]) -> dict[str, Standing]:
    """Return those of these enterprise numbers that the KBO's data do not have: stopped, or absent. None without data."""
    load = current_load(tx)
    if load is None:
        return {}
    found: dict[str, Standing] = {}
    wanted = iter(numbers)
    while some := list(islice(wanted, _AT_ONCE)):
        active = or_(col(KboEnterprise.status).is_(None), KboEnterprise.status == _ACTIVE)
        there = select(KboEnterprise.number).where(
            KboEnterprise.load == load.id, col(KboEnterprise.number).in_(some), active
        )
        present = set(tx.exec(there))
        stopped = set(tx.exec(select(KboStopped.number).where(col(KboStopped.number).in_(some))))
        found |= {
            number: Standing.STOPPED if number in stopped else Standing.ABSENT for number in some if number not in present
        }
    return found


def _rank(row: KboName, language: str) -> tuple[int, int, str]:
    """Lower is better: the kind of name first, then the wanted language, then Dutch, French, German, English."""
    kind = _KINDS_OF_NAME.index(row.kind) if row.kind in _KINDS_OF_NAME else len(_KINDS_OF_NAME)
    order = [_LANGUAGES.get(language, "2"), *_LANGUAGES.values()]
    return kind, order.index(row.language) if row.language in order else len(order), row.name


def _addresses_of(tx: Session, load: int | None, entities: list[str], kind: str, language: str) -> Mapping[str, str]:
    query = select(KboAddress).where(KboAddress.load == load, col(KboAddress.entity).in_(entities), KboAddress.kind == kind)
    return {row.entity: line for row in tx.exec(query) if row.struck_off is None and (line := _line(row, language))}


def _line(row: KboAddress, language: str) -> str:
    """Return an address on one line, in French for French readers, else in Dutch; the other where one is missing."""
    street, municipality = row.street_nl or row.street_fr, row.municipality_nl or row.municipality_fr
    if language == "fr":
        street, municipality = row.street_fr or street, row.municipality_fr or municipality
    box = f"bus {row.box}" if row.box else None
    parts = [(street, row.house_number, box), (row.zipcode, municipality), (row.country,)]
    return ", ".join(line for part in parts if (line := " ".join(filter(None, part))))


def _situation(tx: Session, found: KboEnterprise, language: str) -> str | None:
    if found.situation in (None, _NORMAL):
        return None
    for wanted in (language.upper(), "NL", "FR"):
        key = (found.load, "JuridicalSituation", found.situation, wanted)
        if code := tx.get(KboCode, key):
            return code.description
    return found.situation
