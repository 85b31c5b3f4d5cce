"""A made-up extract of the KBO, as large as wanted: the columns of the real one, names and addresses that nobody has.

`python bench/kbo.py 100000` measures the row of the budgets at that size.
"""

from __future__ import annotations

import csv
import io
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

MOST = 1_000_000
"""Made-up enterprises start with 01: there are no more of them."""

_WORDS = (
    "Zorg",
    "Huis",
    "Berk",
    "Linde",
    "Kern",
    "Haven",
    "Veld",
    "Brug",
    "Ster",
    "Molen",
    "Dal",
    "Kade",
    "Wilg",
    "Esdoorn",
)
_STREETS = ("Voorbeeldstraat", "Proeflaan", "Oefenplein", "Modelweg", "Schetsdreef", "Verzonnen Kaai")
_TOWNS = ("Voorbeeldegem", "Proefbeke", "Oefenrode", "Modelgem", "Schetsdonk")

HEADINGS = {
    "meta": ("Variable", "Value"),
    "code": ("Category", "Code", "Language", "Description"),
    "enterprise": ("EnterpriseNumber", "Status", "JuridicalSituation", "TypeOfEnterprise", "JuridicalForm",
                   "JuridicalFormCAC", "StartDate"),
    "establishment": ("EstablishmentNumber", "StartDate", "EnterpriseNumber"),
    "denomination": ("EntityNumber", "Language", "TypeOfDenomination", "Denomination"),
    "address": ("EntityNumber", "TypeOfAddress", "CountryNL", "CountryFR", "Zipcode", "MunicipalityNL", "MunicipalityFR",
                "StreetNL", "StreetFR", "HouseNumber", "Box", "ExtraAddressInfo", "DateStrikingOff"),
}  # fmt: skip


def enterprise_number(n: int) -> str:
    """The n-th made-up enterprise, as the KBO writes it."""
    first = f"01{n:06}"
    digits = f"{first}{97 - int(first) % 97:02}"
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}"


def establishment_number(n: int) -> str:
    """The n-th made-up place of business."""
    return f"2.1{n // 1_000_000:02}.{n // 1000 % 1000:03}.{n % 1000:03}"


def write_extract(path: Path, enterprises: int, *, seed: int = 1) -> None:
    """Write a full extract: a name each and a second one for one in five, an address each, places for one in two."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for stem, rows in (
            ("meta", iter((("SnapshotDate", "01-11-2026"), ("ExtractType", "full"), ("ExtractNumber", "100")))),
            ("code", iter((("JuridicalSituation", "000", "NL", "Normale toestand"),))),
            ("enterprise", _enterprises(enterprises, random.Random(seed))),
            ("establishment", _establishments(enterprises, random.Random(seed))),
            ("denomination", _names(enterprises, random.Random(seed))),
            ("address", _addresses(enterprises, random.Random(seed))),
        ):
            with archive.open(f"{stem}.csv", "w") as raw, io.TextIOWrapper(raw, "utf-8", newline="") as text:
                text.write(",".join(f'"{heading}"' for heading in HEADINGS[stem]) + "\n")
                csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)


def _day(chance: random.Random) -> str:
    return f"{chance.randint(1, 28):02}-{chance.randint(1, 12):02}-{chance.randint(1950, 2026)}"


def _enterprises(count: int, chance: random.Random) -> Iterator[tuple[str, ...]]:
    for n in range(count):
        yield enterprise_number(n), "AC", "000", "2", "014", "", _day(chance)


def _establishments(count: int, chance: random.Random) -> Iterator[tuple[str, ...]]:
    for n in range(count // 2):
        yield establishment_number(n), _day(chance), enterprise_number(chance.randrange(count))


def _names(count: int, chance: random.Random) -> Iterator[tuple[str, ...]]:
    for n in range(count):
        name = f"{chance.choice(_WORDS)}{chance.choice(_WORDS).lower()} {n}"
        yield enterprise_number(n), "2", "001", name
        if not n % 5:
            yield enterprise_number(n), "1", "001", f"Maison {name}"
    for n in range(0, count // 2, 3):
        yield establishment_number(n), "2", "003", f"{chance.choice(_WORDS)} {n}"


def _addresses(count: int, chance: random.Random) -> Iterator[tuple[str, ...]]:
    for kind, number, many in (("REGO", enterprise_number, count), ("BAET", establishment_number, count // 2)):
        for n in range(many):
            street, town = chance.choice(_STREETS), chance.choice(_TOWNS)
            house, zipcode = str(chance.randint(1, 200)), str(chance.randint(1000, 9999))
            yield number(n), kind, "", "", zipcode, town, town, street, street, house, "", "", ""


_PEER = """
.import --csv enterprise.csv enterprise
.import --csv establishment.csv establishment
.import --csv denomination.csv denomination
.import --csv address.csv address
CREATE INDEX enterprise_number ON enterprise(EnterpriseNumber);
CREATE INDEX establishment_enterprise ON establishment(EnterpriseNumber);
CREATE INDEX denomination_entity ON denomination(EntityNumber);
CREATE INDEX address_entity ON address(EntityNumber);
"""
"""`sqlite3 .import` of the same files, unpacked beforehand, with the index that looking an entity up needs."""


def import_times(command: Callable[..., list[str]], enterprises: int) -> tuple[float, float]:
    """Return the seconds that our import of an extract takes, from its zip to an encrypted store, and those of the peer."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        extract = folder / "KboOpenData_0100_2026_11_Full.zip"
        write_extract(extract, enterprises)
        with zipfile.ZipFile(extract) as archive:
            archive.extractall(folder)
        begun = time.perf_counter()
        subprocess.run(
            command("import", "kbo", str(extract), "--store", str(folder / "ours.db")), check=True, capture_output=True
        )
        ours = time.perf_counter() - begun
        begun = time.perf_counter()
        _peer(folder)
        return ours, time.perf_counter() - begun


def _peer(folder: Path) -> None:
    program = shutil.which("sqlite3")
    if program:
        subprocess.run([program, "peer.db"], cwd=folder, input=_PEER, text=True, check=True, capture_output=True)
        return
    connection = sqlite3.connect(folder / "peer.db")  # the same by hand, where there is no such program
    for stem in ("enterprise", "establishment", "denomination", "address"):
        columns = ", ".join(HEADINGS[stem])
        connection.execute(f"CREATE TABLE {stem} ({columns})")
        with (folder / f"{stem}.csv").open(encoding="utf-8", newline="") as text:
            rows = csv.reader(text)
            next(rows)
            marks = ", ".join("?" * len(HEADINGS[stem]))
            connection.executemany(f"INSERT INTO {stem} VALUES ({marks})", rows)
    connection.executescript("".join(line for line in _PEER.splitlines(keepends=True) if line.startswith("CREATE")))
    connection.commit()
    connection.close()


if __name__ == "__main__":
    toegangswijzer = str(Path(sys.executable).parent / "toegangswijzer")
    seconds, beside = import_times(lambda *arguments: [toegangswijzer, *arguments], int(sys.argv[1]))
    print(f"{seconds:.1f} s, sqlite3 {beside:.1f} s: {seconds / beside:.2f} x")
