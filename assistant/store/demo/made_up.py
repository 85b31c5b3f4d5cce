"""Made-up numbers and names: well formed, and given to nobody (rulebook N7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from assistant.store.demo.described import Sectors

_FIRST_ENTERPRISE = 190_000
_FIRST_BIRTH = date(1958, 1, 1)


@dataclass(frozen=True, slots=True)
class Somebody:
    """A made-up person."""

    insz: str
    surname: str
    first_name: str

    def email(self, domain: str) -> str:
        """Return an address at an organisation's domain."""
        return f"{self.first_name}.{self.surname}@{domain}".lower()


def enterprise_number(index: int) -> str:
    """Return the number of the organisation with this index: it starts with 01, which no enterprise's does."""
    eight = 1_000_000 + _FIRST_ENTERPRISE + index
    return f"{eight:08d}{97 - eight % 97:02d}"


def hco_number(index: int, unit: int) -> str:
    """Return the HCO number of an organisation's unit; both count from 0."""
    return str(80_000 + 20 * index + unit)


def somebody(index: int, names: Sectors) -> Somebody:
    """Return a made-up person by index; sequence numbers 999 and 998 are not given to people."""
    birth = _FIRST_BIRTH + timedelta(days=19 * (index // 2))
    nine = f"{birth:%y%m%d}{999 - index % 2}"
    check = 97 - int(f"2{nine}" if birth.year >= 2000 else nine) % 97
    first, rest = names.first_names[index * 7 % len(names.first_names)], index // 3
    return Somebody(f"{nine}{check:02d}", names.surnames[rest % len(names.surnames)], first)
