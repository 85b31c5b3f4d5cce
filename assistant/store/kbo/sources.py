"""Which columns of which file of the KBO go to which table, and in what form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.store.kbo.extract import Convert, day_of
from assistant.store.reference_tables import KboAddress, KboCode, KboEnterprise, KboEstablishment, KboName
from assistant.store.tables import Row


@dataclass(frozen=True, slots=True)
class Source:
    """A file (`stem.csv`; in an update `stem_delete.csv` and `stem_insert.csv`) and where its rows go.

    `kept` names the columns of `table` that `convert` makes, besides the load. `key` is the column by which an update
    says what goes, `kept_key` the column of the table that holds it.
    """

    stem: str
    columns: tuple[str, ...]
    table: type[Row]
    kept: tuple[str, ...]
    convert: Convert
    key: str = "EntityNumber"
    kept_key: str = "entity"

    @property
    def file(self) -> str:
        """The name of the file in a full extract."""
        return f"{self.stem}.csv"

    @property
    def file_of_deletions(self) -> str:
        """The file of an update that says what goes."""
        return f"{self.stem}_delete.csv"

    @property
    def file_of_insertions(self) -> str:
        """The file of an update that says what comes."""
        return f"{self.stem}_insert.csv"


class _Days(dict[str, str | None]):
    """Days as the store keeps them, each read once: ten million rows have some ten thousand different days."""

    def __missing__(self, text: str) -> str | None:
        found = self[text] = day_of(text).isoformat() if text else None
        return found


_DAYS = _Days()

_LONGEST_NAME = 500
"""Characters; the KBO's own are shorter, and a server's index takes no page full of them."""


def digits_of(number: str) -> str:
    """Return a number of the KBO's (0200.065.765) as its ten digits. Raises `ValueError`."""
    digits = number.replace(".", "")
    if len(digits) != 10 or not digits.isdecimal():
        raise ValueError(number)
    return digits


def key_of(row: Sequence[str]) -> tuple[str]:
    """Return the number in a file of deletions. Raises `ValueError`."""
    return (digits_of(row[0]),)


def _code(row: Sequence[str]) -> tuple[Any, ...]:
    return tuple(row)


def _enterprise(row: Sequence[str]) -> tuple[Any, ...]:
    number, status, situation, start = row
    return digits_of(number), status or None, situation or None, _DAYS[start]


def _establishment(row: Sequence[str]) -> tuple[Any, ...]:
    number, enterprise, start = row
    return digits_of(number), digits_of(enterprise), _DAYS[start]


def _name(row: Sequence[str]) -> tuple[Any, ...]:
    entity, kind, language, name = row
    return digits_of(entity), kind, language or "0", name[:_LONGEST_NAME]


def _address(row: Sequence[str]) -> tuple[Any, ...]:
    entity, kind, *place, struck_off = row
    return digits_of(entity), kind, *[part or None for part in place], _DAYS[struck_off]


CODES = Source(
    "code", ("Category", "Code", "Language", "Description"),
    KboCode, ("category", "code", "language", "description"), _code,
)  # fmt: skip

SOURCES = (
    Source(
        "enterprise", ("EnterpriseNumber", "Status", "JuridicalSituation", "StartDate"),
        KboEnterprise, ("number", "status", "situation", "start"), _enterprise,
        key="EnterpriseNumber", kept_key="number",
    ),
    Source(
        "establishment", ("EstablishmentNumber", "EnterpriseNumber", "StartDate"),
        KboEstablishment, ("number", "enterprise", "start"), _establishment,
        key="EstablishmentNumber", kept_key="number",
    ),
    Source(
        "denomination", ("EntityNumber", "TypeOfDenomination", "Language", "Denomination"),
        KboName, ("entity", "kind", "language", "name"), _name,
    ),
    Source(
        "address",
        ("EntityNumber", "TypeOfAddress", "CountryNL", "Zipcode", "MunicipalityNL", "MunicipalityFR", "StreetNL", "StreetFR",
         "HouseNumber", "Box", "DateStrikingOff"),
        KboAddress,
        ("entity", "kind", "country", "zipcode", "municipality_nl", "municipality_fr", "street_nl", "street_fr",
         "house_number", "box", "struck_off"),
        _address,
    ),
)  # fmt: skip
"""The files of which something is kept, `code.csv` apart; activity.csv, contact.csv and branch.csv are not looked at."""
